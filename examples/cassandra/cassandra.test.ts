import { Testing } from 'cdk8s';
import { testing } from 'cdk8s-stateful-app';
import { Cassandra, CassandraProps } from './main';

const manifests = (props: CassandraProps = {}) => testing.Manifests.of(new Cassandra(Testing.app(), 'cassandra', props));
const node = (props?: CassandraProps) => manifests(props).container('StatefulSet', 'cassandra', 'cassandra');
const seeds = (props?: CassandraProps) => (node(props).env as { name: string; value?: string }[]).find(({ name }) => name === 'CASSANDRA_SEEDS')?.value;
const racks = (props?: CassandraProps) => (manifests(props).find('ConfigMap', 'cassandra-racks') as unknown as { data: unknown }).data;

test('the objects are the nodes with their racks, their Services and their budget', () => {
  expect(manifests().names).toEqual([
    'ConfigMap/cassandra-racks',
    'PodDisruptionBudget/cassandra',
    'Service/cassandra',
    'Service/cassandra-client',
    'StatefulSet/cassandra',
  ]);
});

test('the first three pods are the seeds', () => {
  expect(seeds()).toBe('cassandra-0.cassandra,cassandra-1.cassandra,cassandra-2.cassandra');
});

test('in a namespace, the seeds have fully qualified names', () => {
  expect(seeds({ namespace: 'prod' })).toBe('cassandra-0.cassandra.prod.svc.cluster.local,cassandra-1.cassandra.prod.svc.cluster.local,cassandra-2.cassandra.prod.svc.cluster.local');
});

test('a single node is its own seed', () => {
  expect(seeds({ racks: ['rack1'] })).toBe('cassandra-0.cassandra');
});

test('each node has a rack of its own', () => {
  expect(racks()).toEqual({
    '0.cassandra-rackdc.properties': 'dc=dc1\nrack=rack1\n',
    '1.cassandra-rackdc.properties': 'dc=dc1\nrack=rack2\n',
    '2.cassandra-rackdc.properties': 'dc=dc1\nrack=rack3\n',
  });
});

test('datacenter and racks can be named', () => {
  expect(racks({ datacenter: 'eu', racks: ['a'] })).toEqual({ '0.cassandra-rackdc.properties': 'dc=eu\nrack=a\n' });
});

test('one rack more leaves the nodes that are there alone', () => {
  const nodes = (...names: string[]) => manifests({ racks: names }).statefulApp('cassandra');
  expect(nodes('a', 'b', 'c', 'd').rolloutFrom(nodes('a', 'b', 'c')).replaced).toEqual([]);
});

test('there are as many nodes as racks', () => {
  expect(manifests({ racks: ['a', 'b', 'c', 'd'] }).statefulApp('cassandra').podNames).toHaveLength(4);
});

test('the snitch finds the rack of the pod beside the other settings', () => {
  expect(node()).toMatchObject({
    env: expect.arrayContaining([{ name: 'CASSANDRA_ENDPOINT_SNITCH', value: 'GossipingPropertyFileSnitch' }]),
    volumeMounts: expect.arrayContaining([{
      name: 'racks',
      mountPath: '/etc/cassandra/cassandra-rackdc.properties',
      subPathExpr: '$(POD_INDEX).cassandra-rackdc.properties',
      readOnly: true,
    }]),
  });
});

test('the settings of the image are copied to where it may write', () => {
  expect(manifests().container('StatefulSet', 'cassandra', 'copy-settings')).toMatchObject({
    command: ['cp', '--recursive', '/etc/cassandra/.', '/settings'],
    volumeMounts: [{ name: 'settings', mountPath: '/settings' }],
  });
  expect(node()).toMatchObject({ volumeMounts: expect.arrayContaining([{ name: 'settings', mountPath: '/etc/cassandra' }]) });
});

test('nodes join one by one', () => {
  expect(manifests().statefulApp('cassandra').podManagementPolicy).toBe('OrderedReady');
});

test('a node is ready when it takes clients, which it does once it has joined', () => {
  expect(node()).toHaveProperty('readinessProbe.tcpSocket.port', 9042);
});

test('a node that joins is alive', () => {
  expect(node()).toHaveProperty('livenessProbe.tcpSocket.port', 7000);
});

test('a node begins by a command that looks whether it has joined', () => {
  expect(node()).toHaveProperty('command', ['bash', '-c', expect.stringContaining('exec docker-entrypoint.sh cassandra -f')]);
});

test('a node drains before it ends', () => {
  expect(node()).toHaveProperty('lifecycle.preStop.exec.command', ['nodetool', 'drain']);
});

test('it has three minutes for that', () => {
  expect(manifests().podSpec('StatefulSet', 'cassandra')).toHaveProperty('terminationGracePeriodSeconds', 180);
});

test('no two nodes are in one zone, if there are others', () => {
  expect(manifests().podSpec('StatefulSet', 'cassandra')).toMatchObject({
    topologySpreadConstraints: expect.arrayContaining([
      expect.objectContaining({ topologyKey: 'topology.kubernetes.io/zone', whenUnsatisfiable: 'DoNotSchedule' }),
    ]),
  });
});

test('clients come to ready nodes only', () => {
  expect(manifests().find('Service', 'cassandra-client').spec).toEqual({
    type: 'ClusterIP', ports: [{ name: 'cql', port: 9042 }], selector: { app: 'cassandra' },
  });
});

test('a drain takes one node at a time', () => {
  expect(manifests().find('PodDisruptionBudget', 'cassandra')).toMatchObject({ spec: { maxUnavailable: 1, selector: { matchLabels: { app: 'cassandra' } } } });
});
