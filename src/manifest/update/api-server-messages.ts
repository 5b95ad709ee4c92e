import { TargetVersions } from '../kubernetes/target-versions';
import { Field } from '../model/field';
import { isJson } from '../model/json';

/** The fields of a StatefulSet that an update may change; from 1.33 on `revisionHistoryLimit`, too. */
const MUTABLE = ['replicas', 'ordinals', 'template', 'updateStrategy', 'persistentVolumeClaimRetentionPolicy', 'minReadySeconds'];

/**
 * What the API server says of a change to a field of a StatefulSet that it refuses, in the newest of the versions; `…` stands
 * for the claim templates, which it writes out in full.
 *
 * @see https://github.com/kubernetes/kubernetes/blob/v1.36.3/pkg/apis/apps/validation/validation.go#L268
 * @see https://github.com/kubernetes/kubernetes/blob/v1.37.2/pkg/apis/apps/validation/validation.go#L261
 */
export function immutableFieldRefusal(field: Field, target: TargetVersions): string {
  if (target.isPartlyFrom('1.37')) {
    return `${field.path}: Invalid value: ${refusedValue(field)}: field is immutable`;
  }
  const mutable = target.isPartlyFrom('1.33') ? [...MUTABLE.slice(0, 4), 'revisionHistoryLimit', ...MUTABLE.slice(4)] : MUTABLE;
  const names = mutable.map(name => `'${name}'`);
  return `spec: Forbidden: updates to statefulset spec for fields other than ${names.slice(0, -1).join(', ')} and ${names[names.length - 1]} are forbidden`;
}

/** A value as the API server writes it: `"db"`, `{"matchLabels":{"app":"db","tier":"back"}}`, `[…]`. */
function refusedValue(field: Field): string {
  switch (field.name) {
    case 'volumeClaimTemplates': return field.items.length > 0 ? '[…]' : 'null';
    case 'serviceName': return JSON.stringify(field.string ?? '');
    default: return JSON.stringify(sorted(field.value) ?? null);
  }
}

/** The same value with the keys of labels and requirements in the order of the alphabet, and `matchLabels` before all. */
function sorted(value: unknown): unknown {
  if (!isJson(value)) {
    return Array.isArray(value) ? value.map(sorted) : value;
  }
  const rank = (key: string) => key === 'matchLabels' ? '' : key;
  const keys = Object.keys(value).sort((one, other) => rank(one) < rank(other) ? -1 : 1);
  return Object.fromEntries(keys.map(key => [key, sorted(value[key])]));
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
