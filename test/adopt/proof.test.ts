import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Unproven } from '../../src/adopt/language';
import { compare } from '../../src/adopt/proof';
import { toolsFor } from '../../src/adopt/typescript/language';
import { ManifestObject } from '../../src/manifest/model/object';

const set = (name: string, spec: object = {}) => new ManifestObject({ apiVersion: 'apps/v1', kind: 'StatefulSet', metadata: { name }, spec });
const configMap = (data: object) => new ManifestObject({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a' }, data });
const template = (image: string) => ({ template: { spec: { containers: [{ name: 'db', image }] } } });

test('what the program makes as it was is no difference', () => {
  expect(compare([set('db', template('db:1'))], [set('db', template('db:1'))])).toMatchObject({ count: 1, different: [], restarts: 0 });
});

test('what the program does not make would restart the pods', () => {
  expect(compare([set('db')], [])).toMatchObject({ count: 1, different: ['StatefulSet "db" is not made'], restarts: 1 });
});

test('what it makes besides is told', () => {
  expect(compare([], [set('db')])).toMatchObject({ count: 0, different: ['StatefulSet "db" is made besides'], restarts: 0 });
});

test('another template restarts the pods, and another field does not', () => {
  expect(compare([set('db', template('db:1'))], [set('db', template('db:2'))]))
    .toMatchObject({ different: ['StatefulSet "db" differs in /spec/template/spec/containers/0/image'], restarts: 1 });
  expect(compare([set('db', { replicas: 3 })], [set('db', { replicas: 5 })]))
    .toMatchObject({ different: ['StatefulSet "db" differs in /spec/replicas'], restarts: 0 });
});

test('what has no pods restarts none', () => {
  expect(compare([configMap({ a: '1' })], [configMap({ a: '2' })])).toMatchObject({ different: ['ConfigMap "a" differs in /data/a'], restarts: 0 });
});

describe('the compiler', () => {
  const nowhere = mkdtempSync(join(tmpdir(), 'adopt-'));
  afterAll(() => rmSync(nowhere, { recursive: true }));

  test('is that of the user, or that beside this package', () => {
    const compiler = join('node_modules', 'typescript', 'bin', 'tsc');
    expect(toolsFor(__dirname, new Map()).compiler).toContain(compiler);
    expect(toolsFor(nowhere, new Map([['cdk8s-stateful-app', { folder: __dirname, version: '1.0.0' }]])).compiler).toContain(compiler);
  });

  test('fails where there is none, with what to install', () => {
    expect(() => toolsFor(nowhere, new Map([['cdk8s-stateful-app', { folder: nowhere, version: '1.0.0' }]]))).toThrow(
      new Unproven('typescript is not installed, and adopt compiles what it writes; npm install --save-dev typescript @types/node'));
  });
});
