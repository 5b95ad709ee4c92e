import { Testing } from 'cdk8s';
import { RedisCluster, RedisClusterProps } from './main';
import { container, find, names, podSpec } from '../testing';

const chart = (props: RedisClusterProps = {}) => new RedisCluster(Testing.app(), 'redis-cluster', props);
const hitCounter = (props?: RedisClusterProps) => container(chart(props), 'Deployment', 'hit-counter', 'hit-counter');
const create = (props?: RedisClusterProps) => container(chart(props), 'Job', 'redis-cluster-create', 'create');

test('the objects are the cluster, what forms it, and the hit counter', () => {
  expect(names(chart()).sort()).toEqual([
    'ConfigMap/redis-cluster',
    'Deployment/hit-counter',
    'Job/redis-cluster-create',
    'PodDisruptionBudget/redis-cluster',
    'Service/hit-counter',
    'Service/redis-cluster',
    'StatefulSet/redis-cluster',
  ]);
});

test('the Service of the nodes is headless', () => {
  expect(find(chart(), 'Service', 'redis-cluster')).toHaveProperty('spec.clusterIP', 'None');
});

test('the Service of the nodes has both ports', () => {
  expect(find(chart(), 'Service', 'redis-cluster')).toHaveProperty('spec.ports', [
    { name: 'client', port: 6379 },
    { name: 'gossip', port: 16379 },
  ]);
});

test('all nodes start at once', () => {
  expect(find(chart(), 'StatefulSet', 'redis-cluster')).toHaveProperty('spec.podManagementPolicy', 'Parallel');
});

test('each node has a claim of 50 MiB', () => {
  expect(find(chart(), 'StatefulSet', 'redis-cluster')).toMatchObject({
    spec: { volumeClaimTemplates: [{ metadata: { name: 'data' }, spec: { resources: { requests: { storage: '50Mi' } } } }] },
  });
});

test('the nodes mount the claim and the configuration', () => {
  expect(container(chart(), 'StatefulSet', 'redis-cluster', 'redis')).toHaveProperty('volumeMounts', [
    { name: 'conf', mountPath: '/conf', readOnly: true },
    { name: 'data', mountPath: '/data' },
  ]);
});

test('a node announces the address that its pod has now', () => {
  expect(container(chart(), 'StatefulSet', 'redis-cluster', 'redis')).toMatchObject({
    command: ['redis-server', '/conf/redis.conf', '--cluster-announce-ip', '$(POD_IP)'],
    env: [{ name: 'POD_IP', valueFrom: { fieldRef: { fieldPath: 'status.podIP' } } }],
  });
});

test('a node is ready when it answers', () => {
  expect(container(chart(), 'StatefulSet', 'redis-cluster', 'redis')).toHaveProperty('readinessProbe.exec.command', ['redis-cli', '-e', 'ping']);
});

test('the configuration comes from the ConfigMap', () => {
  expect(podSpec(chart(), 'StatefulSet', 'redis-cluster')).toHaveProperty('volumes', [{ name: 'conf', configMap: { name: 'redis-cluster' } }]);
});

test('the nodes keep what they know of each other on the claim', () => {
  expect(find(chart(), 'ConfigMap', 'redis-cluster')).toMatchObject({
    data: { 'redis.conf': expect.stringContaining('cluster-config-file /data/nodes.conf') },
  });
});

test('the hit counter knows the nodes by name', () => {
  const nodes = [0, 1, 2, 3, 4, 5].map(ordinal => `redis-cluster-${ordinal}.redis-cluster:6379`);
  expect(hitCounter()).toHaveProperty('env', [{ name: 'REDIS_NODES', value: nodes.join(',') }]);
});

test('the hit counter knows as many nodes as there are', () => {
  expect(hitCounter({ nodes: 8 })).toMatchObject({ env: [{ value: expect.stringMatching(/,redis-cluster-7\.redis-cluster:6379$/) }] });
});

test('in a namespace, the nodes have fully qualified names', () => {
  expect(hitCounter({ namespace: 'demo' })).toMatchObject({
    env: [{ value: expect.stringMatching(/^redis-cluster-0\.redis-cluster\.demo\.svc\.cluster\.local:6379,/) }],
  });
});

test('the cluster is formed of all nodes', () => {
  expect(create({ nodes: 7 })).toMatchObject({
    command: ['sh', '-ec', expect.stringContaining('redis-cluster-5.redis-cluster:6379 redis-cluster-6.redis-cluster:6379 --cluster-replicas 1')],
  });
});

test('the hit counter is probed without a hit', () => {
  expect(hitCounter()).toHaveProperty('readinessProbe.tcpSocket', { port: 5000 });
});

test('fails with too few nodes for three masters and their replicas', () => {
  expect(() => chart({ nodes: 5 })).toThrow('nodes 5 are too few for three masters with a replica each; give 6 or more');
});
