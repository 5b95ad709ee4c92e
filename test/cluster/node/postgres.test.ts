import { eventually } from './support/eventually';
import { run } from './support/exec';
import { lose } from './support/loss';
import { ask, everybodyHas, postgres, query, started, write } from './support/postgres';
import { RESTRICTED, TestNamespace, inNamespace } from '../support/namespace';
import { ready } from '../support/objects';

/** Who follows the primary. */
const followers = async (namespace: TestNamespace) => (await ask(namespace, 'postgres-0', 'SELECT application_name FROM pg_stat_replication')).sort();

test('X2: the first server is initialized, each further one is cloned from the one before it, in order', inNamespace(async (namespace) => {
  await started(namespace, 3);
  expect(namespace.events.sequence('created', 'ready')).toEqual([0, 1, 2].flatMap((it) => [`postgres-${it} created`, `postgres-${it} ready`]));
  const source = async (pod: string) => run(namespace, pod, 'grep -h "BACKUP FROM" /var/lib/postgresql/data/backup_label.old || true');
  expect(await Promise.all(['postgres-0', 'postgres-1', 'postgres-2'].map(source))).toEqual(['', 'BACKUP FROM: primary\n', 'BACKUP FROM: standby\n']);
}, RESTRICTED));

test('X2: a row that is written to the primary is read on every replica, all of which follow the primary', inNamespace(async (namespace) => {
  await started(namespace, 3);
  await write(namespace, 'hello');
  await everybodyHas(namespace, 3, ['hello']);
  await eventually(async () => expect(await query(namespace, 'postgres-read', 'SELECT word FROM words')).toEqual(['hello']));
  expect(await followers(namespace)).toEqual(['postgres-1', 'postgres-2']);
}, RESTRICTED));

test('X2: a replica takes no writes', inNamespace(async (namespace) => {
  await started(namespace, 2);
  await eventually(async () => expect(query(namespace, 'postgres-1', 'INSERT INTO words VALUES (\'lost\')'))
    .rejects.toThrow('cannot execute INSERT in a read-only transaction'));
}, RESTRICTED));

test('a replica that was lost comes back with its data, and catches up', inNamespace(async (namespace) => {
  await started(namespace, 2);
  await write(namespace, 'before');
  await lose(namespace, 'postgres-1', async () => write(namespace, 'meanwhile'));
  await everybodyHas(namespace, 2, ['before', 'meanwhile']);
}, RESTRICTED));

test('the primary that was lost comes back with its data, and is followed under its new address', inNamespace(async (namespace) => {
  await started(namespace, 2);
  await write(namespace, 'before');
  const address = namespace.pods.get('postgres-0')!.status!.podIP;
  const back = await lose(namespace, 'postgres-0');
  expect(back.status!.podIP).not.toBe(address);
  await write(namespace, 'after');
  await everybodyHas(namespace, 2, ['before', 'after']);
  expect(await followers(namespace)).toEqual(['postgres-1']);
}, RESTRICTED));

test('scaling out clones the data, and leaves the servers that are there alone', inNamespace(async (namespace) => {
  await started(namespace, 1);
  await write(namespace, 'before');
  const { uid } = namespace.pods.get('postgres-0')!.metadata!;
  await namespace.apply(postgres(2));
  await namespace.pods.until('two servers ready', ready(2));
  await write(namespace, 'after');
  await everybodyHas(namespace, 2, ['before', 'after']);
  expect(namespace.pods.get('postgres-0')!.metadata!.uid).toBe(uid);
}, RESTRICTED));

test('fails to get in as the administrator from another pod', inNamespace(async (namespace) => {
  await started(namespace, 2);
  await eventually(async () => expect(run(namespace, 'postgres-1', 'psql -h postgres-primary -U postgres -c "SELECT 1"'))
    .rejects.toThrow('no pg_hba.conf entry'));
}, RESTRICTED));

test('a second server does not touch the data of one that runs', inNamespace(async (namespace) => {
  await started(namespace, 1);
  const said = await run(namespace, 'postgres-0', 'timeout 2 sh -eu /etc/postgresql/pod/start.sh /var/lib/postgresql/data || true');
  expect(said).toContain('waiting, as another server has this data');
}, RESTRICTED));
