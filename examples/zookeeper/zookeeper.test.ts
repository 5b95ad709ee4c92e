import { Testing } from 'cdk8s';
import { testing } from 'cdk8s-stateful-app';
import { Zookeeper, ZookeeperProps } from './main';

const manifests = (props: ZookeeperProps = {}) => testing.Manifests.of(new Zookeeper(Testing.app(), 'zookeeper', props));
const server = (props?: ZookeeperProps) => manifests(props).container('StatefulSet', 'zookeeper', 'zookeeper');
const files = (name: string, props?: ZookeeperProps) => (manifests(props).find('ConfigMap', name) as unknown as { data: Record<string, string> }).data;
const settings = (props?: ZookeeperProps) => files('zookeeper-config', props)['0.zoo.cfg']!.trimEnd().split('\n');

test('the objects are the ensemble with its configuration, its Services and its budget', () => {
  expect(manifests().names).toEqual([
    'ConfigMap/zookeeper-config',
    'ConfigMap/zookeeper-id',
    'PodDisruptionBudget/zookeeper',
    'Service/zookeeper',
    'Service/zookeeper-client',
    'StatefulSet/zookeeper',
  ]);
});

test('the number of each server is its ordinal and one', () => {
  expect(files('zookeeper-id')).toEqual({ '0.myid': '1\n', '1.myid': '2\n', '2.myid': '3\n' });
});

test('each server has the number of its ordinal where ZooKeeper looks for it', () => {
  expect(server()).toMatchObject({
    volumeMounts: expect.arrayContaining([{ name: 'id', mountPath: '/data/myid', subPathExpr: '$(POD_INDEX).myid', readOnly: true }]),
  });
  expect(settings()).toContain('dataDir=/data');
});

test('every server has the same settings', () => {
  expect(new Set(Object.values(files('zookeeper-config'))).size).toBe(1);
});

test('the settings are where the image reads them', () => {
  expect(server()).toMatchObject({
    volumeMounts: expect.arrayContaining([{ name: 'config', mountPath: '/conf/zoo.cfg', subPathExpr: '$(POD_INDEX).zoo.cfg', readOnly: true }]),
  });
});

test('all servers know all by the names of their pods', () => {
  expect(settings().filter(line => line.startsWith('server.'))).toEqual([
    'server.1=zookeeper-0.zookeeper:2888:3888',
    'server.2=zookeeper-1.zookeeper:2888:3888',
    'server.3=zookeeper-2.zookeeper:2888:3888',
  ]);
});

test('in a namespace, the names are fully qualified', () => {
  expect(settings({ namespace: 'prod' })).toContain('server.1=zookeeper-0.zookeeper.prod.svc.cluster.local:2888:3888');
});

test('a fifth server is known to all, too', () => {
  expect(settings({ servers: 5 })).toContain('server.5=zookeeper-4.zookeeper:2888:3888');
});

test('a server starts before its own name resolves', () => {
  expect(settings()).toContain('quorumListenOnAllIPs=true');
});

test('a server with an empty volume has no vote until a person permits it', () => {
  expect(settings()).toContain('db.autocreate=false');
});

test('what a server left that waited is no obstacle to a first start, and no data is removed', () => {
  const [, , start] = server().command as string[];
  expect(start!.split('\n')).toEqual([
    "if [ -e /data/initialize ] && ! ls /data/version-2 | grep -q '^snapshot'; then rm -f /data/version-2/*Epoch; fi",
    'exec zkServer.sh start-foreground',
  ]);
});

test('another configuration replaces the pods', () => {
  const hash = (props?: ZookeeperProps) => (manifests(props).find('StatefulSet', 'zookeeper') as unknown as
    { spec: { template: { metadata: { annotations: Record<string, string> } } } }).spec.template.metadata.annotations;
  expect(hash({ namespace: 'prod' })).not.toEqual(hash());
});

test('no server waits for another one to start', () => {
  expect(manifests().statefulApp('zookeeper').podManagementPolicy).toBe('Parallel');
});

test('a server is ready when it is part of a majority', () => {
  expect(server()).toHaveProperty('readinessProbe.exec.command', ['zkServer.sh', 'status']);
});

test('a server is alive without a majority', () => {
  expect(server()).toHaveProperty('livenessProbe.httpGet', { path: '/commands/ruok', port: 8080, scheme: 'HTTP' });
});

test('no two servers share a node, if there are others', () => {
  expect(manifests().podSpec('StatefulSet', 'zookeeper')).toMatchObject({
    topologySpreadConstraints: expect.arrayContaining([
      expect.objectContaining({ topologyKey: 'kubernetes.io/hostname', whenUnsatisfiable: 'DoNotSchedule' }),
    ]),
  });
});

test('clients come to ready servers only', () => {
  expect(manifests().find('Service', 'zookeeper-client').spec).toEqual({
    type: 'ClusterIP', ports: [{ name: 'client', port: 2181 }], selector: { app: 'zookeeper' },
  });
});

test('a drain takes one server at a time', () => {
  expect(manifests().find('PodDisruptionBudget', 'zookeeper')).toMatchObject({ spec: { maxUnavailable: 1, selector: { matchLabels: { app: 'zookeeper' } } } });
});
