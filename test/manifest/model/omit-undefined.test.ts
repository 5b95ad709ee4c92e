import { omitUndefined } from '../../../src/manifest/model/omit-undefined';

test('what is undefined is left out', () => {
  expect(Object.keys(omitUndefined({ a: 1, b: undefined }))).toEqual(['a']);
});

test.each([0, '', false, null])('%j is kept', value => {
  expect(omitUndefined({ value })).toEqual({ value });
});
