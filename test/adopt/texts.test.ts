import { spawnSync } from 'node:child_process';
import * as fc from 'fast-check';
import { allTypes } from './python/types';
import { Code, list, struct, text } from '../../src/adopt/code';
import * as python from '../../src/adopt/python/print';
import * as typescript from '../../src/adopt/typescript/print';

// What is written as a literal is read by the languages themselves, of texts that are made to break one.

const PIECES = ['`', '${', '$', '{', '}', '{{', '\\', '\\\\', '\\n', '\\u', '\n', '\n\n', '\r\n', '\r', '\t', '"', '"""', "'", "'''", '#', '//', '*/', '%s', ' ', '  ',
  '\0', '\f', '\x7f', '\x85', '\u2028', '\u2029', '\ufeff', 'é', '\u{1f980}', 'a', 'set -e', 'x'.repeat(70), '__proto__', ''];
const TEXT = fc.array(fc.constantFrom(...PIECES), { maxLength: 12 }).map(pieces => pieces.join(''));
const TEXTS = fc.sample(TEXT, { numRuns: 500, seed: 1 });
const HAS_PYTHON = spawnSync('python3', ['--version']).status === 0;

const nameInText = (value: string): Code => ({ kind: 'template', parts: [value, { kind: 'name', path: ['props', 'name'] }, value] });
const inText = (value: string) => `${value}db${value}`;

function evaluated(code: Code): unknown {
  return new Function('props', `return ${typescript.printExpression(code, '', 0)}`)({ name: 'db' });
}

test('TypeScript reads what was written', () => {
  expect(evaluated(list(TEXTS.map(text)))).toEqual(TEXTS);
});

test('TypeScript reads what was written around a value', () => {
  expect(evaluated(list(TEXTS.map(nameInText)))).toEqual(TEXTS.map(inText));
});

test('TypeScript reads each key that was written', () => {
  const keys = [...new Set(TEXTS)];
  const read = evaluated(struct(keys.map(key => ({ key, code: text(1) })))) as object;
  expect(Object.keys(read).sort()).toEqual(keys.sort());
});

(HAS_PYTHON ? test : test.skip)('Python reads what was written, also around a value (needs python3)', () => {
  const types = allTypes();
  const all = python.printExpression(list([...TEXTS.map(text), ...TEXTS.map(nameInText)]), types);
  const { stdout, stderr } = spawnSync('python3', ['-'], { input: `import json\nname = "db"\nprint(json.dumps(${all}))\n`, encoding: 'utf8' });
  expect(stderr).toBe('');
  expect(JSON.parse(stdout)).toEqual([...TEXTS, ...TEXTS.map(inText)]);
});

const SCRIPT = 'set -e\n# it\'s `the` ordinal\necho "${HOSTNAME##*-}" \\\n  > /data/id\n';

test('a script has a line for each of its lines', () => {
  expect(typescript.printExpression(list([text('sh'), text('-c'), text(SCRIPT)]), '', 0)).toBe([
    '[',
    "  'sh',",
    "  '-c',",
    '  [',
    "    'set -e',",
    '    "# it\'s `the` ordinal",',
    "    'echo \"${HOSTNAME##*-}\" \\\\',",
    "    '  > /data/id',",
    "    '',",
    "  ].join('\\n'),",
    ']',
  ].join('\n'));
});

test('in Python, too', () => {
  expect(python.printExpression(text(SCRIPT), allTypes())).toBe([
    '"\\n".join(',
    '    [',
    '        "set -e",',
    '        "# it\'s `the` ordinal",',
    "        'echo \"${HOSTNAME##*-}\" \\\\',",
    '        "  > /data/id",',
    '        "",',
    '    ],',
    ')',
  ].join('\n'));
});

test.each([['a\nb'], ['one line\n'], ['\n']])('%j reads well in one line', value => {
  expect(typescript.printExpression(text(value), '', 0)).toBe(`'${value.replaceAll('\n', '\\n')}'`);
});
