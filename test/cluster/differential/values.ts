import * as fc from 'fast-check';
import { Labels, Selector } from './program';

/** The value, or in most cases none: a program says little, as users' programs do. */
export function maybe<T>(value: fc.Arbitrary<T>, percent = 30): fc.Arbitrary<T | undefined> {
  return fc.oneof({ withCrossShrink: true }, { weight: 100 - percent, arbitrary: fc.constant(undefined) }, { weight: percent, arbitrary: value });
}

/** A valid value, and once in a while one that may not be. */
export function mostly<T>(valid: fc.Arbitrary<T>, dubious: fc.Arbitrary<T>, times = 30): fc.Arbitrary<T> {
  return fc.oneof({ withCrossShrink: true }, { weight: times, arbitrary: valid }, { weight: 1, arbitrary: dubious });
}

/** An object without the properties that are undefined, so that what is printed is what the program says. */
export function records<T>(properties: { [key in keyof T]-?: fc.Arbitrary<T[key]> }): fc.Arbitrary<T> {
  return fc.record(properties).map((all) => Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)) as T);
}

/** Text around the lengths and characters where Kubernetes draws a line. */
export function texts(): fc.Arbitrary<string> {
  return fc.oneof(
    fc.constantFrom('', '-', 'a-', '-a', '0', '0a', 'a.b', 'a..b', '.a', 'a.', 'A', 'a_b', '_', 'a b', 'é', 'a--b', 'a/b', '/a', 'a/', 'a/b/c',
      'Example.com/a', 'example.com/A', 'example.com/a', 'a\n'),
    fc.tuple(fc.constantFrom('a', '0', 'a-', 'a.', 'example.com/'), fc.constantFrom(15, 16, 52, 53, 57, 58, 63, 64, 253, 254))
      .map(([start, length]) => `${start.repeat(start.length > 2 ? 1 : length).slice(0, length - 1).padEnd(length - 1, 'a')}a`),
    fc.tuple(fc.constantFrom(63, 64, 253, 254), fc.constantFrom(1, 63, 64))
      .map(([prefix, name]) => `${Array.from({ length: 5 }, () => 'a'.repeat(50)).join('.').padEnd(prefix, 'a').slice(0, prefix)}/${'a'.repeat(name)}`),
    fc.string({ unit: fc.constantFrom('a', 'z', '0', '9', '-', '.', '_', 'A', '/', ' '), maxLength: 8 }),
  );
}

/** A name, mostly one of those that always do. */
export function dnsName(...valid: string[]): fc.Arbitrary<string> {
  return mostly(fc.constantFrom(...valid), texts(), 60);
}

export function anyLabels(value = 'a'): fc.Arbitrary<Labels> {
  const entry = fc.tuple(mostly(fc.constantFrom('app', 'example.com/role'), texts(), 12), mostly(fc.constantFrom(value, ''), texts(), 12));
  return fc.array(entry, { maxLength: 2 }).map((entries) => Object.fromEntries(entries));
}

export function selector(): fc.Arbitrary<Selector> {
  return records<Selector>({
    matchLabels: maybe(anyLabels(), 60),
    matchExpressions: maybe(fc.array(records<NonNullable<Selector['matchExpressions']>[number]>({
      key: mostly(fc.constantFrom('app', 'tier'), texts(), 15),
      operator: fc.constantFrom('In', 'NotIn'),
      values: fc.array(mostly(fc.constantFrom('a', 'b'), texts(), 15), { maxLength: 2 }),
    }), { maxLength: 2 })),
  });
}

/** Small whole numbers from `least`, and others around the limits. */
export function numbers(least: number): fc.Arbitrary<number> {
  return mostly(fc.integer({ min: least, max: least + 3 }), fc.constantFrom(-1, 0, 1.5, 0.5, 2147483648, -2147483649));
}

/** A number of pods or a share of them. */
export function share(): fc.Arbitrary<number | string> {
  return mostly<number | string>(
    fc.constantFrom(1, 2, '50%', '1%'), fc.constantFrom(0, -1, 1.5, '0%', '100%', '101%', '-1%', '1.5%', 2147483647, 2147483648), 12);
}

/** Text that may be a percentage. */
export function shareTexts(): fc.Arbitrary<string> {
  return fc.oneof(
    fc.integer({ min: -2, max: 102 }).map((number) => `${number}%`),
    fc.constantFrom('', '%', '5', '05%', '5%%', '+5%', ' 5%', '5% ', '5%\n', '1e1%', '0x1%', '1.5%', '٥%', '99999999999999999999%', 'a%'),
  );
}
