import { Testing } from 'cdk8s';
import { startClient } from './support/client';
import { eventually } from './support/eventually';
import { lines, run } from './support/exec';
import { requiredImage } from './support/images';
import { lose } from './support/loss';
import { RedisCluster } from '../../../examples/redis-cluster/main';
import { RESTRICTED, TestNamespace, inNamespace } from '../support/namespace';
import { Pod, isReady, nameOf } from '../support/objects';

const NODES = [0, 1, 2, 3, 4, 5].map((ordinal) => `redis-cluster-${ordinal}`);

const isNode = (pod: Pod) => nameOf(pod).startsWith('redis-cluster-') && !nameOf(pod).startsWith('redis-cluster-create');
const nodesReady = (pods: Pod[]) => pods.filter((pod) => isNode(pod) && isReady(pod)).length === NODES.length;

/** The example, with somebody who looks at its page. */
async function started(namespace: TestNamespace): Promise<void> {
  const images = { image: requiredImage('redis'), hitCounterImage: requiredImage('redis') };
  await namespace.apply(Testing.synth(new RedisCluster(Testing.app(), 'redis-cluster', images)));
  await startClient(namespace, 'browser', 'redis', 'sleep infinity');
  await namespace.pods.until('six nodes of a cluster', nodesReady);
}

/** Looks at the page until it shows a number of hits, which is returned. */
async function hit(namespace: TestNamespace): Promise<number> {
  let hits = 0;
  await eventually(async () => {
    hits = Number(await run(namespace, 'browser', 'timeout 15 wget -q -O - http://hit-counter'));
  });
  return hits;
}

/** What a node knows of the cluster: the columns of `CLUSTER NODES`, one line a node. */
async function known(namespace: TestNamespace, pod: string): Promise<string[][]> {
  return (await lines(namespace, pod, 'redis-cli cluster nodes', 'redis')).map((line) => line.split(' '));
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

/** The pod that has the key of the hit counter. */
async function master(namespace: TestNamespace): Promise<string> {
  const [slot] = await lines(namespace, NODES[0], 'redis-cli cluster keyslot hits', 'redis');
  const has = (range: string) => {
    const [from, to = from] = range.split('-').map(Number);
    return from <= Number(slot) && Number(slot) <= to;
  };
  const node = (await known(namespace, NODES[0])).find(([, , , , , , , , ...slots]) => slots.some(has));
  return node![1].split(',')[1].split('.')[0];
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
  await started(namespace);
  const before = await hit(namespace);
  const lost = await master(namespace);
  let meanwhile = 0;
  await lose(namespace, lost, async () => {
    meanwhile = await hit(namespace);
  });
  const after = await hit(namespace);
  expect([before < meanwhile, meanwhile < after]).toEqual([true, true]);
  await allKnown(namespace);
}, RESTRICTED));

test('X3: the count survives the loss of all nodes, which find each other again under new addresses', inNamespace(async (namespace) => {
  await started(namespace);
  const before = await hit(namespace);
  await namespace.scale('redis-cluster', 0);
  await namespace.pods.until('no nodes', (pods) => !pods.some(isNode));
  await namespace.scale('redis-cluster', NODES.length);
  await namespace.pods.until('six nodes of a cluster', nodesReady);
  await allKnown(namespace);
  expect(await hit(namespace)).toBeGreaterThan(before);
}, RESTRICTED));
