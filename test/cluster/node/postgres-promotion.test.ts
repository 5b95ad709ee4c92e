import { follow } from './support/documented';
import { eventually } from './support/eventually';
import { run } from './support/exec';
import { log } from './support/log';
import { end, recreate, toldWhy } from './support/loss';
import { asApplication, ask, everybodyHas, postgres, started, write } from './support/postgres';
import { acknowledged, goesOn, turns, writers } from './support/writers';
import { RESTRICTED, TestNamespace, inNamespace } from '../support/namespace';

const README = 'examples/postgres/README.md';
const PROMOTE = 'kubectl annotate pod --selector=app=postgres --overwrite promoted="$(date +%s)"';
const SERVERS = ['postgres-0', 'postgres-1', 'postgres-2'];

/** Applies the example with these promotions, and does what the page says. */
async function promote(namespace: TestNamespace, ...promotions: number[]): Promise<void> {
  await namespace.apply(postgres(3, { promotions }));
  await follow(namespace, README, PROMOTE);
}

/** Starts the example, and those who try to write to each server. */
async function startedWithWriters(namespace: TestNamespace): Promise<void> {
  await started(namespace, 3);
  await ask(namespace, 'postgres-0', 'CREATE TABLE writes (pod text, number int, PRIMARY KEY (pod, number)); GRANT ALL ON writes TO app', 'app');
  await namespace.apply([writers(postgres(3), SERVERS, (pod) => `${asApplication(`${pod}.postgres`, `INSERT INTO writes VALUES ('${pod}', `)}"$n)"`)]);
  await goesOn(namespace);
}

/** Lets a replica get nothing more, until it is started anew. */
async function cutOff(namespace: TestNamespace, pod: string): Promise<void> {
  await run(namespace, pod, 'sed -i "s/^primary_conninfo.*/primary_conninfo = \'\'/" /var/run/postgresql/state.conf; psql -qc "SELECT pg_reload_conf()"');
  await eventually(async () => expect(await ask(namespace, pod, 'SELECT FROM pg_stat_wal_receiver')).toEqual([]));
}

/** Expects every server to have all writes that were acknowledged until now. */
async function nothingIsLost(namespace: TestNamespace): Promise<void> {
  const writes = await acknowledged(namespace);
  for (const pod of SERVERS) {
    await eventually(async () => expect(await ask(namespace, pod, "SELECT pod || ' ' || number FROM writes", 'app')).toEqual(expect.arrayContaining(writes)));
  }
}

test('a replica is promoted, and later the former primary: no pod is replaced, one server takes writes at a time, roles stay, and no write is lost', inNamespace(async (namespace) => {
  await startedWithWriters(namespace);
  const uids = () => SERVERS.map((pod) => namespace.pods.get(pod)!.metadata!.uid);
  const before = uids();
  await promote(namespace, 1);
  expect(uids()).toEqual(before);
  await goesOn(namespace);
  await recreate(namespace, SERVERS);
  await goesOn(namespace);
  expect(await turns(namespace)).toEqual(['postgres-0', 'postgres-1']);
  await promote(namespace, 1, 0);
  await goesOn(namespace);
  expect(await turns(namespace)).toEqual(['postgres-0', 'postgres-1', 'postgres-0']);
  await nothingIsLost(namespace);
}, RESTRICTED));

test('the primary is gone: a replica takes its place when a person says so, has what any other had, and the former one, which slept through two promotions, does not take writes meanwhile', inNamespace(async (namespace) => {
  await startedWithWriters(namespace);
  await cutOff(namespace, 'postgres-1');
  await goesOn(namespace);
  const back = await end(namespace, 'postgres-0');
  const following = promote(namespace, 1);
  await eventually(async () => expect((await log(namespace, 'postgres-1', 'postgres')).join('\n')).toContain('no writes yet, as postgres-0 does not say'));
  expect(await turns(namespace)).toEqual(['postgres-0']);
  await run(namespace, 'postgres-1', 'touch /var/lib/postgresql/data/term-1-without-postgres-0');
  await following;
  await goesOn(namespace);
  // postgres-0 finds that it is primary, as it was, while postgres-1 has not heard of it
  await namespace.apply(postgres(3, { promotions: [1, 0] }));
  await back();
  await eventually(async () => expect((await log(namespace, 'postgres-0', 'postgres')).join('\n')).toContain('no writes yet, as postgres-1 does not say'));
  await follow(namespace, README, PROMOTE);
  await goesOn(namespace);
  expect(await turns(namespace)).toEqual(['postgres-0', 'postgres-1', 'postgres-0']);
  await nothingIsLost(namespace);
}, RESTRICTED));

test('the former primary comes back with a write that nobody else has: it is not ready, says what helps, and follows when it is cloned anew', inNamespace(async (namespace) => {
  await started(namespace, 3);
  await write(namespace, 'known');
  await everybodyHas(namespace, 3, ['known']);
  for (const pod of ['postgres-1', 'postgres-2']) await cutOff(namespace, pod);
  await write(namespace, 'lost');
  const back = await end(namespace, 'postgres-0');
  await run(namespace, 'postgres-1', 'touch /var/lib/postgresql/data/term-1-without-postgres-0');
  await promote(namespace, 1);
  await back();
  await toldWhy(namespace, 'postgres-0', 'clone it anew: kubectl delete pvc/data-postgres-0 pod/postgres-0');
  await follow(namespace, README, 'kubectl delete pvc/data-postgres-0 pod/postgres-0');
  await write(namespace, 'after');
  await everybodyHas(namespace, 3, ['known', 'after']);
  expect(await ask(namespace, 'postgres-0', 'SELECT word FROM words', 'app')).not.toContain('lost');
}, RESTRICTED));
