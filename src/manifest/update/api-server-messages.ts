import { TargetVersions } from '../kubernetes/target-versions';

/**
 * What the API server says of a change to a StatefulSet that it refuses, in the newest of the versions.
 *
 * @see https://github.com/kubernetes/kubernetes/blob/v1.34.4/pkg/apis/apps/validation/validation.go#L268
 */
export function statefulSetRefusal(target: TargetVersions): string {
  const mutable = ['replicas', 'ordinals', 'template', 'updateStrategy', ...target.isPartlyFrom('1.33') ? ['revisionHistoryLimit'] : [],
    'persistentVolumeClaimRetentionPolicy'];
  return `spec: Forbidden: updates to statefulset spec for fields other than ${mutable.map(field => `'${field}'`).join(', ')} and 'minReadySeconds' `
    + 'are forbidden';
}

/**
 * What the API server says first of a change to a claim that it refuses; it goes on with the difference.
 *
 * @see https://github.com/kubernetes/kubernetes/blob/v1.34.4/pkg/apis/core/validation/validation.go#L2509
 */
export function claimRefusal(target: TargetVersions): string {
  const mutable = target.isPartlyFrom('1.29') ? 'resources.requests and volumeAttributesClassName' : 'resources.requests';
  return `spec: Forbidden: spec is immutable after creation except ${mutable} for bound claims`;
}

/**
 * What the API server says of an invalid list of strings: in JSON since 1.34, and as Go writes it before.
 */
export function invalidList(path: string, list: readonly string[], detail: string, target: TargetVersions): string {
  const items = list.map(item => JSON.stringify(item));
  const value = target.isPartlyFrom('1.34') ? `[${items.join(',')}]` : `[]string{${items.join(', ')}}`;
  return `${path}: Invalid value: ${value}: ${detail}`;
}
