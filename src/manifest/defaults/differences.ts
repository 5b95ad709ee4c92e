import { parseQuantity } from '../kubernetes/quantities';
import { Field } from '../model/field';
import { isIdentical, isJson } from '../model/json';

/**
 * A place where two objects differ.
 */
export interface Difference {
  readonly before: Field;
  readonly after: Field;

  /** Whether both are lists whose items stand in another order. */
  readonly isOrder?: boolean;
}

/** Which items of two lists of objects are compared with each other, and whether those that are in both stand in another order. */
export type Pairing = (before: Field, after: Field) => readonly Difference[];

/** What holds quantities: 1Gi and 1024Mi are one. */
const QUANTITIES = new Set(['requests', 'limits', 'overhead', 'capacity']);

/** The API server rounds such quantities up to a thousandth; they are read in nano units. */
const THOUSANDTH = 1_000_000n;

/**
 * The places where two objects differ, in the smallest parts. Both have the defaults of the API filled in. The order of
 * keys says nothing, that of lists does.
 *
 * @param pairsIn what items of lists are compared with; without it, those in the same place
 */
export function differences(before: Field, after: Field, pairsIn: Pairing = byIndex): Difference[] {
  const [old, now] = [before.value, after.value];
  if (isIdentical(old, now)) {
    return [];
  }
  if (isJson(old) && isJson(now)) {
    const keys = new Set([...before.keys, ...after.keys]);
    // most of two objects is the same, and is not worth a field for each of its values
    return [...keys].filter(key => !isIdentical(old[key], now[key])).flatMap(key => differences(before.at(key), after.at(key), pairsIn));
  }
  if (Array.isArray(old) && Array.isArray(now) && [...old, ...now].every(isJson)) {
    return pairsIn(before, after).flatMap(pair => pair.isOrder ? [pair] : differences(pair.before, pair.after, pairsIn));
  }
  return isSameValue(before, after) ? [] : [{ before, after }];
}

function byIndex(before: Field, after: Field): Difference[] {
  const count = Math.max(before.items.length, after.items.length);
  return Array.from({ length: count }, (_, index) => ({ before: before.at(index), after: after.at(index) }));
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
