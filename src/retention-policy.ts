/**
 * What becomes of the claims that were made from claim templates.
 */
export enum PersistentVolumeClaimRetentionPolicyType {
  /** The claims stay, and with them the data. */
  RETAIN = 'Retain',

  /** The claims are deleted, and with them, as a rule, the data. */
  DELETE = 'Delete',
}

/**
 * What becomes of the claims, and so of the data, when their pods go for good.
 *
 * It covers the claims that were made from claim templates, and is honoured by Kubernetes 1.27 and later.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#persistentvolumeclaim-retention
 */
export interface PersistentVolumeClaimRetentionPolicy {
  /**
   * When the StatefulSet is deleted, also by whoever deletes it only to create it anew.
   *
   * @default PersistentVolumeClaimRetentionPolicyType.RETAIN
   */
  readonly whenDeleted?: PersistentVolumeClaimRetentionPolicyType;

  /**
   * When the StatefulSet is scaled in, also to zero, by an autoscaler, or by a higher `ordinals.start`.
   *
   * @default PersistentVolumeClaimRetentionPolicyType.RETAIN
   */
  readonly whenScaled?: PersistentVolumeClaimRetentionPolicyType;
}

/**
 * The policy with both of its values spelled out.
 */
export function explicitRetention(policy: PersistentVolumeClaimRetentionPolicy = {}): Required<PersistentVolumeClaimRetentionPolicy> {
  return {
    whenDeleted: policy.whenDeleted ?? PersistentVolumeClaimRetentionPolicyType.RETAIN,
    whenScaled: policy.whenScaled ?? PersistentVolumeClaimRetentionPolicyType.RETAIN,
  };
}
