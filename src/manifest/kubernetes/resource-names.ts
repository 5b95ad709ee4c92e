import { qualifiedNameProblem } from './names';
import { Problem } from './problem';
import { parseQuantity, WHOLE } from './quantities';

const HUGE_PAGES = 'hugepages-';
const NATIVE_RESOURCES = ['cpu', 'memory', 'ephemeral-storage'];

/**
 * Why Kubernetes would not take `name` for a resource that a container asks for, or undefined.
 */
export function resourceNameProblem(name: string): Problem | undefined {
  if (!name.includes('/')) {
    return NATIVE_RESOURCES.includes(name) || (isHugePages(name) && qualifiedNameProblem(name) === undefined)
      ? undefined
      : {
        problem: 'is not a resource of containers',
        fix: `use ${NATIVE_RESOURCES.join(', ')}, hugepages-<size> or a name with a domain such as example.com/gpu`,
      };
  }
  const isValid = isOvercommittable(name)
    ? qualifiedNameProblem(name) === undefined
    // a quota counts it under a name that is this one with a prefix
    : !name.startsWith('requests.') && qualifiedNameProblem(`requests.${name}`) === undefined && qualifiedNameProblem(name) === undefined;
  return isValid ? undefined : { problem: 'is not the name of a resource', fix: 'use a DNS domain, a slash and a name, such as example.com/gpu' };
}

/** Whether a resource is memory in large pages. */
export function isHugePages(name: string): boolean {
  return name.startsWith(HUGE_PAGES);
}

/** Whether a container may use more of a resource than it asks for; there is no more of devices and large pages. */
export function isOvercommittable(name: string): boolean {
  return !isHugePages(name) && (!name.includes('/') || name.includes('kubernetes.io/'));
}

/**
 * Why Kubernetes would not take an amount, in nano units, of the resource `name`, or undefined.
 */
export function amountProblem(name: string, nanos: bigint): Problem | undefined {
  if (nanos < 0n) {
    return { problem: 'is negative' };
  }
  if (isHugePages(name)) {
    const pageSize = parseQuantity(name.slice(HUGE_PAGES.length));
    const isMultiple = pageSize !== undefined && pageSize > 0n && pageSize % WHOLE === 0n && roundedUp(nanos, WHOLE) % pageSize === 0n;
    return isMultiple ? undefined : { problem: `is not a multiple of the page size in ${name}` };
  }
  return isOvercommittable(name) || roundedUp(nanos, WHOLE / 1000n) % WHOLE === 0n ? undefined : { problem: 'is not a whole number' };
}

/** The amount as Kubernetes keeps it: it rounds up what is smaller than a thousandth. */
export function storedAmount(nanos: bigint): bigint {
  return roundedUp(nanos, WHOLE / 1000n);
}

function roundedUp(nanos: bigint, unit: bigint): bigint {
  return nanos < 0n ? nanos : ((nanos + unit - 1n) / unit) * unit;
}
