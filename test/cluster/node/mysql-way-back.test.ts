import { follow } from './support/documented';
import { eventually } from './support/eventually';
import { run } from './support/exec';
import { decide } from './support/first-start';
import { log } from './support/log';
import { lose, loseClaim, toldWhy } from './support/loss';
import { SERVERS, administer, allHave, insertRow, restricted, started } from './support/mysql';
import { ready } from '../support/objects';

const README = 'examples/mysql/README.md';
const OF_PRIMARY = 'kubectl delete pvc/data-mysql-0 pod/mysql-0';
const OF_REPLICA = 'kubectl delete pvc/data-mysql-1 pod/mysql-1';

test('the disk of the primary is lost: a replica gives it back, and is followed', restricted(async (namespace) => {
  await started(namespace);
  await insertRow(namespace, 1);
  await allHave(namespace, SERVERS, ['1']);
  await follow(namespace, README, OF_PRIMARY);
  await eventually(async () => insertRow(namespace, 2));
  await allHave(namespace, SERVERS, ['1', '2']);
}));

test('the disks of the primary and of a replica are lost: what has most is taken, and the one that has less is cloned anew', restricted(async (namespace) => {
  await started(namespace);
  await insertRow(namespace, 1);
  await allHave(namespace, SERVERS, ['1']);
  await administer(namespace, 'mysql-1', 'STOP SLAVE');
  await insertRow(namespace, 2);
  await allHave(namespace, ['mysql-2'], ['1', '2']);
  await follow(namespace, README, OF_PRIMARY);
  await administer(namespace, 'mysql-1', 'START SLAVE');
  await toldWhy(namespace, 'mysql-1', 'clone it anew: kubectl delete pvc/data-mysql-1 pod/mysql-1');
  await follow(namespace, README, OF_REPLICA);
  await insertRow(namespace, 3);
  await allHave(namespace, SERVERS, ['1', '2', '3']);
}));

test('the disk of the primary is lost while a replica has received what it has not applied: the new one waits for it, and no write is lost', restricted(async (namespace) => {
  await started(namespace);
  await insertRow(namespace, 1);
  await allHave(namespace, SERVERS, ['1']);
  await administer(namespace, 'mysql-2', 'STOP SLAVE');
  // a long report; both have applied as much, so that the other one is cloned
  await run(namespace, 'mysql-1', 'mariadb -e "LOCK TABLES app.numbers READ; SELECT SLEEP(60)" > /dev/null 2>&1 &', 'mysql');
  await eventually(async () => expect(await administer(namespace, 'mysql-1', 'SHOW PROCESSLIST')).toContainEqual(expect.stringContaining('SLEEP(60)')));
  await insertRow(namespace, 2);
  await eventually(async () => {
    const [, received] = /Gtid_IO_Pos: (\S+)/.exec(await run(namespace, 'mysql-1', 'mariadb -e "SHOW SLAVE STATUS\\G"', 'mysql')) ?? [];
    expect([received]).toEqual(await administer(namespace, 'mysql-0', 'SELECT @@gtid_binlog_pos'));
  });
  expect(await administer(namespace, 'mysql-1', 'SELECT number FROM app.numbers')).toEqual(['1']);
  await follow(namespace, README, OF_PRIMARY);
  await eventually(async () => expect((await log(namespace, 'mysql-0', 'mysql')).join('\n')).toContain('no writes yet, as mysql-1 still applies what it received'));
  await eventually(async () => insertRow(namespace, 3));
  await allHave(namespace, ['mysql-0', 'mysql-1'], ['1', '2', '3']);
}));

test('a claim that comes back after the primary purged its logs: the replica is not ready, and says what helps', restricted(async (namespace) => {
  await started(namespace, { replicas: 2 });
  await insertRow(namespace, 1);
  await allHave(namespace, ['mysql-1'], ['1']);
  await namespace.scale('mysql', 1);
  await namespace.pods.until('one pod', (pods) => pods.length === 1);
  await insertRow(namespace, 2);
  await administer(namespace, 'mysql-0', 'FLUSH BINARY LOGS');
  await insertRow(namespace, 3);
  await eventually(async () => {
    const [oldest] = await administer(namespace, 'mysql-0', 'PURGE BINARY LOGS BEFORE NOW(); SHOW BINARY LOGS');
    expect(oldest).not.toContain('000001');
  });
  await namespace.scale('mysql', 2);
  await toldWhy(namespace, 'mysql-1', 'clone it anew: kubectl delete pvc/data-mysql-1 pod/mysql-1');
  await follow(namespace, README, OF_REPLICA);
  await allHave(namespace, ['mysql-1'], ['1', '2', '3']);
}));

test('a replica with the data of another history does not take the writes of the new one', restricted(async (namespace) => {
  await started(namespace, { replicas: 2 });
  await insertRow(namespace, 1);
  await allHave(namespace, ['mysql-1'], ['1']);
  await namespace.scale('mysql', 1);
  await namespace.pods.until('one pod', (pods) => pods.length === 1);
  await loseClaim(namespace, 'mysql-0');
  await decide(namespace, 'mysql-0', 'initialize');
  await namespace.pods.until('a new primary', ready(1));
  // more than the old one had
  for (let number = 2; number < 12; number++) await insertRow(namespace, number);
  await namespace.scale('mysql', 2);
  await toldWhy(namespace, 'mysql-1', 'the primary is not followed');
  await allHave(namespace, ['mysql-1'], ['1']);
}));

test('replicas stay ready while the primary is away', restricted(async (namespace) => {
  await started(namespace, { replicas: 2 });
  await lose(namespace, 'mysql-0', async () => {
    await eventually(async () => {
      expect(await run(namespace, 'mysql-1', 'mariadb -e "SHOW SLAVE STATUS\\G"', 'mysql')).toMatch(/Slave_IO_Running: Connecting[^]*Last_IO_Errno: 2/);
    });
    await run(namespace, 'mysql-1', 'set -e; . /etc/mysql/pod/is-ready.sh', 'mysql');
  });
}));
