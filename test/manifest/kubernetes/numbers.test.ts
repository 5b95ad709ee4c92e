import * as fc from 'fast-check';
import { integerProblem, intOrPercentProblem, scaledUp } from '../../../src/manifest/kubernetes/numbers';

test.each([0, 1, 2147483647])('%d is a whole number of 0 or more', value => {
  expect(integerProblem(value, 0)).toBeUndefined();
});

test.each([-1, 1.5, NaN, Infinity, 2147483648])('fails for %d as a whole number of 0 or more', value => {
  expect(integerProblem(value, 0)?.problem).toBe('is not a whole number of 0 or more');
});

test('fails for 65536 as a port', () => {
  expect(integerProblem(65536, 1, 65535)?.problem).toBe('is not a whole number from 1 to 65535');
});

test.each([1, 7, '1%', '100%'])('%s is a number or a percentage', value => {
  expect(intOrPercentProblem(value, 1)).toBeUndefined();
});

test.each([0, -1, 0.5, '0%', '101%', '-1%', '33.3%', '1', '%', ''])('fails for %j as a number or a percentage of 1 or more', value => {
  expect(intOrPercentProblem(value, 1)?.problem).toMatch(/is not a whole (number|percentage)/);
});

test('67 % of 3 is 3', () => {
  expect(scaledUp('67%', 3)).toBe(3);
});

test('a number stays what it is', () => {
  expect(scaledUp(2, 3)).toBe(2);
});

test('a percentage of something is never more than all of it, and nothing only for 0 %', () => {
  fc.assert(fc.property(fc.integer({ min: 0, max: 100 }), fc.integer({ min: 1, max: 10000 }), (percent, total) => {
    const scaled = scaledUp(`${percent}%`, total);
    expect(scaled <= total && (scaled === 0) === (percent === 0)).toBe(true);
  }));
});
