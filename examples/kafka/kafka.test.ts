import { Testing } from 'cdk8s';
import { testing } from 'cdk8s-stateful-app';
import { Kafka, KafkaProps } from './main';

const PROPS: KafkaProps = { clusterId: '4L6g3nShT-eMCtK--X86sw', externalDomain: 'kafka.example.com' };
const ROLES = ['kafka', 'kafka-controller'];
const manifests = (props: Partial<KafkaProps> = {}) => testing.Manifests.of(new Kafka(Testing.app(), 'kafka', { ...PROPS, ...props }));
const node = (role: string, props?: Partial<KafkaProps>) => manifests(props).container('StatefulSet', role, 'kafka');
const env = (role: string, props?: Partial<KafkaProps>) => node(role, props).env as { name: string; value?: string; valueFrom?: unknown }[];
const value = (role: string, name: string, props?: Partial<KafkaProps>) => env(role, props).find(variable => variable.name === name)?.value;

test('the objects are brokers and controllers, with their Services and budgets', () => {
  expect(manifests().names).toEqual([
    'PodDisruptionBudget/kafka',
    'PodDisruptionBudget/kafka-controller',
    'Service/kafka',
    'Service/kafka-0',
    'Service/kafka-1',
    'Service/kafka-2',
    'Service/kafka-bootstrap',
    'Service/kafka-controller',
    'StatefulSet/kafka',
    'StatefulSet/kafka-controller',
  ]);
});

test.each(ROLES)('the node id of a %s is its ordinal', role => {
  expect(env(role)).toContainEqual({ name: 'POD_INDEX', valueFrom: { fieldRef: { fieldPath: "metadata.labels['apps.kubernetes.io/pod-index']" } } });
  expect(value(role, 'KAFKA_NODE_ID')).toBe('$(POD_INDEX)');
});

test('no controller has the node id of a broker', () => {
  expect(manifests().statefulApp('kafka-controller').podNames).toEqual(['kafka-controller-100', 'kafka-controller-101', 'kafka-controller-102']);
});

test.each(ROLES)('the voters that a %s knows are the controllers, by their node ids and the names of their pods', role => {
  expect(value(role, 'KAFKA_CONTROLLER_QUORUM_VOTERS')!.split(',')).toEqual([
    '100@kafka-controller-100.kafka-controller:9093',
    '101@kafka-controller-101.kafka-controller:9093',
    '102@kafka-controller-102.kafka-controller:9093',
  ]);
});

test('a broker tells clients the name of its pod, inside and outside', () => {
  expect(value('kafka', 'KAFKA_ADVERTISED_LISTENERS')!.split(',')).toEqual([
    'INTERNAL://$(POD_DNS_NAME):9092',
    'EXTERNAL://$(POD_NAME).kafka.example.com:9094',
  ]);
});

test('that name is good in every namespace, whichever the pod is in', () => {
  expect(value('kafka', 'POD_DNS_NAME')).toBe('$(POD_NAME).kafka.$(POD_NAMESPACE).svc.cluster.local');
});

test.each(ROLES)('what a %s knows of its pod is there before what is made of it', role => {
  const variables = env(role).map(({ name }) => name);
  const named = env(role).flatMap(({ name, value: text = '' }) => [...text.matchAll(/\$\((\w+)\)/g)].map(([, of]) => [of!, name] as const));
  expect(named.filter(([of, name]) => !variables.slice(0, variables.indexOf(name)).includes(of))).toEqual([]);
  expect(named).toContainEqual(['POD_INDEX', 'KAFKA_NODE_ID']);
});

test('a controller advertises nothing, which the image refuses', () => {
  expect(value('kafka-controller', 'KAFKA_ADVERTISED_LISTENERS')).toBeUndefined();
});

test.each([['kafka', 'broker'], ['kafka-controller', 'controller']])('%s has the role %s', (role, processRole) => {
  expect(value(role, 'KAFKA_PROCESS_ROLES')).toBe(processRole);
});

test.each(ROLES)('the cluster id of a %s is the given one', role => {
  expect(value(role, 'CLUSTER_ID', { clusterId: '5L6g3nShT-eMCtK--X86sw' })).toBe('5L6g3nShT-eMCtK--X86sw');
});

// a controller gives new topics its own defaults, whatever those of the brokers are
test.each(ROLES)('a write is safe with one broker away, as a %s knows', role => {
  expect([value(role, 'KAFKA_DEFAULT_REPLICATION_FACTOR'), value(role, 'KAFKA_MIN_INSYNC_REPLICAS')]).toEqual(['3', '2']);
});

test('the data is below the root of the claim', () => {
  expect(node('kafka')).toMatchObject({ volumeMounts: expect.arrayContaining([{ name: 'data', mountPath: '/var/lib/kafka/data' }]) });
  expect(value('kafka', 'KAFKA_LOG_DIRS')).toBe('/var/lib/kafka/data/log');
});

test('a controller with an empty volume waits for the others or a person, as no broker has to', () => {
  const [, , start] = node('kafka-controller').command as string[];
  expect(start).toContain('until [ -e /var/lib/kafka/data/log/meta.properties ] || [ -e /var/lib/kafka/data/initialize ] || majority_answers; do');
  expect(node('kafka').command).toEqual(['/etc/kafka/docker/run']);
});

test.each([0, 1, 2])('broker %i has a load balancer of the name that it tells', ordinal => {
  expect(manifests().find('Service', `kafka-${ordinal}`)).toMatchObject({
    metadata: { annotations: { 'external-dns.alpha.kubernetes.io/hostname': `kafka-${ordinal}.kafka.example.com` } },
    spec: {
      type: 'LoadBalancer',
      externalTrafficPolicy: 'Local',
      ports: [{ name: 'external', port: 9094 }],
      selector: { 'statefulset.kubernetes.io/pod-name': `kafka-${ordinal}` },
    },
  });
});

test('the load balancers take private addresses only', () => {
  expect(manifests().find('Service', 'kafka-0')).toHaveProperty('spec.loadBalancerSourceRanges', ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16']);
});

test('clients inside ask any ready broker first', () => {
  expect(manifests().find('Service', 'kafka-bootstrap').spec).toEqual({
    type: 'ClusterIP', ports: [{ name: 'internal', port: 9092 }], selector: { app: 'kafka' },
  });
});

test.each(ROLES)('no %s waits for another one to start', role => {
  expect(manifests().statefulApp(role).podManagementPolicy).toBe('Parallel');
});

test.each(ROLES)('a drain takes one %s at a time', role => {
  expect(manifests().find('PodDisruptionBudget', role)).toMatchObject({ spec: { maxUnavailable: 1, selector: { matchLabels: { app: role } } } });
});

test.each(ROLES)('no two pods of %s share a node, if there are others', role => {
  expect(manifests().podSpec('StatefulSet', role)).toMatchObject({
    topologySpreadConstraints: expect.arrayContaining([
      expect.objectContaining({ topologyKey: 'kubernetes.io/hostname', whenUnsatisfiable: 'DoNotSchedule' }),
    ]),
  });
});
