import { isBlockStorage, isFileStorage } from '../../../src/manifest/kubernetes/storage-classes';

test.each([
  ['gp3', undefined],
  ['standard-rwo', undefined],
  ['rook-ceph-block', undefined],
  ['local-path', undefined],
  ['fast', 'ebs.csi.aws.com'],
  ['fast', 'rook-ceph.rbd.csi.ceph.com'],
  // the provisioner says more than the name
  ['files', 'pd.csi.storage.gke.io'],
])('StorageClass %s of provisioner %s makes block storage', (name, provisioner) => {
  expect([isBlockStorage(name, provisioner), isFileStorage(name, provisioner)]).toEqual([true, false]);
});

test.each([
  ['nfs-client', undefined],
  ['efs-sc', undefined],
  ['azurefile-csi', undefined],
  ['standard-rwx', undefined],
  ['local-nfs', undefined],
  ['gp3', 'efs.csi.aws.com'],
])('StorageClass %s of provisioner %s makes shared files', (name, provisioner) => {
  expect([isBlockStorage(name, provisioner), isFileStorage(name, provisioner)]).toEqual([false, true]);
});

test.each([['fast'], ['standard'], ['blockchain'], [undefined]])('nobody knows what StorageClass %s makes', name => {
  expect([isBlockStorage(name, undefined), isFileStorage(name, undefined)]).toEqual([false, false]);
});
