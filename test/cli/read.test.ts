import { readObjects } from '../../src/cli/read';
import { whyNotChecked } from '../../src/manifest/coverage';

const read = (text: string | Uint8Array) => readObjects([{ name: 'app.yaml', bytes: typeof text === 'string' ? Buffer.from(text) : text }], whyNotChecked);
const SET = 'apiVersion: apps/v1\nkind: StatefulSet\nmetadata: { name: db }\n';

test('the objects of all documents are read', () => {
  expect(read(`${SET}---\n${SET}`).objects.map(({ name, source }) => `${source} ${name}`)).toEqual(['app.yaml db', 'app.yaml db']);
});

test('the items of a List know where they stand', () => {
  const list = 'kind: List\napiVersion: v1\nitems:\n- { kind: StatefulSet, apiVersion: apps/v1 }\n- { kind: StatefulSet, apiVersion: apps/v1 }\n';
  expect(read(list).objects.map(({ within }) => within)).toEqual(['items[0]', 'items[1]']);
});

test('a byte order mark is no part of the text', () => {
  expect(read(`\ufeff${SET}`).objects[0]?.apiVersion).toBe('apps/v1');
});

test('the documents around one with a mistake are read', () => {
  expect(read(`${SET}---\na: [\n---\n${SET}`).objects).toHaveLength(2);
});

test.each([
  ['a mistake in YAML', `${SET}---\nb: 1\nb: 2\n`, 6, 'syntax error: duplicated mapping key', true],
  ['a text', `${SET}---\n# comment\njust text\n`, 6, 'is no Kubernetes object', false],
  ['a list', '- a\n', 1, 'is no Kubernetes object', false],
  ['an object of something else', 'image: x\n', 1, 'is no Kubernetes object: it has no apiVersion and no kind', false],
  ['an object without kind', 'apiVersion: v1\n', 1, 'is no Kubernetes object: it has no kind', false],
  ['an item of a List', 'kind: List\nitems: [{ kind: StatefulSet }]\n', 1, 'items[0] is no Kubernetes object: it has no apiVersion', true],
])('it tells that it did not check %s', (_, text, line, reason, isUnreadable) => {
  expect(read(text).notChecked).toEqual([{ file: 'app.yaml', line, reason, isUnreadable }]);
});

test('it tells the kinds that no rule is about, and how many there are of each', () => {
  const tests = 'apiVersion: example.com/v1\nkind: Test\n---\napiVersion: example.com/v2\nkind: Test\n';
  expect(read(tests).notChecked.map(({ reason }) => reason)).toEqual(['2 of kind Test.example.com: no rule is about it']);
});

test('it tells the kinds of which rules know names and references only', () => {
  expect(read('apiVersion: v1\nkind: ConfigMap\n').notChecked.map(({ reason }) => reason))
    .toEqual(['1 of kind ConfigMap: no rule is about it but those on names and references']);
});

test('what is not UTF-8 is not checked', () => {
  expect(read(Uint8Array.of(0xff, 0xfe, 0x61, 0x00)).notChecked).toEqual([{ file: 'app.yaml', reason: 'it is not UTF-8', isUnreadable: true }]);
});

test('a file that cannot be read is not checked', () => {
  const { notChecked } = readObjects([{ name: 'app.yaml', reason: 'permission denied' }], whyNotChecked);
  expect(notChecked).toEqual([{ file: 'app.yaml', reason: 'permission denied', isUnreadable: true }]);
});
