import { follow } from './support/documented';
import { eventually } from './support/eventually';
import { lose, loseClaim } from './support/loss';
import { SERVERS, nothingLost, said, serversReady, startWriter, writesGoOn, zookeeper } from './support/zookeeper';
import { RESTRICTED, inNamespace } from '../support/namespace';
import { STATEFUL_SET, nameOf } from '../support/objects';

const README = 'examples/zookeeper/README.md';
const WAITS = 'This ZooKeeper instance is not currently serving requests';

/** For all of it, one after the other, on a machine that is busy with other things; in milliseconds. */
const DEADLINE = 40 * 60_000;

test('zookeeper: empty volumes are no ensemble until a person says so, and what is acknowledged then outlives pods and disks', inNamespace(async (namespace) => {
  await namespace.apply(zookeeper());
  for (const server of SERVERS) await eventually(async () => expect(await said(namespace, server)).toContain(WAITS));
  await follow(namespace, README, 'kubectl delete pods -l app=zookeeper');
  await serversReady(namespace, 3);
  await startWriter(namespace);

  // each pod in turn
  for (const server of SERVERS) await lose(namespace, server, async () => writesGoOn(namespace));
  await serversReady(namespace, 3);
  for (const server of SERVERS) await nothingLost(namespace, server);

  // all by an update
  const before = SERVERS.map((server) => namespace.pods.get(server)!.metadata!.uid);
  await namespace.patch(STATEFUL_SET, 'zookeeper', { spec: { template: { metadata: { annotations: { change: '1' } } } } });
  await namespace.pods.until('other pods', () => SERVERS.every((server) => !before.includes(namespace.pods.get(server)?.metadata?.uid)));
  await serversReady(namespace, 3);
  await writesGoOn(namespace);

  // a disk: the others fill it
  await loseClaim(namespace, 'zookeeper-0');
  await serversReady(namespace, 3);
  await nothingLost(namespace, 'zookeeper-0');

  // two disks at once: the two empty servers are no majority, until one of them gives its vote to the one that has all
  await Promise.all(['zookeeper-0', 'zookeeper-1'].map(async (server) => loseClaim(namespace, server)));
  for (const server of ['zookeeper-0', 'zookeeper-1']) await eventually(async () => expect(await said(namespace, server)).toContain(WAITS));
  await follow(namespace, README, 'kubectl delete pod zookeeper-1');
  await serversReady(namespace, 3);
  await writesGoOn(namespace);
  for (const server of SERVERS) await nothingLost(namespace, server);

  // more servers: all stop, and start with the new list
  await namespace.scale('zookeeper', 0);
  await namespace.pods.until('no server', (pods) => pods.every((pod) => !nameOf(pod).startsWith('zookeeper-')));
  await namespace.apply(zookeeper({ servers: 5 }));
  await serversReady(namespace, 5);
  await writesGoOn(namespace);
  for (const server of [...SERVERS, 'zookeeper-3', 'zookeeper-4']) await nothingLost(namespace, server);
}, RESTRICTED), DEADLINE);
