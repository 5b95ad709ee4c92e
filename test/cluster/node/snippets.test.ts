import { decide } from './support/first-start';
import { containersOf, hasSubstitute, podsOf, substituted } from './support/official-images';
import { ApiServer } from '../support/api-server';
import { TestNamespace, inNamespace } from '../support/namespace';
import { Manifest, STATEFUL_SET, StatefulSet, nameOf } from '../support/objects';
import { documented } from '../support/programs';

// The programs of README.md and docs/ in real pods: with their users, mounts and probes they get ready.

interface Snippet {
  name: string;
  manifests: Manifest[];
}

const SNIPPETS = documented().map(({ name, synthesize }): Snippet => ({ name, manifests: synthesize() }))
  .filter(({ manifests }) => manifests.flatMap(podsOf).length > 0);
const TRIED = SNIPPETS.filter((snippet) => whyNot(snippet) === undefined);
const OTHERS = SNIPPETS.filter((snippet) => !TRIED.includes(snippet));

/** Why a snippet cannot be tried; undefined where it can. */
function whyNot({ manifests }: Snippet): string | undefined {
  const images = manifests.flatMap(podsOf).flatMap(containersOf).map(({ image }) => image);
  const own = images.find((image) => image.startsWith('example.com/'));
  const missing = images.find((image) => !hasSubstitute(image));
  const claims = manifests.filter(({ kind }) => kind === 'PersistentVolumeClaim').map(({ spec }) => spec as Record<string, unknown>);
  if (own) return `${own} is the reader's own`;
  if (JSON.stringify(manifests).includes('"# …"')) return 'its scripts are left out';
  if (missing?.startsWith('patroni:')) return 'the configuration of Patroni is left out';
  if (missing) return `there is no image in place of ${missing}`;
  if (JSON.stringify(manifests).includes('"volumeMode":"Block"')) return 'no volume of the tests is a block device';
  if (JSON.stringify(manifests).includes('"hostUsers":false')) return 'the runtime of the tests may have no user namespaces';
  if (claims.some(({ dataSource, volumeName }) => dataSource ?? volumeName)) return 'no volume of the tests has data to restore';
  if (claims.some(({ accessModes }) => !accessModes)) return 'no volume of the tests can be expanded';
  return undefined;
}

const CLASSES = [...new Set(TRIED.flatMap(({ manifests }) => JSON.stringify(manifests).match(/(?<="storageClassName":")[^"]+/g) ?? []))];

const storageClass = (name: string): Manifest => ({
  apiVersion: 'storage.k8s.io/v1', kind: 'StorageClass', metadata: { name }, provisioner: 'kubernetes.io/host-path',
});

beforeAll(async () => {
  const api = await ApiServer.connect();
  for (const name of CLASSES) await api.apply(storageClass(name), '');
  process.stdout.write(`${[`${TRIED.length} of ${SNIPPETS.length} snippets with pods are tried; not these:`, ...OTHERS.map((snippet) => `  ${snippet.name}: ${whyNot(snippet)}`)].join('\n')}\n`);
});

afterAll(async () => {
  const api = await ApiServer.connect();
  for (const name of CLASSES) await api.request('DELETE', await api.path(storageClass(name), '', name));
});

test('most snippets are tried whose images are not the reader\'s own', () => {
  const others = OTHERS.filter((snippet) => !whyNot(snippet)!.endsWith('the reader\'s own'));
  expect(TRIED.length).toBeGreaterThan(others.length);
});

test.concurrent.each(TRIED)('the pods of $name get ready', async ({ manifests }) => {
  const namespaces = [...new Set(manifests.map(({ metadata }) => metadata.namespace))];
  await Promise.all(namespaces.map(async (name) => inNamespace(async (namespace) => {
    const own = substituted(manifests.filter(({ metadata }) => metadata.namespace === name));
    await namespace.apply([...secretsFor(own), ...namespace.relocated(own)]);
    const sets = own.filter(({ kind }) => kind === 'StatefulSet');
    for (const set of sets) await firstStart(namespace, set);
    await namespace.until<StatefulSet>(STATEFUL_SET, 'all pods ready', (all) => all.length === sets.length
      && all.every(({ spec, status }) => status?.availableReplicas === spec?.replicas && status?.availableReplicas === status?.replicas));
    expect(restarted(namespace)).toEqual([]);
  })()));
});

/** The Secrets that the containers take variables from. */
function secretsFor(manifests: Manifest[]): Manifest[] {
  const variables = manifests.flatMap(podsOf).flatMap(containersOf).flatMap(({ env = [] }) => env);
  const refs = variables.flatMap(({ valueFrom }) => valueFrom?.secretKeyRef ?? []);
  return [...new Set(refs.map(({ name }) => name))].map((name) => ({
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name },
    stringData: Object.fromEntries(refs.filter((ref) => ref.name === name).map(({ key }) => [key, `the ${key}`])),
  }));
}

/** Does what a person does where the step that makes the data of a first pod asks for it. */
async function firstStart(namespace: TestNamespace, set: Manifest): Promise<void> {
  const asks = podsOf(set).some(({ initContainers = [] }) => initContainers.some(({ name }) => name === 'start-up'));
  if (asks) await decide(namespace, `${nameOf(set)}-0`, 'initialize');
}

/** The containers that ended meanwhile. */
function restarted(namespace: TestNamespace): string[] {
  return namespace.pods.current().flatMap((pod) => (pod.status?.containerStatuses ?? [])
    .filter(({ restartCount }) => restartCount > 0).map(({ name }) => `${nameOf(pod)} ${name}`));
}
