import { Problem } from './problem';
import { parseQuantity, WHOLE } from './quantities';

/** More than a machine has: a few of the largest that clouds let have up to 1,920 CPUs, and up to 32 TiB of memory. */
const MACHINES: ReadonlyMap<string, { readonly most: bigint; readonly inWords: string }> = new Map(Object.entries({
  'cpu': { most: 400n * WHOLE, inWords: '400 CPUs, which few machines have' },
  'memory': { most: 32n * 1024n ** 4n * WHOLE, inWords: '32Ti, the memory of the largest machines' },
  'ephemeral-storage': { most: 1024n ** 5n * WHOLE, inWords: '1Pi, which no machine has' },
}));

/** From the largest on; each is about a thousand times the next one. */
const UNITS = ['E', 'P', 'T', 'G', 'M'];

/**
 * That no machine has as much of a resource, with what is meant; undefined where one may.
 */
export function machineProblem(resource: string, amount: number | string): Problem | undefined {
  const machine = MACHINES.get(resource);
  const nanos = machine && parseQuantity(amount);
  if (nanos === undefined || nanos <= machine!.most) {
    return undefined;
  }
  const meant = resource === 'cpu' ? inThousandths(String(amount)) : inSmallerUnit(String(amount), machine!.most);
  return { problem: `is more than ${machine!.inWords}`, ...meant !== undefined && { fix: `write ${meant}, where that is meant` } };
}

/** `500m` for `500`. */
function inThousandths(amount: string): string | undefined {
  return /^\d+$/.test(amount) ? `${amount}m` : undefined;
}

/** `500Gi` for `500Ti`: the next unit with which a machine may have as much. */
function inSmallerUnit(amount: string, most: bigint): string | undefined {
  const [, digits, unit, binary] = /^([\d.]+)([EPTG])(i?)$/.exec(amount) ?? [];
  const smaller = unit === undefined ? [] : UNITS.slice(UNITS.indexOf(unit) + 1).map(each => `${digits}${each}${binary}`);
  return smaller.find(each => (parseQuantity(each) ?? most) < most);
}
