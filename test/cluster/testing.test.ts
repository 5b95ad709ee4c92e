import { statefulSet, StatefulSetOptions } from './support/manifests';
import { inNamespace, TestNamespace } from './support/namespace';
import { ENDPOINT_SLICE, EndpointSlice, KubernetesObject, nameOf, PERSISTENT_VOLUME_CLAIM, ready } from './support/objects';
import { examples } from './support/programs';
import { gated } from './support/readiness';
import { testing, UpdateStrategy } from '../../src';
import { withoutDefaults } from '../../src/manifest/defaults/without-defaults';

const told = (options: StatefulSetOptions) => testing.Manifests.fromObjects(statefulSet(options)).statefulApp('web');

test('the pods, claims and Services that a test is told of are those that the controllers make', inNamespace(async (namespace) => {
  const options = { replicas: 2, ordinals: { start: 3 }, claim: true };
  await namespace.apply(statefulSet(options));
  const pods = await namespace.pods.until('two pods ready', ready(2));
  expect(pods.map(nameOf)).toEqual(told(options).podNames);
  expect((await namespace.list(PERSISTENT_VOLUME_CLAIM)).map(nameOf).sort()).toEqual(told(options).claims.map(({ name }) => name));
  const services = Object.fromEntries(told(options).services.map(({ name, podNames }) => [name, podNames]));
  expect(await podsBehind(namespace, services)).toEqual(services);
}));

test.each([
  ['no partition', undefined],
  ['a partition', UpdateStrategy.rollingUpdate({ partition: 2 })],
])('with %s the pods are replaced in the order that a test is told', (_, updateStrategy) => inNamespace(async (namespace) => {
  const [before, after] = [{ updateStrategy }, { updateStrategy, image: 'nginx:1.29' }];
  await namespace.apply(gated(statefulSet(before)));
  await namespace.pods.until('three pods ready', ready(3));
  const { replaced } = told(after).rolloutFrom(told(before));
  await namespace.apply(gated(statefulSet(after)));
  await namespace.settled('web', 'the pods updated', ({ updatedReplicas, readyReplicas }) => updatedReplicas === replaced.length && readyReplicas === 3);
  expect(namespace.events.sequence('terminating')).toEqual(replaced.map((pod) => `${pod} terminating`));
})());

test.each(examples())('$name: the API server does not miss what a snapshot leaves out', ({ synthesize }) => inNamespace(async (namespace) => {
  for (const manifest of namespace.relocated(synthesize())) {
    const [stored] = await namespace.apply([manifest]);
    const again = await namespace.api.apply<KubernetesObject>(withoutDefaults(manifest) as typeof manifest, namespace.name, { dryRun: 'All', force: 'true' });
    expect(specOf(again)).toEqual(specOf(stored!));
  }
})());

/** What the object says, without the node, which the scheduler may have chosen in between. */
function specOf(object: KubernetesObject): object {
  const { spec = {} } = object as { spec?: { nodeName?: string } };
  return { ...spec, nodeName: undefined };
}

/** Waits until as many pods stand behind each Service, and tells which. */
async function podsBehind(namespace: TestNamespace, services: Record<string, string[]>): Promise<Record<string, string[]>> {
  const behind = (slices: EndpointSlice[]) => Object.fromEntries(Object.keys(services).map((service) => [service, slices
    .filter(({ metadata }) => metadata?.labels?.['kubernetes.io/service-name'] === service)
    .flatMap(({ endpoints }) => endpoints ?? [])
    .map(({ targetRef }) => targetRef?.name ?? '')
    .sort()]));
  const isComplete = (slices: EndpointSlice[]) => Object.entries(behind(slices)).every(([name, pods]) => pods.length === services[name]?.length);
  return behind(await namespace.until<EndpointSlice>(ENDPOINT_SLICE, 'the pods behind each Service', isComplete));
}
