import { Testing } from 'cdk8s';
import { startClient } from './client';
import { eventually } from './eventually';
import { lines } from './exec';
import { requiredImage } from './images';
import { allStored, moreAcknowledged } from './writes';
import { Cassandra, CassandraProps } from '../../../../examples/cassandra/main';
import { TestNamespace } from '../../support/namespace';
import { Manifest, Pod, StatefulSet, isReady, nameOf } from '../../support/objects';

/** The nodes of the example as it is. */
export const NODES = ['cassandra-0', 'cassandra-1', 'cassandra-2'];

/** The example with the image that the tests have, and with less of everything: the node has not what three servers ask for. */
export function cassandra(props: CassandraProps = {}): Manifest[] {
  const manifests: Manifest[] = Testing.synth(new Cassandra(Testing.app(), 'cassandra', { image: requiredImage('cassandra'), ...props }));
  for (const set of manifests.filter(({ kind }) => kind === 'StatefulSet') as (Manifest & StatefulSet)[]) {
    const [server] = set.spec!.template.spec!.containers;
    server!.resources = { requests: { cpu: '10m', memory: '64Mi' }, limits: { memory: '2Gi' } };
    server!.env!.find(({ name }) => name === 'MAX_HEAP_SIZE')!.value = '384M';
  }
  return manifests;
}

/** Waits until so many nodes are ready, one after the other, as each takes its time. */
export async function nodesReady(namespace: TestNamespace, count: number): Promise<void> {
  const isNode = (pod: Pod) => nameOf(pod).startsWith('cassandra-');
  for (let ordinal = 0; ordinal < count; ordinal++) {
    const name = `cassandra-${ordinal}`;
    await namespace.pods.until(`${name} ready`, (pods) => pods.some((pod) => nameOf(pod) === name && isReady(pod)));
  }
  await namespace.pods.until(`${count} nodes, all ready`, (pods) => pods.filter(isNode).length === count && pods.filter(isNode).every(isReady));
}

/** What `nodetool` prints in the pod of a node. */
export async function nodetool(namespace: TestNamespace, node: string, command: string): Promise<string[]> {
  return lines(namespace, node, `nodetool ${command}`, 'cassandra');
}

/** Waits until a node sees the others in these states: whether they are up or down, and normal, leaving or joining. */
export async function seen(namespace: TestNamespace, states: string[], by = 'cassandra-1'): Promise<void> {
  await eventually(async () => {
    const found = (await nodetool(namespace, by, 'status')).flatMap((line) => line.match(/^[UD][NLJM](?= )/) ?? []);
    // a node that joins comes and goes, as it tries again
    expect(found.filter((state) => state !== 'UJ').sort()).toEqual([...states].sort());
  });
}

const CQL = 'cql cassandra-client';

/** Makes a table with three copies, and somebody who writes number after number to it, and has been told of some writes. */
export async function startWriter(namespace: TestNamespace): Promise<void> {
  const statements = [
    "CREATE KEYSPACE IF NOT EXISTS test WITH replication = {'class': 'NetworkTopologyStrategy', 'dc1': 3}",
    'CREATE TABLE IF NOT EXISTS test.numbers (number int PRIMARY KEY)',
  ];
  const prepare = statements.map((statement) => `until ${CQL} "${statement}"; do sleep 1; done`).join('; ');
  await startClient(namespace, 'writer', 'cassandra', `${prepare}; exec ${CQL} write test.numbers > /tmp/acknowledged 2> /tmp/errors`);
  await writesGoOn(namespace);
}

/** The numbers that the writer was told a majority has. */
async function acknowledged(namespace: TestNamespace): Promise<string[]> {
  return lines(namespace, 'writer', 'cat /tmp/acknowledged');
}

/** Waits until the writer is told of writes again. */
export const writesGoOn = async (namespace: TestNamespace) => moreAcknowledged(async () => acknowledged(namespace));

/** Expects that a majority has all that was acknowledged. */
export async function nothingLost(namespace: TestNamespace): Promise<void> {
  await allStored(async () => acknowledged(namespace), async () => lines(namespace, 'writer', `${CQL} "SELECT number FROM test.numbers"`));
}

/** Expects that a node has all that was acknowledged itself, sooner or later. */
export async function hasAll(namespace: TestNamespace, node: string): Promise<void> {
  await allStored(async () => acknowledged(namespace), async () => lines(namespace, 'writer', `cql ${node}.cassandra own "SELECT number FROM test.numbers"`));
}
