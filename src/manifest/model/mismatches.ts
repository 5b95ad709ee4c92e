import { isDeepStrictEqual } from 'util';
import { Field } from './field';
import { isJson } from './json';

/**
 * Where a place in a manifest does not say all that is expected there, each as a sentence. It may say more: an object may
 * have other keys, while a list has as many items as expected.
 */
export function mismatches(actual: Field, expected: unknown): string[] {
  if (isDeepStrictEqual(actual.value, expected)) {
    return [];
  }
  if (Array.isArray(expected)) {
    const { items } = actual;
    return Array.isArray(actual.value) && items.length === expected.length
      ? items.flatMap((item, index) => mismatches(item, expected[index]))
      : [sentence(actual, expected)];
  }
  if (isJson(expected) && isJson(actual.value)) {
    return Object.entries(expected).flatMap(([key, value]) => mismatches(actual.at(key), value));
  }
  return [sentence(actual, expected)];
}

function sentence(actual: Field, expected: unknown): string {
  return `${actual.path} is ${shown(actual.value)}, and not ${shown(expected)}`;
}

function shown(value: unknown): string {
  return value === undefined ? 'missing' : JSON.stringify(value);
}
