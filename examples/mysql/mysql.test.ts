import { Testing } from 'cdk8s';
import { Mysql, MysqlProps } from './main';
import { container, find, names, podSpec } from '../testing';

const chart = (props: MysqlProps = {}) => new Mysql(Testing.app(), 'mysql', props);
const mysql = (props?: MysqlProps) => container(chart(props), 'StatefulSet', 'mysql', 'mysql');

test('the objects are the StatefulSet with its Services and its budget', () => {
  expect(names(chart()).sort()).toEqual([
    'PodDisruptionBudget/mysql',
    'Service/mysql',
    'Service/mysql-0',
    'Service/mysql-1',
    'Service/mysql-2',
    'Service/mysql-primary',
    'Service/mysql-read',
    'StatefulSet/mysql',
  ]);
});

test('the primary Service leads to the first pod', () => {
  expect(find(chart(), 'Service', 'mysql-primary')).toHaveProperty('spec.selector', { 'statefulset.kubernetes.io/pod-name': 'mysql-0' });
});

test('the read Service leads to all pods', () => {
  expect(find(chart(), 'Service', 'mysql-read')).toHaveProperty('spec.selector', { app: 'mysql' });
});

test('the read Service leads to ready pods only', () => {
  expect(find(chart(), 'Service', 'mysql-read')).not.toHaveProperty('spec.publishNotReadyAddresses');
});

test('the headless Service gives all pods their names, ready or not', () => {
  expect(find(chart(), 'Service', 'mysql')).toMatchObject({ spec: { clusterIP: 'None', publishNotReadyAddresses: true } });
});

test('a drain takes one pod at a time', () => {
  expect(find(chart(), 'PodDisruptionBudget', 'mysql')).toMatchObject({ spec: { maxUnavailable: 1, selector: { matchLabels: { app: 'mysql' } } } });
});

test('the password stays in its Secret', () => {
  expect(mysql()).toHaveProperty('env', [
    { name: 'MYSQL_ROOT_PASSWORD', valueFrom: { secretKeyRef: { name: 'mysql', key: 'root-password' } } },
  ]);
});

test('another Secret can be named', () => {
  expect(mysql({ passwordSecretName: 'vault-mysql' })).toMatchObject({ env: [{ valueFrom: { secretKeyRef: { name: 'vault-mysql' } } }] });
});

test('the server is ready when it answers through the network', () => {
  expect(mysql()).toHaveProperty('readinessProbe.exec.command', ['mysqladmin', 'ping', '--host=127.0.0.1']);
});

test('the first start may take five minutes', () => {
  expect(mysql()).toMatchObject({ startupProbe: { tcpSocket: { port: 3306 }, periodSeconds: 5, failureThreshold: 60 } });
});

test('the memory is guaranteed', () => {
  expect(mysql()).toMatchObject({ resources: { requests: { cpu: '500m', memory: '1024Mi' }, limits: { memory: '1024Mi' } } });
});

test('the server may write to the claim', () => {
  expect(podSpec(chart(), 'StatefulSet', 'mysql')).toHaveProperty('securityContext', {
    runAsNonRoot: true,
    runAsUser: 999,
    runAsGroup: 999,
    fsGroup: 999,
    fsGroupChangePolicy: 'OnRootMismatch',
  });
});

test('the data directory is an empty directory of the claim', () => {
  expect(mysql()).toMatchObject({ volumeMounts: expect.arrayContaining([{ name: 'data', mountPath: '/var/lib/mysql', subPath: 'mysql' }]) });
});

test('the pods spread over nodes', () => {
  expect(podSpec(chart(), 'StatefulSet', 'mysql')).toMatchObject({
    topologySpreadConstraints: [{ topologyKey: 'kubernetes.io/hostname', whenUnsatisfiable: 'ScheduleAnyway' }],
  });
});
