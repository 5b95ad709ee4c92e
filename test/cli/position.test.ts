import { keysOf, Positions } from '../../src/cli/position';

const TEXT = `# a comment
apiVersion: apps/v1
metadata:
  name: "db"
  labels: { app: db, 'a.b/c': x }
spec:
  common: &common
    image: base:1
  template:
    containers:
      - name: one
        image: x:1
        command: |
          sh
      - <<: *common
        name: two
  empty:
  other: *common
`;

/** What is marked, after its line and column. */
function marked(path: string, text = TEXT): string {
  const position = new Positions().of({ file: 'app.yaml', line: 1, text }, path);
  return `${position.line}:${position.column} ${text.split('\n')[position.line - 1]?.slice(position.column - 1, position.end - 1)}`;
}

test.each([
  ['a value', 'apiVersion', '2:13 apps/v1'],
  ['a value in quotes', 'metadata.name', '4:9 "db"'],
  ['an object in brackets', 'metadata.labels', "5:11 { app: db, 'a.b/c': x }"],
  ['a value in brackets', "metadata.labels['a.b/c']", '5:31 x'],
  ['an object, by its key', 'spec.template', '9:3 template'],
  ['a list, by its key', 'spec.template.containers', '10:5 containers'],
  ['an item, by its first line', 'spec.template.containers[0]', '11:9 name: one'],
  ['a field of an item', 'spec.template.containers[0].image', '12:16 x:1'],
  ['a text of many lines, by its key', 'spec.template.containers[0].command', '13:9 command'],
  ['a key without a value', 'spec.empty', '17:3 empty'],
  ['a value that is merged in', 'spec.template.containers[1].image', '8:12 base:1'],
  ['an alias, where it is used', 'spec.other', '18:10 *common'],
  ['a value behind an alias, where it is written', 'spec.other.image', '8:12 base:1'],
  ['a missing field, by the object that lacks it', 'spec.template.readinessProbe', '9:3 template'],
  ['a missing field of an item, by the first line of the item', 'spec.template.containers[0].ports[0].name', '11:9 name: one'],
  ['a missing field of the document, by its first line', 'status', '2:1 apiVersion: apps/v1'],
])('%s is marked', (_, path, mark) => {
  expect(marked(path)).toBe(mark);
});

test('lines count from the beginning of the file', () => {
  expect(new Positions().of({ file: 'app.yaml', line: 7, text: '---\na: 1\n' }, 'a').line).toBe(8);
});

test('lines that end as in Windows are marked to their end', () => {
  expect(marked('a', 'a:\r\n  - b: 1\r\n').trimEnd()).toBe('1:1 a');
});

test('a place in JSON is marked', () => {
  expect(marked('spec.replicas', '{"spec":{"replicas":-1}}')).toBe('1:21 -1');
});

test.each([
  ['', []],
  ['spec.containers[12].image', ['spec', 'containers', 12, 'image']],
  ["metadata.annotations['a.b/c[0]'].d", ['metadata', 'annotations', 'a.b/c[0]', 'd']],
  ["data['it's']", ['data', "it's"]],
  ['items[0].items[1].spec', ['items', 0, 'items', 1, 'spec']],
])('%j leads over %j', (path, keys) => {
  expect(keysOf(path)).toEqual(keys);
});
