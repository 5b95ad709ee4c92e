import { follow } from './support/documented';
import { eventually } from './support/eventually';
import { run } from './support/exec';
import { lose } from './support/loss';
import { ask, everybodyHas, started, write } from './support/postgres';
import { RESTRICTED, inNamespace } from '../support/namespace';

const README = 'examples/postgres/README.md';

test('the disk of the primary is lost: the replica that has most gives it back, and the others follow it', inNamespace(async (namespace) => {
  await started(namespace, 3);
  await write(namespace, 'before');
  await everybodyHas(namespace, 3, ['before']);
  // the one that has less follows all the same, as the primary has what it lacks
  await ask(namespace, 'postgres-1', 'SELECT pg_wal_replay_pause()');
  await write(namespace, 'last');
  await eventually(async () => expect(await ask(namespace, 'postgres-2', 'SELECT count(*) FROM words', 'app')).toEqual(['2']));
  await follow(namespace, README, 'kubectl delete pvc/data-postgres-0 pod/postgres-0');
  await ask(namespace, 'postgres-1', 'SELECT pg_wal_replay_resume()');
  await write(namespace, 'after');
  await everybodyHas(namespace, 3, ['before', 'last', 'after']);
}, RESTRICTED));

test('the disk of a replica is lost: it is cloned anew', inNamespace(async (namespace) => {
  await started(namespace, 2);
  await write(namespace, 'before');
  await follow(namespace, README, 'kubectl delete pvc/data-postgres-1 pod/postgres-1');
  await write(namespace, 'after');
  await everybodyHas(namespace, 2, ['before', 'after']);
}, RESTRICTED));

test('a replica that the primary does not let in is not ready, and one whose primary is away is', inNamespace(async (namespace) => {
  await started(namespace, 2);
  const isReady = 'sh -eu /etc/postgresql/pod/is-ready.sh';
  await ask(namespace, 'postgres-0', 'ALTER ROLE replication NOLOGIN; SELECT pg_terminate_backend(pid) FROM pg_stat_replication');
  await eventually(async () => expect(run(namespace, 'postgres-1', isReady)).rejects.toThrow('clone it anew: kubectl delete pvc/data-postgres-1 pod/postgres-1'));
  await lose(namespace, 'postgres-0', async () => eventually(async () => expect(await run(namespace, 'postgres-1', isReady)).toBe('')));
}, RESTRICTED));
