import { follow } from './support/documented';
import { eventually } from './support/eventually';
import { run } from './support/exec';
import { log } from './support/log';
import { end, recreate, toldWhy } from './support/loss';
import { SERVERS, administer, allHave, asApplication, insertRow, mysql, restricted, started } from './support/mysql';
import { acknowledged, goesOn, turns, writers } from './support/writers';
import { TestNamespace } from '../support/namespace';

const README = 'examples/mysql/README.md';
const PROMOTE = 'kubectl annotate pod --selector=app=mysql --overwrite promoted="$(date +%s)"';

/** Applies the example with these promotions, and does what the page says. */
async function promote(namespace: TestNamespace, ...promotions: number[]): Promise<void> {
  await namespace.apply(mysql(namespace.name, { promotions }));
  await follow(namespace, README, PROMOTE);
}

/** Starts the example, and those who try to write to each server. */
async function startedWithWriters(namespace: TestNamespace): Promise<void> {
  await started(namespace);
  await administer(namespace, 'mysql-0', 'CREATE TABLE app.writes (pod VARCHAR(9), number INT, PRIMARY KEY (pod, number))');
  await namespace.apply([writers(mysql(namespace.name), SERVERS, (pod) => `${asApplication(`${pod}.mysql`, `INSERT INTO writes VALUES ("${pod}", `)}"$n)"`)]);
  await goesOn(namespace);
}

/** Expects every server to have all writes that were acknowledged until now. */
async function nothingIsLost(namespace: TestNamespace): Promise<void> {
  const writes = await acknowledged(namespace);
  for (const pod of SERVERS) {
    await eventually(async () => expect(await administer(namespace, pod, 'SELECT CONCAT(pod, " ", number) FROM app.writes')).toEqual(expect.arrayContaining(writes)));
  }
}

test('a replica is promoted, and later the former primary: no pod is replaced, one server takes writes at a time, roles stay, and no write is lost', restricted(async (namespace) => {
  await startedWithWriters(namespace);
  const uids = () => SERVERS.map((pod) => namespace.pods.get(pod)!.metadata!.uid);
  const before = uids();
  await promote(namespace, 1);
  expect(uids()).toEqual(before);
  await goesOn(namespace);
  await recreate(namespace, SERVERS);
  await goesOn(namespace);
  expect(await turns(namespace)).toEqual(['mysql-0', 'mysql-1']);
  await promote(namespace, 1, 0);
  await goesOn(namespace);
  expect(await turns(namespace)).toEqual(['mysql-0', 'mysql-1', 'mysql-0']);
  await nothingIsLost(namespace);
}));

test('the primary is gone: a replica takes its place when a person says so, has what any other had, and the former one, which slept through two promotions, does not take writes meanwhile', restricted(async (namespace) => {
  await startedWithWriters(namespace);
  await administer(namespace, 'mysql-1', 'STOP SLAVE');
  await goesOn(namespace);
  const back = await end(namespace, 'mysql-0');
  const following = promote(namespace, 1);
  await eventually(async () => expect((await log(namespace, 'mysql-1', 'mysql')).join('\n')).toContain('no writes yet, as mysql-0 does not say'));
  expect(await turns(namespace)).toEqual(['mysql-0']);
  await run(namespace, 'mysql-1', 'touch /var/lib/mysql/term-1-without-mysql-0', 'mysql');
  await following;
  await goesOn(namespace);
  // mysql-0 finds that it is primary, as it was, while mysql-1 has not heard of it
  await namespace.apply(mysql(namespace.name, { promotions: [1, 0] }));
  await back();
  await eventually(async () => expect((await log(namespace, 'mysql-0', 'mysql')).join('\n')).toContain('no writes yet, as mysql-1 does not say'));
  await follow(namespace, README, PROMOTE);
  await goesOn(namespace);
  expect(await turns(namespace)).toEqual(['mysql-0', 'mysql-1', 'mysql-0']);
  await nothingIsLost(namespace);
}));

test('the former primary comes back with a write that nobody else has: it is not ready, says what helps, and follows when it is cloned anew', restricted(async (namespace) => {
  await started(namespace);
  await insertRow(namespace, 1);
  await allHave(namespace, SERVERS, ['1']);
  for (const pod of ['mysql-1', 'mysql-2']) await administer(namespace, pod, 'STOP SLAVE');
  await insertRow(namespace, 2);
  const back = await end(namespace, 'mysql-0');
  await run(namespace, 'mysql-1', 'touch /var/lib/mysql/term-1-without-mysql-0', 'mysql');
  await promote(namespace, 1);
  await back();
  await toldWhy(namespace, 'mysql-0', 'clone it anew: kubectl delete pvc/data-mysql-0 pod/mysql-0');
  await follow(namespace, README, 'kubectl delete pvc/data-mysql-0 pod/mysql-0');
  await run(namespace, 'mysql-2', asApplication('mysql-primary', 'INSERT INTO numbers VALUES (3)'), 'mysql');
  await allHave(namespace, SERVERS, ['1', '3']);
}));
