import { isIdentical } from '../../../src/manifest/model/json';

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
