import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { directoryWith, FAULTLESS, run as runIn } from './support';

const RENAMED = FAULTLESS.replace('kind: StatefulSet\nmetadata:\n  name: db', 'kind: StatefulSet\nmetadata:\n  name: database');
const ROLLED = FAULTLESS.replace('image: example.com/db:1', 'image: example.com/db:2');
const FILES = { 'app.yaml': FAULTLESS, 'renamed.yaml': RENAMED, 'rolled.yaml': ROLLED, 'service.yaml': 'apiVersion: v1\nkind: Service\nmetadata: { name: db }\n' };
const LOCK = 'stateful-app.lock.yaml';

const directory = directoryWith(FILES);
const alone = directoryWith({ 'app.yaml': FAULTLESS });

/** A program with the version of cdk8s-plus that is installed. */
const programWith = (version: string) => directoryWith({
  ...FILES,
  'package.json': '{ "dependencies": { "cdk8s-plus-28": "*" } }',
  'node_modules/cdk8s-plus-28/package.json': JSON.stringify({ version }),
});
const [old, upgraded] = [programWith('2.5.5'), programWith('2.5.6')];
const run = (...args: string[]) => runIn(args, { directory });
const lastLine = (text: string) => text.split('\n').at(-2);
const lockFile = () => readFileSync(join(directory, LOCK), 'utf8');

beforeEach(async () => {
  writeFileSync(join(directory, LOCK), 'formatVersion: 1\nenvironments: {}\n');
  await run('lock', 'app.yaml');
});

describe('lock', () => {
  test('says what it has locked', async () => {
    writeFileSync(join(directory, LOCK), 'formatVersion: 1\nenvironments: {}\n');
    expect(lastLine((await run('lock', 'app.yaml')).out)).toBe(`${LOCK} has 1 StatefulSet of environment default`);
  });

  test('writes the same when it is called again, and says that', async () => {
    const before = lockFile();
    const { code, out } = await run('lock', 'app.yaml');
    expect({ code, last: lastLine(out), text: lockFile() }).toEqual({ code: 0, last: `${LOCK} is up to date`, text: before });
  });

  test('tells what it accepts', async () => {
    const { code, out } = await run('lock', 'renamed.yaml');
    expect({ code, told: out.includes('error[U06]'), locked: lockFile().includes('name: database') }).toEqual({ code: 0, told: true, locked: true });
  });

  test('keeps the entries of other environments', async () => {
    await run('lock', '--environment', 'production', 'renamed.yaml');
    expect(lockFile()).toMatch(/ {2}default:[^]*name: db\n[^]* {2}production:[^]*name: database\n/);
  });

  test('with --check writes nothing, and ends with 1 where it would', async () => {
    const before = lockFile();
    const { code, out } = await run('lock', '--check', 'rolled.yaml');
    expect({ code, last: lastLine(out), text: lockFile() }).toEqual({ code: 1, last: `${LOCK} is not up to date`, text: before });
  });

  test('with --check ends with 0 where there is nothing to write', async () => {
    expect((await run('lock', '--check', 'app.yaml')).code).toBe(0);
  });

  test('fails where not all can be read, and leaves the file as it is', async () => {
    const before = lockFile();
    writeFileSync(join(directory, 'broken.yaml'), `${RENAMED}---\na: [\n`);
    const { code, out } = await run('lock', 'broken.yaml');
    expect({ code, last: lastLine(out), text: lockFile() }).toEqual({ code: 2, last: `${LOCK} is left as it is, as not all was read`, text: before });
  });

  test('fails where there is nothing to lock', async () => {
    const { code, err } = await run('lock', '--environment', 'new', 'service.yaml');
    expect({ code, err }).toEqual({ code: 2, err: expect.stringContaining('there is no StatefulSet in the manifests') });
  });

  test('fails where manifests of two environments are given at once', async () => {
    writeFileSync(join(directory, 'twice.yaml'), `${FAULTLESS}---\n${FAULTLESS}`);
    expect((await run('lock', 'twice.yaml')).err).toContain('there are two of StatefulSet "db" in the manifests');
  });

  test('fails where the file was merged badly, and leaves it as it is', async () => {
    const merged = '<<<<<<< HEAD\nformatVersion: 1\n';
    writeFileSync(join(directory, LOCK), merged);
    const { code, err } = await run('lock', 'app.yaml');
    expect({ code, err, text: lockFile() }).toEqual({ code: 2, err: expect.stringContaining(`error: ${LOCK} holds the marks of a merge conflict`), text: merged });
  });
});

describe('guard', () => {
  test('ends with 0 where nothing has changed', async () => {
    const { code, out } = await run('guard', 'app.yaml');
    expect({ code, last: lastLine(out) }).toEqual({ code: 0, last: `${LOCK} is up to date` });
  });

  test('ends with 1 where an application loses its data, and says how to accept it', async () => {
    const { code, out } = await run('guard', 'renamed.yaml');
    expect({ code, last: lastLine(out) }).toEqual({
      code: 1, last: `${LOCK} does not let a change pass; where it is meant: npx stateful-app lock renamed.yaml`,
    });
  });

  test('tells which pods restart, and how what it stops is made with the data', async () => {
    expect((await run('guard', 'rolled.yaml')).out).toContain('\n  rolls pods  StatefulSet db: U14; db-2 … db-0 restart, one at a time\n');
    expect((await run('guard', 'renamed.yaml')).out).toMatch(/was StatefulSet db: U06[^]*recipe: \S+#move-with-the-data\n[^]*\nobjects: 1 data left behind\n/);
  });

  test('ends with 0 where pods are replaced, and tells it', async () => {
    const { code, out } = await run('guard', 'rolled.yaml');
    expect({ code, told: out.includes('info[U14]') }).toEqual({ code: 0, told: true });
  });

  test('ends with 1 where a new version of a package replaces pods', async () => {
    await runIn(['lock', 'app.yaml'], { directory: old });
    writeFileSync(join(upgraded, LOCK), readFileSync(join(old, LOCK)));
    const { code, out } = await runIn(['guard', 'rolled.yaml'], { directory: upgraded });
    expect({ code, told: out.includes(`since ${LOCK} was written: cdk8s-plus-28 2.5.5 -> 2.5.6`) }).toEqual({ code: 1, told: true });
  });

  test('keeps its verdict out of a report for programs', async () => {
    const { out, err } = await run('guard', '--format', 'json', 'renamed.yaml');
    expect({ ids: JSON.parse(out).findings.map(({ id }: { id: string }) => id), err }).toEqual({ ids: ['U06'], err: expect.stringContaining('does not let a change pass') });
  });

  test.each([
    ['no lock file', ['--lock-file', 'other.yaml'], 'other.yaml is not there; write it with npx stateful-app lock --lock-file other.yaml app.yaml'],
    ['an environment that was never locked', ['--environment', 'production'], 'does not have the environment production, and has default'],
  ])('fails at %s', async (_, args, message) => {
    const { code, err } = await run('guard', ...args, 'app.yaml');
    expect({ code, err }).toEqual({ code: 2, err: expect.stringContaining(message) });
  });
});

test('a directory of manifests may hold the lock file', async () => {
  await runIn(['lock', '.'], { directory: alone });
  expect(existsSync(join(alone, LOCK))).toBe(true);
  expect((await runIn(['check', '.'], { directory: alone })).code).toBe(0);
  expect((await runIn(['lock', '--check', '.'], { directory: alone })).code).toBe(0);
});
