import { fixedText } from '../../src/cli/fix-text';
import { ObjectEdit, Written } from '../../src/manifest/lint/edit';

function fixed(text: string, ...edits: readonly ObjectEdit[]) {
  return fixedText(text, edits.map(edit => ({ of: 'a finding', offset: 0, edit })));
}

const set = (to: Written, ...keys: (string | number)[]): ObjectEdit => ({ keys, set: to });

test.each<[string, string, ObjectEdit, string]>([
  ['a plain value', 'a: tcp # why\n', set('TCP', 'a'), 'a: TCP # why\n'],
  ['a value in single quotes', "a:   'tcp'\n", set('TCP', 'a'), "a:   'TCP'\n"],
  ['a value in double quotes', 'a: "tcp"\n', set('TCP', 'a'), 'a: "TCP"\n'],
  ['a value in a list', 'a:\n- b\n-   c   # d\n', set('C', 'a', 1), 'a:\n- b\n-   C   # d\n'],
  ['a value in brackets', 'a: { b: [ x,z ], c: 1 }\n', set('Z', 'a', 'b', 1), 'a: { b: [ x,Z ], c: 1 }\n'],
  ['a number that is to be a text', 'a: 8080\n', set('8080', 'a'), 'a: "8080"\n'],
  ['a number with a zero at its end', 'a: 1.10\n', set('1.1', 'a'), 'a: "1.10"\n'],
  ['a number with more digits than numbers have here', 'a: 12345678901234567890\n', set('12345678901234567000', 'a'), 'a: "12345678901234567890"\n'],
  ['a text that is to be a number', "a: '3'\n", set(3, 'a'), 'a: 3\n'],
  ['a text that is to be a boolean', 'a: "true"\n', set(true, 'a'), 'a: true\n'],
  ['a text that needs quotes', 'a: x\n', set('no', 'a'), 'a: "no"\n'],
  ['a value that is to be a list', 'a: b # c\n', set(['b'], 'a'), 'a: [b] # c\n'],
  ['a quoted value that is to be a list', "a: 'b'\n", set(['b'], 'a'), "a: ['b']\n"],
  ['the name of a key', '? Kind\n: a\n', { keys: ['Kind'], rename: 'kind' }, '? kind\n: a\n'],
  ['the name of a key in quotes', '{ "Kind": "a" }\n', { keys: ['Kind'], rename: 'kind' }, '{ "kind": "a" }\n'],
  ['a key that is not there', 'a:\n  - # first\n    port: 1\n', set('x', 'a', 0, 'name'), 'a:\n  - # first\n    name: x\n    port: 1\n'],
  ['a key that is not there, behind a dash', 'a:\n-   port: 1\n    b: 2\n', set('x', 'a', 0, 'name'), 'a:\n-   name: x\n    port: 1\n    b: 2\n'],
  ['a key that is not there, in braces', 'a: [{port: 1}]\n', set('x', 'a', 0, 'name'), 'a: [{name: x, port: 1}]\n'],
  ['a key that is not there, in lines that end as in Windows', 'a:\r\n- port: 1\r\n', set('x', 'a', 0, 'name'), 'a:\r\n- name: x\r\n  port: 1\r\n'],
  ['a key that is not there, in JSON', '{"a": [\n  {\n    "port": 1\n  }\n]}', set('x', 'a', 0, 'name'), '{"a": [\n  {\n    "name": "x",\n    "port": 1\n  }\n]}'],
  ['a key that is not there, in JSON without spaces', '{"a":[{"port":1}]}', set('x', 'a', 0, 'name'), '{"a":[{"name":"x","port":1}]}'],
  ['a key without a value', 'a:\n  name:\n  port: 1\n', set('x', 'a', 'name'), 'a:\n  name: x\n  port: 1\n'],
  ['a key without a value before a comment', 'a:\n  name: # none\n  port: 1\n', set('x', 'a', 'name'), 'a:\n  name: x # none\n  port: 1\n'],
  ['a key without a value in braces', 'a: {name: , port: 1}\n', set('x', 'a', 'name'), 'a: {name: x , port: 1}\n'],
  ['null', 'a: null\n', set('x', 'a'), 'a: x\n'],
  ['null in JSON', '{"a": null}', set('x', 'a'), '{"a": "x"}'],
  ['a number in JSON', '{"a": 8080}', set('8080', 'a'), '{"a": "8080"}'],
  ['a list in JSON', '{"a": "b"}', set(['b'], 'a'), '{"a": ["b"]}'],
  ['text before it that is wider than it looks', 'é: "𝒳" # ü\na: tcp\n', set('TCP', 'a'), 'é: "𝒳" # ü\na: TCP\n'],
])('%s', (_, text, edit, expected) => {
  const result = fixed(text, edit);
  expect(result.left).toEqual([]);
  expect(result.text).toBe(expected);
});

test.each<[string, string, ObjectEdit, string]>([
  ['what an alias stands for', 'a: &x tcp\nb: *x\n', set('TCP', 'b'), 'it stands behind an alias, and what it stands for may be used elsewhere'],
  ['what is below an alias', 'a: &x { p: tcp }\nb: *x\n', set('TCP', 'b', 'p'), 'it stands behind an alias, and what it stands for may be used elsewhere'],
  ['what an alias elsewhere stands for', 'a: &x tcp\nb: *x\n', set('TCP', 'a'), 'it would change something else, too, such as what an alias stands for'],
  ['what is merged in', 'a: &x { p: tcp }\nb:\n  <<: *x\n', set('TCP', 'b', 'p'), 'it may be merged in from an anchor'],
  ['a block of text', 'a: |\n  tcp\n', set('TCP', 'a'), 'it is a block of text'],
  ['a folded text', 'a: >-\n  3\n', set(3, 'a'), 'it is a block of text'],
  ['a value with a tag', 'a: !!int 8080\n', set('8080', 'a'), 'it has the tag tag:yaml.org,2002:int'],
  ['an octal number', 'a: 0644\n', set('420', 'a'), '0644 may be meant as "0644" or as "420"'],
  ['a yes', 'a: yes\n', set('true', 'a'), 'yes may be meant as "yes" or as "true"'],
  ['a key that is read as a boolean', 'a: { on: 5 }\n', set('5', 'a', 'true'), 'its key is not written as "true"'],
  ['a key without a colon', 'a: { name, port: 1 }\n', set('x', 'a', 'name'), 'there is no colon to write it behind'],
  ['what is far below an alias', 'a: &x { p: { q: tcp } }\nb: *x\n', set('TCP', 'b', 'p', 'q'), 'it stands behind an alias, and what it stands for may be used elsewhere'],
  ['what is below a value', 'a: tcp\n', set('x', 'a', 'p'), 'there is no such place in the text'],
  ['what is far below a value', 'a: tcp\n', set('x', 'a', 'p', 'q'), 'there is no such place in the text'],
  ['all that is below a key', 'a: { b: 1 }\n', set('x', 'a'), 'it is no plain or quoted value'],
  ['what stands behind an anchor', 'a:\n  - &x { p: 1 }\n  - &y port: 1\n', set('x', 'a', 1, 'name'), 'there is no line to write it in'],
  ['a key that is no scalar', 'a: { ? [b] : 5 }\n', set('5', 'a', 'b'), 'its key is not written as "b"'],
])('fails to change %s', (_, text, edit, reason) => {
  const result = fixed(text, edit);
  expect(result.text).toBe(text);
  expect(result.left).toEqual([{ of: 'a finding', reason }]);
});

test('an anchor that nothing refers to is kept', () => {
  expect(fixed('a: &x tcp\n', set('TCP', 'a')).text).toBe('a: &x TCP\n');
});

test('an edit that cannot be made leaves the others', () => {
  const { text, made, left } = fixed('a: &x tcp\nb: *x\nc: udp\n', set('TCP', 'a'), set('UDP', 'c'));
  expect(text).toBe('a: &x tcp\nb: *x\nc: UDP\n');
  expect([made.length, left.length]).toEqual([1, 1]);
});

test('one change for two reasons is made once', () => {
  const { text, made } = fixed('a: 5\n', set('5', 'a'), set('5', 'a'));
  expect(text).toBe('a: "5"\n');
  expect(made).toHaveLength(2);
});

test('a key and what is below it are changed together', () => {
  expect(fixed('Spec: { p: tcp }\n', { keys: ['Spec'], rename: 'spec' }, set('TCP', 'Spec', 'p')).text).toBe('spec: { p: TCP }\n');
});

test('only the document that is meant is changed', () => {
  const text = '# one\na: tcp\n---\n\n--- # two\na: tcp\n...\n';
  const { text: result } = fixedText(text, [{ of: '', offset: text.indexOf('--- # two'), edit: set('TCP', 'a') }]);
  expect(result).toBe('# one\na: tcp\n---\n\n--- # two\na: TCP\n...\n');
});

test('values of JSON that stand one after the other are changed each for itself', () => {
  const text = '{"a": "tcp"}{"a": "tcp"}';
  const { text: result } = fixedText(text, [{ of: '', offset: 12, edit: set('TCP', 'a') }]);
  expect(result).toBe('{"a": "tcp"}{"a": "TCP"}');
});
