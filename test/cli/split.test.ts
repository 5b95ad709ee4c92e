import { splitDocuments } from '../../src/cli/split';

test.each([
  ['no separator', 'a: 1\n', [[1, 'a: 1\n']]],
  ['a separator before the first document', '---\na: 1\n', [[1, '---\na: 1\n']]],
  ['two documents', 'a: 1\n---\nb: 2\n', [[1, 'a: 1\n'], [2, '---\nb: 2\n']]],
  ['lines that end as in Windows', 'a: 1\r\n---\r\nb: 2\r\n', [[1, 'a: 1\r\n'], [2, '---\r\nb: 2\r\n']]],
  ['a separator with a comment', 'a: 1\n--- # two\nb: 2\n', [[1, 'a: 1\n'], [2, '--- # two\nb: 2\n']]],
  ['a separator with a value', '--- {a: 1}\n', [[1, '--- {a: 1}\n']]],
  ['an end mark', 'a: 1\n...\nb: 2\n', [[1, 'a: 1\n...\n'], [3, 'b: 2\n']]],
  ['a separator at the end', 'a: 1\n---', [[1, 'a: 1\n']]],
  ['empty documents', '---\n---\n# only a comment\n---\n\n---\na: 1\n', [[6, '---\na: 1\n']]],
  ['a directive', '%YAML 1.1\n---\na: 1\n', [[2, '---\na: 1\n']]],
  ['an indented separator, which is text', 'a: |\n  ---\n  b\n', [[1, 'a: |\n  ---\n  b\n']]],
  ['a word that begins as a separator', '---a: 1\n', [[1, '---a: 1\n']]],
  ['nothing', '', []],
])('%s', (_, text, documents) => {
  expect(splitDocuments(text).map(document => [document.line, document.text])).toEqual(documents);
});
