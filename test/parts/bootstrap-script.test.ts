import { spawn, spawnSync } from 'child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import * as fc from 'fast-check';
import { BOOTSTRAP_SCRIPT } from '../../src/parts/bootstrap-script';

interface Step {
  readonly ordinal?: number;
  readonly first?: number;
  readonly cloneFirstFrom?: string;
  readonly initialize?: string[];
  readonly clone?: string[];
}

/** The shells of images that are on this machine; more of them make the test stronger. */
const SHELLS = [['sh'], ['dash'], ['busybox', 'sh'], ['bash', '--posix']].filter(([program]) => spawnSync(program, ['-c', ':']).error === undefined);

/** Writes the words that it is given, each on its own and with its length, and then what it sees. */
const TELL = ['sh', '-c', 'for word in "$@"; do printf "%s:%s;" "${#word}" "$word"; done > "$DATA_DIRECTORY/words"; '
  + 'echo "${PREVIOUS_POD_HOST:-nobody}" > "$DATA_DIRECTORY/host"', 'tell'];

let volume: string;
let programs: string;

beforeAll(() => {
  programs = mkdtempSync(join(tmpdir(), 'programs-'));
  // a DNS that knows no pod
  writeFileSync(join(programs, 'getent'), '#!/bin/sh\nexit 2\n', { mode: 0o755 });
});

afterAll(() => rmSync(programs, { recursive: true }));

beforeEach(() => {
  volume = mkdtempSync(join(tmpdir(), 'start-up-'));
});

afterEach(() => {
  rmSync(volume, { recursive: true });
});

function commandOf({ first = 0, cloneFirstFrom = '', initialize = TELL, clone = TELL }: Step): string[] {
  return ['-euc', BOOTSTRAP_SCRIPT, 'start-up', `${volume}/data`, `${first}`, cloneFirstFrom, '', `${initialize.length}`, ...initialize, ...clone];
}

function environmentOf({ ordinal = 0 }: Step): NodeJS.ProcessEnv {
  const name = `my-db-${ordinal}`;
  return { ...process.env, PATH: `${programs}:${process.env.PATH}`, POD_NAME: name, POD_NAMESPACE: 'prod', POD_DNS_NAME: `${name}.peers.prod.svc.cluster.local` };
}

function run(step: Step, [program, ...options]: string[] = ['sh']) {
  const { ordinal = 0, first = 0, cloneFirstFrom } = step;
  // what a person decides where the first pod has no data; see bootstrap-decision.test.ts
  if (ordinal === first && cloneFirstFrom === undefined && existsSync(volume)) writeFileSync(join(volume, 'initialize'), '');
  return spawnSync(program, [...options, ...commandOf(step)], { env: environmentOf(step), encoding: 'utf8' });
}

function fileOf(name: string): string {
  return readFileSync(join(volume, 'data', name), 'utf8');
}

describe.each(SHELLS)('with %s', (...shell) => {
  test('the first pod is initialized, with the words of the first command and no others', () => {
    expect(run({ initialize: [...TELL, 'a', 'b'], clone: ['false', 'c'] }, shell).status).toBe(0);
    expect([fileOf('words'), fileOf('host')]).toEqual(['1:a;1:b;', 'nobody\n']);
  });

  test('a further pod is cloned from the one before it, with the words of the second command and no others', () => {
    expect(run({ ordinal: 11, initialize: ['false', 'c'], clone: [...TELL, 'a', 'b'] }, shell).status).toBe(0);
    expect([fileOf('words'), fileOf('host')]).toEqual(['1:a;1:b;', 'my-db-10.peers.prod.svc.cluster.local\n']);
  });

  test('data that is there stays as it is', () => {
    run({ initialize: ['sh', '-c', 'echo old > "$DATA_DIRECTORY/age"'] }, shell);
    const again = run({ initialize: ['sh', '-c', 'echo new > "$DATA_DIRECTORY/age"'] }, shell);
    expect([again.status, again.stdout, fileOf('age')]).toEqual([0, 'start-up: the data is there already\n', 'old\n']);
  });

  test('a command that fails leaves no data, and its exit code is that of the step', () => {
    const { status } = run({ initialize: ['sh', '-c', 'echo half > "$DATA_DIRECTORY/half"; exit 7'] }, shell);
    expect([status, existsSync(join(volume, 'data'))]).toEqual([7, false]);
  });

  test('a step that was killed half-way starts again from nothing', async () => {
    await runUntilKilled(shell, 'SIGKILL');
    expect(readdirSync(volume)).toEqual(['data.incomplete']);
    run({ ordinal: 1 }, shell);
    expect([readdirSync(volume), readdirSync(join(volume, 'data')).sort()]).toEqual([['data'], ['host', 'words']]);
  });

  test('the end of the pod ends a step at once', async () => {
    expect(await runUntilKilled(shell, 'SIGTERM')).toBe(143);
  });

  test('words reach the command as they were written', () => {
    const word = fc.string({ unit: fc.constantFrom(...'ab \'"\\\n\t$`*?[]{}()!#;&|<>~=-%'), maxLength: 8 });
    fc.assert(fc.property(fc.array(word, { maxLength: 4 }), fc.array(word, { maxLength: 4 }), fc.nat(1), (ours, theirs, ordinal) => {
      rmSync(join(volume, 'data'), { recursive: true, force: true });
      const [initialize, clone] = ordinal === 0 ? [ours, theirs] : [theirs, ours];
      expect(run({ ordinal, initialize: [...TELL, ...initialize], clone: [...TELL, ...clone] }, shell).status).toBe(0);
      expect(fileOf('words')).toBe(ours.map(each => `${each.length}:${each};`).join(''));
    }), { numRuns: 25 });
  });
});

/** The code with which the step ends when its shell gets the signal in the middle of a clone, and the clone with it. */
async function runUntilKilled([program, ...options]: string[], signal: NodeJS.Signals): Promise<number | null> {
  const step = { ordinal: 1, clone: ['sh', '-c', 'echo half > "$DATA_DIRECTORY/half"; echo half; exec sleep 60'] };
  // a process group of its own, so that nothing outlives the test, as nothing outlives a container
  const child = spawn(program, [...options, ...commandOf(step)], { env: environmentOf(step), detached: true });
  let output = '';
  child.stdout.on('data', (text: Buffer) => {
    output += text.toString();
    if (output.endsWith('half\n')) {
      child.kill(signal);
    }
  });
  return new Promise(resolve => child.on('exit', (code) => {
    process.kill(-child.pid!, 'SIGKILL');
    resolve(code);
  }));
}

test('the first pod is cloned where it continues other ordinals', () => {
  run({ ordinal: 3, first: 3, cloneFirstFrom: 'db-2.old.example.com', initialize: ['false'] });
  expect(fileOf('host')).toBe('db-2.old.example.com\n');
});

test('the pods after it are cloned from the one before them', () => {
  run({ ordinal: 4, first: 3, cloneFirstFrom: 'db-2.old.example.com', initialize: ['false'] });
  expect(fileOf('host')).toBe('my-db-3.peers.prod.svc.cluster.local\n');
});

test('the first pod is that with the first ordinal', () => {
  run({ ordinal: 3, first: 3, clone: ['false'] });
  expect(fileOf('host')).toBe('nobody\n');
});

test('a directory that is there without data is none', () => {
  mkdirSync(join(volume, 'data'));
  run({});
  expect(readdirSync(join(volume, 'data')).sort()).toEqual(['host', 'words']);
});

test('other things on the volume stay', () => {
  mkdirSync(join(volume, 'lost+found'));
  writeFileSync(join(volume, 'notes'), 'mine');
  run({});
  expect(readdirSync(volume).sort()).toEqual(['data', 'lost+found', 'notes']);
});

test('the data is closed to users outside of the group', () => {
  run({});
  expect(statSync(join(volume, 'data')).mode % 0o1000).toBe(0o750);
});

test('the command has an empty directory, which is not yet the data', () => {
  run({ initialize: ['sh', '-c', 'ls -A "$DATA_DIRECTORY" > "$DATA_DIRECTORY/listing"; echo "$DATA_DIRECTORY" > "$DATA_DIRECTORY/where"'] });
  expect([fileOf('listing'), fileOf('where')]).toEqual(['listing\n', `${volume}/data.incomplete\n`]);
});

test('fails on a volume that cannot be written', () => {
  rmSync(volume, { recursive: true });
  const { status, stderr } = run({});
  mkdirSync(volume);
  expect([status === 0, stderr.includes('data.incomplete')]).toEqual([false, true]);
});
