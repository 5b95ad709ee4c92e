import { startClient } from './support/client';
import { eventually } from './support/eventually';
import { lines, run } from './support/exec';
import { lose } from './support/loss';
import { NODES, holders, isNode, known, nodesReady, redisCluster, started } from './support/redis';
import { RESTRICTED, TestNamespace, inNamespace } from '../support/namespace';
import { PERSISTENT_VOLUME_CLAIM, POD, Pod, isReady, nameOf } from '../support/objects';

/** The example, with somebody who looks at its page. */
async function visited(namespace: TestNamespace): Promise<void> {
  await started(namespace);
  await startClient(namespace, 'browser', 'redis', 'sleep infinity');
}

/** Looks at the page until it shows a number of hits, which is returned. */
async function hit(namespace: TestNamespace): Promise<number> {
  let hits = 0;
  await eventually(async () => {
    hits = Number(await run(namespace, 'browser', 'timeout 15 wget -q -O - http://hit-counter'));
  });
  return hits;
}

/** Expects every node to reach all six, under the addresses that their pods have now. */
async function allKnown(namespace: TestNamespace): Promise<void> {
  const addresses = namespace.pods.current().filter(isNode).map((pod) => `${pod.status!.podIP} ${nameOf(pod)} connected`);
  for (const pod of NODES) {
    await eventually(async () => expect((await known(namespace, pod)).map(([, at, , , , , , link]) => {
      const [address, name] = at.split(',');
      return `${address.split(':')[0]} ${name.split('.')[0]} ${link}`;
    }).sort()).toEqual([...addresses].sort()));
  }
}

test('X3: the nodes form one cluster of three masters with a replica each, and tell their names to clients', inNamespace(async (namespace) => {
  await started(namespace);
  await allKnown(namespace);
  // a node is ready as soon as every slot has a master; replicas are made last
  await eventually(async () => {
    const roles = (await known(namespace, NODES[0])).map(([, , role]) => role.replace('myself,', ''));
    expect(roles.sort()).toEqual(['master', 'master', 'master', 'slave', 'slave', 'slave']);
  });
  const info = await lines(namespace, NODES[0], 'redis-cli cluster info | tr -d \'\\r\'', 'redis');
  expect(info).toEqual(expect.arrayContaining(['cluster_state:ok', 'cluster_slots_ok:16384', 'cluster_known_nodes:6']));
}, RESTRICTED));

test('X3: hits are counted on while the node that has them is lost, and it is found again under its new address', inNamespace(async (namespace) => {
  await visited(namespace);
  const before = await hit(namespace);
  const [lost] = await holders(namespace, 'hits');
  let meanwhile = 0;
  await lose(namespace, lost, async () => {
    meanwhile = await hit(namespace);
  });
  const after = await hit(namespace);
  expect([before < meanwhile, meanwhile < after]).toEqual([true, true]);
  await allKnown(namespace);
}, RESTRICTED));

test('X3: the count survives the loss of all nodes, which find each other again under new addresses', inNamespace(async (namespace) => {
  await visited(namespace);
  const before = await hit(namespace);
  await namespace.scale('redis-cluster', 0);
  await namespace.pods.until('no nodes', (pods) => !pods.some(isNode));
  await namespace.scale('redis-cluster', NODES.length);
  await namespace.pods.until('six nodes of a cluster', nodesReady);
  await allKnown(namespace);
  expect(await hit(namespace)).toBeGreaterThan(before);
}, RESTRICTED));

/** For a shell: writes numbers to any node, which sends it to the one that has the key, and keeps those that it was told are written. */
const WRITER = 'i=0; while :; do [ "$(timeout 3 redis-cli -c -h redis-cluster-client set n$i $i 2> /dev/null | tail -n 1)" = OK ] && echo $i >> /tmp/acknowledged;'
  + ' i=$((i + 1)); sleep 0.05; done';

/** For a shell: counts in one slot, and keeps when it was told so. */
const COUNTER = 'while :; do timeout 3 redis-cli -e -c -h redis-cluster-client incr counted > /dev/null 2>&1 && read now rest < /proc/uptime && echo $now >> /tmp/times; sleep 0.1; done';

async function written(namespace: TestNamespace): Promise<void> {
  await started(namespace);
  await startClient(namespace, 'writer', 'redis', WRITER);
  await startClient(namespace, 'counter', 'redis', COUNTER);
  await eventually(async () => expect((await lines(namespace, 'writer', 'cat /tmp/acknowledged')).length).toBeGreaterThan(30));
}

/** Expects that all numbers are there that the writer was told are written. */
async function nothingLost(namespace: TestNamespace): Promise<void> {
  const acknowledged = await lines(namespace, 'writer', 'cat /tmp/acknowledged');
  const masters = (await known(namespace, NODES[0])).filter(([, , flags]) => flags.includes('master')).map(([, at]) => at.split(',')[1].split('.')[0]);
  const stored = new Set<string>();
  for (const pod of masters) for (const key of await lines(namespace, pod, 'redis-cli --scan --pattern \'n*\'', 'redis')) stored.add(key.slice(1));
  expect(acknowledged.filter((number) => !stored.has(number))).toEqual([]);
}

/** For how many seconds the counter was told nothing, at most. */
async function secondsWithoutWrites(namespace: TestNamespace): Promise<number> {
  const times = (await lines(namespace, 'counter', 'cat /tmp/times')).map(Number);
  return Math.max(...times.slice(1).map((time, index) => time - times[index]));
}

test('X3: a master whose disk is lost comes back as a replica of the one that was promoted, by itself', inNamespace(async (namespace) => {
  await written(namespace);
  const [lost] = await holders(namespace, 'hits');
  const { uid } = namespace.pods.get(lost)!.metadata!;
  await namespace.delete(PERSISTENT_VOLUME_CLAIM, `data-${lost}`);
  await namespace.delete(POD, lost);
  const isBack = (pod: Pod) => nameOf(pod) === lost && pod.metadata?.uid !== uid && isReady(pod);
  await namespace.pods.until(`${lost} ready again`, (pods) => pods.some(isBack));
  await allKnown(namespace);
  const [self] = (await known(namespace, lost)).filter(([, , flags]) => flags.includes('myself'));
  expect(self[2]).toBe('myself,slave');
  await nothingLost(namespace);
  const seconds = await secondsWithoutWrites(namespace);
  expect(seconds).toBeLessThan(60);
}, RESTRICTED));

test('X3: 7 nodes are applied and 6 again: no other pod changes, and nothing is lost that was acknowledged', inNamespace(async (namespace) => {
  await written(namespace);
  const uids = () => NODES.map((node) => namespace.pods.get(node)!.metadata!.uid);
  const before = uids();
  await namespace.apply(redisCluster({ nodes: 7 }));
  await namespace.pods.until('seven nodes of a cluster', (pods) => pods.filter((pod) => isNode(pod) && isReady(pod)).length === 7);
  await eventually(async () => expect(await known(namespace, NODES[0])).toHaveLength(7));
  await namespace.apply(redisCluster());
  await namespace.pods.until('six pods', (pods) => pods.filter(isNode).length === 6);
  await allKnown(namespace);
  expect(uids()).toEqual(before);
  await nothingLost(namespace);
  const seconds = await secondsWithoutWrites(namespace);
  expect(seconds).toBeLessThan(60);
}, RESTRICTED));
