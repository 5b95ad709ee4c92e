import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { ApiObject, App, Chart, JsonPatch, Size, YamlOutputType } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { run } from './cli/support';
import { CONTAINER } from './support';
import { LockFile, LockFileProps, StatefulApp, StatefulAppProps } from '../src';

const LOCK = 'stateful-app.lock.yaml';
const CLAIM: Partial<StatefulAppProps> = { volumeClaimTemplates: [{ name: 'data', storage: Size.gibibytes(1), mounts: [{ path: '/data' }] }] };
const PARALLEL: Partial<StatefulAppProps> = { podManagementPolicy: kplus.PodManagementPolicy.PARALLEL };
let folder: string;
let told: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lock-'));
  told = '';
  jest.spyOn(process, 'cwd').mockReturnValue(folder);
  jest.spyOn(process.stderr, 'write').mockImplementation(text => {
    told += String(text);
    return true;
  });
});

afterEach(() => {
  jest.restoreAllMocks();
  rmSync(folder, { recursive: true });
});

interface Program {
  readonly name?: string;
  readonly props?: Partial<StatefulAppProps>;
  readonly lock?: LockFileProps;
  readonly yamlOutputType?: YamlOutputType;
  readonly more?: (chart: Chart) => unknown;
}

/** A program that is guarded before it has an app, as the order must not matter. */
function program({ name = 'db', props, lock = {}, yamlOutputType, more }: Program = {}): App {
  const app = new App({ outdir: join(folder, 'dist'), yamlOutputType });
  new LockFile(app, 'LockFile', lock);
  const chart = new Chart(app, 'shop');
  new StatefulApp(chart, 'db', { metadata: { name }, targetVersion: '1.34', containers: [CONTAINER], replicas: 3, acceptedFindings: { R50: 'not here' }, ...props });
  more?.(chart);
  return app;
}

const setGuard = (value: string | undefined) => jest.replaceProperty(process, 'env', { ...process.env, STATEFUL_APP_GUARD: value });

const lockedWith = async (made: Program = {}) => {
  setGuard('off');
  program(made).synth();
  setGuard(undefined);
  await run(['lock', 'dist'], { directory: folder });
  rmSync(join(folder, 'dist'), { recursive: true });
  told = '';
};

const errorOf = (app: App) => {
  try {
    app.synth();
  } catch (error) {
    return (error as Error).message;
  }
  return undefined;
};

test('lets a program pass that is as it was, and says nothing', async () => {
  await lockedWith();
  program().synth();
  expect({ isWritten: existsSync(join(folder, 'dist', 'shop.k8s.yaml')), told }).toEqual({ isWritten: true, told: '' });
});

test('fails where an application gets another name, and writes nothing', async () => {
  await lockedWith();
  expect(errorOf(program({ name: 'database' }))).toMatch(/\[LockFile\] StatefulSet "database" metadata\.name "database" was "db"; [^]*\(U06 [^]*\nimpact\n {2}recreated /);
  expect(existsSync(join(folder, 'dist', 'shop.k8s.yaml'))).toBe(false);
});

test('fails in the words of the command, with the command that accepts it', async () => {
  await lockedWith();
  const error = errorOf(program({ props: PARALLEL })) ?? '';
  setGuard('off');
  program({ props: PARALLEL }).synth();
  const { out } = await run(['guard', 'dist'], { directory: folder, width: 120 });
  const account = out.slice(out.indexOf('\nimpact\n'));
  expect(error.replace('STATEFUL_APP_GUARD=off PROGRAM && ', '')).toContain(account.trimEnd());
  expect(error).toContain('where it is meant: STATEFUL_APP_GUARD=off PROGRAM && npx stateful-app lock dist');
});

test('tells pods that are replaced, and lets them pass', async () => {
  await lockedWith();
  program({ props: { containers: [{ ...CONTAINER, image: 'example.com/db:2' }] } }).synth();
  expect(told).toMatch(/^impact\n {2}rolls pods {2}StatefulSet db: U14; db-2 … db-0 restart, one at a time\n[^]*lets all pass, and is not up to date: /);
});

test('fails where an application is not in the program any more', async () => {
  await lockedWith();
  const app = new App({ outdir: join(folder, 'dist') });
  new LockFile(app, 'LockFile');
  new Chart(app, 'shop');
  expect(errorOf(app)).toContain('U23');
});

test('fails where the file is not there, unless it is not required', () => {
  expect(errorOf(program())).toContain(`[LockFile] ${LOCK} is not there; write it with STATEFUL_APP_GUARD=off `);
  program({ lock: { required: false } }).synth();
  expect(told).toContain(`${LOCK} is not there`);
});

test('compares with another file, and with the environment that is named', async () => {
  await lockedWith();
  writeFileSync(join(folder, 'other.yaml'), readFileSync(join(folder, LOCK), 'utf8').replace('default:', 'production:'));
  expect(errorOf(program({ lock: { path: 'other.yaml', environment: 'production' } }))).toBeUndefined();
  expect(errorOf(program({ lock: { path: 'other.yaml' } }))).toContain('other.yaml does not have the environment default, and has production');
});

test('does not guard where STATEFUL_APP_GUARD is off, and says so', async () => {
  await lockedWith();
  setGuard('off');
  program({ name: 'database' }).synth();
  expect(told).toContain(`${LOCK} is not looked at, as STATEFUL_APP_GUARD is off`);
});

test('guards a set that is none of this library', async () => {
  const plain = (image: string) => (chart: Chart) => new ApiObject(chart, 'plain', {
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: { name: 'plain' },
    spec: { serviceName: image, selector: { matchLabels: { a: 'b' } }, template: { metadata: { labels: { a: 'b' } }, spec: { containers: [{ name: 'a', image: 'a' }] } } },
  });
  await lockedWith({ more: plain('one') });
  expect(errorOf(program({ more: plain('two') }))).toContain('U01');
});

test('leaves it to an app that is wrong by itself to say so', async () => {
  await lockedWith();
  const error = errorOf(program({ props: { containers: [] } }));
  expect(error).toContain('containers');
  expect(error).not.toContain('LockFile');
});

test('looks again after it has failed, and after the program has changed', async () => {
  await lockedWith();
  const app = program({ lock: { required: true }, props: { podMetadata: {} } });
  const set = app.node.findAll().find(construct => construct instanceof StatefulApp)!;
  app.synth();
  ApiObject.of(set).addJsonPatch(JsonPatch.replace('/spec/serviceName', 'x'));
  expect(errorOf(app)).toContain('U01');
  expect(errorOf(app)).toContain('U01');
});

test('the recipe applies the file that cdk8s is going to write', async () => {
  const recipeOf = (yamlOutputType: YamlOutputType) => /kubectl apply --filename (\S+)/.exec(errorOf(program({ name: 'database', yamlOutputType, props: CLAIM })) ?? '')?.[1];
  await lockedWith({ props: CLAIM });
  expect(recipeOf(YamlOutputType.FILE_PER_CHART)).toBe('dist/shop.k8s.yaml');
  expect(recipeOf(YamlOutputType.FILE_PER_APP)).toBe('dist/app.k8s.yaml');
  expect(recipeOf(YamlOutputType.FILE_PER_RESOURCE)).toBe('dist');
});
