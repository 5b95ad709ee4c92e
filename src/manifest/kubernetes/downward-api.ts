import { annotationKeyProblem, qualifiedNameProblem } from './names';
import { Problem, problemWithin } from './problem';
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
export function fieldPathProblem(path: string, to: 'variable' | 'file'): Problem | undefined {
  const [, map, key] = /^(.+?)\['(.*)'\]$/s.exec(path) ?? [];
  if (map !== undefined) {
    return subscriptProblem(map, key);
  }
  const fields = to === 'variable' ? FIELDS_FOR_VARIABLES : FIELDS_FOR_FILES;
  return fields.includes(path) || (to === 'variable' && path === 'spec.host')
    ? undefined
    : {
      problem: `is not a field that a ${to} can hold`,
      fix: `use metadata.labels['<key>'], metadata.annotations['<key>'] or one of ${fields.join(', ')}`,
    };
}

function subscriptProblem(map: string, key: string): Problem | undefined {
  if (map !== 'metadata.labels' && map !== 'metadata.annotations') {
    return { problem: 'has a key, and only metadata.labels and metadata.annotations have keys' };
  }
  const problem = map === 'metadata.labels' ? qualifiedNameProblem(key) : annotationKeyProblem(key);
  return problemWithin(`has the key ${JSON.stringify(key)}, which`, problem);
}

/**
 * Why Kubernetes would not take `resource` for a resource of a container that the container gets, or undefined.
 */
export function resourceFieldProblem(resource: string): Problem | undefined {
  return RESOURCES.includes(resource) || /^(limits|requests)\.hugepages-/.test(resource)
    ? undefined
    : { problem: 'is not a resource that a container can ask for', fix: `use one of ${RESOURCES.join(', ')}` };
}

/**
 * Why Kubernetes would not divide `resource` by `divisor`, or undefined.
 */
export function divisorProblem(resource: string, divisor: string | number): Problem | undefined {
  const nanos = parseQuantity(divisor);
  if (nanos === undefined) {
    return { problem: 'is not a quantity' };
  }
  if (resource.endsWith('.cpu')) {
    return [0n, WHOLE / 1000n, WHOLE].includes(nanos) ? undefined : { problem: 'does not divide CPUs', fix: 'use 1 or 1m' };
  }
  return nanos === 0n || SIZE_DIVISORS.includes(nanos) ? undefined : {
    problem: 'does not divide sizes',
    fix: 'use 1, 1k, 1M, 1G, 1Ki, 1Mi, 1Gi and so on',
  };
}
