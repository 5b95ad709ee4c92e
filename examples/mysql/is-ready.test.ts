import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';

const FOLLOWS = { Slave_IO_Running: 'Yes', Slave_SQL_Running: 'Yes', Last_IO_Errno: '0', Last_IO_Error: '', Last_SQL_Error: '', Seconds_Behind_Master: '0' };
const CLONE_ANEW = `If that does not pass, clone it anew: kubectl delete pvc/data-${hostname()} pod/${hostname()}\n`;

let bin: string;
beforeEach(() => bin = mkdtempSync(join(tmpdir(), 'mariadb-')));
afterEach(() => rmSync(bin, { recursive: true }));

/** What the probe of a replica says where the server reports this of its replication. */
function probe(status: Partial<typeof FOLLOWS>, primaryIsThere = true) {
  return probeOf('replica', Object.entries({ ...FOLLOWS, ...status }).map(([name, value]) => `${name.padStart(30)}: ${value}\n`).join(''), primaryIsThere);
}

function probeOf(role: string, report: string, primaryIsThere = true) {
  writeFileSync(join(bin, 'report'), report);
  writeFileSync(join(bin, 'role'), `${role}\n`);
  writeFileSync(join(bin, 'mariadb'), `#!/bin/sh\ncat ${bin}/report\n`, { mode: 0o755 });
  writeFileSync(join(bin, 'promotion'), '0 mysql-0.mysql\n');
  writeFileSync(join(bin, 'mariadb-admin'), `#!/bin/sh\ncase "$*" in *--host=mysql-0.mysql*) exit ${primaryIsThere ? 0 : 1} ;; esac; echo it runs\n`, { mode: 0o755 });
  const script = readFileSync(join(__dirname, 'files/is-ready.sh'), 'utf8').replace('run=/run/mysqld', `run=${bin}`).replace('/etc/mysql/primary', bin);
  const { status: code, stdout } = spawnSync('sh', ['-ec', script], { env: { PATH: `${bin}:${process.env.PATH}` }, encoding: 'utf8' });
  return [code, stdout];
}

test.each([
  ['follows the primary', {}],
  ['is 30 seconds behind', { Seconds_Behind_Master: '30' }],
  ['cannot reach the primary', { Slave_IO_Running: 'Connecting', Last_IO_Errno: '2003', Seconds_Behind_Master: 'NULL' }],
  ['finds no address of the primary', { Slave_IO_Running: 'Connecting', Last_IO_Errno: '2005', Seconds_Behind_Master: 'NULL' }],
])('a replica that %s is ready', (_, status) => {
  expect(probe(status)).toEqual([0, '']);
});

test('fails for a replica that is further behind', () => {
  expect(probe({ Seconds_Behind_Master: '31' })).toEqual([1, 'not ready: it is 31 seconds behind the primary\n']);
});

test('fails for a replica whose place in the log is gone', () => {
  expect(probe({ Slave_IO_Running: 'No', Last_IO_Errno: '1236', Last_IO_Error: 'Got fatal error 1236', Seconds_Behind_Master: 'NULL' }))
    .toEqual([1, `not ready: the primary is not followed: Got fatal error 1236. ${CLONE_ANEW}`]);
});

test('a replica whose place in the log is gone is ready while the primary is away, which is not made again otherwise', () => {
  expect(probe({ Slave_IO_Running: 'No', Last_IO_Errno: '1236', Last_IO_Error: 'Got fatal error 1236', Seconds_Behind_Master: 'NULL' }, false)).toEqual([0, '']);
});

test('fails for a replica that the primary does not let in', () => {
  expect(probe({ Slave_IO_Running: 'Connecting', Last_IO_Errno: '1045', Last_IO_Error: 'Access denied', Seconds_Behind_Master: 'NULL' }))
    .toEqual([1, `not ready: the primary is not followed: Access denied. ${CLONE_ANEW}`]);
});

test('fails for a replica that cannot apply what it got', () => {
  expect(probe({ Slave_SQL_Running: 'No', Last_SQL_Error: 'Duplicate entry', Seconds_Behind_Master: 'NULL' }))
    .toEqual([1, `not ready: what the primary wrote cannot be applied: Duplicate entry. ${CLONE_ANEW}`]);
});

test('fails while a replica does not yet know whether it can reach the primary', () => {
  expect(probe({ Slave_IO_Running: 'Connecting', Seconds_Behind_Master: 'NULL' })[0]).toBe(1);
});

test.each(['primary', 'candidate', 'waiting'])('a server that follows nobody, as it is %s, is ready while it runs', (role) => {
  expect(probeOf(role, '')).toEqual([0, 'it runs\n']);
});

test.each(['replica', 'starting'])('fails for a server that is %s and has not asked for the primary yet', (role) => {
  expect(probeOf(role, '')).toEqual([1, 'not ready: it has not started yet, or not asked for the primary\n']);
});
