import { Testing } from 'cdk8s';
import { eventually } from './support/eventually';
import { lines, run } from './support/exec';
import { requiredImage } from './support/images';
import { log } from './support/log';
import { lose } from './support/loss';
import { podsOf } from './support/official-images';
import { Patroni, PatroniProps } from '../../../examples/patroni/main';
import { LeaderElection } from '../../../examples/patroni/patroni-cluster';
import { RESTRICTED, TestNamespace, inNamespace } from '../support/namespace';
import { Manifest, nameOf, Pod, ready } from '../support/objects';

const PASSWORD = 'secret';

// Debian 12 has a Patroni from before version 4
const patroni = (props: PatroniProps): Manifest[] =>
  Testing.synth(new Patroni(Testing.app(), 'patroni', { image: requiredImage('patroni'), leaderRole: 'master', ...props }));

async function started(namespace: TestNamespace, props: PatroniProps): Promise<void> {
  const stringData = { 'superuser-password': PASSWORD, 'replication-password': `${PASSWORD}2` };
  await namespace.apply([{ apiVersion: 'v1', kind: 'Secret', metadata: { name: 'postgres' }, stringData }, ...patroni(props)]);
  await namespace.pods.until('all servers ready, with a leader', (pods) => ready(props.replicas ?? 3)(pods) && leadersIn(pods).length === 1);
}

const leadersIn = (pods: Pod[]) => pods.filter(({ metadata }) => metadata?.labels?.role === 'master').map(nameOf);

/** What a host answers to the administrator, asked from the pod 0. */
const query = async (namespace: TestNamespace, host: string, sql: string) =>
  lines(namespace, 'postgres-0', `PGPASSWORD=${PASSWORD} PGCONNECT_TIMEOUT=5 psql -h ${host} -U postgres -qAt -c "${sql}"`);

/** Through the Service of the leader, sooner or later; hence only what may be done twice. */
const write = async (namespace: TestNamespace, word: string) => eventually(async () => {
  await query(namespace, 'postgres', `CREATE TABLE IF NOT EXISTS words (word text PRIMARY KEY); INSERT INTO words VALUES ('${word}') ON CONFLICT DO NOTHING`);
});

/** Expects a Service to lead to servers that have these words, sooner or later. */
const has = async (namespace: TestNamespace, host: string, words: string[]) => eventually(async () => {
  expect(await query(namespace, host, 'SELECT word FROM words ORDER BY word')).toEqual(words);
});

describe.each(Object.values(LeaderElection))('with %s', (election) => {
  test('what is written to the leader is read from the replicas, which take no writes', inNamespace(async (namespace) => {
    await started(namespace, { election });
    await write(namespace, 'hello');
    await has(namespace, 'postgres-replica', ['hello']);
    // one replica may have the table a moment after the other
    await eventually(async () => {
      await expect(query(namespace, 'postgres-replica', 'DELETE FROM words')).rejects.toThrow('cannot execute DELETE in a read-only transaction');
    });
  }, RESTRICTED));

  test('when the leader is lost, another pod takes its place, and the Services follow', inNamespace(async (namespace) => {
    await started(namespace, { election });
    await write(namespace, 'before');
    await has(namespace, 'postgres-replica', ['before']);
    const [leader] = leadersIn(namespace.pods.current());
    await lose(namespace, leader, async () => {
      await namespace.pods.until('another leader', (pods) => leadersIn(pods).some((pod) => pod !== leader));
    });
    await namespace.pods.until('one leader of three', (pods) => ready(3)(pods) && leadersIn(pods).length === 1 && leadersIn(pods)[0] !== leader);
    await write(namespace, 'meanwhile');
    await has(namespace, 'postgres', ['before', 'meanwhile']);
    await has(namespace, `${leader}.postgres-pods`, ['before', 'meanwhile']);
  }, RESTRICTED));
});

test('a follower is never the leader', inNamespace(async (namespace) => {
  await started(namespace, { replicas: 2, followers: [0] });
  expect(leadersIn(namespace.pods.current())).toEqual(['postgres-1']);
}, RESTRICTED));

test('the members know each other by their names', inNamespace(async (namespace) => {
  await started(namespace, { replicas: 2 });
  const members = JSON.parse(await run(namespace, 'postgres-0', 'patronictl -c /etc/patroni/patroni.yml list -f json')) as { Member: string; Host: string }[];
  expect(members.map(({ Member, Host }) => [Member, Host.split('.')[0]])).toEqual([['postgres-0', 'postgres-0'], ['postgres-1', 'postgres-1']]);
}, RESTRICTED));

test('a second pod on the volume of a server waits, as after a deletion by force', inNamespace(async (namespace) => {
  await started(namespace, { replicas: 1 });
  await namespace.apply([beside('postgres-0', patroni({ replicas: 1 }))]);
  await eventually(async () => expect(await log(namespace, 'second', 'postgres')).toContainEqual(expect.stringMatching(/^waiting, as another server has this data/)));
  await write(namespace, 'meanwhile');
  expect((await log(namespace, 'second', 'postgres')).filter((line) => !line.startsWith('waiting'))).toEqual([]);
}, RESTRICTED));

/** A pod of its own like this one, with its claim. */
function beside(name: string, manifests: Manifest[]): Manifest {
  const [spec] = manifests.flatMap(podsOf);
  const data = { name: 'data', persistentVolumeClaim: { claimName: `data-${name}` } };
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'second', labels: { 'apps.kubernetes.io/pod-index': name.replace(/.*-/, '') } },
    spec: { ...spec, volumes: [...spec!.volumes!, data] },
  };
}
