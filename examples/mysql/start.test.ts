import { ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

let directory: string;
let child: ChildProcess | undefined;
let said: string;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'mysql-'));
  child = undefined;
  said = '';
  for (const name of ['data', 'files', 'primary', 'run', 'bin', 'secret', 'answers']) mkdirSync(join(directory, name));
  write('secret/replication-password', 'secret');
  write('primary/pods', 'mysql-0.mysql\nmysql-1.mysql\nmysql-2.mysql\n');
  for (const name of ['replica.sql', 'position.sql', 'primary.sql']) write(`files/${name}`, readFileSync(join(__dirname, 'files', name), 'utf8'));
  program('mariadbd', 'echo "serving $*"; exec sleep 1000');
  program('mariadb-admin', 'exit 0');
  // a statement with a host is answered by the pod of this name, and one without by this server
  program('mariadb', `for word in "$@"; do case $word in --host=*) host=\${word#--host=}; cat "${directory}/answers/\${host%%.*}"; exit ;; esac; done
case "$*" in *max_user_connections*) cat "${directory}/answers/connections" ;; *gtid_binlog_state*) cat "${directory}/answers/here" ;; *SLAVE*STATUS*) cat "${directory}/answers/status" ;; *gtid_slave_pos) cat "${directory}/answers/position" ;;
  *--execute*) echo "$*" >> "${directory}/answers/done" ;; *) sed "s/^/does /" ;; esac`);
  write('answers/here', '0-7-10\n');
  write('answers/status', '');
  write('answers/connections', '4294967295\n');
});

afterEach(async () => {
  if (child && child.exitCode === null && child.signalCode === null) {
    // the whole group: what it has started would go on without it
    process.kill(-child.pid!, 'SIGKILL');
    await once(child, 'exit');
  }
  rmSync(directory, { recursive: true });
});

const write = (file: string, text: string) => writeFileSync(join(directory, file), text);
const read = (file: string) => readFileSync(join(directory, file), 'utf8');
const program = (name: string, body: string) => writeFileSync(join(directory, 'bin', name), `#!/bin/sh\n${body}\n`, { mode: 0o755 });

/** Starts the script as mysql-1. */
function start(promotion: string, note?: string): void {
  promote(promotion);
  if (note !== undefined) write('data/term', `${note}\n`);
  const script = readFileSync(join(__dirname, 'files/start.sh'), 'utf8')
    .replace(/^data=.*$/m, `data=${directory}/data files=${directory}/files primary=${directory}/primary run=${directory}/run`)
    .replaceAll('/etc/mysql/secret', `${directory}/secret`)
    .replace('sleep 2', 'sleep 0.05');
  write('start.sh', script);
  child = spawn('sh', ['-eu', join(directory, 'start.sh')], {
    detached: true,
    env: { PATH: `${directory}/bin:${process.env.PATH}`, POD_NAME: 'mysql-1', POD_NAMESPACE: 'shop' },
  });
  child.stdout!.on('data', (data: Buffer) => said += data.toString());
  child.stderr!.on('data', (data: Buffer) => said += data.toString());
}

/** As the kubelet does: wholly or not at all. */
function promote(promotion: string): void {
  write('primary/new', `${promotion}\n`);
  renameSync(join(directory, 'primary/new'), join(directory, 'primary/promotion'));
}

async function until(what: string): Promise<void> {
  for (let attempt = 0; !said.includes(what); attempt++) {
    if (attempt > 100) throw new Error(`not said: ${what}\n${said}`);
    await pause(50);
  }
}

const answers = (pod: number, text: string) => write(`answers/mysql-${pod}`, `${text}\n`);

test.each([
  ['another is the primary', '0 mysql-0.mysql', undefined, 'replica in term 0 of mysql-0', '0 mysql-0 replica\n'],
  ['another was promoted', '1 mysql-2.mysql', '0 mysql-1 primary', 'replica in term 1 of mysql-2', '1 mysql-2 replica\n'],
  ['it was promoted', '1 mysql-1.mysql', '0 mysql-0 replica', 'candidate in term 1 of mysql-1', '1 mysql-1 candidate\n'],
  ['it is promoted again', '3 mysql-1.mysql', '1 mysql-1 primary', 'candidate in term 3 of mysql-1', '3 mysql-1 candidate\n'],
  ['it was not confirmed', '1 mysql-1.mysql', '1 mysql-1 candidate', 'candidate in term 1 of mysql-1', '1 mysql-1 candidate\n'],
  ['its volume is a clone', '1 mysql-1.mysql', undefined, 'candidate in term 1 of mysql-1', '1 mysql-1 candidate\n'],
  ['it was confirmed', '1 mysql-1.mysql', '1 mysql-1 primary', 'primary in term 1 of mysql-1', '1 mysql-1 primary\n'],
])('where %s, a server starts in its role, and its volume knows it', async (_, promotion, note, role, noted) => {
  start(promotion, note);
  await until('serving');
  expect(said).toContain(`mysql-1: ${role}\n`);
  expect(read('data/term')).toBe(noted);
});

test.each([
  ['primary', '1 mysql-1 primary', 'primary.cnf', 'primary.sql'],
  ['candidate', '1 mysql-1 candidate', 'replica.cnf', 'position.sql'],
])('a %s has the configuration of its role', async (_, note, configuration, init) => {
  start('1 mysql-1.mysql', note);
  await until('serving');
  expect(said).toContain(`serving --defaults-file=${directory}/files/${configuration} --init-file=${directory}/files/${init} --report-host=1.mysql-1\n`);
});

test.each([
  ['of an earlier term', '1 mysql-1.mysql', '2 mysql-0 replica'],
  ['of another primary of the same term', '1 mysql-1.mysql', '1 mysql-2 replica'],
])('a server waits where the file is %s, and starts when it has changed', async (_, promotion, note) => {
  start(promotion, note);
  await until('waiting, as this volume knows');
  expect(said).not.toContain('serving');
  promote('3 mysql-0.mysql');
  await until('replica in term 3 of mysql-0');
});

test('a candidate is confirmed when all others take no writes and have nothing more, and begins anew as primary with a new number', async () => {
  answers(0, 'mysql-0 1.mysql-1 reads waits 0-7-10');
  answers(2, 'mysql-2 1.mysql-1 reads waits 0-7-9');
  start('1 mysql-1.mysql');
  await until('primary in term 1 of mysql-1');
  expect(read('data/term')).toBe('1 mysql-1 primary\n');
  expect(read('data/history.cnf')).toMatch(/^\[mariadbd\]\nserver_id = \d+\n$/);
});

test.each([
  ['does not answer', undefined],
  ['answers for an earlier term', 'mysql-0 0.mysql-0 reads waits 0-7-10'],
  ['answers for a later term', 'mysql-0 2.mysql-0 reads waits 0-7-10'],
  ['takes writes', 'mysql-0 1.mysql-1 writes waits 0-7-10'],
  ['has an address at which a third one answers', 'mysql-2 1.mysql-1 reads waits 0-7-10'],
])('a candidate takes no writes while another one %s', async (_, answer) => {
  if (answer !== undefined) answers(0, answer);
  answers(2, 'mysql-2 1.mysql-1 reads waits 0-7-10');
  start('1 mysql-1.mysql');
  await until('no writes yet, as mysql-0 does not say that it takes none in term 1');
  await pause(300);
  expect(read('data/term')).toBe('1 mysql-1 candidate\n');
  expect(said).toContain(answer !== undefined && answer.startsWith('mysql-0 ')
    ? 'It answers, and so has not ended\n'
    : `kubectl exec -n shop mysql-1 -c mysql -- touch ${directory}/data/term-1-without-mysql-0\n`);
});

test('a candidate is confirmed without one of whom a person has said that it ended', async () => {
  answers(2, 'mysql-2 1.mysql-1 reads waits 0-7-10');
  write('data/term-1-without-mysql-0', '');
  start('1 mysql-1.mysql');
  await until('primary in term 1 of mysql-1');
});

test('that one has ended does not count where it answers', async () => {
  answers(0, 'mysql-0 0.mysql-0 writes waits 0-7-10');
  answers(2, 'mysql-2 1.mysql-1 reads waits 0-7-10');
  write('data/term-1-without-mysql-0', '');
  start('1 mysql-1.mysql');
  await until('no writes yet, as mysql-0 does not say that it takes none in term 1');
});

test('a candidate waits until others have applied what they received', async () => {
  answers(0, 'mysql-0 1.mysql-1 reads waits 0-7-10');
  answers(2, 'mysql-2 1.mysql-1 reads follows 0-7-9');
  start('1 mysql-1.mysql');
  await until('no writes yet, as mysql-2 still applies what it received. If that does not pass, and nothing of it is needed, start it anew: kubectl delete -n shop pod/mysql-2');
  answers(2, 'mysql-2 1.mysql-1 reads waits 0-7-10');
  await until('primary in term 1 of mysql-1');
});

test('a candidate that others do not let in says why, and not that they may have ended', async () => {
  answers(0, "ERROR 1045 (28000): Access denied for user 'replication'");
  start('1 mysql-1.mysql');
  await until("no writes yet, as mysql-0 does not let this server in: (28000): Access denied for user 'replication'. Give the Secret the replication-password from before");
  expect(said).toContain('or clone it anew: kubectl delete -n shop pvc/data-mysql-0 pod/mysql-0');
  expect(said).not.toContain('touch');
});

test.each([['candidate', '1 mysql-1.mysql'], ['replica', '1 mysql-0.mysql']])('a %s that cannot note its position does nothing until it can', async (role, promotion) => {
  answers(0, role === 'candidate' ? 'mysql-0 1.mysql-1 reads waits 0-7-10' : '4711');
  answers(2, 'mysql-2 1.mysql-1 reads waits 0-7-10');
  write('answers/connections', '-1\n');
  start(promotion);
  await until('it cannot note its position, as its log says, and tries again; is its disk full?');
  await until('does RESET SLAVE ALL');
  expect([read('data/term'), read('run/role')]).toEqual([`1 ${role === 'candidate' ? 'mysql-1' : 'mysql-0'} ${role}\n`, role === 'candidate' ? 'starting\n' : 'replica\n']);
  write('answers/connections', '4294967295\n');
  await until(role === 'candidate' ? 'primary in term 1 of mysql-1' : "MASTER_HOST='mysql-0.mysql'");
});

test('what a person has said of an earlier term does not count', async () => {
  answers(2, 'mysql-2 1.mysql-1 reads waits 0-7-10');
  write('data/term-0-without-mysql-0', '');
  start('1 mysql-1.mysql');
  await until('no writes yet, as mysql-0 does not say');
});

test('a candidate that cannot get what another one has more says what helps', async () => {
  answers(0, 'mysql-0 1.mysql-1 reads waits 0-7-10');
  answers(2, 'mysql-2 1.mysql-1 reads waits 0-7-11');
  write('answers/status', '    Last_IO_Errno: 1236\n    Last_IO_Error: Got fatal error 1236\n');
  start('1 mysql-1.mysql');
  await until('no writes yet, as mysql-2 has another history, or no more of its log. Where nothing of it is needed, clone it anew:'
    + ' kubectl delete -n shop pvc/data-mysql-2 pod/mysql-2');
});

test.each([
  ['of the same history', '0-7-11'],
  ['of another history', '0-8-10'],
])('a candidate gets what another one has more, %s, and is confirmed then', async (_, position) => {
  answers(0, 'mysql-0 1.mysql-1 reads waits 0-7-10');
  answers(2, `mysql-2 1.mysql-1 reads waits ${position}`);
  start('1 mysql-1.mysql');
  await until('no writes yet, as mysql-2 has what is missing here');
  expect(said).toContain("MASTER_HOST='mysql-2.mysql'");
  expect(existsSync(join(directory, 'data/history.cnf'))).toBe(false);
  write('answers/here', '0-7-11 0-8-10\n');
  await until('primary in term 1 of mysql-1');
});

test('a candidate does not take a list of pods without itself for its own', async () => {
  answers(0, 'mysql-0 1.mysql-1 reads waits 0-7-10');
  write('primary/pods', 'mysql-0.mysql\n');
  start('1 mysql-1.mysql');
  await until('serving');
  await pause(300);
  expect(read('data/term')).toBe('1 mysql-1 candidate\n');
});

test('a primary that another one takes over from ends its server, and begins anew as replica', async () => {
  start('1 mysql-1.mysql', '1 mysql-1 primary');
  await until('serving');
  promote('2 mysql-0.mysql');
  await until('replica in term 2 of mysql-0');
  expect(read('data/term')).toBe('2 mysql-0 replica\n');
});

test('a replica follows as soon as the primary is confirmed, once', async () => {
  answers(0, '');
  start('0 mysql-0.mysql');
  await until('serving');
  await pause(200);
  expect(said).not.toContain('MASTER_HOST');
  expect(read('run/role')).toBe('waiting\n');
  answers(0, '4711');
  await until("MASTER_HOST='mysql-0.mysql'");
  await pause(300);
  expect(said.split('MASTER_HOST').length).toBe(2);
  expect(read('run/role')).toBe('replica\n');
});

test('a replica follows a primary anew that was confirmed anew', async () => {
  answers(0, '4711');
  start('0 mysql-0.mysql');
  await until('MASTER_HOST');
  said = '';
  answers(0, '4712');
  await until('MASTER_HOST');
});

test('a replica applies what it received before it lets go of a primary that is to be confirmed anew', async () => {
  answers(0, '4711');
  start('0 mysql-0.mysql');
  await until('MASTER_HOST');
  write('answers/status', '    Slave_SQL_Running: Yes\n    Gtid_IO_Pos: 0-7-12\n');
  write('answers/position', '0-7-11\n');
  answers(0, 'reads');
  await until('applying what it received, before it follows mysql-0 anew');
  expect([read('run/role'), read('answers/done')]).toEqual(['waiting\n', expect.not.stringMatching(/STOP SLAVE$/m)]);
  write('answers/position', '0-7-12\n');
  while (!/STOP SLAVE$/m.test(read('answers/done'))) await pause(50);
  said = '';
  answers(0, '4712');
  await until('MASTER_HOST');
});

test('a server ends with its pod', async () => {
  start('0 mysql-0.mysql');
  await until('serving');
  child!.kill();
  expect((await once(child!, 'exit') as [number])[0]).toBe(143);
});
