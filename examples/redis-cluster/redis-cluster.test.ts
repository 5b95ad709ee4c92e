import { Testing } from 'cdk8s';
import { testing } from 'cdk8s-stateful-app';
import { RedisCluster, RedisClusterProps } from './main';
import { WITHOUT_PRIVILEGES } from '../without-privileges';

const manifests = (props: RedisClusterProps = {}) => testing.Manifests.of(new RedisCluster(Testing.app(), 'redis-cluster', props));
const hitCounter = (props?: RedisClusterProps) => manifests(props).container('Deployment', 'hit-counter', 'hit-counter');
const file = (name: string, props?: RedisClusterProps) => (manifests(props).find('ConfigMap', 'redis-cluster') as { data: Record<string, string> }).data[name];
const node = (props?: RedisClusterProps) => manifests(props).container('StatefulSet', 'redis-cluster', 'redis');

test('the objects are the cluster and the hit counter', () => {
  expect(manifests().names).toEqual([
    'ConfigMap/hit-counter',
    'ConfigMap/redis-cluster',
    'Deployment/hit-counter',
    'PodDisruptionBudget/redis-cluster',
    'Service/hit-counter',
    'Service/redis-cluster',
    'Service/redis-cluster-client',
    'StatefulSet/redis-cluster',
  ]);
});

test('the Service of the nodes is headless', () => {
  expect(manifests().statefulApp('redis-cluster').service('redis-cluster')).toHaveProperty('isHeadless', true);
});

test('the Service of the nodes has both ports', () => {
  expect(manifests().find('Service', 'redis-cluster')).toHaveProperty('spec.ports', [
    { name: 'client', port: 6379 },
    { name: 'gossip', port: 16379 },
  ]);
});

test('clients come to nodes that are ready', () => {
  expect(manifests().find('Service', 'redis-cluster-client')).toHaveProperty('spec', {
    type: 'ClusterIP', selector: { app: 'redis-cluster' }, ports: [{ name: 'client', port: 6379 }],
  });
});

test('all nodes start at once', () => {
  expect(manifests().statefulApp('redis-cluster').podManagementPolicy).toBe('Parallel');
});

test('each node has a claim of 50 MiB', () => {
  expect(manifests({ nodes: 6 }).statefulApp('redis-cluster').claims.map(({ name, storage }) => [name, storage]))
    .toEqual([0, 1, 2, 3, 4, 5].map(ordinal => [`data-redis-cluster-${ordinal}`, '50Mi']));
});

test('the nodes mount the claim and the files', () => {
  expect(node()).toMatchObject({
    volumeMounts: expect.arrayContaining([
      { name: 'files', mountPath: '/redis', readOnly: true },
      { name: 'data', mountPath: '/data' },
    ]),
  });
});

test('a node announces the address that its pod has now, and the name that it keeps', () => {
  expect(node()).toMatchObject({ env: expect.arrayContaining([{ name: 'POD_IP', valueFrom: { fieldRef: { fieldPath: 'status.podIP' } } }]) });
  expect(manifests().find('ConfigMap', 'redis-cluster')).toMatchObject({
    data: { 'start.sh': expect.stringContaining('--cluster-announce-ip "$POD_IP" --cluster-announce-hostname "$POD_DNS_NAME"') },
  });
});

test('a node hands its slots over before its pod ends', () => {
  expect(node()).toHaveProperty('lifecycle.preStop.exec.command', ['sh', '/redis/leave.sh']);
});

test('a node is ready when it belongs to a cluster that works', () => {
  expect(node()).toHaveProperty('readinessProbe.exec.command', ['sh', '-e', '/redis/is-ready.sh']);
});

test('a node is not started again because the cluster does not work', () => {
  expect(node()).toHaveProperty('livenessProbe.exec.command', ['redis-cli', '-e', 'ping']);
});

test('the files come from the ConfigMap', () => {
  expect(manifests().podSpec('StatefulSet', 'redis-cluster')).toHaveProperty('volumes', [
    { name: 'files', configMap: { name: 'redis-cluster', defaultMode: 0o555 } },
  ]);
});

test('the nodes keep what they know of each other on the claim', () => {
  expect(manifests().find('ConfigMap', 'redis-cluster')).toMatchObject({
    data: { 'redis.conf': expect.stringContaining('cluster-config-file /data/nodes.conf') },
  });
});

test('clients are sent to nodes by name', () => {
  expect(manifests().find('ConfigMap', 'redis-cluster')).toMatchObject({
    data: { 'redis.conf': expect.stringContaining('cluster-preferred-endpoint-type hostname') },
  });
});

test('another number of nodes changes no pod', () => {
  expect(manifests({ nodes: 7 }).statefulApp('redis-cluster').rolloutFrom(manifests().statefulApp('redis-cluster')).replaced).toEqual([]);
});

test('the names of all nodes are in a file', () => {
  expect(file('nodes', { nodes: 7 }).trim().split('\n')).toEqual([0, 1, 2, 3, 4, 5, 6].map(ordinal => `redis-cluster-${ordinal}.redis-cluster`));
});

test('in a namespace, the nodes have fully qualified names', () => {
  expect(file('nodes', { namespace: 'demo' })).toMatch(/^redis-cluster-0\.redis-cluster\.demo\.svc\.cluster\.local\n/);
});

test('the file is there before the pods', () => {
  const names = Testing.synth(new RedisCluster(Testing.app(), 'redis-cluster')).map(({ kind, metadata }) => `${kind}/${metadata.name}`);
  expect(names.indexOf('ConfigMap/redis-cluster')).toBeLessThan(names.indexOf('StatefulSet/redis-cluster'));
});

test('a cluster is formed when a person says so, or by itself up to a day', () => {
  expect([file('initialize-before'), file('initialize-before', { initializeBefore: '2026-12-24' })]).toEqual(['', '20261224']);
});

test.each(['tomorrow', '24.12.2026', '2026-12'])('fails with the day %s', (initializeBefore) => {
  expect(() => manifests({ initializeBefore })).toThrow(`initializeBefore "${initializeBefore}" is no day; give one such as 2026-12-24`);
});

test('the hit counter asks any node that is ready', () => {
  expect(hitCounter({ namespace: 'demo' })).toHaveProperty('env', [{ name: 'REDIS', value: 'redis-cluster-client.demo.svc.cluster.local:6379' }]);
});

test('the hit counter is probed without a hit', () => {
  expect(hitCounter()).toHaveProperty('readinessProbe.tcpSocket', { port: 8080 });
});

test('other images can be given', () => {
  const props = { image: 'registry.example/redis:7', hitCounterImage: 'registry.example/busybox:1' };
  expect([node(props), hitCounter(props)]).toMatchObject([{ image: 'registry.example/redis:7' }, { image: 'registry.example/busybox:1' }]);
});

test.each([
  ['StatefulSet', 'redis-cluster', 'redis'],
  ['StatefulSet', 'redis-cluster', 'join'],
  ['Deployment', 'hit-counter', 'hit-counter'],
])('the pods of %s/%s give up the privileges of their container %s', (kind, name, containerName) => {
  expect(manifests().container(kind, name, containerName)).toHaveProperty('securityContext', WITHOUT_PRIVILEGES);
});

test('fails with too few nodes for three masters and their replicas', () => {
  expect(() => manifests({ nodes: 5 })).toThrow('nodes 5 are too few for three masters with a replica each; give 6 or more');
});

test('one node can try a version', () => {
  expect(manifests({ partition: 5 }).find('StatefulSet', 'redis-cluster')).toHaveProperty('spec.updateStrategy.rollingUpdate.partition', 5);
});
