import { Chart, Cron, Duration, Size, Testing } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { BackupRetention, ScheduledVolumeSnapshot, ScheduledVolumeSnapshotProps, StatefulAppProps } from '../../src';
import { chart, Manifest, manifestOf, namesOf, statefulApp } from '../support';

function snapshotted(props: Partial<ScheduledVolumeSnapshotProps> = {}, app: Partial<StatefulAppProps> = {}, scope: Chart = chart()) {
  const db = statefulApp(scope, { replicas: 3, volumeClaimTemplates: [{ name: 'data', storage: Size.gibibytes(1), mounts: [{ path: '/data' }] }], ...app });
  const snapshot = new ScheduledVolumeSnapshot(db, 'Snapshot', {
    schedule: Cron.hourly(), volumeClaimTemplate: db.volumeClaimTemplate('data'), ordinal: 1, image: 'alpine/k8s:1.34.1', ...props,
  });
  return { scope, db, snapshot };
}

function podOf(...args: Parameters<typeof snapshotted>): Manifest {
  return manifestOf(snapshotted(...args).scope, 'CronJob').spec.jobTemplate.spec.template;
}

const wordsOf = (...args: Parameters<typeof snapshotted>) => podOf(...args).spec.containers[0].command.slice(4);
const verbsOf = (props: Partial<ScheduledVolumeSnapshotProps>) => manifestOf(snapshotted(props).scope, 'Role').rules;

test('the snapshot is of the claim of the pod, by the name that the controller gives it', () => {
  expect(JSON.parse(wordsOf()[0])).toEqual({
    apiVersion: 'snapshot.storage.k8s.io/v1',
    kind: 'VolumeSnapshot',
    metadata: { generateName: 'data-db-1-', labels: { 'cdk8s-stateful-app.github.io/scheduled-volume-snapshot': 'db-snapshot' } },
    spec: { source: { persistentVolumeClaimName: 'data-db-1' } },
  });
});

test('the snapshot has a class', () => {
  expect(JSON.parse(wordsOf({ volumeSnapshotClassName: 'csi' })[0]).spec.volumeSnapshotClassName).toBe('csi');
});

test('those of the schedule are found by its label, and kept as it says', () => {
  expect(wordsOf({ name: 'hourly', retention: BackupRetention.count(24) }).slice(1)).toEqual(['cdk8s-stateful-app.github.io/scheduled-volume-snapshot=hourly', '24', '']);
  expect(wordsOf({ retention: BackupRetention.duration(Duration.hours(1)) }).slice(2)).toEqual(['', '3600']);
});

test('the pods may create snapshots and read them', () => {
  expect(verbsOf({})).toEqual([{ apiGroups: ['snapshot.storage.k8s.io'], resources: ['volumesnapshots'], verbs: ['create', 'get'] }]);
});

test('the pods may delete snapshots only where old ones are deleted', () => {
  expect(verbsOf({ retention: BackupRetention.count(1) })[0].verbs).toEqual(['create', 'get', 'list', 'delete']);
});

test('the Role is that of the ServiceAccount, which the pods have with a token', () => {
  const { scope } = snapshotted({ name: 'hourly' }, {}, chart('prod'));
  expect(manifestOf(scope, 'RoleBinding', 'hourly')).toMatchObject({
    metadata: { namespace: 'prod' },
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: 'hourly' },
    subjects: [{ kind: 'ServiceAccount', name: 'hourly', namespace: 'prod' }],
  });
  expect(manifestOf(scope, 'CronJob').spec.jobTemplate.spec.template.spec).toMatchObject({ serviceAccountName: 'hourly', automountServiceAccountToken: true });
  expect([namesOf(scope, 'ServiceAccount'), namesOf(scope, 'Role')]).toEqual([['hourly'], ['hourly']]);
});

test('what the pods need stands before the CronJob', () => {
  const kinds = (Testing.synth(snapshotted().scope) as Manifest[]).map(({ kind }) => kind);
  expect(kinds.indexOf('RoleBinding')).toBeLessThan(kinds.indexOf('CronJob'));
});

test('the pods are nobody', () => {
  expect(podOf().spec.securityContext).toMatchObject({ runAsUser: 65534, runAsGroup: 65534, runAsNonRoot: true });
});

test('the pods have labels of their own', () => {
  expect(podOf({}, { matchLabels: { app: 'db' } }).metadata.labels).toEqual({ 'cdk8s.io/metadata.addr': 'db-snapshot' });
});

test('the labels of the snapshots can be read', () => {
  expect(snapshotted().snapshot.snapshotLabels).toEqual({ 'cdk8s-stateful-app.github.io/scheduled-volume-snapshot': 'db-snapshot' });
});

test('nothing is wrong with an app that is scaled to zero, or by an autoscaler', () => {
  expect(() => Testing.synth(snapshotted({}, { replicas: 0 }).scope)).not.toThrow();
  const { scope, db } = snapshotted({}, { replicas: undefined });
  new kplus.HorizontalPodAutoscaler(scope, 'autoscaler', { target: db, maxReplicas: 2, metrics: [kplus.Metric.resourceCpu(kplus.MetricTarget.averageUtilization(50))] });
  expect(() => Testing.synth(scope)).not.toThrow();
});

test.each<[string, Partial<ScheduledVolumeSnapshotProps>, string]>([
  ['an ordinal that is none', { ordinal: -1 }, 'ordinal -1 is not a whole number of 0 or more'],
  ['no image', { image: '' }, 'image "" is no image; give one with kubectl and a shell'],
  ['a class that is none', { volumeSnapshotClassName: 'A' }, 'volumeSnapshotClassName "A" is not a DNS subdomain'],
  ['a name that is too long', { name: 'x'.repeat(53) }, 'has 53 characters, and the name of a CronJob at most 52'],
])('fails for %s', (_, props, message) => {
  expect(() => snapshotted(props)).toThrow(message);
});

test('fails for the claim template of another app', () => {
  const scope = chart();
  const other = statefulApp(new Chart(scope, 'other'), { volumeClaimTemplates: [{ name: 'data', storage: Size.gibibytes(1), mounts: [{ path: '/data' }] }] });
  expect(() => snapshotted({ volumeClaimTemplate: other.volumeClaimTemplate('data') }, {}, scope)).toThrow('volumeClaimTemplate "data" is a claim template of another app');
});

test('fails for the ordinal of no pod', () => {
  expect(() => Testing.synth(snapshotted({ ordinal: 3 }).scope)).toThrow('ordinal 3 is the ordinal of no pod of "db"; give that of a pod that is there');
});
