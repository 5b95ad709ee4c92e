import { dump, load } from 'js-yaml';
import { objectsOf } from '../../../src/manifest/check';
import { LockFile } from '../../../src/manifest/lock/lock-file';

const statefulSet = (name: string, namespace?: string) => ({
  apiVersion: 'apps/v1',
  kind: 'StatefulSet',
  metadata: { name, namespace, labels: { team: 'data' } },
  spec: { serviceName: name, selector: { matchLabels: { app: name } } },
});

const locked = (...manifests: object[]) => ({ objects: manifests.flatMap(manifest => objectsOf(manifest)), madeWith: {} });
const parse = (text: string) => LockFile.parse(text, load);
const textOf = (file: LockFile) => dump(file.toJson());
const namesIn = (file: LockFile, environment = 'default') => file.programOf(environment)?.objects.map(({ name }) => name);

test('holds StatefulSets and claims, and nothing else', () => {
  const others = [{ apiVersion: 'v1', kind: 'Service', metadata: { name: 'db' } }, { apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name: 'backup' }, spec: {} }];
  expect(namesIn(LockFile.EMPTY.with('default', locked(statefulSet('db'), ...others)))).toEqual(['backup', 'db']);
});

test('holds who is the primary', () => {
  const annotations = { 'cdk8s-stateful-app.github.io/primaries': '0 1', 'example.com/owner': 'data' };
  const configMap = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'db-primary', annotations }, data: { promotion: '1 db-1' } };
  expect(LockFile.EMPTY.with('default', locked(configMap)).programOf('default')!.objects[0]!.manifest).toEqual({
    apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'db-primary', annotations: { 'cdk8s-stateful-app.github.io/primaries': '0 1' } }, data: { promotion: '1 db-1' },
  });
});

test('is the same when it is read again', () => {
  const file = LockFile.EMPTY.with('default', { ...locked(statefulSet('db', 'prod')), madeWith: { 'cdk8s-plus-28': '2.5.6' } });
  expect(parse(textOf(file)).toJson()).toEqual(file.toJson());
});

test('does not depend on the order of the program', () => {
  const [one, other] = [statefulSet('a'), statefulSet('b', 'prod')];
  expect(textOf(LockFile.EMPTY.with('default', locked(one, other)))).toBe(textOf(LockFile.EMPTY.with('default', locked(other, one))));
});

test('says nothing of labels, which people change freely', () => {
  expect(textOf(LockFile.EMPTY.with('default', locked(statefulSet('db'))))).not.toContain('team');
});

test('keeps the other environments', () => {
  const file = LockFile.EMPTY.with('test', locked(statefulSet('small'))).with('production', locked(statefulSet('large')));
  expect({ names: file.names, test: namesIn(file, 'test') }).toEqual({ names: ['test', 'production'], test: ['small'] });
});

test.each([
  ['the marks of a merge', 'formatVersion: 1\n<<<<<<< HEAD\nenvironments: {}\n=======\nenvironments: {}\n>>>>>>> main\n', 'holds the marks of a merge conflict'],
  ['what is no YAML', 'formatVersion: [', 'is not YAML'],
  ['what is no lock file', 'apiVersion: v1\n', 'has no formatVersion'],
  ['nothing', '', 'has no formatVersion'],
  ['a newer one', 'formatVersion: 2\nenvironments: {}\n', 'has formatVersion 2, and this stateful-app knows 1; use a newer one'],
  ['one without environments', 'formatVersion: 1\n', 'is damaged at environments'],
  ['one without objects', 'formatVersion: 1\nenvironments: { default: {} }\n', 'is damaged at environments.default.objects'],
  ['one with something else', 'formatVersion: 1\nenvironments: { default: { objects: [{ kind: Pod }] } }\n', 'is damaged at environments.default.objects[0]'],
  ['one with a StatefulSet without a name', 'formatVersion: 1\nenvironments: { default: { objects: [{ apiVersion: apps/v1, kind: StatefulSet }] } }\n', 'is damaged at environments.default.objects[0]'],
])('fails at %s', (_, text, message) => {
  expect(() => parse(text)).toThrow(message);
});

test('fails where an object is there twice, as after a merge of both sides', () => {
  const text = textOf(LockFile.EMPTY.with('default', locked(statefulSet('db'), statefulSet('db'))));
  expect(() => parse(text)).toThrow('holds StatefulSet "db" twice in environment default');
});
