import { FAILSAFE_SCHEMA, load } from 'js-yaml';
import { findConfiguration, readConfiguration } from '../../../src/manifest/configuration/find';

const files = (contents: Readonly<Record<string, string>>) => ({
  exists: (path: string) => path in contents,
  read: (path: string) => contents[path] ?? (() => { throw new Error('no such file'); })(),
  parse: (text: string) => load(text, { schema: FAILSAFE_SCHEMA }),
});
const SAYS = 'targetVersion: 1.30\n';
const found = (contents: Readonly<Record<string, string>>) => findConfiguration('/home/repository/a/b', files(contents));

test.each([
  ['/home/repository/a/b/stateful-app.yaml', SAYS, 'stateful-app.yaml'],
  ['/home/repository/stateful-app.yaml', SAYS, '../../stateful-app.yaml'],
  ['/home/repository/package.json', '{ "stateful-app": { "targetVersion": "1.30" } }', '../../package.json'],
])('%s is found', (path, text, file) => {
  expect(found({ '/home/repository/.git': '', [path]: text })).toMatchObject({ file, directory: path.replace(/\/[^/]*$/, '') });
});

test.each([
  ['above the repository', { '/home/repository/.git': '', '/home/stateful-app.yaml': SAYS }],
  ['above a directory that is in no repository', { '/home/repository/a/stateful-app.yaml': SAYS }],
  ['that is a manifest', { '/home/repository/a/b/stateful-app.yaml': 'apiVersion: v1\nkind: Service\n' }],
  ['in a package that only depends on the command', { '/home/repository/a/b/package.json': '{ "devDependencies": { "stateful-app": "1" } }' }],
  ['in a package.json that is none', { '/home/repository/a/b/package.json': '{ "stateful-app": {' }],
])('no configuration is one %s', (_, contents) => {
  expect(found(contents)).toBeUndefined();
});

test('the nearest one counts', () => {
  expect(found({ '/home/repository/.git': '', '/home/repository/stateful-app.yaml': SAYS, '/home/repository/a/stateful-app.yaml': '' })).toMatchObject({ file: '../stateful-app.yaml', target: undefined });
});

test('fails where two stand side by side', () => {
  const both = { '/home/repository/a/b/stateful-app.yaml': SAYS, '/home/repository/a/b/package.json': '{ "stateful-app": {} }' };
  expect(() => found(both)).toThrow(new Error('package.json: stateful-app stands beside stateful-app.yaml; keep one of them'));
});

test('fails in package.json at the place', () => {
  expect(() => found({ '/home/repository/a/b/package.json': '{ "stateful-app": { "x": 1 } }' })).toThrow('package.json: stateful-app.x is not known');
});

test.each([
  ['a: [', 'stateful-app.yaml:2: cannot be read: unexpected end'],
  ['a: 1\na: 2\n', 'stateful-app.yaml:2: cannot be read: duplicated mapping key'],
])('fails at %j with the line', (text, message) => {
  expect(() => found({ '/home/repository/a/b/stateful-app.yaml': text })).toThrow(message);
});

test('fails where the file that somebody names is not there', () => {
  expect(() => readConfiguration('/a/b.yaml', '/a', files({}))).toThrow(new Error('b.yaml: cannot be read: no such file'));
});
