import { Line, tally } from './ledger';

const lines = (...pairs: [number, string][]): Line[] => pairs.map(([at, text]) => ({ at: at * 1000, text }));
const WRITES = lines([1, '1'], [2, '2'], [3, 'failed'], [8, '4'], [9, '5']);

test('a write that was acknowledged and is not there is lost', () => {
  expect(tally(WRITES, [], new Set([1, 2, 5]), 0, 10_000).lost).toEqual([4]);
});

test('a write that was not acknowledged may be missing', () => {
  expect(tally(WRITES, [], new Set([1, 2, 4, 5]), 0, 10_000)).toMatchObject({ lost: [], writes: 4 });
});

test('the pause is the longest time without an acknowledged write', () => {
  expect(tally(WRITES, [], new Set([1, 2, 4, 5]), 0, 10_000).pause).toBe(6);
});

test('a pause may last until the end', () => {
  expect(tally(WRITES, [], new Set([1, 2, 4, 5]), 0, 20_000).pause).toBe(11);
});

test('a read is behind since the first write that it lacks', () => {
  expect(tally(WRITES, lines([7, '1'], [10, '5'], [11, 'failed']), new Set([1, 2, 4, 5]), 0, 20_000)).toMatchObject({ reads: 2, behind: 5 });
});

test('a read cannot lack what is lost', () => {
  expect(tally(WRITES, lines([10, '4']), new Set([1, 2, 4]), 0, 20_000).behind).toBe(0);
});
