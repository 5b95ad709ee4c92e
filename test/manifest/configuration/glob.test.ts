import { matches, matchesPath } from '../../../src/manifest/configuration/glob';

test.each([
  ['db', 'db', true],
  ['db', 'db-1', false],
  ['db-*', 'db-1', true],
  ['*', '', true],
  ['db-?', 'db-12', false],
  ['a.b', 'axb', false],
])('the pattern %s stands for the name %s: %s', (pattern, text, expected) => {
  expect(matches(pattern, text)).toBe(expected);
});

test.each([
  ['dist', 'dist/db.yaml', true],
  ['./dist/', 'dist/db.yaml', true],
  ['dist', 'distant/db.yaml', false],
  ['dist/*.yaml', 'dist/db.yaml', true],
  ['dist/*.yaml', 'dist/prod/db.yaml', false],
  ['dist/**/db.yaml', 'dist/db.yaml', true],
  ['dist/**/db.yaml', 'dist/a/b/db.yaml', true],
  ['**/prod/**', 'a/prod/db.yaml', true],
  ['**', 'a/b.yaml', true],
  ['.', 'a/b.yaml', true],
  ['db.yaml', 'a/db.yaml', false],
])('the pattern %s stands for the path %s: %s', (pattern, path, expected) => {
  expect(matchesPath(pattern, path)).toBe(expected);
});
