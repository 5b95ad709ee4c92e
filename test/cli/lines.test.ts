import { Lines } from '../../src/cli/lines';

const TEXT = 'ab\n\ncd';

test.each([[0, 1], [1, 1], [2, 1], [3, 2], [4, 3], [5, 3], [6, 3]])('the character %i is in line %i', (offset, line) => {
  expect(new Lines(TEXT).of(offset)).toBe(line);
});
