import { isJson, Json } from '../model/json';

/** Objects whose keys are names that somebody chose: an empty string says something there. */
const MAPS = new Set(['labels', 'annotations', 'matchLabels', 'nodeSelector', 'requests', 'limits', 'overhead', 'capacity',
  'volumeAttributes', 'options']);

/** Objects that the API does not tell from their absence; of others, such as `emptyDir`, the mere presence says something. */
const PLAIN_OBJECTS = new Set([...MAPS, 'metadata', 'spec', 'status', 'template', 'resources', 'updateStrategy', 'loadBalancer']);

/** Strings that are something else when they are empty. */
const OPTIONAL_STRINGS = new Set(['storageClassName', 'volumeAttributesClassName', 'volumeMode', 'apiGroup', 'runtimeClassName']);

/** Booleans and numbers that the API does not tell from their absence when they are false or 0. */
const PLAIN_VALUES = new Set(['hostNetwork', 'hostPID', 'hostIPC', 'stdin', 'stdinOnce', 'tty', 'readOnly', 'publishNotReadyAddresses',
  'hostPort', 'nodePort', 'healthCheckNodePort', 'minReadySeconds', 'initialDelaySeconds', 'timeoutSeconds', 'periodSeconds',
  'successThreshold', 'failureThreshold', 'generation']);

/**
 * A copy without what says nothing to the API: null, empty lists, empty maps and the zero values of fields that are not
 * optional. Items of lists stay, so that all places keep their paths.
 */
export function withoutZeroValues(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(item => withoutZeroValues(item));
  }
  return isJson(value) ? withoutNothingIn(value, '') : value;
}

function withoutNothingIn(object: Json, name: string): Json {
  const kept: Json = {};
  for (const [key, value] of Object.entries(object)) {
    const left = isJson(value) ? withoutNothingIn(value, key) : withoutZeroValues(value);
    if (MAPS.has(name) ? left !== null : saysSomething(key, left)) {
      kept[key] = left;
    }
  }
  return kept;
}

function saysSomething(key: string, value: unknown): boolean {
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
