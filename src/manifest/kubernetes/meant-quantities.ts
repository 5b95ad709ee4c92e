import { parseQuantity, WHOLE } from './quantities';

/**
 * Units of bytes in other letters than Kubernetes', which leave no doubt. What could be powers of 2 as well as of 10, such as
 * `mb` or `g`, is not among them.
 */
const UNITS: ReadonlyMap<string, string> = new Map(['Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'].flatMap(unit => {
  const lower = unit.toLowerCase();
  return [[lower, unit], [`${lower}b`, unit]] as const;
}));

/** Units that are right, and only stand apart from their number. */
const DECIMAL_UNITS = ['k', 'M', 'G', 'T', 'P', 'E'];

const BYTES = ['memory', 'storage', 'ephemeral-storage', 'sizeLimit'];

/**
 * The quantity of a resource that is meant by a text that is none, such as `10Gi` by `10gi` or `10 GiB`; undefined where it may be
 * more than one.
 *
 * @param resource its name, or that of the field: `memory`, `sizeLimit`
 */
export function meantQuantity(resource: string, text: string): string | undefined {
  const [, number, unit = ''] = /^\s*([0-9]+(?:\.[0-9]+)?)\s*([A-Za-z]+)\s*$/.exec(text) ?? [];
  if (number === undefined || parseQuantity(text) !== undefined) {
    return undefined;
  }
  if (resource === 'cpu') {
    return unit === 'm' ? `${number}m` : undefined;
  }
  const meant = !isOfBytes(resource) ? undefined : DECIMAL_UNITS.includes(unit) ? unit : UNITS.get(unit.toLowerCase());
  const quantity = `${number}${meant}`;
  const nanos = meant === undefined ? undefined : parseQuantity(quantity);
  return nanos !== undefined && nanos > 0n && nanos % WHOLE === 0n ? quantity : undefined;
}

function isOfBytes(resource: string): boolean {
  return BYTES.includes(resource) || resource.startsWith('hugepages-');
}
