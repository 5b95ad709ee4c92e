/** The provisioners of block storage. */
const BLOCK_PROVISIONERS = [
  'ebs.csi.aws.com', 'kubernetes.io/aws-ebs', 'ebs.csi.eks.amazonaws.com',
  'pd.csi.storage.gke.io', 'kubernetes.io/gce-pd',
  'disk.csi.azure.com', 'kubernetes.io/azure-disk',
  'cinder.csi.openstack.org', 'kubernetes.io/cinder',
  'dobs.csi.digitalocean.com', 'csi.hetzner.cloud', 'linodebs.csi.linode.com', 'block.csi.vultr.com', 'csi.scaleway.com',
  'blockvolume.csi.oraclecloud.com', 'csi.exoscale.com', 'diskplugin.csi.alibabacloud.com',
  'rancher.io/local-path', 'topolvm.io', 'topolvm.cybozu.com', 'kubernetes.io/no-provisioner', 'kubernetes.io/rbd',
];

/** The names under which providers of clusters offer block storage. */
const BLOCK_CLASSES = [
  'gp2', 'gp3', 'io1', 'io2', 'st1', 'sc1', 'ebs-sc',
  'standard-rwo', 'premium-rwo', 'pd-standard', 'pd-ssd', 'pd-balanced',
  'managed', 'managed-csi', 'managed-csi-premium', 'managed-premium',
  'do-block-storage', 'hcloud-volumes', 'linode-block-storage', 'linode-block-storage-retain', 'vultr-block-storage', 'scw-bssd', 'oci-bv',
  'local-path', 'local-storage',
];

const BLOCK = /(^|[-._])(ebs|rbd|block|cinder|local)([-._]|$)/;
const FILES = /nfs|efs|fsx|cephfs|gluster|lustre|smb|cifs|file|share|rwx|many|longhorn|portworx|juicefs|beegfs|weka|netapp|nas([-._]|$)/;

/**
 * Whether a StorageClass is known to make volumes of block storage, which one node has at a time.
 */
export function isBlockStorage(name: string | undefined, provisioner: string | undefined): boolean {
  if (provisioner !== undefined) {
    return BLOCK_PROVISIONERS.includes(provisioner) || provisioner.endsWith('.rbd.csi.ceph.com');
  }
  return name !== undefined && !FILES.test(name) && (BLOCK_CLASSES.includes(name) || BLOCK.test(name));
}

/**
 * Whether a StorageClass makes shared file systems, judged by its name and its provisioner.
 */
export function isFileStorage(name: string | undefined, provisioner: string | undefined): boolean {
  // a provisioner in the manifests that is not known for block storage is taken for one of file systems
  return provisioner === undefined ? name !== undefined && FILES.test(name) : !isBlockStorage(name, provisioner);
}
