import { Size, Testing } from 'cdk8s';
import { PersistentVolumeClaimRetentionPolicyType, testing } from 'cdk8s-stateful-app';
import { Mysql, MysqlProps } from './main';

const manifests = (props: MysqlProps = {}) => testing.Manifests.of(new Mysql(Testing.app(), 'mysql', { namespace: 'shop', ...props }));
const mysql = (props?: MysqlProps) => manifests(props).container('StatefulSet', 'mysql', 'mysql');
const CONTAINERS = ['mysql', 'start-up', 'clone-server'];

/** The files of one pod, by their names. */
function files(ordinal: number, props?: MysqlProps): Record<string, string> {
  const { data } = manifests(props).find('ConfigMap', 'mysql-files') as unknown as { data: Record<string, string> };
  return Object.fromEntries(Object.entries(data).filter(([key]) => key.startsWith(`${ordinal}.`)).map(([key, text]) => [key.slice(2), text]));
}

test('the objects are the StatefulSet with its files, its Services and its budget', () => {
  expect(manifests().names).toEqual([
    'ConfigMap/mysql-files',
    'ConfigMap/mysql-primary',
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
  expect(manifests().find('Service', 'mysql-primary')).toMatchObject({
    spec: { selector: { 'statefulset.kubernetes.io/pod-name': 'mysql-0' }, ports: [{ name: 'mysql', port: 3306 }] },
  });
});

test('the read Service leads to all pods', () => {
  expect(manifests().find('Service', 'mysql-read')).toMatchObject({ spec: { selector: { app: 'mysql' }, ports: [{ name: 'mysql', port: 3306 }] } });
});

test('the read Service leads to ready pods only', () => {
  expect(manifests().find('Service', 'mysql-read')).not.toHaveProperty('spec.publishNotReadyAddresses');
});

test('the headless Service gives all pods their names, ready or not', () => {
  expect(manifests().find('Service', 'mysql')).toMatchObject({ spec: { clusterIP: 'None', publishNotReadyAddresses: true } });
});

test('a drain takes one pod at a time', () => {
  expect(manifests().find('PodDisruptionBudget', 'mysql')).toMatchObject({ spec: { maxUnavailable: 1, selector: { matchLabels: { app: 'mysql' } } } });
});

test('each server has a number of its own', () => {
  expect([0, 1, 2, 3].map(ordinal => files(ordinal, { replicas: 4 })['server-id.cnf']))
    .toEqual([100, 101, 102, 103].map(id => `[mariadbd]\nserver_id = ${id}\n`));
});

test('only the primary is not read-only', () => {
  expect(['primary.cnf', 'replica.cnf', 'server.cnf'].map(name => files(0)[name].includes('read_only = ON'))).toEqual([false, true, false]);
});

test('the number of the primary is that of its history', () => {
  expect(['primary.cnf', 'replica.cnf'].map(name => files(0)[name].includes('!include /var/lib/mysql/history.cnf'))).toEqual([true, false]);
});

test('the first pod is the primary before a promotion, by its stable host name', () => {
  expect(manifests().find('ConfigMap', 'mysql-primary')).toHaveProperty('data.promotion', '0 mysql-0.mysql.shop.svc.cluster.local\n');
});

test('a promotion changes who is the primary, in its ConfigMap and its Service, and no pod', () => {
  const [before, after] = [manifests(), manifests({ promotions: [1] })];
  expect(after.names.filter(name => {
    const [kind, object] = name.split('/') as [string, string];
    return JSON.stringify(before.find(kind, object)) !== JSON.stringify(after.find(kind, object));
  })).toEqual(['ConfigMap/mysql-primary', 'Service/mysql-primary']);
});

test('only the server sees who is the primary, as it alone acts on it', () => {
  const mounted = { mountPath: '/etc/mysql/primary', name: 'primary', readOnly: true };
  const mounts = (name: string) => manifests().container('StatefulSet', 'mysql', name) as { volumeMounts: object[] };
  expect(CONTAINERS.filter(name => mounts(name).volumeMounts.some(mount => JSON.stringify(mount) === JSON.stringify(mounted)))).toEqual(['mysql']);
});

test('a server that has started may take its time to catch up', () => {
  expect(mysql()).toHaveProperty('startupProbe.exec.command', ['mariadb-admin', 'ping']);
});

test('passwords are in no manifest, and come from the Secret', () => {
  expect(manifests().podSpec('StatefulSet', 'mysql')).toMatchObject({
    volumes: expect.arrayContaining([{ name: 'passwords', secret: { secretName: 'mysql' } }]),
  });
});

test('another Secret can be named', () => {
  expect(manifests({ passwordSecretName: 'vault-mysql' }).podSpec('StatefulSet', 'mysql')).toMatchObject({
    volumes: expect.arrayContaining([{ name: 'passwords', secret: { secretName: 'vault-mysql' } }]),
  });
});

test.each(CONTAINERS)('%s sees the Secret, and can write to /tmp and the directory of the socket only', (name) => {
  const { volumeMounts } = manifests().container('StatefulSet', 'mysql', name) as { volumeMounts: { mountPath: string; readOnly?: boolean }[] };
  expect(volumeMounts).toEqual(expect.arrayContaining([
    { mountPath: '/etc/mysql/secret', name: 'passwords', readOnly: true },
    { mountPath: '/tmp', name: 'scratch-0' },
    { mountPath: '/run/mysqld', name: 'scratch-1' },
  ]));
  expect(manifests().container('StatefulSet', 'mysql', name)).toHaveProperty('securityContext.readOnlyRootFilesystem', true);
});

test.each(CONTAINERS)('%s has what Pod Security "restricted" asks of a container', (name) => {
  expect(manifests().container('StatefulSet', 'mysql', name)).toMatchObject({
    securityContext: {
      runAsNonRoot: true, allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] }, seccompProfile: { type: 'RuntimeDefault' },
    },
  });
});

test.each(CONTAINERS)('%s runs the image that is given', (name) => {
  expect(manifests({ image: 'mariadb:11.8' }).container('StatefulSet', 'mysql', name)).toMatchObject({ image: 'mariadb:11.8', imagePullPolicy: 'IfNotPresent' });
});

test.each(CONTAINERS)('%s has its memory guaranteed', (name) => {
  expect(manifests().container('StatefulSet', 'mysql', name)).toMatchObject({
    resources: { requests: { cpu: '500m', memory: '1024Mi' }, limits: { memory: '1024Mi' } },
  });
});

test('a start may take ten minutes', () => {
  expect(mysql()).toMatchObject({ startupProbe: { periodSeconds: 2, failureThreshold: 300 } });
});

test('the server may write to the claim', () => {
  expect(manifests().podSpec('StatefulSet', 'mysql')).toHaveProperty('securityContext', {
    runAsNonRoot: true,
    runAsUser: 999,
    runAsGroup: 999,
    fsGroup: 999,
    fsGroupChangePolicy: 'OnRootMismatch',
  });
});

test('the clone server finds the data where the server has it', () => {
  for (const name of ['mysql', 'clone-server']) {
    expect(manifests().container('StatefulSet', 'mysql', name)).toMatchObject({
      volumeMounts: expect.arrayContaining([{ name: 'data', mountPath: '/var/lib/mysql', subPath: 'data' }]),
    });
  }
});

test('the data of a server that is scaled away is kept', () => {
  expect(manifests().statefulApp('mysql').claim('data-mysql-2')).toMatchObject({ whenDeleted: 'Retain', whenScaled: 'Retain' });
});

test('the data of a server that is scaled away can be deleted', () => {
  expect(manifests({ whenScaled: PersistentVolumeClaimRetentionPolicyType.DELETE }).statefulApp('mysql').claim('data-mysql-2'))
    .toMatchObject({ whenDeleted: 'Retain', whenScaled: 'Delete' });
});

test('the pods spread over nodes', () => {
  expect(manifests().podSpec('StatefulSet', 'mysql')).toMatchObject({
    topologySpreadConstraints: [{ topologyKey: 'kubernetes.io/hostname', whenUnsatisfiable: 'ScheduleAnyway' }],
  });
});

test('dumps are made where there is storage for them, and change no other object', () => {
  const [without, withDumps] = [manifests(), manifests({ dumpStorage: Size.gibibytes(20) })];
  expect(withDumps.names.filter(name => !without.names.includes(name)).sort()).toEqual(['CronJob/mysql-dump', 'PersistentVolumeClaim/mysql-dump']);
  expect(withDumps.find('StatefulSet', 'mysql')).toEqual(without.find('StatefulSet', 'mysql'));
  withDumps.assertNoFindings();
});

test('one server can try a version', () => {
  expect(manifests({ partition: 2 }).find('StatefulSet', 'mysql')).toHaveProperty('spec.updateStrategy.rollingUpdate.partition', 2);
});
