import { RESTRICTED, TestNamespace, inNamespace } from './support/namespace';
import { ENDPOINT_SLICE, EndpointSlice, isReady, nameOf, Pod, POD_DISRUPTION_BUDGET, PodDisruptionBudget, ready } from './support/objects';
import { containersOf, SYSTEMS } from './support/systems';

const systems = Object.keys(SYSTEMS);

/** The pods of the system, all of them ready. */
async function running(namespace: TestNamespace, system: string): Promise<Pod[]> {
  const { synthesize, pods } = SYSTEMS[system];
  await namespace.apply(synthesize());
  return namespace.pods.until(`${pods.length} pods ready`, ready(pods.length));
}

test.each(systems)('the Pod Security standard restricted lets all pods of %s in', (system) => inNamespace(async (namespace) => {
  expect((await running(namespace, system)).map(nameOf)).toEqual(SYSTEMS[system].pods);
}, RESTRICTED)());

test.each(systems)('every container of %s says what it needs and how much memory it may take', (system) => inNamespace(async (namespace) => {
  const containers = (await running(namespace, system)).flatMap(containersOf);
  expect(containers.map(({ resources }) => Object.keys({ ...resources?.requests, ...resources?.limits }).sort())).toEqual(containers.map(() => ['cpu', 'memory']));
  expect(containers.filter(({ resources }) => resources?.limits?.memory === undefined)).toEqual([]);
})());

test.each(systems)('every container of %s that stays has a readiness probe', (system) => inNamespace(async (namespace) => {
  const staying = (await running(namespace, system)).filter(({ spec }) => spec?.restartPolicy === 'Always');
  const without = staying.flatMap(({ spec }) => spec?.containers ?? []).filter(({ readinessProbe }) => readinessProbe === undefined);
  expect(without.map(({ name }) => name)).toEqual([]);
})());

test.each([
  ['kafka', 'kafka'], ['kafka', 'kafka-controller'], ['patroni', 'postgres'], ['quiz', 'quiz'], ['zookeeper', 'zookeeper'],
])('%s: no pod of %s waits for another one', (system, name) => inNamespace(async (namespace) => {
  await namespace.holdIf(() => true);
  await namespace.apply(SYSTEMS[system].synthesize());
  const mine = (pods: Pod[]) => pods.filter((pod) => nameOf(pod).replace(/-\d+$/, '') === name);
  await namespace.pods.until(`three pods of ${name}, none of them ready`, (pods) => mine(pods).length === 3 && !mine(pods).some(isReady));
})());

test('cassandra: a node joins only after the one before it has', inNamespace(async (namespace) => {
  const release = await namespace.hold('cassandra-1');
  await namespace.apply(SYSTEMS.cassandra.synthesize());
  await namespace.settled('cassandra', 'cassandra-1 joining', ({ replicas, readyReplicas }) => replicas === 2 && readyReplicas === 1);
  await release();
  await namespace.pods.until('three nodes ready', ready(3));
  expect(namespace.events.sequence('created', 'ready')).toEqual([
    'cassandra-0 created', 'cassandra-0 ready', 'cassandra-1 created', 'cassandra-1 ready', 'cassandra-2 created', 'cassandra-2 ready',
  ]);
}));

test('kafka: no two nodes have the same node id, which is their ordinal', inNamespace(async (namespace) => {
  const pods = await running(namespace, 'kafka');
  expect(pods.map(({ metadata }) => metadata?.labels?.['apps.kubernetes.io/pod-index'])).toEqual(['0', '1', '2', '100', '101', '102']);
}));

test('kafka: each load balancer leads to its broker only', inNamespace(async (namespace) => {
  await running(namespace, 'kafka');
  const brokers = ['kafka-0', 'kafka-1', 'kafka-2'];
  const behind = (slices: EndpointSlice[]) => brokers.map((service) => slices
    .filter(({ metadata }) => metadata?.labels?.['kubernetes.io/service-name'] === service)
    .flatMap(({ endpoints }) => endpoints ?? [])
    .map(({ targetRef }) => targetRef?.name));
  const slices = await namespace.until<EndpointSlice>(ENDPOINT_SLICE, 'a pod behind each load balancer', (all) => behind(all).every(({ length }) => length > 0));
  expect(behind(slices)).toEqual([['kafka-0'], ['kafka-1'], ['kafka-2']]);
}));

test.each([
  ['cassandra', 'cassandra'], ['kafka', 'kafka'], ['kafka', 'kafka-controller'], ['patroni', 'postgres'], ['quiz', 'quiz'], ['zookeeper', 'zookeeper'],
])('%s: while a pod of %s is away, no other one is evicted', (system, name) => inNamespace(async (namespace) => {
  const [first, second] = (await running(namespace, system)).map(nameOf).filter((pod) => pod.replace(/-\d+$/, '') === name);
  const allowed = (count: number) => (budgets: PodDisruptionBudget[]) => budgets.some((budget) => nameOf(budget) === name
    && budget.status?.expectedPods === 3 && budget.status.disruptionsAllowed === count);
  await namespace.until(POD_DISRUPTION_BUDGET, 'one disruption allowed', allowed(1));
  await namespace.hold(first);
  await namespace.until(POD_DISRUPTION_BUDGET, 'no disruption allowed', allowed(0));
  expect(await namespace.evict(second)).toEqual({ accepted: false, message: expect.stringContaining('disruption budget') });
})());
