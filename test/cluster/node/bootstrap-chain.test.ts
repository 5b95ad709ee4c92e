import { COPY, LINEAGE, lineage, permitted, started } from './support/chain';
import { eventually } from './support/eventually';
import { run } from './support/exec';
import { DATA } from './support/web';
import { inNamespace } from '../support/namespace';
import { POD, PERSISTENT_VOLUME_CLAIM, Pod, nameOf, ready } from '../support/objects';

function isCloning(pod: Pod): boolean {
  const step = pod.status?.initContainerStatuses?.find(({ name }) => name === 'start-up');
  return nameOf(pod) === 'web-1' && step?.state?.running !== undefined;
}

test('X2: each pod is cloned from the one before it', inNamespace(async (namespace) => {
  await started(namespace);
  expect(await lineage(namespace, 'web-2')).toEqual(['web-0', 'web-1', 'web-2']);
}));

test('X2: a pod that comes back finds its data, and one that has lost its claim is cloned anew', inNamespace(async (namespace) => {
  await started(namespace);
  for (const pod of ['web-1', 'web-2']) await run(namespace, pod, `echo own >> ${LINEAGE}`);
  await namespace.scale('web', 1);
  await namespace.pods.until('one pod', (pods) => pods.length === 1);
  await namespace.delete(PERSISTENT_VOLUME_CLAIM, 'www-web-2');
  await namespace.scale('web', 3);
  await namespace.pods.until('three pods ready', ready(3));
  expect([await lineage(namespace, 'web-1'), await lineage(namespace, 'web-2')]).toEqual([
    ['web-0', 'web-1', 'own'], ['web-0', 'web-1', 'own', 'web-2'],
  ]);
}));

test('X2: a clone that is broken off ends at once, and the next one starts from nothing', inNamespace(async (namespace) => {
  // the first try leaves a file in the data, and a mark beside it, and lasts; the second must not find the file
  const once = 'if [ ! -e /start-up/volume/tried ]; then touch /start-up/volume/tried; touch "$DATA_DIRECTORY/half"; sleep 3600; fi; '
    + `ls "$DATA_DIRECTORY" > /start-up/volume/found; ${COPY}; mv /start-up/volume/found "$DATA_DIRECTORY"`;
  await permitted(namespace, once, 2);
  await namespace.pods.until('web-1 cloning', (pods) => pods.some(isCloning));
  await eventually(async () => void await run(namespace, 'web-1', 'test -e /start-up/volume/data.incomplete/half', 'start-up'));
  await namespace.delete(POD, 'web-1');
  await namespace.pods.until('two pods ready', ready(2));
  expect([await run(namespace, 'web-1', `cat ${DATA}/found`), await lineage(namespace, 'web-1')]).toEqual(['', ['web-0', 'web-1']]);
}));
