import { Testing } from 'cdk8s';
import { testing } from 'cdk8s-stateful-app';
import { Etcd, EtcdProps } from './main';
import { WITHOUT_PRIVILEGES } from '../without-privileges';

const manifests = (props: EtcdProps = {}) => testing.Manifests.of(new Etcd(Testing.app(), 'etcd', props));
const etcd = (props?: EtcdProps) => manifests(props).container('StatefulSet', 'etcd', 'etcd');
const file = (name: string, props?: EtcdProps) => (manifests(props).find('ConfigMap', 'etcd') as { data: Record<string, string> }).data[name];

test('the objects are the StatefulSet with its Services, its scripts and its budget', () => {
  expect(manifests().names).toEqual(['ConfigMap/etcd', 'PodDisruptionBudget/etcd', 'Service/etcd', 'Service/etcd-client', 'StatefulSet/etcd']);
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

test.each(['etcd', 'members'])('the container %s knows the names of the set and of the Service for clients', (container) => {
  expect(manifests({ namespace: 'prod' }).container('StatefulSet', 'etcd', container)).toMatchObject({
    env: expect.arrayContaining([
      { name: 'DOMAIN', value: 'etcd.prod.svc.cluster.local' },
      { name: 'CLIENTS', value: 'etcd-client.prod.svc.cluster.local' },
    ]),
  });
});

test('another number of members changes no pod', () => {
  const rollout = manifests({ members: 5 }).statefulApp('etcd').rolloutFrom(manifests({ members: 3 }).statefulApp('etcd'));
  expect(rollout.replaced).toEqual([]);
});

test('the scripts find the number of members in a file, which a running pod sees change', () => {
  expect([file('members'), file('members', { members: 5 })]).toEqual(['3', '5']);
});

test('the file is there before the pods', () => {
  const kinds = Testing.synth(new Etcd(Testing.app(), 'etcd')).map(({ kind }) => kind);
  expect(kinds.indexOf('ConfigMap')).toBeLessThan(kinds.indexOf('StatefulSet'));
});

test('a cluster is begun by a person, or by itself up to a day', () => {
  expect([file('initialize-before'), file('initialize-before', { initializeBefore: '2026-12-24' })]).toEqual(['', '20261224']);
});

test('a member leaves before its pod ends', () => {
  expect(etcd()).toHaveProperty('lifecycle.preStop.exec.command', ['/run/etcd/sh', '/etcd/leave.sh']);
});

test('the pods have longer to end than a member waits for the others', () => {
  const [, seconds] = /date \+%s\) \+ (\d+)/.exec(file('leave.sh'))!;
  expect(manifests().podSpec('StatefulSet', 'etcd')).toHaveProperty('terminationGracePeriodSeconds', 180);
  expect(Number(seconds)).toBeLessThan(180);
});

test.each([1, 4, 5])('there may be %d members', (members) => {
  expect(manifests({ members }).statefulApp('etcd').podNames).toHaveLength(members);
});

test.each([0, 2.5, -1])('fails with %d members', (members) => {
  expect(() => manifests({ members })).toThrow(`members ${members} is no number of members; give 3 or 5`);
});

test.each(['tomorrow', '24.12.2026', '2026-12'])('fails with the day %s', (initializeBefore) => {
  expect(() => manifests({ initializeBefore })).toThrow(`initializeBefore "${initializeBefore}" is no day; give one such as 2026-12-24`);
});

test('a member is ready when it has a majority', () => {
  expect(etcd()).toMatchObject({ readinessProbe: { httpGet: { path: '/health', port: 2379 } } });
});

test('a member is not restarted because the majority is gone', () => {
  expect(etcd()).toMatchObject({ livenessProbe: { httpGet: { path: '/health?serializable=true', port: 2379 } } });
});

test('a member may wait a day for the others, or for a person', () => {
  expect(etcd()).toMatchObject({ startupProbe: { httpGet: { path: '/health?serializable=true' }, periodSeconds: 2, failureThreshold: 43200 } });
});

test('a drain takes one member at a time', () => {
  expect(manifests().find('PodDisruptionBudget', 'etcd')).toHaveProperty('spec.maxUnavailable', 1);
});

test.each(['etcd', 'members', 'programs'])('the container %s gives up its privileges', (container) => {
  expect(manifests().container('StatefulSet', 'etcd', container)).toHaveProperty('securityContext', WITHOUT_PRIVILEGES);
});

test('the members spread over nodes', () => {
  expect(manifests().podSpec('StatefulSet', 'etcd')).toMatchObject({
    topologySpreadConstraints: [{ topologyKey: 'kubernetes.io/hostname', whenUnsatisfiable: 'ScheduleAnyway' }],
  });
});

test('other images can be given', () => {
  const given = manifests({ image: 'registry.example/etcd:3.6', shellImage: 'registry.example/busybox:1' });
  expect(['etcd', 'members', 'programs'].map(name => given.container('StatefulSet', 'etcd', name).image))
    .toEqual(['registry.example/etcd:3.6', 'registry.example/etcd:3.6', 'registry.example/busybox:1']);
});

test('one member can try a version', () => {
  expect(manifests({ partition: 2 }).find('StatefulSet', 'etcd')).toHaveProperty('spec.updateStrategy.rollingUpdate.partition', 2);
});
