import { hasColors, widthOf } from '../../src/cli/terminal';
import { DEFAULT_WIDTH } from '../../src/manifest/lint/text';

test.each([
  ['a terminal', {}, true, true],
  ['a file', {}, false, false],
  ['a terminal without colours', { TERM: 'dumb' }, true, false],
  ['NO_COLOR', { NO_COLOR: '1' }, true, false],
  ['an empty NO_COLOR', { NO_COLOR: '' }, true, true],
  ['FORCE_COLOR', { FORCE_COLOR: '1' }, false, true],
  ['FORCE_COLOR=0', { FORCE_COLOR: '0' }, true, false],
  ['NO_COLOR before FORCE_COLOR', { NO_COLOR: '1', FORCE_COLOR: '1' }, true, false],
])('colours with %s', (_, environment, isTerminal, expected) => {
  expect(hasColors(environment, isTerminal)).toBe(expected);
});

test.each([
  [undefined, DEFAULT_WIDTH],
  [100, 100],
  [10, 40],
  [500, 140],
])('a terminal of %p columns is written in %i', (columns, width) => {
  expect(widthOf(columns)).toBe(width);
});
