import { COPY, chain, lineage, started } from './support/chain';
import { eventually } from './support/eventually';
import { run } from './support/exec';
import { decide } from './support/first-start';
import { bootstrapLog } from './support/log';
import { loseClaim } from './support/loss';
import { inNamespace } from '../support/namespace';
import { PERSISTENT_VOLUME_CLAIM, STATEFUL_SET, ready } from '../support/objects';

test('X2: a first pod that has lost its claim waits, and is not initialized while others have the data', inNamespace(async (namespace) => {
  await started(namespace, 2);
  await loseClaim(namespace, 'web-0');
  await eventually(async () => void await run(namespace, 'web-0', 'touch /start-up/volume/initialize', 'start-up'));
  await eventually(async () => expect(await bootstrapLog(namespace, 'web-0')).toContain(
    'start-up: not initialized, as other pods are there: web-1; clone one of them, or scale the StatefulSet to 1 first'));
  await decide(namespace, 'web-0', 'clone-from-web-1');
  await namespace.pods.until('two pods ready', ready(2));
  expect(await lineage(namespace, 'web-0')).toEqual(['web-0', 'web-1', 'web-0']);
}));

test('X2: where all pods were away, the others start without the first one, which is cloned from them', inNamespace(async (namespace) => {
  await started(namespace);
  await namespace.scale('web', 0);
  await namespace.pods.until('no pod', (pods) => pods.length === 0);
  await namespace.delete(PERSISTENT_VOLUME_CLAIM, 'www-web-0');
  await namespace.patch(STATEFUL_SET, 'web', { spec: { ordinals: { start: 1 }, replicas: 2 } });
  await namespace.pods.until('two pods ready', ready(2));
  await namespace.patch(STATEFUL_SET, 'web', { spec: { ordinals: { start: 0 }, replicas: 3 } });
  await decide(namespace, 'web-0', 'clone-from-web-2');
  await namespace.pods.until('three pods ready', ready(3));
  expect(await lineage(namespace, 'web-0')).toEqual(['web-0', 'web-1', 'web-2', 'web-0']);
}));

test('X2: a program that permits it until a day needs no person', inNamespace(async (namespace) => {
  await namespace.apply(chain(namespace.name, COPY, 1, { initializeBefore: '2999-12-31' }));
  await namespace.pods.until('one pod ready', ready(1));
  expect(await lineage(namespace, 'web-0')).toEqual(['web-0']);
}));
