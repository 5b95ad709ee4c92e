import { spawn, spawnSync } from 'child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { DUMP_SCRIPT } from '../../src/parts/dump-script';

interface Dump {
  readonly command?: string[];
  readonly count?: number;
  readonly seconds?: number;
}

/** The shells of images that are on this machine; more of them make the test stronger. */
const SHELLS = [['sh'], ['dash'], ['busybox', 'sh'], ['bash', '--posix']].filter(([program]) => spawnSync(program, ['-c', ':']).error === undefined);

const WRITE = ['sh', '-c', 'printf "%s;" "$@" > "$DUMP_FILE"', 'write', 'a b', '$(c)'];
const DAY = 24 * 60 * 60;

let dumps: string;

beforeEach(() => {
  dumps = mkdtempSync(join(tmpdir(), 'dumps-'));
});

afterEach(() => rmSync(dumps, { recursive: true }));

function commandOf({ command = WRITE, count, seconds }: Dump): string[] {
  return ['-euc', DUMP_SCRIPT, 'dump', dumps, 'db-dump', '.sql', `${count ?? ''}`, `${seconds ?? ''}`, ...command];
}

const env = { ...process.env, POD_NAME: 'db-dump-1-x' };

function dump(options: Dump = {}, [program, ...words]: string[] = ['sh']) {
  // a pipe of Node.js is a socket, by which bash takes itself for a shell of somebody who came by ssh, and reads their settings
  return spawnSync(program, [...words, ...commandOf(options)], { env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
}

/** An old dump, so many days ago. */
function old(days: number, name = 'db-dump', extension = '.sql'): string {
  const time = new Date(Date.now() - days * DAY * 1000).toISOString().replace(/[-:]|\.\d+/g, '');
  const file = `${name}-${time}${extension}`;
  writeFileSync(join(dumps, file), 'old');
  return file;
}

const files = () => readdirSync(dumps).sort();

describe.each(SHELLS)('with %s', (...shell) => {
  test('a dump is what the command writes, with its words', () => {
    expect(dump({}, shell).status).toBe(0);
    const [file] = files();
    expect([files().length, readFileSync(join(dumps, file!), 'utf8')]).toEqual([1, 'a b;$(c);']);
  });

  test('a dump has the time at which it began in its name', () => {
    const before = Math.floor(Date.now() / 1000);
    dump({}, shell);
    const [, year, month, day, time] = /^db-dump-(\d{4})(\d\d)(\d\d)T(\d{6})Z\.sql$/.exec(files()[0]!)!;
    const began = Date.parse(`${year}-${month}-${day}T${time!.replace(/(..)(..)(..)/, '$1:$2:$3')}Z`) / 1000;
    expect(began - before).toBeGreaterThanOrEqual(0);
    expect(began - before).toBeLessThan(60);
  });

  test('the newest ones are kept', () => {
    const [, one, , two] = [4, 2, 3, 1].map(days => old(days));
    dump({ count: 3 }, shell);
    expect([files().length, files().slice(0, 2)]).toEqual([3, [one, two]]);
  });

  test('those of the last days are kept', () => {
    const [, kept] = [3, 1].map(days => old(days));
    dump({ seconds: 2 * DAY }, shell);
    expect([files().length, files()[0]]).toEqual([2, kept]);
  });

  test('fails where the command fails: nothing is left of it, and nothing is deleted', () => {
    const kept = [2, 1].map(days => old(days));
    expect(dump({ count: 1, command: ['sh', '-c', 'echo half > "$DUMP_FILE"; exit 3'] }, shell).status).toBe(3);
    expect(files()).toEqual(kept);
  });

  test('fails where the command writes nothing', () => {
    const kept = [2, 1].map(days => old(days));
    const { status, stderr } = dump({ count: 1, command: ['true'] }, shell);
    expect([status, stderr, files()]).toEqual([1, 'dump: the command ended well, and there is nothing in DUMP_FILE\n', kept]);
  });

  test('the end of the pod ends the command, and leaves no half dump', async () => {
    const [program, ...words] = shell as [string, ...string[]];
    const child = spawn(program, [...words, ...commandOf({ command: ['sh', '-c', 'echo half > "$DUMP_FILE"; echo begun; exec sleep 0.5'] })], { env });
    await new Promise(resolve => child.stdout.once('data', resolve));
    child.kill('SIGTERM');
    const code = await new Promise(resolve => child.once('exit', resolve));
    expect([code, files()]).toEqual([143, []]);
  });
});

test('all are kept where nothing else is said', () => {
  [1000, 2000].forEach(days => old(days));
  dump();
  expect(files()).toHaveLength(3);
});

test('only what has the name of such a dump is deleted', () => {
  const others = [old(9, 'db-dump-b'), old(9, 'db'), old(9, 'db-dump', '.sql.gz'), old(9, 'my-db-dump')];
  writeFileSync(join(dumps, 'db-dump-keep.sql'), '');
  const gone = old(9);
  dump({ count: 1 });
  dump({ seconds: DAY });
  expect(files()).toEqual(expect.arrayContaining([...others, 'db-dump-keep.sql']));
  expect(files()).not.toContain(gone);
});

test('what a killed pod left behind is removed, and what another dump makes is not', () => {
  ['.db-dump-old.partial', '.other-now.partial'].forEach(name => writeFileSync(join(dumps, name), ''));
  dump();
  expect(files().filter(name => name.startsWith('.'))).toEqual(['.other-now.partial']);
});

test('a dump can be a directory', () => {
  mkdirSync(join(dumps, old(1) + '.d'));
  expect(dump({ count: 1, command: ['sh', '-c', 'mkdir "$DUMP_FILE"; echo a > "$DUMP_FILE/a"'] }).status).toBe(0);
  expect(existsSync(join(dumps, files().at(-1)!, 'a'))).toBe(true);
});

test('nobody but the user and the group reads a dump', () => {
  dump();
  expect(statSync(join(dumps, files()[0]!)).mode % 0o1000).toBe(0o640);
});

test('what is deleted is told', () => {
  const gone = old(1);
  expect(dump({ count: 1 }).stdout).toMatch(new RegExp(`^dump: db-dump-\\d+T\\d+Z\\.sql is complete\ndump: ${gone} is deleted\n$`));
});
