import { call, Code, list, make, name, struct, text } from '../../../src/adopt/code';
import { Comments } from '../../../src/adopt/statements';
import { printStatements, quoted } from '../../../src/adopt/typescript/print';

const print = (code: Code, comments: Comments = new Map()) => printStatements([{ code }], '', comments);
const LONG = 'x'.repeat(70);

test.each<[string, string]>([
  ['plain', "'plain'"],
  ['it\'s', '"it\'s"'],
  ['"it\'s"', '\'"it\\\'s"\''],
  ['a\u2028b\u2029c', "'a\\u2028b\\u2029c'"],
])('%j is written as %s', (value, code) => {
  expect(quoted(value)).toBe(code);
});

test('an empty struct has no space in it', () => {
  expect(print(struct([]))).toBe('{};\n');
});

test('where a key is no name, all are in quotes', () => {
  expect(print(struct([{ key: 'a', code: text(1) }, { key: 'a-b', code: text(true) }]))).toBe("{ 'a': 1, 'a-b': true };\n");
});

test('what is one word takes a line, however long it is', () => {
  expect(print(text(LONG + LONG))).toBe(`'${LONG}${LONG}';\n`);
});

test('a list that is too long has a line for each item', () => {
  expect(print(list([text(LONG), text(LONG)]))).toBe(`[\n  '${LONG}',\n  '${LONG}',\n];\n`);
});

test('the last argument hangs on the line of the call where it is a struct', () => {
  expect(print(make('A', name('this'), struct([{ key: 'a', code: text(LONG) }, { key: 'b', code: text(LONG) }]))))
    .toBe(`new A(this, {\n  a: '${LONG}',\n  b: '${LONG}',\n});\n`);
});

test('arguments that are too long have a line each', () => {
  expect(print(call(name('a'), 'b', text(LONG), text(LONG)))).toBe(`a.b(\n  '${LONG}',\n  '${LONG}',\n);\n`);
});

describe('a comment in the middle', () => {
  const comments = new Map([['x', ['why']]]);
  const commented = struct([{ key: 'a', code: text(1), at: 'x' }]);

  test('breaks the struct that it is in', () => {
    expect(print(commented, comments)).toBe('{\n  // why\n  a: 1,\n};\n');
  });

  test('breaks what the struct is an argument of', () => {
    expect(print(call(name('a'), 'b', commented), comments)).toBe('a.b({\n  // why\n  a: 1,\n});\n');
    expect(print(call(name('a'), 'b', commented, text(1)), comments)).toBe('a.b(\n  {\n    // why\n    a: 1,\n  },\n  1,\n);\n');
  });

  test('breaks what is called on what it is in', () => {
    expect(print(call(make('A', commented), 'b'), comments)).toBe('new A({\n  // why\n  a: 1,\n}).b();\n');
  });
});
