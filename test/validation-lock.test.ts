import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { dump } from 'js-yaml';
import { parseAllDocuments } from 'yaml';
import { StatefulAppValidation } from '../src';
import { run } from './cli/support';
import { objectsOf } from '../src/manifest/check';
import { LockFile } from '../src/manifest/lock/lock-file';

// The plugin in this process, with what cdk8s gives to it; stateful-app-validation.test.ts runs cdk8s itself.

const BASE = readFileSync(join(__dirname, 'manifest', 'rules', 'base.yaml'), 'utf8');
const LOCK = 'stateful-app.lock.yaml';
const manifestsIn = (text: string): unknown[] => parseAllDocuments(text).map(document => document.toJS());

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lock-'));
  jest.spyOn(process, 'cwd').mockReturnValue(folder);
});

afterEach(() => {
  jest.restoreAllMocks();
  rmSync(folder, { recursive: true });
});

const lock = (text: string, environment = 'default', madeWith = {}) => {
  const objects = manifestsIn(text).flatMap(manifest => objectsOf(manifest));
  writeFileSync(join(folder, LOCK), dump(LockFile.EMPTY.with(environment, { objects, madeWith }).toJson()));
};

async function validate(text: string, properties: object = {}, context: { manifests?: string[]; stdout?: boolean } = {}) {
  const logged: string[] = [];
  const violations: { ruleName: string; fix: string; violatingResources: { locations: string[] }[] }[] = [];
  const submitted: { status?: string; summary?: string } = {};
  await new StatefulAppValidation(properties).validate({
    manifests: ['dist/app.k8s.yaml'],
    ...context,
    logger: { log: message => logged.push(message) },
    parseManifest: () => manifestsIn(text),
    report: {
      addViolation: violation => violations.push(violation),
      submit: (status, metadata) => Object.assign(submitted, { status, summary: metadata?.['lock file'] }),
    },
  });
  const told = violations.map(({ ruleName }) => ruleName).filter(name => / U\d\d |lock-file/.test(name));
  const locations = violations.flatMap(({ violatingResources }) => violatingResources.flatMap(resource => resource.locations));
  return { ...submitted, logged: logged.join('\n'), told, fixes: violations.map(({ fix }) => fix), locations };
}

test('lets a program pass that is as it was', async () => {
  lock(BASE);
  expect(await validate(BASE)).toMatchObject({ status: 'success', summary: `${LOCK} is up to date`, told: [] });
});

test('tells pods that are replaced, with the fields, and lets them pass', async () => {
  lock(BASE);
  const { status, told, locations, summary } = await validate(BASE.replace('image: example.com/db:1', 'image: example.com/db:2'));
  expect({ status, told, summary }).toEqual({ status: 'success', told: ['info U14 rollout'], summary: `${LOCK} lets all pass, and is not up to date: npx stateful-app lock dist` });
  expect(locations).toContain('spec.template.spec.containers[0].image: "example.com/db:16.4" -> "example.com/db:26.4"');
});

test('stops where the API server refuses, and tells its words and how to accept it', async () => {
  lock(BASE);
  const { status, told, fixes, locations } = await validate(BASE.replace('OrderedReady', 'Parallel'));
  expect({ status, told }).toEqual({ status: 'failure', told: ['error U03 pod-management-policy-changed'] });
  expect(fixes.join()).toContain('accept it: npx stateful-app lock dist');
  expect(locations.join()).toContain('the API server says: ');
});

test('stops at pods that a new version of a package replaces, and names it', async () => {
  lock(BASE, 'default', { 'cdk8s-plus-28': '2.5.5' });
  writeFileSync(join(folder, 'package.json'), '{ "dependencies": { "cdk8s-plus-28": "*" } }');
  // what is installed here is another version
  const installed = (JSON.parse(readFileSync(require.resolve('cdk8s-plus-28/package.json'), 'utf8')) as { version: string }).version;
  const { symlinkSync } = jest.requireActual<typeof import('fs')>('fs');
  symlinkSync(join(__dirname, '..', 'node_modules'), join(folder, 'node_modules'));
  const { status, summary } = await validate(BASE.replace('image: example.com/db:1', 'image: example.com/db:2'));
  expect({ status, isNamed: summary?.includes(`since ${LOCK} was written: cdk8s-plus-28 2.5.5 -> ${installed}`) }).toEqual({ status: 'failure', isNamed: true });
});

test('has no lock file to compare with, unless one is required', async () => {
  expect(existsSync(join(folder, LOCK))).toBe(false);
  expect(await validate(BASE)).toMatchObject({ status: 'success', told: [] });
  expect(await validate(BASE, { requireLock: true })).toMatchObject({ status: 'failure', told: ['error lock-file'] });
});

test('compares with the environment that is named', async () => {
  lock(BASE, 'production');
  expect(await validate(BASE, { environment: 'production' })).toMatchObject({ status: 'success', told: [] });
  const { status, summary } = await validate(BASE, { environment: 'test' });
  expect({ status, summary }).toEqual({ status: 'failure', summary: `${LOCK} does not have the environment test, and has production; lock it with npx stateful-app lock --environment test dist` });
});

test('takes another lock file, and says so where it is accepted', async () => {
  const { summary } = await validate(BASE, { lockFile: 'other.yaml', environment: 'test' });
  expect(summary).toBe('other.yaml is not there; write it with npx stateful-app lock --lock-file other.yaml --environment test dist, and commit it');
});

test('fails at a lock file that is none', async () => {
  writeFileSync(join(folder, LOCK), 'a: 1\n');
  expect(await validate(BASE)).toMatchObject({ status: 'failure', told: ['error lock-file'] });
});

const RENAMED = BASE.replace('kind: StatefulSet\nmetadata:\n  name: db', 'kind: StatefulSet\nmetadata:\n  name: database');

test.each([
  ['a rename', RENAMED],
  ['a refused change', BASE.replace('OrderedReady', 'Parallel')],
  ['pods that are replaced', BASE.replace('image: example.com/db:1', 'image: example.com/db:2')],
  ['claims that go with their pods', BASE.replace('whenScaled: Retain', 'whenScaled: Delete').replace('replicas: 3', 'replicas: 1')],
  ['an application that is gone', 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: empty }\n'],
])('tells of %s all that the command tells, in the same words, with the command that accepts it', async (_, text) => {
  lock(BASE);
  mkdirSync(join(folder, 'dist'));
  writeFileSync(join(folder, 'dist', 'app.k8s.yaml'), text);
  const { logged } = await validate(text);
  const { out } = await run(['guard', 'dist'], { directory: folder, width: 120 });
  expect(logged).toContain('npx stateful-app lock dist');
  expect(out.slice(-logged.length - 3)).toBe(`\n\n${logged}\n`);
});

test('tells the plan before its verdict: pods, data, recipe and the command', async () => {
  lock(BASE);
  const { logged } = await validate(BASE.replace('whenScaled: Retain', 'whenScaled: Delete').replace('replicas: 3', 'replicas: 1'));
  expect(logged).toMatch(/^impact\n {2}data deleted {2}StatefulSet db: [^]*db-2 and db-1 go\n[^]* data: [^]* recipe: [^]*kubectl [^]*\nobjects: 1 data deleted\n.* where they are meant: npx stateful-app lock dist$/);
});

test('tells nothing of a program that is as it was', async () => {
  lock(BASE);
  expect((await validate(BASE)).logged).toBe('');
});

test('accepts the directory of all charts, where each has one of its own', async () => {
  lock(BASE);
  expect((await validate(RENAMED, {}, { manifests: ['dist/one/a.yaml', 'dist/two/b.yaml'] })).summary).toMatch(/: npx stateful-app lock dist$/);
});

test('accepts what is written to standard output', async () => {
  lock(BASE);
  expect((await validate(RENAMED, {}, { stdout: true, manifests: ['/tmp/x/a.yaml'] })).summary)
    .toMatch(/: npx cdk8s synth --stdout --no-validate \| npx stateful-app lock -$/);
});
