import { isJson, Json, put } from '../model/json';

/** Objects whose keys are chosen by users: an empty string is a value there, as in `labels: { tier: '' }`. */
const MAPS = new Set(['labels', 'annotations', 'matchLabels', 'nodeSelector', 'requests', 'limits', 'overhead', 'capacity',
  'volumeAttributes', 'options', 'data', 'stringData', 'binaryData']);

/** Objects that mean the same empty and absent. Others mean something when they are empty, such as `emptyDir: {}`. */
const PLAIN_OBJECTS = new Set([...MAPS, 'metadata', 'spec', 'status', 'template', 'resources', 'updateStrategy', 'loadBalancer']);

/** Strings that mean something else empty than absent: an empty `storageClassName` is no class, and an absent one the default. */
const OPTIONAL_STRINGS = new Set(['storageClassName', 'volumeAttributesClassName', 'volumeMode', 'apiGroup', 'runtimeClassName']);

/** Booleans and numbers that mean the same absent as when they are false or 0. */
const PLAIN_VALUES = new Set(['hostNetwork', 'hostPID', 'hostIPC', 'stdin', 'stdinOnce', 'tty', 'readOnly', 'publishNotReadyAddresses',
  'hostPort', 'nodePort', 'healthCheckNodePort', 'minReadySeconds', 'initialDelaySeconds', 'timeoutSeconds', 'periodSeconds',
  'successThreshold', 'failureThreshold', 'generation']);

/**
 * A copy without the values that mean the same as no value: null, empty lists, empty maps, and the zero values of fields that
 * the API does not have as pointers. Items of lists stay, so that all places keep their paths.
 *
 * Input: `labels: {}, hostNetwork: false, replicas: 0, emptyDir: {}`. Output: `replicas: 0, emptyDir: {}`.
 */
export function withoutZeroValues(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(item => withoutZeroValues(item));
  }
  return isJson(value) ? withoutZeroValuesIn(value, '') : value;
}

function withoutZeroValuesIn(object: Json, name: string): Json {
  const kept: Json = {};
  for (const [key, value] of Object.entries(object)) {
    const left = isJson(value) ? withoutZeroValuesIn(value, key) : withoutZeroValues(value);
    if (MAPS.has(name) ? left !== null : meansSomething(key, left)) {
      put(kept, key, left);
    }
  }
  return kept;
}

function meansSomething(key: string, value: unknown): boolean {
  if (value === null || value === undefined) {
    return false;
  }
  if (typeof value === 'object') {
    return Object.keys(value).length > 0 || !(Array.isArray(value) || PLAIN_OBJECTS.has(key));
  }
  if (value === '') {
    return OPTIONAL_STRINGS.has(key);
  }
  return value !== 0 && value !== false || !PLAIN_VALUES.has(key);
}
