import { Chart, Size, Testing } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { ExpandedClaims, ExpandedClaimsProps, StatefulApp, StatefulAppProps } from '../../src';
import { chart, manifestOf, manifestsOf, namesOf, statefulApp } from '../support';

const TEMPLATE = { name: 'data', storage: Size.gibibytes(10), mounts: [{ path: '/data' }] };

function app(scope: Chart, props: Partial<StatefulAppProps> = {}): StatefulApp {
  return statefulApp(scope, { replicas: 3, matchLabels: { app: 'db' }, volumeClaimTemplates: [TEMPLATE], ...props });
}

function expand(db: StatefulApp, props: Partial<ExpandedClaimsProps> = {}): ExpandedClaims {
  return new ExpandedClaims(db, 'Expanded', { volumeClaimTemplate: db.volumeClaimTemplate('data'), storage: Size.gibibytes(20), ...props });
}

function expanded(props: Partial<ExpandedClaimsProps> = {}, appProps: Partial<StatefulAppProps> = {}): Chart {
  const scope = chart();
  expand(app(scope, appProps), props);
  return scope;
}

test('the StatefulSet stays as it is, byte for byte', () => {
  const plain = chart();
  app(plain);
  expect(JSON.stringify(manifestOf(expanded(), 'StatefulSet'))).toBe(JSON.stringify(manifestOf(plain, 'StatefulSet')));
});

test('each pod has a claim of the larger size, otherwise as in the template', () => {
  const claims = manifestsOf(expanded(), 'PersistentVolumeClaim').map(({ metadata, spec }) => [metadata.name, spec]);
  const spec = { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '20Gi' } } };
  expect(claims).toEqual([['data-db-0', spec], ['data-db-1', spec], ['data-db-2', spec]]);
});

test('a claim has the labels that the controller gives it', () => {
  expect(manifestOf(expanded(), 'PersistentVolumeClaim', 'data-db-0').metadata.labels).toEqual({ app: 'db' });
});

test('every field of the template is in the claim', () => {
  const scope = expanded({}, {
    replicas: 1,
    volumeClaimTemplates: [{
      ...TEMPLATE,
      storageClassName: 'fast',
      volumeMode: kplus.PersistentVolumeMode.FILE_SYSTEM,
      accessModes: [kplus.PersistentVolumeAccessMode.READ_WRITE_ONCE_POD],
      annotations: { 'example.com/backup': 'daily' },
    }],
  });
  const { metadata, spec } = manifestOf(scope, 'PersistentVolumeClaim');
  expect(spec).toMatchObject({ storageClassName: 'fast', volumeMode: 'Filesystem', accessModes: ['ReadWriteOncePod'] });
  expect(metadata.annotations).toMatchObject({ 'example.com/backup': 'daily' });
});

test('ordinals begin where those of the app do', () => {
  expect(namesOf(expanded({}, { replicas: 2, ordinals: { start: 5 } }), 'PersistentVolumeClaim')).toEqual(['data-db-5', 'data-db-6']);
});

test('there is a claim for each pod that an autoscaler may make', () => {
  const scope = chart();
  const db = app(scope, { replicas: undefined });
  expand(db);
  new kplus.HorizontalPodAutoscaler(scope, 'autoscaler', { target: db, maxReplicas: 4, metrics: [kplus.Metric.resourceCpu(kplus.MetricTarget.averageUtilization(50))] });
  expect(namesOf(scope, 'PersistentVolumeClaim')).toHaveLength(4);
});

test('there can be claims for more pods, or for fewer', () => {
  expect([1, 5].map(count => namesOf(expanded({ count }), 'PersistentVolumeClaim').length)).toEqual([1, 5]);
});

test('the claims can be read', () => {
  expect(expand(app(chart())).persistentVolumeClaims.map(({ name }) => name)).toEqual(['data-db-0', 'data-db-1', 'data-db-2']);
});

test('of two templates one is expanded', () => {
  const scope = expanded({}, { replicas: 1, volumeClaimTemplates: [TEMPLATE, { name: 'log', storage: Size.gibibytes(1) }] });
  expect(namesOf(scope, 'PersistentVolumeClaim')).toEqual(['data-db-0']);
});

test.each<[string, Size, string]>([
  ['as much as the template', Size.mebibytes(10240), 'storage "10Gi" is not more than the 10Gi of the template; give more, as claims never shrink'],
  ['less than the template', Size.gibibytes(5), 'storage "5Gi" is not more than the 10Gi of the template'],
  ['a fraction of a byte', Size.kibibytes(20 * 1024 * 1024 + 0.3), 'bytes is not a whole number of bytes above zero'],
])('fails for %s', (_, storage, message) => {
  expect(() => expand(app(chart()), { storage })).toThrow(message);
});

test('fails for claims without a class, which cannot be expanded', () => {
  expect(() => Testing.synth(expanded({}, { replicas: 2, volumeClaimTemplates: [{ ...TEMPLATE, storageClassName: '' }] })))
    .toThrow('storage "20Gi" is refused for the ordinals 0, 1, whose storageClassName is empty, and no volume without a class can be expanded');
});

test('fails for a template of another app', () => {
  const other = new StatefulApp(chart(), 'other', { metadata: { name: 'other' }, volumeClaimTemplates: [TEMPLATE] });
  expect(() => expand(app(chart()), { volumeClaimTemplate: other.volumeClaimTemplate('data') })).toThrow('volumeClaimTemplate "data" is a claim template of another app; use one of this app');
});

test('fails where nobody knows how many pods there may be', () => {
  const scope = chart();
  const db = app(scope, { replicas: undefined, containers: [{ image: 'postgres:16.4' }] });
  db.markHasAutoscaler();
  expand(db);
  expect(() => Testing.synth(scope)).toThrow('claims cannot be made for all pods, as no HorizontalPodAutoscaler of this program scales the app; give count');
});
