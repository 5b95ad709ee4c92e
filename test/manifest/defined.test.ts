import { defined } from '../../src/manifest/defined';

test('what is undefined is left out', () => {
  expect(Object.keys(defined({ a: 1, b: undefined }))).toEqual(['a']);
});

test.each([0, '', false, null])('%j is kept', value => {
  expect(defined({ value })).toEqual({ value });
});
