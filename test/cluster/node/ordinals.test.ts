import { lines } from './support/exec';
import { web } from './support/web';
import { TestNamespace, inNamespace } from '../support/namespace';
import { nameOf, ready } from '../support/objects';

/** What each pod has as its index, by the pod's name. */
async function indexes(namespace: TestNamespace): Promise<Record<string, string>> {
  const entries = namespace.pods.current().map(nameOf).map(async (pod) => [pod, (await lines(namespace, pod, 'echo $POD_INDEX'))[0]]);
  return Object.fromEntries(await Promise.all(entries));
}

test('POD_INDEX is the ordinal of the pod', inNamespace(async (namespace) => {
  await namespace.apply(web(namespace.name).manifests);
  await namespace.pods.until('three pods ready', ready(3));
  expect(await indexes(namespace)).toEqual({ 'web-0': '0', 'web-1': '1', 'web-2': '2' });
}));

test('POD_INDEX counts from the first ordinal', inNamespace(async (namespace) => {
  const { app, manifests } = web(namespace.name, { replicas: 2, ordinals: { start: 5 } });
  await namespace.apply(manifests);
  await namespace.pods.until('two pods ready', ready(2));
  expect(await indexes(namespace)).toEqual({ 'web-5': '5', 'web-6': '6' });
  expect(app.identity.ordinals()).toEqual([5, 6]);
}));
