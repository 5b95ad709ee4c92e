import * as fc from 'fast-check';
import { isIdentical, isJson, sharedWith } from '../../../src/manifest/model/json';

test.each([
  [{ a: 1, b: [{ c: null }] }, { b: [{ c: null }], a: 1 }, true],
  [{ a: 1 }, { a: 1, b: undefined }, false],
  [{ a: undefined }, { b: undefined }, false],
  [[1, 2], [2, 1], false],
  [[1], [1, 2], false],
  [{ 0: 1 }, [1], false],
  [{}, null, false],
  ['1', 1, false],
])('%j and %j are identical: %s', (one, other, expected) => {
  expect(isIdentical(one, other)).toBe(expected);
});

/** Values that have much in common. */
const values = fc.letrec<{ value: unknown }>(tie => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom<unknown>(null, 0, 1, '', 'a'),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.uniqueArray(fc.constantFrom('a', 'b', '__proto__'), { maxLength: 3 }).chain(keys =>
      fc.tuple(...keys.map(() => tie('value'))).map(items => Object.fromEntries(keys.map((key, index) => [key, items[index]])))),
  ),
})).value;

test('what is shared with an earlier value says what the later one says', () => {
  fc.assert(fc.property(values, values, (earlier, later) => {
    expect(isIdentical(sharedWith(earlier, later), later)).toBe(true);
  }));
});

test('all that is identical in the earlier value is that very object', () => {
  const isShared = (earlier: unknown, later: unknown): boolean => earlier === later || (!isIdentical(earlier, later)
    && (!isJson(earlier) || !isJson(later) || Object.keys(later).every(key => !Object.hasOwn(earlier, key) || isShared(earlier[key], later[key]))));
  fc.assert(fc.property(values, values, (earlier, later) => {
    expect(isShared(earlier, sharedWith(earlier, later))).toBe(true);
  }));
});
