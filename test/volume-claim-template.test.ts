import { ApiObject, JsonPatch, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { ClaimDataSource, VolumeClaimTemplateProps } from '../src';
import { chart, manifestOf, specOf, statefulApp } from './support';

const DATA: VolumeClaimTemplateProps = { name: 'data', storage: Size.gibibytes(10) };

function rendered(props: Partial<VolumeClaimTemplateProps>) {
  // Kubernetes 1.28 knows no classes of attributes
  return specOf({ targetVersion: '1.29-1.37', volumeClaimTemplates: [{ ...DATA, ...props }] }).volumeClaimTemplates[0];
}

test('a template has a name, a size and one access mode, and nothing else', () => {
  expect(rendered({})).toEqual({
    metadata: { name: 'data' },
    spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '10Gi' } } },
  });
});

test('mebibytes work', () => {
  expect(rendered({ storage: Size.mebibytes(512) }).spec.resources.requests.storage).toBe('512Mi');
});

test('a fraction of a unit works where the bytes are whole', () => {
  expect(rendered({ storage: Size.gibibytes(1.5) }).spec.resources.requests.storage).toBe('1536Mi');
});

test.each<[string, Partial<VolumeClaimTemplateProps>, unknown]>([
  ['accessModes', { accessModes: [kplus.PersistentVolumeAccessMode.READ_WRITE_MANY] }, ['ReadWriteMany']],
  ['storageClassName', { storageClassName: 'fast' }, 'fast'],
  ['volumeMode', { volumeMode: kplus.PersistentVolumeMode.FILE_SYSTEM }, 'Filesystem'],
  ['selector', { selector: kplus.LabelSelector.of({ labels: { disk: 'ssd' } }) }, { matchLabels: { disk: 'ssd' } }],
  ['volumeAttributesClassName', { volumeAttributesClassName: 'gold' }, 'gold'],
])('%s renders', (field, props, value) => {
  expect(rendered(props).spec[field]).toEqual(value);
});

test('8 PiB and more work', () => {
  expect(rendered({ storage: Size.pebibyte(8) }).spec.resources.requests.storage).toBe('8Pi');
});

test('labels and annotations render', () => {
  expect(rendered({ labels: { app: 'db' }, annotations: { 'example.com/backup': 'daily' } }).metadata)
    .toEqual({ name: 'data', labels: { app: 'db' }, annotations: { 'example.com/backup': 'daily' } });
});

test('an empty class is not the same as none', () => {
  expect([rendered({ storageClassName: '' }).spec, rendered({}).spec].map(spec => spec.storageClassName)).toEqual(['', undefined]);
});

test('apiVersion and kind are written on request', () => {
  expect(rendered({ typeMeta: true })).toMatchObject({ apiVersion: 'v1', kind: 'PersistentVolumeClaim' });
});

test('a VolumeSnapshot is a data source', () => {
  expect(rendered({ dataSource: ClaimDataSource.fromVolumeSnapshot('monday') }).spec.dataSource)
    .toEqual({ apiGroup: 'snapshot.storage.k8s.io', kind: 'VolumeSnapshot', name: 'monday' });
});

test('a claim is a data source', () => {
  expect(rendered({ dataSource: ClaimDataSource.fromPersistentVolumeClaim('data-old-0') }).spec.dataSource)
    .toEqual({ kind: 'PersistentVolumeClaim', name: 'data-old-0' });
});

test('anything that a populator knows is a data source reference', () => {
  const dataSource = ClaimDataSource.fromReference({ apiGroup: 'example.com', kind: 'Backup', name: 'monday', namespace: 'backups' });
  expect(rendered({ dataSource }).spec.dataSourceRef).toEqual({ apiGroup: 'example.com', kind: 'Backup', name: 'monday', namespace: 'backups' });
});

test('labels of the chart and of the pods never reach a template', () => {
  const scope = chart();
  statefulApp(scope, { metadata: { name: 'db', labels: { version: '1' } }, podMetadata: { labels: { version: '1' } }, volumeClaimTemplates: [DATA] });
  expect(manifestOf(scope, 'StatefulSet').spec.volumeClaimTemplates[0].metadata).toEqual({ name: 'data' });
});

test('a JSON patch of the size with a plain quantity comes through', () => {
  const scope = chart();
  ApiObject.of(statefulApp(scope, { volumeClaimTemplates: [DATA] }))
    .addJsonPatch(JsonPatch.replace('/spec/volumeClaimTemplates/0/spec/resources/requests/storage', '20Gi'));
  expect(manifestOf(scope, 'StatefulSet').spec.volumeClaimTemplates[0].spec.resources.requests.storage).toBe('20Gi');
});

test('a template tells its name, size, mode and mounts', () => {
  const { name, storage, volumeMode, mounts } = statefulApp(chart()).addVolumeClaimTemplate({ ...DATA, mounts: [{ path: '/data' }] });
  expect([name, storage.toGibibytes(), volumeMode, mounts]).toEqual(['data', 10, 'Filesystem', [{ path: '/data' }]]);
});

test.each<[string, Partial<VolumeClaimTemplateProps>, string]>([
  ['a name that is no DNS label', { name: 'my_data' }, 'volumeClaimTemplates.name "my_data" is not a DNS label'],
  ['no storage', { storage: Size.gibibytes(0) }, 'volumeClaimTemplates.storage 0 bytes is not a whole number of bytes above zero'],
  ['a fraction of a byte', { storage: Size.kibibytes(0.3) }, 'volumeClaimTemplates.storage 307.2 bytes is not a whole number'],
  ['no access mode', { accessModes: [] }, 'volumeClaimTemplates.accessModes [] names no mode'],
  [
    'ReadWriteOncePod with another mode',
    { accessModes: [kplus.PersistentVolumeAccessMode.READ_WRITE_ONCE_POD, kplus.PersistentVolumeAccessMode.READ_WRITE_ONCE] },
    'volumeClaimTemplates.accessModes ["ReadWriteOncePod","ReadWriteOnce"] mixes READ_WRITE_ONCE_POD',
  ],
  ['a class that is no DNS subdomain', { storageClassName: 'Fast' }, 'volumeClaimTemplates.storageClassName "Fast" is not a DNS subdomain'],
  ['an attributes class that is no DNS subdomain', { volumeAttributesClassName: 'a_b' }, 'volumeClaimTemplates.volumeAttributesClassName "a_b"'],
  ['a label key that is none', { labels: { 'a b': 'c' } }, 'volumeClaimTemplates.labels "a b" is not a qualified name'],
  ['a label value that is none', { labels: { app: 'a b' } }, 'volumeClaimTemplates.labels.app "a b" is not a label value'],
  ['an annotation key that is none', { annotations: { 'a b': 'c' } }, 'volumeClaimTemplates.annotations "a b" is not a qualified name'],
  ['a mount without a path', { mounts: [{ path: '' }] }, 'volumeClaimTemplates.mounts.path "" is empty'],
  ['a mount into no container', { mounts: [{ path: '/data', containers: [] }] }, 'volumeClaimTemplates.mounts.containers [] names no container'],
  [
    'a sub-path and a sub-path expression',
    { mounts: [{ path: '/data', subPath: 'a', subPathExpr: '$(B)' }] },
    'volumeClaimTemplates.mounts.subPathExpr "$(B)" goes not together with subPath "a"',
  ],
  ['an absolute sub-path', { mounts: [{ path: '/data', subPath: '/abs' }] }, 'volumeClaimTemplates.mounts.subPath "/abs" is absolute'],
  ['a sub-path that leads up', { mounts: [{ path: '/data', subPathExpr: 'a/../..' }] }, 'volumeClaimTemplates.mounts.subPathExpr "a/../.." leads out'],
  [
    'a device whose path leads up',
    { volumeMode: kplus.PersistentVolumeMode.BLOCK, mounts: [{ path: '/dev/../x' }] },
    'volumeClaimTemplates.mounts.path "/dev/../x" of a device must not contain ".."',
  ],
  [
    'a selector that compares with nothing',
    { selector: kplus.LabelSelector.of({ expressions: [kplus.LabelExpression.in('disk', [])] }) },
    'volumeClaimTemplates.selector {"matchExpressions":[{"key":"disk","operator":"In","values":[]}]} compares "disk" with no value',
  ],
  [
    'a read-only block device',
    { volumeMode: kplus.PersistentVolumeMode.BLOCK, mounts: [{ path: '/dev/data', readOnly: true }] },
    'volumeClaimTemplates.mounts.readOnly true has no meaning for a block device',
  ],
])('fails for %s', (_, props, message) => {
  expect(() => rendered(props)).toThrow(message);
});
