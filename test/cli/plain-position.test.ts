import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { plainPosition } from '../../src/cli/plain-position';
import { Trees } from '../../src/cli/position-tree';
import { splitDocuments } from '../../src/cli/split';
import { parseYaml } from '../../src/cli/yaml';

type Keys = readonly (string | number)[];

/** The ways to all that is in a value. */
function waysIn(value: unknown, way: Keys = []): Keys[] {
  if (typeof value !== 'object' || value === null) {
    return [];
  }
  return Object.entries(value).flatMap(([key, below]) => {
    const longer = [...way, Array.isArray(value) ? Number(key) : key];
    return [longer, ...waysIn(below, longer)];
  });
}

function valueOf(text: string): unknown {
  try {
    return parseYaml(text);
  } catch {
    return undefined;
  }
}

/** The begin of what is marked, up to the end of its line. */
function marked(text: string, [start, end]: readonly [number, number]): string {
  return `${start} ${text.slice(start, end).split('\n')[0].trimEnd()}`;
}

/** How many places are found without the parser, of how many; fails where one is not where the parser says. */
function compared(text: string): { readonly found: number; readonly all: number } {
  const [trees, document] = [new Trees(), { file: 'a.yaml', line: 1, text }];
  const ways = waysIn(valueOf(text));
  const found = ways.filter(way => {
    const plain = plainPosition(text, way);
    const place = trees.placeOf(document, way);
    if (plain !== undefined) {
      expect([way.join('.'), plain.line, plain.column, marked(text, plain.range)])
        .toEqual([way.join('.'), place.line, place.column, marked(text, place.range)]);
    }
    return plain !== undefined;
  });
  return { found: found.length, all: ways.length };
}

function textsBelow(directory: string): string[] {
  return readdirSync(directory, { recursive: true, encoding: 'utf8' }).filter(name => name.endsWith('.yaml'))
    .flatMap(name => splitDocuments(readFileSync(join(directory, name), 'utf8')).map(({ text }) => text));
}

test('each place in the files of the tests is where the parser says', () => {
  const results = textsBelow(join(__dirname, '..')).map(compared);
  const [found, all] = [results.reduce((sum, result) => sum + result.found, 0), results.reduce((sum, result) => sum + result.all, 0)];
  expect(found / all).toBeGreaterThan(0.3);
});

test.each([
  ['a value', 'a: 1\nb: two words # why\nc: x', 3],
  ['quotes', 'a: "x # y: z"\nb: \'it\'\'s\'\nc: ""', 3],
  ['nothing', 'a:\nb: # why\nc: null', 3],
  ['empty lists and objects', 'a: {}\nb: [] # none\nc: 1', 3],
  ['lists as far as their key, and further', 'a:\n- b: 1\n  c: 2\n- d: 3\ne:\n  - 1\n  - x y\n  - f:\n      g: 1', 12],
  ['comments and empty lines', '# a: 2\n\na:\n# c\n    # d\n  b: 1\n\n  # e\n  c: 2', 3],
  ['texts of many lines', 'a: |\n  b: 1\n\n   c\nd: >-\n  e\nf: 1', 3],
  ['values of several lines', 'a: x\n  y: z\nb: 1', 0],
  ['plain values of several lines', 'a: x\n  y\nb: 1', 2],
  ['the mark of a document', '---\na: 1\nb:\n  - c', 3],
  ['keys with dots and slashes', 'a.b/c-d_e: 1', 1],
  ['keys that are there twice', 'a: 1\nb: 2', 2],
])('%s', (_, text, count) => {
  expect(compared(text).found).toBe(count);
});

test.each([
  ['quoted keys', '"a": 1\nb: 2'],
  ['anchors', 'a: &x 1\nb: *x'],
  ['merged keys', '<<: { a: 1 }\nb: 2'],
  ['objects in brackets that go on', 'a: { b: 1,\n  c: 2 }\nd: 1'],
  ['quotes that go on', 'a: "x\n  b: 1"\nd: 1'],
  ['JSON', '{"a": 1}'],
  ['tabs', 'a: 1\t# x\nb: 2'],
  ['lines that end as in Windows', 'a: 1\r\nb: 2'],
  ['lists in lists', '- - a\n- b'],
  ['a comment beside an item', '- a: 1 # x\n  b: 2'],
  ['marks with a comment', '--- # x\na: 1'],
])('%s are left to the parser', (_, text) => {
  expect(compared(text).found).toBeLessThan(compared(text).all);
});

test('a place that is not there is left to the parser', () => {
  expect(['a.c', 'a.0', 'a.b.d', 'e', '', 'f.2', 'f.0.h'].map(path => plainPosition('a:\n  b: 1\nf:\n  - g: 1\n  - 2', path.split('.').filter(key => key !== '')
    .map(key => /^\d+$/.test(key) ? Number(key) : key)))).toEqual(new Array(7).fill(undefined));
});

test('a long text is left to the parser, which reads it once', () => {
  expect(plainPosition(`a: 1\nb: ${'x'.repeat(100_000)}`, ['a'])).toBeUndefined();
});
