import { ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

let directory: string;
let running: ChildProcess[];
let said: string;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'postgres-'));
  running = [];
  said = '';
  for (const name of ['data', 'data/pg_wal', 'files', 'primary', 'run', 'bin', 'answers']) mkdirSync(join(directory, name));
  write('primary/pods', 'postgres-0.postgres\npostgres-1.postgres\npostgres-2.postgres\n');
  // no shell, as one in the background cannot be told to hear of this signal
  writeFileSync(join(directory, 'bin/postgres'), `#!${process.execPath}
process.on('SIGINT', () => { console.log('stopped fast'); process.exit(0); });
console.log('serving', ...process.argv.slice(2)); setInterval(() => {}, 1000);\n`, { mode: 0o755 });
  program('pg_isready', 'exit 0');
  // another server answers by its name, this one as localhost; addresses in the log are numbers here
  program('psql', `for word in "$@"; do case $word in host=*) host=\${word#host=}; host=\${host%% *} ;; TIMELINE_HISTORY*) cat "${directory}/answers/history"; exit ;; esac; done
case "\${host-}" in /*) sed -n '$p' "${directory}/answers/localhost"; exit ;; esac
[ -z "\${host-}" ] || { cat "${directory}/answers/\${host%%.*}"; exit; }
case "$*" in
  *wait_event*) echo t ;;
  *pg_stat_wal_receiver*) echo f ;;
  *pg_walfile_name*) echo 2 ;;
  *pg_last_wal_replay_lsn*) cat "${directory}/answers/replayed" ;;
  *::pg_lsn*) for sql in "$@"; do :; done; set -- \${sql#SELECT }; eval "one=$1 other=$3"; if [ "\${one%::*}" -le "\${other%::*}" ]; then echo t; else echo f; fi ;;
esac`);
  answers('localhost', answer('postgres-1', '1.postgres-1', 'on', 100));
  answers('replayed', '100\n');
});

afterEach(async () => {
  for (const child of running) {
    if (child.exitCode === null && child.signalCode === null) {
      // the whole group: what it has started would go on without it
      process.kill(-child.pid!, 'SIGKILL');
      await once(child, 'exit');
    }
  }
  rmSync(directory, { recursive: true });
});

const write = (file: string, text: string) => writeFileSync(join(directory, file), text);
const read = (file: string) => readFileSync(join(directory, file), 'utf8');
const has = (file: string) => existsSync(join(directory, file));
const program = (name: string, body: string) => writeFileSync(join(directory, 'bin', name), `#!/bin/sh\n${body}\n`, { mode: 0o755 });
const answer = (name: string, term: string, isReadOnly: string, place: number, { timelines = ',1:7,', timeline = 1, follows = '' } = {}) =>
  `${name}\n${term}\n${isReadOnly}\n${timelines}\n${follows}\n4711|${timeline}|${place}|\n`;
const answers = (pod: string, text: string) => write(`answers/${pod}`, text);

/** Starts the script as postgres-1. */
function start(promotion: string, note?: string): ChildProcess {
  promote(promotion);
  if (note !== undefined) write('data/term', `${note}\n`);
  const script = readFileSync(join(__dirname, 'files/start.sh'), 'utf8')
    .replace(/^data=.*$/m, `data=$1 files=${directory}/files primary=${directory}/primary run=${directory}/run`)
    .replace('sleep 2', 'sleep 0.05');
  write('start.sh', script);
  const child = spawn('sh', ['-eu', join(directory, 'start.sh'), join(directory, 'data')], {
    detached: true,
    env: { PATH: `${directory}/bin:${process.env.PATH}`, POD_NAME: 'postgres-1', POD_NAMESPACE: 'shop' },
  });
  running.push(child);
  child.stdout!.on('data', (data: Buffer) => said += data.toString());
  child.stderr!.on('data', (data: Buffer) => said += data.toString());
  return child;
}

/** As the kubelet does: wholly or not at all. */
function promote(promotion: string): void {
  write('primary/new', `${promotion}\n`);
  renameSync(join(directory, 'primary/new'), join(directory, 'primary/promotion'));
}

async function eventually(what: string, isSo: () => boolean): Promise<void> {
  for (let attempt = 0; !isSo(); attempt++) {
    if (attempt > 100) throw new Error(`not so: ${what}\n${said}`);
    await pause(50);
  }
}

const until = async (what: string) => eventually(what, () => said.includes(what));
const untilRole = async (name: string) => eventually(`role ${name}`, () => has('run/role') && read('run/role') === `${name}\n`);

test('a server starts with its name and its configuration', async () => {
  start('0 postgres-0.postgres');
  await until('serving');
  expect(said).toContain(`serving -D ${directory}/data -c config_file=${directory}/files/postgresql.conf -c cluster_name=postgres-1 -c restore_command=\n`);
});

test.each([
  ['another is the primary', '0 postgres-0.postgres', undefined, 'replica in term 0 of postgres-0', '0 postgres-0 replica\n'],
  ['another was promoted', '1 postgres-2.postgres', '0 postgres-1 primary', 'replica in term 1 of postgres-2', '1 postgres-2 replica\n'],
  ['it was promoted', '1 postgres-1.postgres', '0 postgres-0 replica', 'candidate in term 1 of postgres-1', '1 postgres-1 candidate\n'],
  ['it is promoted again', '3 postgres-1.postgres', '1 postgres-1 primary', 'candidate in term 3 of postgres-1', '3 postgres-1 candidate\n'],
  ['its volume is a clone', '1 postgres-1.postgres', undefined, 'candidate in term 1 of postgres-1', '1 postgres-1 candidate\n'],
])('where %s, a server starts as a standby, and its volume knows it', async (_, promotion, note, role, noted) => {
  start(promotion, note);
  await until('serving');
  expect(said).toContain(`postgres-1: ${role}\n`);
  expect([read('data/term'), has('data/standby.signal')]).toEqual([noted, true]);
});

test('where it was confirmed, a server starts as primary, and names its timeline', async () => {
  write('data/standby.signal', '');
  start('1 postgres-1.postgres', '1 postgres-1 primary');
  await until('serving');
  expect(has('data/standby.signal')).toBe(false);
  await eventually('a name', () => has('data/timelines'));
  expect(read('data/timelines')).toMatch(/^,2:\d+,\n$/);
});

test('a server waits where the file is of an earlier term, and starts when it has changed', async () => {
  start('1 postgres-1.postgres', '2 postgres-0 replica');
  await until('waiting, as this volume knows');
  expect(said).not.toContain('serving');
  promote('3 postgres-0.postgres');
  await until('replica in term 3 of postgres-0');
});

test('a candidate is confirmed when all others take no writes and have nothing more, and begins anew with a timeline of its own', async () => {
  write('data/timelines', ',1:7,\n');
  answers('postgres-0', answer('postgres-0', '1.postgres-1', 'on', 100));
  answers('postgres-2', answer('postgres-2', '1.postgres-1', 'on', 99));
  start('1 postgres-1.postgres');
  await until('primary in term 1 of postgres-1');
  await until('-c restore_command=false');
  expect([read('data/term'), has('data/standby.signal'), has('data/recovery.signal')]).toEqual(['1 postgres-1 primary\n', false, true]);
});

test.each([
  ['does not answer', undefined],
  ['answers for an earlier term', answer('postgres-0', '0.postgres-0', 'on', 100)],
  ['answers for a later term', answer('postgres-0', '2.postgres-0', 'on', 100)],
  ['takes writes', answer('postgres-0', '1.postgres-1', 'off', 100)],
  ['has an address at which a third one answers', answer('postgres-2', '1.postgres-1', 'on', 100)],
])('a candidate takes no writes while another one %s', async (_, text) => {
  if (text !== undefined) answers('postgres-0', text);
  start('1 postgres-1.postgres');
  await until('no writes yet, as postgres-0 does not say that it takes none in term 1');
  await pause(300);
  expect(read('data/term')).toBe('1 postgres-1 candidate\n');
  expect(said).toContain(text !== undefined && text.startsWith('postgres-0\n')
    ? 'It answers, and so has not ended\n'
    : `kubectl exec -n shop postgres-1 -c postgres -- touch ${directory}/data/term-1-without-postgres-0\n`);
});

test('a candidate is confirmed without one of whom a person has said that it ended', async () => {
  write('data/timelines', ',1:7,\n');
  answers('postgres-2', answer('postgres-2', '1.postgres-1', 'on', 100));
  write('data/term-1-without-postgres-0', '');
  start('1 postgres-1.postgres');
  await until('primary in term 1 of postgres-1');
});

test('that one has ended does not count where it answers', async () => {
  answers('postgres-0', answer('postgres-0', '0.postgres-0', 'off', 100));
  write('data/term-1-without-postgres-0', '');
  start('1 postgres-1.postgres');
  await until('no writes yet, as postgres-0 does not say that it takes none in term 1');
});

test('a candidate that another one does not let in says why, and what helps', async () => {
  answers('postgres-0', 'psql: error: FATAL:  password authentication failed for user "replication"\n');
  answers('postgres-2', answer('postgres-2', '1.postgres-1', 'on', 100));
  start('1 postgres-1.postgres');
  await until('no writes yet, as postgres-0 does not let this server in: psql: error: FATAL:  password authentication failed for user "replication".'
    + ' Give the Secret the replication-password from before, and change it when there is a primary; or clone it anew: kubectl delete -n shop pvc/data-postgres-0 pod/postgres-0');
  expect(said).not.toContain('touch');
  write('data/term-1-without-postgres-0', '');
  await until('primary in term 1 of postgres-1');
});

test('a candidate gets what another one has more, and is confirmed then', async () => {
  answers('postgres-0', answer('postgres-0', '1.postgres-1', 'on', 101));
  answers('postgres-2', answer('postgres-2', '1.postgres-1', 'on', 100));
  start('1 postgres-1.postgres');
  await until('no writes yet, as postgres-0 has what is missing here');
  await eventually('following', () => has('run/state.conf') && read('run/state.conf').includes("primary_conninfo = 'host=postgres-0.postgres user=replication tcp_user_timeout=5000'"));
  answers('localhost', answer('postgres-1', '1.postgres-1', 'on', 101));
  await until('primary in term 1 of postgres-1');
});

test('a candidate does not say that another one has another history before it knows', async () => {
  answers('postgres-0', answer('postgres-0', '1.postgres-1', 'on', 200, { timelines: ',1:7,2:8,', timeline: 2 }));
  answers('postgres-2', answer('postgres-2', '1.postgres-1', 'on', 100));
  start('1 postgres-1.postgres');
  await until('no writes yet, as it is not known whether postgres-0 has another history');
  expect(said).not.toContain('clone it anew');
  answers('history', '00000002.history|1\t100\tno recovery target specified\n');
  await until('no writes yet, as postgres-0 has what is missing here');
});

test.each([
  ['before its end', 50, true],
  ['beyond its end', 51, false],
])('of an earlier timeline a candidate has what came %s', async (_, place, isConfirmed) => {
  write('data/timelines', ',1:7,2:8,\n');
  write('data/pg_wal/00000002.history', '1\t50\tno recovery target specified\n');
  answers('localhost', answer('postgres-1', '1.postgres-1', 'on', 100, { timeline: 2 }));
  answers('postgres-0', answer('postgres-0', '1.postgres-1', 'on', place));
  answers('postgres-2', answer('postgres-2', '1.postgres-1', 'on', 40));
  start('1 postgres-1.postgres');
  await until(isConfirmed ? 'primary in term 1 of postgres-1' : 'no writes yet, as postgres-0 has another history');
});

test('a candidate is not confirmed over another history with a timeline of the same number', async () => {
  write('data/timelines', ',1:7,2:8,\n');
  answers('localhost', answer('postgres-1', '1.postgres-1', 'on', 100, { timeline: 2 }));
  answers('postgres-0', answer('postgres-0', '1.postgres-1', 'on', 90, { timeline: 2, timelines: ',1:7,2:9,' }));
  start('1 postgres-1.postgres');
  await until('no writes yet, as postgres-0 has another history');
});

test('a primary that another one takes over from ends its server at once, and begins anew as replica', async () => {
  start('1 postgres-1.postgres', '1 postgres-1 primary');
  await until('serving');
  promote('2 postgres-0.postgres');
  await until('stopped fast');
  await until('replica in term 2 of postgres-0');
  expect(has('data/standby.signal')).toBe(true);
});

test('a replica follows as soon as the primary is confirmed', async () => {
  answers('postgres-0', answer('postgres-0', '0.postgres-0', 'on', 100));
  start('0 postgres-0.postgres');
  await untilRole('waiting');
  expect(read('run/state.conf')).toContain("primary_conninfo = ''");
  answers('postgres-0', answer('postgres-0', '0.postgres-0', 'off', 100));
  await untilRole('following');
  expect([read('run/state.conf'), read('data/timelines')]).toEqual([expect.stringContaining("primary_conninfo = 'host=postgres-0.postgres user=replication tcp_user_timeout=5000'"), ',1:7,\n']);
});

test('a replica whose timelines the primary does not have does not follow it', async () => {
  write('data/timelines', ',1:7,2:8,\n');
  answers('postgres-0', answer('postgres-0', '0.postgres-0', 'off', 100, { timelines: ',1:7,2:9,' }));
  start('0 postgres-0.postgres');
  await untilRole('diverged');
  expect(read('run/state.conf')).toContain("primary_conninfo = ''");
});

test.each([
  ['has more of the timeline before the primary\'s than the primary', '101', 'diverged'],
  ['has half a record more, which is nothing,', '100', 'following'],
])('a replica that %s is told by the primary\'s history', async (_, replayed, becomes) => {
  write('data/timelines', ',1:7,\n');
  answers('localhost', answer('postgres-1', '1.postgres-0', 'on', 101));
  answers('replayed', `${replayed}\n`);
  answers('history', '00000002.history|1\t100\tno recovery target specified\n');
  answers('postgres-0', answer('postgres-0', '1.postgres-0', 'off', 200, { timelines: ',1:7,2:8,', timeline: 2 }));
  start('1 postgres-0.postgres');
  await untilRole(becomes);
});

test.each([
  ['refused', 'psql: error: FATAL:  role "replication" is not permitted to log in'],
  ['waiting', 'psql: error: FATAL:  the database system is starting up'],
])('a replica is %s where the primary answers %s', async (name, text) => {
  answers('postgres-0', text);
  start('0 postgres-0.postgres');
  await untilRole(name);
});

test('a second server on the same data waits, says for what, and starts when the first has ended', async () => {
  const first = start('0 postgres-0.postgres');
  await until('serving');
  said = '';
  start('0 postgres-0.postgres');
  await until('waiting, as another server has this data');
  expect(said).not.toContain('serving');
  first.kill();
  await until('serving');
});

test('a second server that waits ends with its pod', async () => {
  start('0 postgres-0.postgres');
  await until('serving');
  const second = start('0 postgres-0.postgres');
  await until('waiting, as another server');
  second.kill();
  expect(await once(second, 'exit')).toEqual([143, null]);
});

test('a replica lets go of a primary that is to be confirmed anew, and follows it by the name of its new timeline', async () => {
  answers('postgres-0', answer('postgres-0', '0.postgres-0', 'off', 100));
  start('0 postgres-0.postgres');
  await untilRole('following');
  expect(read('run/state.conf')).toContain("promotion.follows = 'postgres-0.postgres'");
  answers('postgres-0', answer('postgres-0', '0.postgres-0', 'on', 100));
  await untilRole('waiting');
  expect(read('run/state.conf')).toMatch(/promotion\.follows = ''\nprimary_conninfo = ''/);
  answers('history', '00000002.history|1\t100\tno recovery target specified\n');
  answers('postgres-0', answer('postgres-0', '0.postgres-0', 'off', 100, { timelines: ',1:7,2:9,', timeline: 2 }));
  await untilRole('following');
  expect(read('data/timelines')).toBe(',1:7,2:9,\n');
});

test('a candidate is not confirmed while another one follows it still', async () => {
  write('data/timelines', ',1:7,\n');
  answers('postgres-0', answer('postgres-0', '1.postgres-1', 'on', 100, { follows: 'postgres-1.postgres' }));
  answers('postgres-2', answer('postgres-2', '1.postgres-1', 'on', 100));
  start('1 postgres-1.postgres');
  await until('no writes yet, as postgres-0 follows this server still');
  answers('postgres-0', answer('postgres-0', '1.postgres-1', 'on', 100));
  await until('primary in term 1 of postgres-1');
});

test('a candidate forgets the name of a timeline of which it has nothing, as its own may get that number', async () => {
  write('data/timelines', ',1:7,2:9,\n');
  write('data/pg_wal/00000002.history', '1\t50\tno recovery target specified\n');
  for (const pod of ['postgres-0', 'postgres-2']) answers(pod, answer(pod, '1.postgres-1', 'on', 100));
  start('1 postgres-1.postgres');
  await until('primary in term 1 of postgres-1');
  expect(has('data/pg_wal/00000002.history')).toBe(false);
  await eventually('a name of its own', () => /^,1:7,2:\d+,\n$/.test(read('data/timelines')) && read('data/timelines') !== ',1:7,2:9,\n');
});

test('a server starts though its names were lost on a full disk', async () => {
  write('data/timelines', '');
  start('0 postgres-0.postgres');
  await until('serving');
});
