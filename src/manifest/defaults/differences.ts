import { parseQuantity } from '../kubernetes/quantities';
import { Field } from '../model/field';
import { isJson } from '../model/json';

/**
 * A place where two objects differ.
 */
export interface Difference {
  readonly before: Field;
  readonly after: Field;
}

/** What holds quantities: 1Gi and 1024Mi are one. */
const QUANTITIES = new Set(['requests', 'limits', 'overhead', 'capacity']);

/** The API server rounds such quantities up to a thousandth; they are read in nano units. */
const THOUSANDTH = 1_000_000n;

/**
 * The places where two objects differ, in the smallest parts. Both have the defaults of the API filled in. The order of
 * keys says nothing, that of lists does.
 */
export function differences(before: Field, after: Field): Difference[] {
  const [old, now] = [before.value, after.value];
  if (isJson(old) && isJson(now)) {
    const keys = new Set([...before.keys, ...after.keys]);
    return [...keys].flatMap(key => differences(before.at(key), after.at(key)));
  }
  if (Array.isArray(old) && Array.isArray(now) && [...old, ...now].every(isJson)) {
    const count = Math.max(old.length, now.length);
    return Array.from({ length: count }).flatMap((_, index) => differences(before.at(index), after.at(index)));
  }
  return isSameValue(before, after) ? [] : [{ before, after }];
}

/** Whether two fields that have nothing below them say the same. */
function isSameValue(before: Field, after: Field): boolean {
  if (QUANTITIES.has(before.parent.name)) {
    const [old, now] = [quantityAt(before), quantityAt(after)];
    if (old !== undefined && now !== undefined) {
      return old === now;
    }
  }
  return JSON.stringify(before.value) === JSON.stringify(after.value);
}

/**
 * A quantity in thousandths; undefined where there is none.
 */
export function quantityAt(field: Field): bigint | undefined {
  const nanos = field.intOrString === undefined ? undefined : parseQuantity(field.intOrString);
  return nanos === undefined ? undefined : (nanos + THOUSANDTH - 1n) / THOUSANDTH;
}
