import { Testing } from 'cdk8s';
import { eventually } from './eventually';
import { lines, run } from './exec';
import { requiredImage } from './images';
import { RedisCluster, RedisClusterProps } from '../../../../examples/redis-cluster/main';
import { TestNamespace } from '../../support/namespace';
import { Manifest, Pod, isReady, nameOf } from '../../support/objects';

/** The nodes of the example as it is. */
export const NODES = [0, 1, 2, 3, 4, 5].map((ordinal) => `redis-cluster-${ordinal}`);

export const isNode = (pod: Pod) => nameOf(pod).startsWith('redis-cluster-');
export const nodesReady = (pods: Pod[]) => pods.filter((pod) => isNode(pod) && isReady(pod)).length === NODES.length;

/** The example with the image that the tests have. */
export function redisCluster(props: RedisClusterProps = {}): Manifest[] {
  return Testing.synth(new RedisCluster(Testing.app(), 'redis-cluster', {
    image: requiredImage('redis'), hitCounterImage: requiredImage('redis'), ...props,
  }));
}

/** Applies the example and permits its first start, as its README says. */
export async function started(namespace: TestNamespace): Promise<void> {
  await namespace.apply(redisCluster());
  await eventually(async () => void await run(namespace, NODES[0], 'touch /data/initialize', 'redis'));
  await namespace.pods.until('six nodes of a cluster', nodesReady);
}

/** What a node knows of the cluster: the columns of `CLUSTER NODES`, one line a node. */
export async function known(namespace: TestNamespace, pod: string): Promise<string[][]> {
  return (await lines(namespace, pod, 'redis-cli cluster nodes', 'redis')).map((line) => line.split(' '));
}

/** The pods that have a key: the master of its slot, and its replicas. */
export async function holders(namespace: TestNamespace, key: string): Promise<[master: string, ...replicas: string[]]> {
  const [slot] = await lines(namespace, NODES[0], `redis-cli cluster keyslot ${key}`, 'redis');
  const has = (range: string) => {
    const [from, to = from] = range.split('-').map(Number);
    return from! <= Number(slot) && Number(slot) <= to!;
  };
  const nodes = await known(namespace, NODES[0]);
  const master = nodes.find(([, , , , , , , , ...slots]) => slots.some(has));
  const replicas = nodes.filter(([, , , of]) => of === master![0]);
  const [first, ...others] = [master!, ...replicas].map(([, at]) => at.split(',')[1].split('.')[0]);
  return [first, ...others];
}
