import { annotationKeyFault, qualifiedNameFault } from './names';
import { parseQuantity, WHOLE } from './quantities';

/** The fields of a pod that an environment variable can hold; `spec.host` is an old name of `spec.nodeName`. */
const FIELDS_FOR_VARIABLES = [
  'metadata.name', 'metadata.namespace', 'metadata.uid', 'spec.nodeName', 'spec.serviceAccountName', 'status.hostIP', 'status.hostIPs',
  'status.podIP', 'status.podIPs',
];

/** The fields of a pod that a file in a volume can hold. */
const FIELDS_FOR_FILES = ['metadata.name', 'metadata.namespace', 'metadata.uid', 'metadata.labels', 'metadata.annotations'];

const RESOURCES = ['cpu', 'memory', 'ephemeral-storage'].flatMap(resource => [`limits.${resource}`, `requests.${resource}`]);

/** What the values of sizes can be divided by. */
const SIZE_DIVISORS = [1000n, 1024n].flatMap(step => [0n, 1n, 2n, 3n, 4n, 5n, 6n].map(power => step ** power * WHOLE));

/**
 * Why Kubernetes would not take `path` for a field of the pod that a container gets as a variable or a file, or
 * undefined.
 */
export function fieldPathFault(path: string, to: 'variable' | 'file'): string | undefined {
  const [, map, key] = /^(.+?)\['(.*)'\]$/s.exec(path) ?? [];
  if (map !== undefined) {
    return subscriptFault(map, key);
  }
  const fields = to === 'variable' ? FIELDS_FOR_VARIABLES : FIELDS_FOR_FILES;
  return fields.includes(path) || (to === 'variable' && path === 'spec.host')
    ? undefined
    : `is not a field that a ${to} can hold; use metadata.labels['<key>'], metadata.annotations['<key>'] or one of ${fields.join(', ')}`;
}

function subscriptFault(map: string, key: string): string | undefined {
  if (map !== 'metadata.labels' && map !== 'metadata.annotations') {
    return 'has a key; only metadata.labels and metadata.annotations have keys';
  }
  const fault = map === 'metadata.labels' ? qualifiedNameFault(key) : annotationKeyFault(key);
  return fault && `has the key ${JSON.stringify(key)}, which ${fault}`;
}

/**
 * Why Kubernetes would not take `resource` for a resource of a container that the container gets, or undefined.
 */
export function resourceFieldFault(resource: string): string | undefined {
  return RESOURCES.includes(resource) || /^(limits|requests)\.hugepages-/.test(resource)
    ? undefined
    : `is not a resource that a container can ask for; use one of ${RESOURCES.join(', ')}`;
}

/**
 * Why Kubernetes would not divide `resource` by `divisor`, or undefined.
 */
export function divisorFault(resource: string, divisor: string | number): string | undefined {
  const nanos = parseQuantity(divisor);
  if (nanos === undefined) {
    return 'is not a quantity';
  }
  if (resource.endsWith('.cpu')) {
    return [0n, WHOLE / 1000n, WHOLE].includes(nanos) ? undefined : 'does not divide CPUs; use 1 or 1m';
  }
  return nanos === 0n || SIZE_DIVISORS.includes(nanos) ? undefined : 'does not divide sizes; use 1, 1k, 1M, 1G, 1Ki, 1Mi, 1Gi and so on';
}
