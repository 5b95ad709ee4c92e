import { run } from './support/exec';
import { get, replace } from './support/peers';
import { DATA, web } from './support/web';
import { TestNamespace, inNamespace } from '../support/namespace';
import { ready } from '../support/objects';

const PODS = ['web-0', 'web-1', 'web-2'];

/** Three pods, each with its name written into its volume. */
async function written(namespace: TestNamespace): Promise<void> {
  await namespace.apply(web(namespace.name).manifests);
  await namespace.pods.until('three pods ready', ready(3));
  for (const pod of PODS) await run(namespace, pod, `echo data of ${pod} > ${DATA}/index.html`);
}

/** What each pod serves from its volume. */
async function served(namespace: TestNamespace): Promise<string[]> {
  return Promise.all(PODS.map(async (pod) => get(namespace, pod, 'http://127.0.0.1/')));
}

const own = PODS.map((pod) => `data of ${pod}`);

test('S7: what a pod wrote is there after it was deleted', inNamespace(async (namespace) => {
  await written(namespace);
  await replace(namespace, 'web-1');
  expect(await served(namespace)).toEqual(own);
}));

test('S7: what each pod wrote is there after the set was scaled to 0 and back', inNamespace(async (namespace) => {
  await written(namespace);
  await namespace.scale('web', 0);
  await namespace.pods.until('no pods', (pods) => pods.length === 0);
  await namespace.scale('web', 3);
  await namespace.pods.until('three pods ready', ready(3));
  expect(await served(namespace)).toEqual(own);
}));

test('S7: what each pod wrote is there after the set was deleted and made again', inNamespace(async (namespace) => {
  await written(namespace);
  await namespace.delete({ apiVersion: 'apps/v1', kind: 'StatefulSet' }, 'web');
  await namespace.pods.until('no pods', (pods) => pods.length === 0);
  await namespace.apply(web(namespace.name).manifests);
  await namespace.pods.until('three pods ready', ready(3));
  expect(await served(namespace)).toEqual(own);
}));
