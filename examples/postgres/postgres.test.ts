import { Size, Testing } from 'cdk8s';
import { testing } from 'cdk8s-stateful-app';
import { Postgres, PostgresProps } from './main';
import { WITHOUT_PRIVILEGES } from '../without-privileges';

const manifests = (props: PostgresProps = {}) => testing.Manifests.of(new Postgres(Testing.app(), 'postgres', props));
const server = (props?: PostgresProps) => manifests(props).container('StatefulSet', 'postgres', 'postgres');
const bootstrap = (props?: PostgresProps) => manifests(props).container('StatefulSet', 'postgres', 'start-up');
const file = (name: string, props?: PostgresProps) => (manifests(props).find('ConfigMap', 'postgres-files').data as Record<string, string>)[name];

test('the objects are the StatefulSet with its Services, its files and its budget', () => {
  expect(manifests().names).toEqual([
    'ConfigMap/postgres-files',
    'ConfigMap/postgres-primary',
    'PodDisruptionBudget/postgres',
    'Service/postgres',
    'Service/postgres-0',
    'Service/postgres-1',
    'Service/postgres-2',
    'Service/postgres-primary',
    'Service/postgres-read',
    'StatefulSet/postgres',
  ]);
});

test('the primary Service leads to the first pod', () => {
  expect(manifests().statefulApp('postgres').service('postgres-primary').podNames).toEqual(['postgres-0']);
});

test('the read Service leads to all pods that are ready', () => {
  expect(manifests().find('Service', 'postgres-read')).toHaveProperty('spec', {
    type: 'ClusterIP', selector: { app: 'postgres' }, ports: [{ name: 'postgres', port: 5432 }],
  });
});

test('the first pod is the primary before a promotion, by its stable name', () => {
  expect(manifests({ namespace: 'prod' }).find('ConfigMap', 'postgres-primary')).toHaveProperty('data.promotion', '0 postgres-0.postgres.prod.svc.cluster.local\n');
});

test('a promotion changes who is the primary, in its ConfigMap and its Service, and no pod', () => {
  const [before, after] = [manifests(), manifests({ promotions: [1] })];
  expect(after.names.filter(name => {
    const [kind, object] = name.split('/') as [string, string];
    return JSON.stringify(before.find(kind, object)) !== JSON.stringify(after.find(kind, object));
  })).toEqual(['ConfigMap/postgres-primary', 'Service/postgres-primary']);
});

test('only the server sees who is the primary, as it alone acts on it', () => {
  const mounts = (container: object) => JSON.stringify((container as { volumeMounts: object[] }).volumeMounts);
  expect([server(), bootstrap()].map(container => mounts(container).includes('"mountPath":"/etc/postgresql/primary"'))).toEqual([true, false]);
});

test('the first pod is initialized, the others are cloned', () => {
  expect(bootstrap()).toMatchObject({
    command: expect.arrayContaining(['/etc/postgresql/pod/initialize.sh', '/etc/postgresql/pod/clone.sh']),
  });
});

test('a clone comes from the pod before', () => {
  expect(file('2.clone.sh')).toContain('--host="$PREVIOUS_POD_HOST"');
});

test('the server sees only data that is complete', () => {
  expect(server()).toMatchObject({ volumeMounts: expect.arrayContaining([{ name: 'data', mountPath: '/var/lib/postgresql/data', subPath: 'data' }]) });
});

test('the passwords stay in their Secret', () => {
  expect(server()).toMatchObject({
    env: expect.arrayContaining([{ name: 'PGPASSWORD', valueFrom: { secretKeyRef: { name: 'postgres', key: 'replication-password' } } }]),
  });
});

test('another Secret can be named', () => {
  expect(manifests({ passwordSecretName: 'vault-postgres' }).podSpec('StatefulSet', 'postgres')).toMatchObject({
    volumes: expect.arrayContaining([{ name: 'passwords', secret: { secretName: 'vault-postgres' } }]),
  });
});

test('a server may take ten minutes to start', () => {
  expect(server()).toMatchObject({ startupProbe: { periodSeconds: 2, failureThreshold: 300 } });
});

test.each([['the server', server], ['the bootstrap step', bootstrap]])('%s gives up its privileges', (_, of) => {
  expect(of()).toHaveProperty('securityContext', WITHOUT_PRIVILEGES);
});

test.each([['the server', server], ['the bootstrap step', bootstrap]])('another image can be given to %s', (_, of) => {
  expect(of({ image: 'registry.example/postgres:16' })).toHaveProperty('image', 'registry.example/postgres:16');
});

test('one server more leaves the pods that are there alone', () => {
  const servers = (replicas: number) => manifests({ replicas }).statefulApp('postgres');
  expect(servers(4).rolloutFrom(servers(3)).replaced).toEqual([]);
});

test('a changed file replaces the pods', () => {
  expect(manifests().find('StatefulSet', 'postgres')).toHaveProperty(
    ['spec', 'template', 'metadata', 'annotations', 'cdk8s-stateful-app.github.io/files-hash'], expect.stringMatching(/^[0-9a-f]{64}$/));
});

test('dumps are made where there is storage for them, and change no other object', () => {
  const [without, withDumps] = [manifests(), manifests({ dumpStorage: Size.gibibytes(20) })];
  expect(withDumps.names.filter(name => !without.names.includes(name)).sort()).toEqual(['CronJob/postgres-dump', 'PersistentVolumeClaim/postgres-dump']);
  expect(withDumps.find('StatefulSet', 'postgres')).toEqual(without.find('StatefulSet', 'postgres'));
  withDumps.assertNoFindings();
});

test('another claim leaves the data of another major version where it is', () => {
  expect(manifests({ dataClaim: 'data-17' }).statefulApp('postgres').claim('data-17-postgres-0')).toMatchObject({ whenDeleted: 'Retain' });
});
