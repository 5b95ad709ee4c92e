import { PersistentVolumeClaimRetentionPolicyType as Type } from '../src';
import { specOf } from './support';

test('claims are retained by default, and both values are spelled out', () => {
  expect(specOf().persistentVolumeClaimRetentionPolicy).toEqual({ whenDeleted: 'Retain', whenScaled: 'Retain' });
});

test.each([
  [Type.RETAIN, Type.RETAIN],
  [Type.RETAIN, Type.DELETE],
  [Type.DELETE, Type.RETAIN],
  [Type.DELETE, Type.DELETE],
])('claims can be treated as %s when deleted and %s when scaled', (whenDeleted, whenScaled) => {
  expect(specOf({ persistentVolumeClaimRetentionPolicy: { whenDeleted, whenScaled } }).persistentVolumeClaimRetentionPolicy)
    .toEqual({ whenDeleted, whenScaled });
});

test('the value that is not given is Retain', () => {
  expect(specOf({ persistentVolumeClaimRetentionPolicy: { whenScaled: Type.DELETE } }).persistentVolumeClaimRetentionPolicy)
    .toEqual({ whenDeleted: 'Retain', whenScaled: 'Delete' });
});
