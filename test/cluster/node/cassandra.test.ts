import { NODES, cassandra, hasAll, nodesReady, nothingLost, seen, startWriter, writesGoOn } from './support/cassandra';
import { follow } from './support/documented';
import { eventually } from './support/eventually';
import { log } from './support/log';
import { lose, loseClaim } from './support/loss';
import { RESTRICTED, inNamespace } from '../support/namespace';
import { PERSISTENT_VOLUME_CLAIM, STATEFUL_SET, isReady, nameOf } from '../support/objects';

const README = 'examples/cassandra/README.md';

/** For all of it, one after the other, on a machine that is busy with other things; in milliseconds. */
const DEADLINE = 40 * 60_000;

test('cassandra: an empty volume is no cluster until a person says so, and what a majority has then outlives pods and a disk', inNamespace(async (namespace) => {
  await namespace.apply(cassandra());
  await eventually(async () => {
    expect(await log(namespace, 'cassandra-0', 'cassandra')).toContainEqual(expect.stringMatching(/^waiting, as this node has not joined yet/));
  });
  await follow(namespace, README, 'kubectl exec cassandra-0 -- touch /var/lib/cassandra/initialize');
  await nodesReady(namespace, 3);
  await seen(namespace, ['UN', 'UN', 'UN']);
  await startWriter(namespace);

  // each pod in turn
  for (const node of NODES) {
    await lose(namespace, node, async () => writesGoOn(namespace));
    await seen(namespace, ['UN', 'UN', 'UN'], node);
  }
  await nothingLost(namespace);

  // all by an update
  const before = NODES.map((node) => namespace.pods.get(node)!.metadata!.uid);
  await namespace.patch(STATEFUL_SET, 'cassandra', { spec: { template: { metadata: { annotations: { change: '1' } } } } });
  await namespace.pods.until('other pods', () => NODES.every((node) => !before.includes(namespace.pods.get(node)?.metadata?.uid)));
  await nodesReady(namespace, 3);
  await writesGoOn(namespace);
  await nothingLost(namespace);

  // the disk of a seed: it is no member until the former node is none any more, and has all then
  await loseClaim(namespace, 'cassandra-0');
  await seen(namespace, ['DN', 'UN', 'UN']);
  await writesGoOn(namespace);
  expect(isReady(namespace.pods.get('cassandra-0')!)).toBe(false);
  await follow(namespace, README, 'kubectl exec cassandra-1 -- nodetool removenode "$former"');
  await nodesReady(namespace, 3);
  await hasAll(namespace, 'cassandra-0');
  await follow(namespace, README, 'kubectl exec cassandra-0 -- nodetool repair --full');
  await seen(namespace, ['UN', 'UN', 'UN']);
  await nothingLost(namespace);

  // a rack more, and away again
  const those = NODES.map((node) => namespace.pods.get(node)!.metadata!.uid);
  await namespace.apply(cassandra({ racks: ['rack1', 'rack2', 'rack3', 'rack4'] }));
  await nodesReady(namespace, 4);
  await seen(namespace, ['UN', 'UN', 'UN', 'UN']);
  await writesGoOn(namespace);
  await follow(namespace, README, 'kubectl exec cassandra-3 -- nodetool decommission');
  await nodesReady(namespace, 3);
  await seen(namespace, ['UN', 'UN', 'UN']);
  expect(NODES.map((node) => namespace.pods.get(node)!.metadata!.uid)).toEqual(those);
  expect((await namespace.list(PERSISTENT_VOLUME_CLAIM)).map(nameOf).sort()).toEqual(NODES.map((node) => `data-${node}`));
  await writesGoOn(namespace);
  await nothingLost(namespace);
}, RESTRICTED), DEADLINE);
