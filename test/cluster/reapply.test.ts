import { statefulSet } from './support/manifests';
import { TestNamespace, inNamespace } from './support/namespace';
import { KubernetesObject, Manifest } from './support/objects';
import { examples } from './support/programs';
import { allSettled, current } from './support/settled';

const DEFAULT_CLASS = 'storageclass.kubernetes.io/is-default-class';

/** What the examples take for granted; their storage is that of the cluster's default class. */
async function provideSurroundings(namespace: TestNamespace): Promise<void> {
  const classes = await namespace.list<Manifest>({ apiVersion: 'storage.k8s.io/v1', kind: 'StorageClass' });
  const { provisioner, parameters, volumeBindingMode } = classes.find(({ metadata }) => metadata.annotations?.[DEFAULT_CLASS] === 'true')!;
  for (const name of ['my-storage-class', 'encrypted-ssd']) {
    await namespace.provide({
      apiVersion: 'storage.k8s.io/v1', kind: 'StorageClass', metadata: { name }, provisioner, parameters, volumeBindingMode,
    });
  }
  await namespace.provide({ apiVersion: 'scheduling.k8s.io/v1', kind: 'PriorityClass', metadata: { name: 'database' }, value: 1000 });
  await namespace.apply([{ apiVersion: 'v1', kind: 'Secret', metadata: { name: 'mysql' }, stringData: { 'root-password': 'test' } }]);
}

/**
 * cdk8s-plus writes `externalIPs: []` into its own Services (those of a StatefulApp have none), and an API server of 1.28
 * takes an empty list for a change at every apply: of nothing but the time in `managedFields`.
 */
function withoutEmptyAddresses(manifests: Manifest[]): Manifest[] {
  return manifests.map((manifest) => {
    const { externalIPs, ...spec } = (manifest.spec ?? {}) as { externalIPs?: string[] };
    return externalIPs?.length === 0 ? { ...manifest, spec } : manifest;
  });
}

function hasSidecar(manifest: Manifest): boolean {
  const { template } = (manifest.spec ?? {}) as { template?: { spec?: { initContainers?: { restartPolicy?: string }[] } } };
  return template?.spec?.initContainers?.some(({ restartPolicy }) => restartPolicy === 'Always') ?? false;
}

/**
 * Applies the manifests once more. Whole objects are compared, and so their resourceVersion, generation and revisions:
 * as none of them changes, no controller is told of anything that it could act on.
 */
async function expectNoChange(namespace: TestNamespace, manifests: Manifest[], before: KubernetesObject[]): Promise<void> {
  expect(await namespace.apply(manifests)).toEqual(before);
  expect(await current(namespace, manifests)).toEqual(before);
  expect(namespace.events.sequence('terminating')).toEqual([]);
}

describe('a re-apply of the same synth changes nothing', () => {
  test('of a StatefulApp with claims and a budget', inNamespace(async (namespace) => {
    const synth = () => statefulSet({ claim: true }, (app) => app.addPodDisruptionBudget());
    await namespace.apply(synth());
    const before = await allSettled(namespace, synth());
    await expectNoChange(namespace, synth(), before);
  }));

  test.each(examples())('of $name', ({ synthesize }) => inNamespace(async (namespace) => {
    await provideSurroundings(namespace);
    const manifests = withoutEmptyAddresses(namespace.relocated(synthesize()));
    const { minor } = await namespace.api.version();
    if (minor < 29 && manifests.some(hasSidecar)) {
      process.stdout.write('not run: Kubernetes 1.28 knows no sidecars, and makes no pod of this example\n');
      return;
    }
    await namespace.apply(manifests);
    const before = await allSettled(namespace, manifests);
    await expectNoChange(namespace, manifests, before);
  })());
});
