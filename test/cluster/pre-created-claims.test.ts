import { Chart, Size } from 'cdk8s';
import {
  ClaimDataSource, ExpandedClaims, OrdinalRange, OrdinalSlice,
  PersistentVolumeClaimRetentionPolicyType, OrdinalClaimOptions, PreCreatedClaims, RemainingClaims, StatefulApp,
} from '../../src';
import { surprises } from './support/acceptance';
import { IMAGE, StatefulSetOptions, only, statefulSet, synthesize } from './support/manifests';
import { TestNamespace, inNamespace } from './support/namespace';
import { Kind, KubernetesObject, Manifest, PERSISTENT_VOLUME_CLAIM, PersistentVolumeClaim, STATEFUL_SET, StatefulSet, nameOf, ready } from './support/objects';

const STORAGE_CLASS: Kind = { apiVersion: 'storage.k8s.io/v1', kind: 'StorageClass' };

/** `web` with one claim a pod, of which these are pre-created. */
function preCreated(perOrdinal: OrdinalClaimOptions[], options: StatefulSetOptions = {}): Manifest[] {
  return statefulSet({ replicas: 2, claim: true, ...options }, (app) => {
    new PreCreatedClaims(app, 'Restore', { volumeClaimTemplate: app.volumeClaimTemplate('www'), perOrdinal, remaining: RemainingClaims.fromTemplate() });
  });
}

/** A volume that somebody else has made. */
async function volume(namespace: TestNamespace): Promise<string> {
  await namespace.provide({
    apiVersion: 'v1',
    kind: 'PersistentVolume',
    metadata: { name: namespace.name },
    spec: {
      capacity: { storage: '1Gi' },
      accessModes: ['ReadWriteOnce'],
      persistentVolumeReclaimPolicy: 'Retain',
      hostPath: { path: `/tmp/${namespace.name}` },
    },
  });
  return namespace.name;
}

/** A class that makes volumes as the default one does, and lets them be expanded or not. */
async function storageClass(namespace: TestNamespace, allowVolumeExpansion: boolean): Promise<string> {
  const classes = await namespace.list<KubernetesObject & { provisioner?: string; parameters?: object }>(STORAGE_CLASS);
  const isDefault = ({ metadata }: KubernetesObject) => metadata?.annotations?.['storageclass.kubernetes.io/is-default-class'] === 'true';
  const { provisioner, parameters } = classes.find(isDefault)!;
  const { name } = namespace;
  await namespace.provide({ ...STORAGE_CLASS, metadata: { name }, provisioner, ...parameters && { parameters }, allowVolumeExpansion });
  return name;
}

function claimsOf(manifests: Manifest[]): Manifest[] {
  return manifests.filter(({ kind }) => kind === PERSISTENT_VOLUME_CLAIM.kind);
}

async function claims(namespace: TestNamespace): Promise<PersistentVolumeClaim[]> {
  return namespace.list<PersistentVolumeClaim>(PERSISTENT_VOLUME_CLAIM);
}

describe('a pre-created claim', () => {
  test('is adopted by its pod, and the controller makes the others only', inNamespace(async (namespace) => {
    const volumeName = await volume(namespace);
    const stored = await namespace.apply(preCreated([{ ordinal: 0, volumeName, storageClassName: '' }]));
    await namespace.pods.until('two pods ready', ready(2));
    const [first, second, ...others] = await claims(namespace);
    expect([nameOf(first), nameOf(second), others]).toEqual(['www-web-0', 'www-web-1', []]);
    expect(first.metadata?.uid).toBe(only(stored, PERSISTENT_VOLUME_CLAIM).metadata?.uid);
    expect([first.status?.phase, first.spec?.volumeName]).toEqual(['Bound', volumeName]);
  }));

  test('has the labels that the controller gives to its own', inNamespace(async (namespace) => {
    const adopted = { ordinal: 0, volumeName: await volume(namespace), storageClassName: '' };
    await namespace.apply(preCreated([adopted], { matchLabels: { app: 'web', tier: 'front' } }));
    await namespace.pods.until('two pods ready', ready(2));
    const [first, second] = await claims(namespace);
    expect(first.metadata?.labels).toEqual(second.metadata?.labels);
  }));

  test('goes with the StatefulSet where its retention policy says so', inNamespace(async (namespace) => {
    await namespace.apply(preCreated([{ ordinal: 0, volumeName: await volume(namespace), storageClassName: '' }], {
      persistentVolumeClaimRetentionPolicy: { whenDeleted: PersistentVolumeClaimRetentionPolicyType.DELETE },
    }));
    await namespace.pods.until('two pods ready', ready(2));
    const { metadata } = await namespace.get<StatefulSet>(STATEFUL_SET, 'web');
    const isOwned = ({ metadata: claim }: PersistentVolumeClaim) =>
      claim?.ownerReferences?.some(({ uid, controller }) => controller && uid === metadata?.uid);
    await namespace.until<PersistentVolumeClaim>(PERSISTENT_VOLUME_CLAIM, 'claims owned by the StatefulSet', (all) => all.length === 2 && all.every(isOwned));
    await namespace.delete(STATEFUL_SET, 'web');
    await namespace.until(PERSISTENT_VOLUME_CLAIM, 'no claims', (all) => all.length === 0);
  }));

  test('may be filled from a snapshot or another claim', inNamespace(async (namespace) => {
    const manifests = preCreated([
      { ordinal: 0, dataSource: ClaimDataSource.fromVolumeSnapshot('monday'), storage: Size.gibibytes(2) },
      { ordinal: 1, dataSource: ClaimDataSource.fromPersistentVolumeClaim('www-old-0') },
    ]);
    expect(await surprises(namespace, claimsOf(manifests))).toEqual([]);
  }));

  test('comes too late once the controller has made one, and changes nothing', inNamespace(async (namespace) => {
    await namespace.apply(statefulSet({ replicas: 1, claim: true }));
    await namespace.pods.until('one pod ready', ready(1));
    const [late] = claimsOf(preCreated([{ ordinal: 0, dataSource: ClaimDataSource.fromVolumeSnapshot('monday') }]));
    expect((await namespace.dryRun(late)).message).toContain('spec is immutable after creation');
  }));
});

describe('expanded claims', () => {
  const options = (storageClassName: string): StatefulSetOptions => ({
    replicas: 2, volumeClaimTemplates: [{ name: 'www', storage: Size.gibibytes(1), storageClassName, mounts: [{ path: '/usr/share/nginx/html' }] }],
  });
  const expanded = (storageClassName: string, count?: number): Manifest[] => statefulSet(options(storageClassName), (app) => {
    new ExpandedClaims(app, 'Expanded', { volumeClaimTemplate: app.volumeClaimTemplate('www'), storage: Size.gibibytes(2), count });
  });
  const requests = async (namespace: TestNamespace) => (await claims(namespace))
    .map(({ metadata, spec }) => [metadata?.name, spec?.resources?.requests?.storage]);

  /** Two pods with the claims that the controller has made. */
  async function small(namespace: TestNamespace, allowVolumeExpansion: boolean): Promise<string> {
    const name = await storageClass(namespace, allowVolumeExpansion);
    await namespace.apply(statefulSet(options(name)));
    await namespace.pods.until('two pods ready', ready(2));
    return name;
  }

  test('take the size over from the controller, and leave the StatefulSet and its pods alone', inNamespace(async (namespace) => {
    const name = await small(namespace, true);
    const before = await namespace.get<StatefulSet>(STATEFUL_SET, 'web');
    for (const manifest of expanded(name)) {
      await namespace.api.apply(manifest, namespace.name, { force: 'true' });
    }
    expect(await requests(namespace)).toEqual([['www-web-0', '2Gi'], ['www-web-1', '2Gi']]);
    const after = await namespace.get<StatefulSet>(STATEFUL_SET, 'web');
    expect([after.metadata?.generation, after.spec?.volumeClaimTemplates]).toEqual([before.metadata?.generation, before.spec?.volumeClaimTemplates]);
  }));

  test('need --force-conflicts where they are applied server-side', inNamespace(async (namespace) => {
    const [claim] = claimsOf(expanded(await small(namespace, true)));
    await expect(namespace.apply([claim])).rejects.toThrow(/conflict with "kube-controller-manager".*\.spec\.resources\.requests\.storage/s);
  }));

  test('are made where there are none yet, and their pods take them', inNamespace(async (namespace) => {
    const name = await small(namespace, true);
    for (const manifest of expanded(name, 3)) {
      await namespace.api.apply(manifest, namespace.name, { force: 'true' });
    }
    await namespace.scale('web', 3);
    await namespace.pods.until('three pods ready', ready(3));
    expect(await requests(namespace)).toEqual([['www-web-0', '2Gi'], ['www-web-1', '2Gi'], ['www-web-2', '2Gi']]);
  }));

  test('are refused unless the class has allowVolumeExpansion', inNamespace(async (namespace) => {
    const [claim] = claimsOf(expanded(await small(namespace, false)));
    expect((await namespace.dryRun(claim)).message).toContain('the storageclass that provisions the pvc must support resize');
  }));
});

describe('apps that share a range of ordinals', () => {
  test('have the pods of their slices, and a pod moves from one to the other', inNamespace(async (namespace) => {
    const target = await TestNamespace.create(namespace.api, {});
    const apply = async (slices: (range: OrdinalRange) => [OrdinalSlice, OrdinalSlice]) => {
      const manifests = synthesize((chart) => {
        const [source, destination] = slices(new OrdinalRange(chart, 'Ordinals', { name: 'web', replicas: 3 }));
        web(chart, namespace.name, source);
        web(chart, target.name, destination);
      });
      for (const each of [namespace, target]) {
        await each.apply(manifests.filter(({ metadata }) => metadata.namespace === each.name));
      }
    };
    const pods = (of: TestNamespace, ...names: string[]) =>
      of.pods.until(names.join(' '), (all) => ready(names.length)(all) && all.map(nameOf).sort().join() === names.join());
    try {
      await apply((range) => [range.slice(0, 2), range.emptySlice()]);
      await pods(namespace, 'web-0', 'web-1', 'web-2');
      await apply((range) => [range.slice(0, 1), range.emptySlice()]);
      await pods(namespace, 'web-0', 'web-1');
      await apply((range) => [range.slice(0, 1), range.slice(2, 2)]);
      await Promise.all([pods(namespace, 'web-0', 'web-1'), pods(target, 'web-2')]);
      await apply((range) => [range.slice(0, 0), range.slice(2, 2)]);
      await pods(namespace, 'web-0');
      await apply((range) => [range.slice(0, 0), range.slice(1, 2)]);
      await pods(target, 'web-1', 'web-2');
      expect(target.events.sequence('deleted')).toEqual([]);
      target.assertNoError();
    } finally {
      await target.remove();
    }
  }));

  function web(chart: Chart, namespace: string, slice: OrdinalSlice): StatefulApp {
    return new StatefulApp(new Chart(chart, namespace, { namespace }), 'Web', {
      metadata: { name: 'web' }, containers: [{ name: 'nginx', image: IMAGE }], ...slice,
    });
  }
});
