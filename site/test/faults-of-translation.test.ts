import assert from 'node:assert/strict';
import { test } from 'node:test';
import { faultsOfTranslation } from '../build/faults-of-translation.ts';

for (const [code, fault] of [
  ["const text = names.join(',');", /^join\(\) of lists keeps its name/],
  ['const text = `--peers=${db.identity.podName(0)}`;', /^a template string keeps what is between its braces/],
  ['const text = `--name=${podName}`;', /give the value a name of one word/],
  ['const text = `server ${name}\\n`;', /^a template string keeps its backslashes/],
  ['const text = `two\nlines`;', /its lines are indented/],
  ["expect(name).toBe('db');", /^expect\(\) of jest/],
] as const) {
  test(`fails for ${JSON.stringify(code)}`, () => {
    const faults = faultsOfTranslation(code);
    assert.equal(faults.length, 1);
    assert.match(faults[0], fault);
  });
}

test('a value with a name of one word may stand in a template string', () => {
  assert.deepEqual(faultsOfTranslation('const text = `--name=${name}`;'), []);
});

test('a method of the library is none of a list', () => {
  assert.deepEqual(faultsOfTranslation('const lower = range.slice(0, 2);'), []);
});
