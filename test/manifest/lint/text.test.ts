import { printable, shellWord, wrapped } from '../../../src/manifest/lint/text';

test('text is wrapped between words, below its beginning', () => {
  expect(wrapped('one two three four', 12, '  = ')).toBe('  = one two\n    three\n    four');
});

test('a word that is longer than the line is kept whole', () => {
  expect(wrapped('see https://example.com/long now', 10)).toBe('see\nhttps://example.com/long\nnow');
});

test('what a terminal would obey is not written', () => {
  expect(printable('a\u001b[31mb\u202ec\td')).toBe('a\ufffd[31mb\ufffdc d');
});

test.each([
  ['dist/app.k8s.yaml', 'dist/app.k8s.yaml'],
  ['my app', "'my app'"],
  ["it's", "'it'\\''s'"],
])('the path %s is the word %s of a shell', (path, word) => {
  expect(shellWord(path)).toBe(word);
});
