import { Chart, Size, Testing } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { ClaimDataSource, PreCreatedClaims, PreCreatedClaimsProps, RemainingClaims, StatefulApp, StatefulAppProps } from '../../src';
import { chart, manifestOf, manifestsOf, namesOf, statefulApp } from '../support';

const MONDAY = ClaimDataSource.fromVolumeSnapshot('monday');
const TEMPLATE = { name: 'data', storage: Size.gibibytes(10), storageClassName: 'fast', mounts: [{ path: '/data' }] };

function app(scope: Chart, props: Partial<StatefulAppProps> = {}): StatefulApp {
  return statefulApp(scope, { replicas: 3, matchLabels: { app: 'db' }, volumeClaimTemplates: [TEMPLATE], ...props });
}

function preCreate(db: StatefulApp, props: Partial<PreCreatedClaimsProps>): PreCreatedClaims {
  return new PreCreatedClaims(db, 'Restore', { volumeClaimTemplate: db.volumeClaimTemplate('data'), remaining: RemainingClaims.fromTemplate(), ...props });
}

/** A chart with three pods, of whose claims these are pre-created. */
function preCreated(props: Partial<PreCreatedClaimsProps>, appProps: Partial<StatefulAppProps> = {}): Chart {
  const scope = chart();
  preCreate(app(scope, appProps), props);
  return scope;
}

function first(props: Partial<PreCreatedClaimsProps>, appProps?: Partial<StatefulAppProps>) {
  return manifestOf(preCreated(props, appProps), 'PersistentVolumeClaim', 'data-db-0');
}

test('a claim has the name that the controller looks for', () => {
  expect(namesOf(preCreated({ perOrdinal: [{ ordinal: 0, dataSource: MONDAY }] }), 'PersistentVolumeClaim')).toEqual(['data-db-0']);
});

test('a claim has the spec of the template, and is filled', () => {
  expect(first({ perOrdinal: [{ ordinal: 0, dataSource: MONDAY }] }).spec).toEqual({
    accessModes: ['ReadWriteOnce'],
    storageClassName: 'fast',
    dataSource: { apiGroup: 'snapshot.storage.k8s.io', kind: 'VolumeSnapshot', name: 'monday' },
    resources: { requests: { storage: '10Gi' } },
  });
});

test.each<[string, string | undefined, string | undefined]>([
  ['that of the chart', 'prod', undefined],
  ['its own', 'test', 'prod'],
])('a claim is in the namespace of the app, be it %s', (_, ofChart, namespace) => {
  const scope = chart(ofChart);
  preCreate(app(scope, { metadata: { name: 'db', namespace } }), { perOrdinal: [{ ordinal: 0, dataSource: MONDAY }] });
  expect(manifestOf(scope, 'PersistentVolumeClaim').metadata.namespace).toBe('prod');
});

test('a claim has the labels of the template, over which the controller writes those of the selector', () => {
  const claim = first({ perOrdinal: [{ ordinal: 0, dataSource: MONDAY }] }, { volumeClaimTemplates: [{ ...TEMPLATE, labels: { tier: 'data', app: 'x' } }] });
  expect(claim.metadata.labels).toEqual({ tier: 'data', app: 'db' });
});

test('a label that the selector gets later is on the claim', () => {
  const scope = chart();
  const db = app(scope);
  preCreate(db, { perOrdinal: [{ ordinal: 0, dataSource: MONDAY }] });
  db.podMetadata.addLabel('shard', 'a');
  db.select(kplus.LabelSelector.of({ labels: { shard: 'a' } }));
  expect(manifestOf(scope, 'PersistentVolumeClaim').metadata.labels).toEqual({ app: 'db', shard: 'a' });
});

test('Argo CD, Helm and Flux leave a claim where it is', () => {
  expect(first({ perOrdinal: [{ ordinal: 0, dataSource: MONDAY }] }).metadata.annotations).toEqual({
    'argocd.argoproj.io/sync-options': 'Prune=false,Delete=false',
    'helm.sh/resource-policy': 'keep',
    'kustomize.toolkit.fluxcd.io/prune': 'disabled',
  });
});

test('the annotations of the template and of the claim are on the claim', () => {
  const annotations = { 'example.com/restored': 'monday', 'helm.sh/resource-policy': 'delete' };
  const claim = first({ perOrdinal: [{ ordinal: 0, dataSource: MONDAY, annotations }] },
    { volumeClaimTemplates: [{ ...TEMPLATE, annotations: { 'example.com/backup': 'daily' } }] });
  expect(claim.metadata.annotations).toMatchObject({ ...annotations, 'example.com/backup': 'daily' });
});

test('labels of a claim are on it', () => {
  expect(first({ perOrdinal: [{ ordinal: 0, dataSource: MONDAY, labels: { restored: 'monday' } }] }).metadata.labels).toEqual({ app: 'db', restored: 'monday' });
});

test('a claim can ask for more than the template', () => {
  expect(first({ perOrdinal: [{ ordinal: 0, storage: Size.gibibytes(20) }] }).spec.resources.requests.storage).toBe('20Gi');
});

test('another claim is cloned', () => {
  expect(first({ perOrdinal: [{ ordinal: 0, dataSource: ClaimDataSource.fromPersistentVolumeClaim('data-old-0') }] }).spec.dataSource)
    .toEqual({ kind: 'PersistentVolumeClaim', name: 'data-old-0' });
});

test('the source of a claim takes the place of that of the template', () => {
  const dataSource = ClaimDataSource.fromReference({ apiGroup: 'example.com', kind: 'Backup', name: 'sunday' });
  const { spec } = first({ perOrdinal: [{ ordinal: 0, dataSource: MONDAY }] }, { replicas: 1, volumeClaimTemplates: [{ ...TEMPLATE, dataSource }] });
  expect([spec.dataSource.name, spec.dataSourceRef]).toEqual(['monday', undefined]);
});

test('an existing volume is adopted, with a class of its own', () => {
  expect(first({ perOrdinal: [{ ordinal: 0, volumeName: 'pv-17', storageClassName: '' }] }).spec)
    .toEqual({ accessModes: ['ReadWriteOnce'], storageClassName: '', volumeName: 'pv-17', resources: { requests: { storage: '10Gi' } } });
});

test('an existing volume is not filled', () => {
  expect(first({ perOrdinal: [{ ordinal: 0, volumeName: 'pv-17' }] }, { replicas: 1, volumeClaimTemplates: [{ ...TEMPLATE, dataSource: MONDAY }] }).spec)
    .not.toHaveProperty('dataSource');
});

test('the remaining claims are left to the controller', () => {
  expect(namesOf(preCreated({ perOrdinal: [{ ordinal: 1, dataSource: MONDAY }], remaining: RemainingClaims.fromTemplate() }), 'PersistentVolumeClaim')).toEqual(['data-db-1']);
});

test('the remaining claims are filled from one source', () => {
  const claims = manifestsOf(preCreated({
    perOrdinal: [{ ordinal: 0, dataSource: MONDAY }],
    remaining: RemainingClaims.fromDataSource(ClaimDataSource.fromVolumeSnapshot('sunday')),
  }), 'PersistentVolumeClaim');
  expect(claims.map(({ metadata, spec }) => [metadata.name, spec.dataSource.name]))
    .toEqual([['data-db-0', 'monday'], ['data-db-1', 'sunday'], ['data-db-2', 'sunday']]);
});

test('nothing is needed for the remaining claims where every pod is decided on', () => {
  const perOrdinal = [0, 1, 2].map(ordinal => ({ ordinal, dataSource: MONDAY }));
  expect(namesOf(preCreated({ perOrdinal, remaining: undefined }), 'PersistentVolumeClaim')).toHaveLength(3);
});

test('ordinals begin where those of the app do', () => {
  const scope = preCreated({ remaining: RemainingClaims.fromDataSource(MONDAY) }, { ordinals: { start: 5 } });
  expect(namesOf(scope, 'PersistentVolumeClaim')).toEqual(['data-db-5', 'data-db-6', 'data-db-7']);
});

test('an autoscaler decides how many claims there may be', () => {
  const scope = chart();
  const db = app(scope, { replicas: undefined });
  const claims = preCreate(db, { remaining: RemainingClaims.fromDataSource(MONDAY) });
  new kplus.HorizontalPodAutoscaler(scope, 'autoscaler', { target: db, maxReplicas: 4, metrics: [kplus.Metric.resourceCpu(kplus.MetricTarget.averageUtilization(50))] });
  expect([namesOf(scope, 'PersistentVolumeClaim').length, claims.persistentVolumeClaims.length]).toEqual([4, 4]);
});

test('claims of pods that are to come can be pre-created', () => {
  const perOrdinal = [0, 1].map(ordinal => ({ ordinal, dataSource: MONDAY }));
  expect(namesOf(preCreated({ perOrdinal, remaining: undefined, count: 2 }, { replicas: 0 }), 'PersistentVolumeClaim')).toEqual(['data-db-0', 'data-db-1']);
});

test('claims stand before the StatefulSet', () => {
  const kinds = (Testing.synth(preCreated({ remaining: RemainingClaims.fromDataSource(MONDAY) })) as { kind: string }[]).map(({ kind }) => kind);
  expect(kinds.lastIndexOf('PersistentVolumeClaim')).toBeLessThan(kinds.indexOf('StatefulSet'));
});

test('the StatefulSet is the same as without', () => {
  const plain = chart();
  app(plain);
  expect(manifestOf(preCreated({ remaining: RemainingClaims.fromDataSource(MONDAY) }), 'StatefulSet')).toEqual(manifestOf(plain, 'StatefulSet'));
});

test('claims are read in the order of their ordinals', () => {
  const claims = preCreate(app(chart()), { perOrdinal: [{ ordinal: 2, dataSource: MONDAY }, { ordinal: 0, dataSource: MONDAY }] });
  expect(claims.persistentVolumeClaims.map(({ name }) => name)).toEqual(['data-db-0', 'data-db-2']);
});

test('nothing is found in the manifests', () => {
  const told = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
  const readiness = kplus.Probe.fromTcpSocket({ port: 5432 });
  preCreated({ remaining: RemainingClaims.fromDataSource(MONDAY), perOrdinal: [{ ordinal: 0, volumeName: 'pv', storageClassName: '' }] }, {
    containers: [{ image: 'postgres:16.4', ports: [{ number: 5432, name: 'client' }], readiness, resources: { memory: { limit: Size.gibibytes(1) } } }],
  });
  const lines = told.mock.calls.map(([line]) => `${line}`).filter(line => line.includes('PersistentVolumeClaim'));
  told.mockRestore();
  expect(lines).toEqual([]);
});

test.each<[string, Partial<PreCreatedClaimsProps>, string]>([
  ['no claim', {}, 'perOrdinal [] names no claim; name one, or give remaining'],
  ['an ordinal that is none', { perOrdinal: [{ ordinal: 0.5, dataSource: MONDAY }] }, 'perOrdinal.ordinal 0.5 is not a whole number'],
  [
    'an ordinal that is there twice',
    { perOrdinal: [{ ordinal: 1, dataSource: MONDAY }, { ordinal: 1, volumeName: 'pv' }] },
    'perOrdinal.ordinal 1 is there twice; keep one',
  ],
  ['a claim like any other', { perOrdinal: [{ ordinal: 0 }] }, 'perOrdinal[0] is what the controller would make; give dataSource or volumeName'],
  ['a source and a volume', { perOrdinal: [{ ordinal: 0, dataSource: MONDAY, volumeName: 'pv' }] }, 'perOrdinal[0].volumeName "pv" goes not together with dataSource'],
  [
    'one volume for two',
    { perOrdinal: [{ ordinal: 0, volumeName: 'pv' }, { ordinal: 1, volumeName: 'pv' }] },
    'perOrdinal[1].volumeName "pv" is the volume of ordinal 0, too',
  ],
  ['a volume whose name is none', { perOrdinal: [{ ordinal: 0, volumeName: '' }] }, 'perOrdinal[0].volumeName "" is not a DNS subdomain'],
  ['a class that is none', { perOrdinal: [{ ordinal: 0, volumeName: 'pv', storageClassName: 'A' }] }, 'perOrdinal[0].storageClassName "A" is not a DNS subdomain'],
  ['less than the template', { perOrdinal: [{ ordinal: 0, storage: Size.gibibytes(9) }] }, 'perOrdinal[0].storage "9Gi" is less than the 10Gi of the template'],
  ['no storage', { perOrdinal: [{ ordinal: 0, storage: Size.gibibytes(0) }] }, 'perOrdinal[0].storage 0 bytes is not a whole number'],
  ['a label that is none', { perOrdinal: [{ ordinal: 0, volumeName: 'pv', labels: { 'a b': 'c' } }] }, 'perOrdinal[0].labels "a b" is not a qualified name'],
  ['an annotation that is none', { perOrdinal: [{ ordinal: 0, volumeName: 'pv', annotations: { 'a b': 'c' } }] }, 'perOrdinal[0].annotations "a b" is not'],
  ['no pods', { perOrdinal: [{ ordinal: 0, volumeName: 'pv' }], count: 0 }, 'count 0 is not a whole number'],
])('fails for %s', (_, props, message) => {
  expect(() => preCreate(app(chart()), props)).toThrow(message);
});

test('fails for an ordinal below the first one', () => {
  expect(() => preCreate(app(chart(), { ordinals: { start: 5 } }), { perOrdinal: [{ ordinal: 4, dataSource: MONDAY }] })).toThrow('perOrdinal.ordinal 4');
});

test('fails for an ordinal above the last one', () => {
  expect(() => Testing.synth(preCreated({ perOrdinal: [{ ordinal: 3, dataSource: MONDAY }] })))
    .toThrow('perOrdinal.ordinal 3 is the ordinal of no pod (they are 0 to 2); drop it, or give count for pods that are to come');
});

test('fails for an app that is scaled to zero, unless it says how many pods there will be', () => {
  expect(() => Testing.synth(preCreated({ perOrdinal: [{ ordinal: 0, dataSource: MONDAY }] }, { replicas: 0 })))
    .toThrow('perOrdinal.ordinal 0 is the ordinal of no pod (there are none)');
});

test('fails for pods that nothing is decided on', () => {
  expect(() => Testing.synth(preCreated({ perOrdinal: [{ ordinal: 1, dataSource: MONDAY }], remaining: undefined })))
    .toThrow('perOrdinal says nothing of 0, 2; name their claims, too, or give remaining: RemainingClaims.fromTemplate() where they start empty');
});

test('fails for a label that contradicts the selector', () => {
  expect(() => Testing.synth(preCreated({ perOrdinal: [{ ordinal: 0, dataSource: MONDAY, labels: { app: 'x' } }] })))
    .toThrow('perOrdinal[0].labels.app "x" contradicts the selector, which has "db"; rename it');
});

test('fails where nobody knows how many pods there may be', () => {
  const scope = chart();
  const db = app(scope, { replicas: undefined, podServices: undefined, containers: [{ image: 'postgres:16.4' }] });
  db.markHasAutoscaler();
  preCreate(db, { remaining: RemainingClaims.fromDataSource(MONDAY) });
  expect(() => Testing.synth(scope)).toThrow('claims cannot be made for all pods, as no HorizontalPodAutoscaler of this program scales the app; give count');
});
