import * as kplus from 'cdk8s-plus-28';
import { OrdinalFiles, OrdinalFilesProps, OrdinalFilesSource, StatefulAppProps } from 'cdk8s-stateful-app';
import { eventually } from './support/eventually';
import { run } from './support/exec';
import { replace } from './support/peers';
import { web } from './support/web';
import { TestNamespace, inNamespace } from '../support/namespace';
import { POD, nameOf, ready } from '../support/objects';

const FILE = '/etc/web/role';

function program(namespace: string, props: Partial<OrdinalFilesProps>, app: Partial<StatefulAppProps> = {}) {
  return web(namespace, { replicas: 2, ...app }, (set) => {
    const files = new OrdinalFiles(set, 'Files', { name: 'conf', path: '/etc/web', ...props });
    // what the kubelet makes of the ConfigMap by now
    set.containers[0].mount('/everything', files.volume);
  }).manifests;
}

/** What stands in a file of each pod, by the pod's name. */
async function contents(namespace: TestNamespace, file: string): Promise<Record<string, string>> {
  const pods = namespace.pods.current().map(nameOf).sort();
  return Object.fromEntries(await Promise.all(pods.map(async (pod) => [pod, (await run(namespace, pod, `cat ${file}`)).trim()])));
}

/** Changes the text of the first pod, and waits until the kubelet has seen it. */
async function change(namespace: TestNamespace): Promise<void> {
  const changed = program(namespace.name, { first: { role: 'new' }, others: { role: 'replica' } });
  await namespace.apply(changed.filter(({ kind }) => kind === 'ConfigMap'));
  // the kubelet looks at the volumes of a pod that changes, and else once a minute
  await namespace.patch(POD, 'web-0', { metadata: { annotations: { changed: 'now' } } });
  await eventually(async () => expect(await run(namespace, 'web-0', 'cat /everything/0.role')).toBe('new'));
}

test('each pod sees the files of its ordinal', inNamespace(async (namespace) => {
  await namespace.apply(program(namespace.name, { first: { role: 'primary' }, others: { role: 'replica' } }, { ordinals: { start: 5 } }));
  await namespace.pods.until('two pods ready', ready(2));
  expect(await contents(namespace, FILE)).toEqual({ 'web-5': 'primary', 'web-6': 'replica' });
}));

test('each pod sees its key of a Secret', inNamespace(async (namespace) => {
  await namespace.apply([{ apiVersion: 'v1', kind: 'Secret', metadata: { name: 'roles' }, stringData: { one: 'primary', any: 'replica' } }]);
  const secret = kplus.Secret.fromSecretName(web(namespace.name).app, 'Roles', 'roles');
  await namespace.apply(program(namespace.name, {
    source: OrdinalFilesSource.fromSecret(secret), all: { role: 'any' }, first: { role: 'one' }, count: 3,
  }, { replicas: 3 }));
  await namespace.pods.until('three pods ready', ready(3));
  expect(await contents(namespace, FILE)).toEqual({ 'web-0': 'primary', 'web-1': 'replica', 'web-2': 'replica' });
}));

test('a running pod keeps its file when the text changes, and the next one has the new', inNamespace(async (namespace) => {
  await namespace.apply(program(namespace.name, { first: { role: 'primary' }, others: { role: 'replica' } }));
  await namespace.pods.until('two pods ready', ready(2));
  await change(namespace);
  expect(await contents(namespace, FILE)).toEqual({ 'web-0': 'primary', 'web-1': 'replica' });
  await replace(namespace, 'web-0');
  expect(await contents(namespace, FILE)).toEqual({ 'web-0': 'new', 'web-1': 'replica' });
}));

test('one pod more replaces none', inNamespace(async (namespace) => {
  await namespace.apply(program(namespace.name, { first: { role: 'primary' }, others: { role: 'replica' }, restartOnChange: true }));
  await namespace.pods.until('two pods ready', ready(2));
  const before = namespace.pods.current().map((pod) => pod.metadata?.uid);
  await namespace.apply(program(namespace.name, { first: { role: 'primary' }, others: { role: 'replica' }, restartOnChange: true }, { replicas: 3 }));
  const after = await namespace.pods.until('three pods ready', ready(3));
  expect(after.map((pod) => pod.metadata?.uid)).toEqual(expect.arrayContaining(before));
  expect(await contents(namespace, FILE)).toEqual({ 'web-0': 'primary', 'web-1': 'replica', 'web-2': 'replica' });
}));
