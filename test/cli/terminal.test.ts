import { DEFAULT_WIDTH, hasColors, printable, widthOf, wrapped } from '../../src/cli/terminal';

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

test('text is wrapped between words, below its beginning', () => {
  expect(wrapped('one two three four', 12, '  = ')).toBe('  = one two\n    three\n    four');
});

test('a word that is longer than the line is kept whole', () => {
  expect(wrapped('see https://example.com/long now', 10)).toBe('see\nhttps://example.com/long\nnow');
});

test('what a terminal would obey is not written', () => {
  expect(printable('a\u001b[31mb\u202ec\td')).toBe('a\ufffd[31mb\ufffdc d');
});
