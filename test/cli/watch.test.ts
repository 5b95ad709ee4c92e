import { mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { directoryWith, FAULTLESS, run, TOO_LONG } from './support';
import { main } from '../../src/cli/main';
import { watchFiles } from '../../src/cli/watch';

const ROOT = directoryWith({});
const UNTIL_SEEN = 60_000;

/** The command with --watch, for the time of a test. */
class Watched {
  out = '';
  private err = '';
  private seen = 0;
  private readonly leaving = new AbortController();
  private readonly code: Promise<number>;

  constructor(readonly directory: string, args: readonly string[], isInteractive = false) {
    RUNNING.push(this);
    this.code = main([...args, '--watch'], {
      stdin: () => Promise.resolve(Buffer.from('')),
      out: text => { this.out += text; },
      err: text => { this.err += text; },
      hasColors: false,
      width: 100,
      directory,
      isInteractive,
      signal: this.leaving.signal,
    });
  }

  /** What it says next, up to when it waits. */
  public async next(): Promise<string> {
    const end = Date.now() + UNTIL_SEEN;
    for (;;) {
      const ends = Array.from(this.err.matchAll(/\n\d\d:\d\d:\d\d: waiting for changes; Ctrl-C ends it\n/g));
      if (ends.length > this.seen) {
        this.seen = ends.length;
        const said = this.out + this.err.replaceAll(/\n\d\d:\d\d:\d\d: waiting.*\n/g, '');
        this.out = '';
        return said;
      }
      if (Date.now() > end) {
        throw new Error(`it says nothing more: ${this.out}${this.err}`);
      }
      await new Promise(done => setTimeout(done, 10));
    }
  }

  public write(name: string, text: string): void {
    mkdirSync(join(this.directory, name, '..'), { recursive: true });
    writeFileSync(join(this.directory, name), text);
  }

  public async end(): Promise<number> {
    this.leaving.abort();
    return this.code;
  }
}

const RUNNING: Watched[] = [];

function folder(): string {
  return mkdtempSync(join(ROOT, 'watched-'));
}

function watched(files: Readonly<Record<string, string>>, args: readonly string[], isInteractive?: boolean): Watched {
  const directory = folder();
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(join(directory, name, '..'), { recursive: true });
    writeFileSync(join(directory, name), text);
  }
  return new Watched(directory, args, isInteractive);
}

afterEach(() => Promise.all(RUNNING.splice(0).map(each => each.end())));

test('it runs at once, and again when a file changes', async () => {
  const command = watched({ 'm/a.yaml': FAULTLESS }, ['check', 'm']);
  expect(await command.next()).toContain('no findings in 4 objects');
  command.write('m/a.yaml', TOO_LONG);
  expect(await command.next()).toContain('error[R01]');
  expect(await command.end()).toBe(1);
});

test('a file that is replaced is seen, also where it was named itself', async () => {
  const command = watched({ 'a.yaml': FAULTLESS, 'b.tmp': TOO_LONG }, ['check', 'a.yaml']);
  await command.next();
  renameSync(join(command.directory, 'b.tmp'), join(command.directory, 'a.yaml'));
  expect(await command.next()).toContain('error[R01]');
});

test('it goes on where a file is broken for a moment', async () => {
  const command = watched({ 'm/a.yaml': FAULTLESS }, ['check', 'm']);
  await command.next();
  command.write('m/a.yaml', 'a: [');
  expect(await command.next()).toContain('syntax error');
  command.write('m/a.yaml', FAULTLESS);
  expect(await command.next()).toContain('no findings in 4 objects');
});

test('it goes on where the folder is removed and comes again, with other folders in it', async () => {
  const command = watched({ 'm/a.yaml': FAULTLESS }, ['check', 'm']);
  await command.next();
  rmSync(join(command.directory, 'm'), { recursive: true });
  expect(await command.next()).toContain('error: cannot read m: no such file or directory');
  command.write('m/new/b.yaml', FAULTLESS);
  expect(await command.next()).toContain('no findings in 4 objects');
  command.write('m/new/b.yaml', TOO_LONG);
  expect(await command.next()).toContain('error[R01]');
});

test('a file that is written as it was is no change', async () => {
  const command = watched({ 'm/a.yaml': FAULTLESS }, ['check', 'm']);
  await command.next();
  command.write('m/a.yaml', FAULTLESS);
  command.write('m/notes.txt', 'nothing to check');
  await new Promise(done => setTimeout(done, 300));
  expect(command.out).toBe('');
});

test('the configuration is watched, too', async () => {
  const command = watched({ 'm/a.yaml': TOO_LONG, 'stateful-app.yaml': 'severities: {}\n' }, ['check', 'm']);
  expect(await command.next()).toContain('error[R01]');
  command.write('stateful-app.yaml', 'severities: { R01: warning }\n');
  expect(await command.next()).toContain('warning[R01]');
});

test('a terminal is cleared before the next run, and nothing else is', async () => {
  const command = watched({ 'a.yaml': FAULTLESS }, ['check', 'a.yaml'], true);
  expect(await command.next()).not.toContain('\u001b');
  command.write('a.yaml', TOO_LONG);
  expect(await command.next()).toContain('\u001b[2J\u001b[Herror[R01]');
  const elsewhere = watched({ 'a.yaml': FAULTLESS }, ['check', 'a.yaml']);
  await elsewhere.next();
  elsewhere.write('a.yaml', TOO_LONG);
  expect(await elsewhere.next()).not.toContain('\u001b');
});

test('a change while it looks is seen', async () => {
  const directory = folder();
  const leaving = new AbortController();
  const write = (text: string) => writeFileSync(join(directory, 'a.yaml'), text);
  write('');
  const looked: string[] = [];
  const silent = { stdin: () => Promise.resolve(Buffer.from('')), out: () => undefined, err: () => undefined, hasColors: false, width: 100, isInteractive: false };
  await watchFiles(['a.yaml'], { ...silent, directory, signal: leaving.signal }, async () => {
    looked.push(readFileSync(join(directory, 'a.yaml'), 'utf8'));
    if (looked.length === 2) {
      leaving.abort();
    }
    write('changed');
    await new Promise(done => setTimeout(done, 300));
  });
  expect(looked).toEqual(['', 'changed']);
});

test('nothing is watched any more once nobody reads', async () => {
  const watching = async () => {
    // what ends takes the system a moment
    await new Promise(done => setTimeout(done, 100));
    return process.getActiveResourcesInfo().filter(resource => resource === 'FSEventWrap').length;
  };
  const before = await watching();
  const command = watched({ 'a.yaml': FAULTLESS }, ['check', 'a.yaml']);
  await command.next();
  expect(await watching()).toBeGreaterThan(before);
  await command.end();
  expect(await watching()).toBe(before);
});

test('diff runs again where one side changes', async () => {
  const command = watched({ 'old/a.yaml': FAULTLESS, 'new/a.yaml': FAULTLESS }, ['diff', 'old', 'new']);
  await command.next();
  command.write('new/a.yaml', FAULTLESS.replace('serviceName: db', 'serviceName: other'));
  expect(await command.next()).toContain('error[U01]');
});

test('plan runs again', async () => {
  const command = watched({ 'a.yaml': FAULTLESS }, ['plan', 'a.yaml']);
  const before = await command.next();
  command.write('a.yaml', FAULTLESS.replace('replicas: 3', 'replicas: 1'));
  expect(await command.next()).not.toBe(before);
});

test.each([
  ['standard input', ['check', '-'], '--watch cannot read standard input again; give it files or directories'],
  ['a commit alone', ['diff', 'git:main:old', 'git:main:new'],
    '--watch has nothing to watch, as nothing changes in a commit (git:main:old, git:main:new); give it files or directories'],
  ['--fix', ['check', '--fix', 'a.yaml'], '--watch and --fix are not possible together, as --fix writes files; run one after the other'],
  ['a path that is not there at first', ['check', 'a.yaml'], 'cannot read a.yaml: no such file or directory'],
])('fails with %s', async (_, args, message) => {
  const { code, err } = await run([...args, '--watch'], { directory: folder() });
  expect({ code, err }).toEqual({ code: 2, err: `error: ${message}\n` });
});
