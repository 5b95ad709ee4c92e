import { ClaimDataSource } from '../src';

test('a claim of the core group can be referred to', () => {
  expect(ClaimDataSource.fromReference({ kind: 'PersistentVolumeClaim', name: 'old' })._toKube())
    .toEqual({ dataSourceRef: { kind: 'PersistentVolumeClaim', name: 'old' } });
});

test('fails for a snapshot whose name is none', () => {
  expect(() => ClaimDataSource.fromVolumeSnapshot('Monday')).toThrow('dataSource "Monday" is not a DNS subdomain');
});

test('fails for a claim whose name is none', () => {
  expect(() => ClaimDataSource.fromPersistentVolumeClaim('')).toThrow('dataSource "" is not a DNS subdomain');
});

test('fails for an object whose name is none', () => {
  expect(() => ClaimDataSource.fromReference({ apiGroup: 'example.com', kind: 'Backup', name: '' })).toThrow('dataSource.name "" is not a DNS subdomain');
});

test('fails for an object without a kind', () => {
  expect(() => ClaimDataSource.fromReference({ kind: '', name: 'monday' })).toThrow('dataSource.kind "" is empty');
});

test('fails for an API group that is none', () => {
  expect(() => ClaimDataSource.fromReference({ apiGroup: 'a b', kind: 'Backup', name: 'monday' })).toThrow('dataSource.apiGroup "a b" is not a DNS subdomain');
});

test('fails for another kind of the core group', () => {
  expect(() => ClaimDataSource.fromReference({ kind: 'ConfigMap', name: 'monday' })).toThrow('dataSource.kind "ConfigMap" needs an apiGroup');
});
