import { Size, Testing } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { StatefulApp, StatefulAppProps, HeadlessService, testing } from 'cdk8s-stateful-app';
import { parse } from 'yaml';
import { Patroni, PatroniProps } from './main';
import { LeaderElection, PatroniCluster } from './patroni-cluster';
import { WITHOUT_PRIVILEGES } from '../without-privileges';

const manifests = (props: PatroniProps = {}) => testing.Manifests.of(new Patroni(Testing.app(), 'patroni', props));
const specOf = (kind: string, name: string, props?: PatroniProps) => manifests(props).find(kind, name).spec;
const server = (props?: PatroniProps) => manifests(props).container('StatefulSet', 'postgres', 'postgres');
const file = (ordinal: number, props?: PatroniProps) =>
  (manifests(props).find('ConfigMap', 'postgres-patroni').data as Record<string, string>)[`${ordinal}.patroni.yml`];

/** The value of a variable of the server. */
function variable(wanted: string, props?: PatroniProps): unknown {
  const { env } = server(props) as { env: { name: string; value?: string }[] };
  return env.find(({ name }) => name === wanted)?.value;
}

test('the objects are the StatefulSet, its Services, and what Patroni may do', () => {
  expect(manifests().names).toEqual([
    'ConfigMap/postgres-patroni',
    'PodDisruptionBudget/postgres',
    'Role/postgres',
    'RoleBinding/postgres',
    'Service/postgres',
    'Service/postgres-config',
    'Service/postgres-pods',
    'Service/postgres-replica',
    'ServiceAccount/postgres',
    'StatefulSet/postgres',
  ]);
});

test('the rules find nothing to mend', () => {
  expect(() => manifests().assertNoFindings()).not.toThrow();
  expect(() => manifests({ election: LeaderElection.CONFIG_MAPS }).assertNoFindings()).not.toThrow();
});

test('the Service of the leader leads where Patroni says', () => {
  expect(specOf('Service', 'postgres')).toEqual({ type: 'ClusterIP', ports: [{ name: 'postgres', port: 5432 }] });
});

test('the port has one name in the Service and in the Endpoints that Patroni writes', () => {
  expect(variable('PATRONI_KUBERNETES_PORTS')).toBe('[{"name":"postgres","port":5432}]');
});

test('without Endpoints, the Service of the leader selects its pod by the label that Patroni moves', () => {
  expect(specOf('Service', 'postgres', { election: LeaderElection.CONFIG_MAPS })).toMatchObject({ selector: { app: 'postgres', role: 'primary' } });
});

test('an older Patroni calls the leader otherwise', () => {
  expect(specOf('Service', 'postgres', { election: LeaderElection.CONFIG_MAPS, leaderRole: 'master' }))
    .toMatchObject({ selector: { app: 'postgres', role: 'master' } });
});

test('the Service of the replicas selects them by the same label', () => {
  expect(specOf('Service', 'postgres-replica')).toEqual({
    type: 'ClusterIP', ports: [{ name: 'postgres', port: 5432 }], selector: { app: 'postgres', role: 'replica' },
  });
});

test('no pod begins with a role', () => {
  expect(manifests().statefulApp('postgres').service('postgres-replica')).toMatchObject({ podNames: [], podLabels: { role: 'replica' } });
});

test('both Services can be load balancers', () => {
  const props = { services: { type: kplus.ServiceType.LOAD_BALANCER } };
  expect(['postgres', 'postgres-replica'].map(name => specOf('Service', name, props))).toEqual([
    expect.objectContaining({ type: 'LoadBalancer' }), expect.objectContaining({ type: 'LoadBalancer' }),
  ]);
});

test('Patroni finds the pods by labels that they have', () => {
  const labels = { ...JSON.parse(variable('PATRONI_KUBERNETES_LABELS') as string) as object, 'cluster-name': variable('PATRONI_SCOPE') };
  expect(manifests().find('StatefulSet', 'postgres')).toMatchObject({ spec: { template: { metadata: { labels } } } });
});

test('what Patroni labels itself with does not select the pods of the StatefulSet', () => {
  expect(manifests().find('StatefulSet', 'postgres')).toHaveProperty('spec.selector.matchLabels', { app: 'postgres' });
});

test.each([
  [LeaderElection.ENDPOINTS, 'endpoints'], [LeaderElection.CONFIG_MAPS, 'configmaps'],
])('with %s Patroni may write %s and the labels of pods, and nothing else', (election, resource) => {
  const { rules } = manifests({ election }).find('Role', 'postgres') as { rules: { resources: string[]; verbs: string[] }[] };
  expect(rules.filter(({ verbs }) => verbs.includes('patch')).flatMap(({ resources }) => resources)).toEqual([resource, 'pods']);
});

test('the pods have the token of the account that has these rights', () => {
  expect(manifests().podSpec('StatefulSet', 'postgres')).toMatchObject({ serviceAccountName: 'postgres', automountServiceAccountToken: true });
  expect(manifests().find('RoleBinding', 'postgres')).toMatchObject({ subjects: [{ kind: 'ServiceAccount', name: 'postgres' }] });
});

test('without Endpoints there are none to keep', () => {
  expect(manifests({ election: LeaderElection.CONFIG_MAPS }).names).not.toContain('Service/postgres-config');
});

test('a pod is ready when Patroni says so, and is not restarted while PostgreSQL recovers', () => {
  expect(server()).toMatchObject({
    readinessProbe: { httpGet: { path: '/readiness', port: 8008 } }, livenessProbe: { httpGet: { path: '/liveness', port: 8008 } },
  });
});

test('pods announce themselves by their stable names', () => {
  expect(variable('PATRONI_POSTGRESQL_CONNECT_ADDRESS')).toBe('$(POD_DNS_NAME):5432');
  expect(variable('POD_DNS_NAME')).toBe('$(POD_NAME).postgres-pods.$(POD_NAMESPACE).svc.cluster.local');
});

test('any pod can be elected but those that are followers', () => {
  const tags = [0, 1, 2].map(ordinal => (parse(file(ordinal, { followers: [2] })) as { tags: object }).tags);
  expect(tags).toEqual([{}, {}, { nofailover: true }]);
});

test('the passwords stay in their Secret', () => {
  expect(server({ passwordSecretName: 'vault-postgres' })).toMatchObject({
    env: expect.arrayContaining([
      { name: 'PATRONI_SUPERUSER_PASSWORD', valueFrom: { secretKeyRef: { name: 'vault-postgres', key: 'superuser-password' } } },
      { name: 'PATRONI_REPLICATION_PASSWORD', valueFrom: { secretKeyRef: { name: 'vault-postgres', key: 'replication-password' } } },
    ]),
  });
});

test('the server gives up its privileges', () => {
  expect(server()).toHaveProperty('securityContext', WITHOUT_PRIVILEGES);
});

test('one server more leaves the pods that are there alone', () => {
  const servers = (replicas: number) => manifests({ replicas }).statefulApp('postgres');
  expect(servers(4).rolloutFrom(servers(3)).replaced).toEqual([]);
});

test('clients have names for reading and writing', () => {
  const chart = new Patroni(Testing.app(), 'patroni', { namespace: 'prod' });
  const { leaderAddress, replicaAddress } = chart.node.findAll().find(construct => construct instanceof PatroniCluster)!;
  expect([leaderAddress, replicaAddress]).toEqual(['postgres.prod.svc.cluster.local', 'postgres-replica.prod.svc.cluster.local']);
});

test('fails where all pods are followers', () => {
  expect(() => manifests({ replicas: 2, followers: [0, 1] })).toThrow('followers [0,1] are all pods there are, and none could be the leader');
});

test('fails for a follower that is no pod', () => {
  expect(() => manifests({ followers: [3] })).toThrow('perOrdinal.ordinal 3 is the ordinal of no pod');
});

describe('fails for an app', () => {
  test.each<[string, Partial<StatefulAppProps>, string]>([
    ['whose headless Service has the name of the leader\'s', { service: undefined }, 'service "db" governs the pods, and the Service of the leader has that name'],
    ['whose pods wait for each other', { podManagementPolicy: undefined }, 'podManagementPolicy "OrderedReady" lets the first pod wait'],
    ['that cannot call the API server', { automountServiceAccountToken: undefined }, 'serviceAccount or automountServiceAccountToken is missing'],
  ])('%s', (_, props, message) => {
    const chart = Testing.chart();
    const app = new StatefulApp(chart, 'db', {
      metadata: { name: 'db' },
      service: HeadlessService.create({ name: 'db-pods' }),
      podManagementPolicy: kplus.PodManagementPolicy.PARALLEL,
      serviceAccount: new kplus.ServiceAccount(chart, 'Account'),
      automountServiceAccountToken: true,
      ...props,
    });
    const volumeClaimTemplate = app.addVolumeClaimTemplate({ name: 'data', storage: Size.gibibytes(1) });
    const passwords = kplus.Secret.fromSecretName(chart, 'Passwords', 'db');
    expect(() => new PatroniCluster(app, 'Patroni', { image: 'patroni:4.1.4', passwords, volumeClaimTemplate })).toThrow(message);
  });
});
