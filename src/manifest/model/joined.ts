import { cached } from './cached';

const joinedTo = cached(<T>(one: readonly T[]) => cached((other: readonly T[]): readonly T[] => [...one, ...other]));

/**
 * Both lists as one: the same list for the same two lists, and no new one where one of them is empty. So lists that many
 * lookups find stay shared, and what is computed of such a list is computed once.
 */
export function joined<T>(one: readonly T[], other: readonly T[]): readonly T[] {
  if (one.length === 0 || other.length === 0) {
    return one.length === 0 ? other : one;
  }
  return joinedTo(one)(other) as readonly T[];
}
