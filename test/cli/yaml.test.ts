import { SCALARS } from './scalars';
import { parseYaml } from '../../src/cli/yaml';

test.each(SCALARS)('%j is read as by kubectl', (scalar, value) => {
  expect(parseYaml(`a: ${scalar}`)).toEqual({ a: value });
});

test.each<[string, unknown]>([
  ['yes: 1', { true: 1 }],
  ['0644: 1', { 420: 1 }],
  ['1.50: 1', { 1.5: 1 }],
  ['"yes": 1', { yes: 1 }],
])('the key of %j is read as by kubectl', (text, value) => {
  expect(parseYaml(text)).toEqual(value);
});

test('merge keys are resolved', () => {
  expect(parseYaml('a: &a { b: 1, c: 1 }\nd:\n  <<: *a\n  c: 2\n')).toEqual({ a: { b: 1, c: 1 }, d: { b: 1, c: 2 } });
});

// measured with sigs.k8s.io/yaml v1.6.0, which kubectl reads manifests with
test.each<[string, unknown]>([
  ['{ b: 9, <<: { b: 1 } }', { b: 1 }],
  ['{ <<: { b: 1 }, b: 9 }', { b: 9 }],
  ['{ <<: [{ b: 1 }, { b: 2, c: 2 }] }', { b: 1, c: 2 }],
  ['{ <<: { b: 1, c: 1 }, <<: { c: 2 } }', { b: 1, c: 2 }],
  ['{ "<<": { b: 1 } }', { '<<': { b: 1 } }],
  ['{ a: << }', { a: '<<' }],
  ['[<<]', ['<<']],
  ['{ x: &x { <<: { b: 1 } }, z: { <<: *x, c: *x } }', { x: { b: 1 }, z: { b: 1, c: { b: 1 } } }],
])('in %s, << overrides what stands before it', (text, value) => {
  expect(parseYaml(text)).toEqual(value);
});

test('aliases are resolved', () => {
  expect(parseYaml('a: &a [1]\nb: *a\n')).toEqual({ a: [1], b: [1] });
});

test('JSON with tabs is read', () => {
  expect(parseYaml('{\n\t"a": [\n\t\t1\n\t]\n}')).toEqual({ a: [1] });
});

test('a key that every object inherits is data', () => {
  expect(Object.keys(parseYaml('__proto__: { a: 1 }') as object)).toEqual(['__proto__']);
});

const BOMB = ['a0: &a0 [x, x, x, x, x, x, x, x, x]', ...Array.from({ length: 12 }, (_, n) => `a${n + 1}: &a${n + 1} [${`*a${n}, `.repeat(9)}]`)].join('\n');

/** Each has all keys of the one before, and one more. */
const MERGES = Array.from({ length: 2000 }, (_, n) => `a${n}: &a${n} { k${n}: 1, <<: *a${Math.max(n - 1, 0)} }`).join('\n').replace(', <<: *a0', '');

describe('fails', () => {
  test.each([
    ['an open bracket', 'a: [1', /^syntax error: /],
    ['a key that is there twice', 'a: 1\na: 2', 'syntax error: duplicated mapping key'],
    ['an unknown anchor', 'a: *b', /^syntax error: /],
    ['a number that JSON does not have', 'a: .inf', 'it holds the number Infinity, which JSON does not have'],
    ['an anchor that contains itself', 'a: &a [*a]', /an anchor contains itself/],
    ['aliases that expand without end', BOMB, 'its aliases make it too large'],
    ['aliases that are merged without end', MERGES, 'its aliases make it too large'],
    ['a merge of what is no mapping', 'a: { <<: 1 }', '<< has a value that is neither a mapping nor a list of mappings'],
    ['a merge of itself', 'a: &a { <<: *a }', /an anchor contains itself|^<< /],
    ['lists in lists', '['.repeat(100_000), /nesting/],
    ['a template', '{{ if .Values.x }}\na: 1\n{{ end }}', /render it first, with helm template$/],
    ['a template for a value', 'a: {{ .Values.x }}', /render it first, with helm template$/],
  ])('for %s', (_, text, message) => {
    expect(() => parseYaml(text)).toThrow(message);
  });

  test.each([
    ['a: 1\nb: 2\na: 3\n', 2],
    ['a: 1\nb: {{ .Values.b }}\n', 1],
  ])('and tells the line of %j', (text, line) => {
    expect(() => parseYaml(text)).toThrow(expect.objectContaining({ line }));
  });
});

test('braces in quotes are no template', () => {
  expect(parseYaml("a: '{{ .x }}'")).toEqual({ a: '{{ .x }}' });
});
