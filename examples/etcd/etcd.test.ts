import { Testing } from 'cdk8s';
import { testing } from 'cdk8s-stateful-app';
import { Etcd, EtcdProps } from './main';
import { WITHOUT_PRIVILEGES } from '../without-privileges';

const manifests = (props: EtcdProps = {}) => testing.Manifests.of(new Etcd(Testing.app(), 'etcd', props));
const etcd = (props?: EtcdProps) => manifests(props).container('StatefulSet', 'etcd', 'etcd') as { command: string[] };

test('the objects are the StatefulSet with its Services and its budget', () => {
  expect(manifests().names).toEqual(['PodDisruptionBudget/etcd', 'Service/etcd', 'Service/etcd-client', 'StatefulSet/etcd']);
});

test('all members start at once', () => {
  expect(manifests().statefulApp('etcd').podManagementPolicy).toBe('Parallel');
});

test('the members find each other before they are ready', () => {
  expect(manifests().statefulApp('etcd').service('etcd')).toMatchObject({ isHeadless: true, publishesNotReadyAddresses: true });
});

test('clients come to ready members only, and to the port for clients', () => {
  expect(manifests().find('Service', 'etcd-client')).toHaveProperty('spec', {
    type: 'ClusterIP', selector: { app: 'etcd' }, ports: [{ name: 'client', port: 2379 }],
  });
});

test('each member knows all by name', () => {
  expect(etcd().command)
    .toContain('--initial-cluster=etcd-0=http://etcd-0.etcd:2380,etcd-1=http://etcd-1.etcd:2380,etcd-2=http://etcd-2.etcd:2380');
});

test('in a namespace, the members have fully qualified names', () => {
  expect(etcd({ namespace: 'prod', members: 1 }).command).toContain('--initial-cluster=etcd-0=http://etcd-0.etcd.prod.svc.cluster.local:2380');
});

test('a member announces itself by its stable name', () => {
  expect(etcd({ namespace: 'prod' })).toMatchObject({
    command: expect.arrayContaining([
      '--name=$(POD_NAME)',
      '--initial-advertise-peer-urls=http://$(POD_NAME).etcd.prod.svc.cluster.local:2380',
      '--advertise-client-urls=http://$(POD_NAME).etcd.prod.svc.cluster.local:2379',
    ]),
    env: [{ name: 'POD_NAME', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } }],
  });
});

test('there may be five members', () => {
  expect(manifests({ members: 5 }).statefulApp('etcd').podNames).toHaveLength(5);
});

test.each([0, 4, 2.5, -1])('fails with %d members', (members) => {
  expect(() => manifests({ members })).toThrow(`members ${members} is not odd`);
});

test('a member is ready when it has a majority', () => {
  expect(etcd()).toMatchObject({ readinessProbe: { httpGet: { path: '/health', port: 2379 } } });
});

test('a member is not restarted because the majority is gone', () => {
  expect(etcd()).toMatchObject({ livenessProbe: { httpGet: { path: '/health?serializable=true', port: 2379 } } });
});

test('the members may take five minutes to find each other', () => {
  expect(etcd()).toMatchObject({ startupProbe: { periodSeconds: 2, failureThreshold: 150 } });
});

test('a drain takes one member at a time', () => {
  expect(manifests().find('PodDisruptionBudget', 'etcd')).toHaveProperty('spec.maxUnavailable', 1);
});

test('the members give up their privileges', () => {
  expect(etcd()).toHaveProperty('securityContext', WITHOUT_PRIVILEGES);
});

test('the members spread over nodes', () => {
  expect(manifests().podSpec('StatefulSet', 'etcd')).toMatchObject({
    topologySpreadConstraints: [{ topologyKey: 'kubernetes.io/hostname', whenUnsatisfiable: 'ScheduleAnyway' }],
  });
});

test('another image can be given', () => {
  expect(etcd({ image: 'registry.example/etcd:3.6' })).toHaveProperty('image', 'registry.example/etcd:3.6');
});
