import * as kplus from 'cdk8s-plus-28';
import { only, statefulSet } from './support/manifests';
import { TestNamespace, inNamespace } from './support/namespace';
import { STATEFUL_SET, StatefulSet, ready } from './support/objects';

const synth = () => statefulSet({ replicas: undefined }, (target, chart) =>
  new kplus.HorizontalPodAutoscaler(chart, 'autoscaler', { target, minReplicas: 2, maxReplicas: 4 }));

const replicasOf = async (namespace: TestNamespace) => (await namespace.get<StatefulSet>(STATEFUL_SET, 'web')).spec?.replicas;

test('an autoscaler of the program scales the set', inNamespace(async (namespace) => {
  await namespace.apply(synth());
  // there is nothing that measures the pods, but the minimum needs no measure
  await namespace.pods.until('two pods ready', ready(2));
  expect(await replicasOf(namespace)).toBe(2);
}));

test('a re-apply of the same synth keeps the replicas that were scaled', inNamespace(async (namespace) => {
  await namespace.apply(synth());
  await namespace.pods.until('two pods ready', ready(2));
  await namespace.scale('web', 3);
  await namespace.pods.until('three pods ready', ready(3));
  await namespace.apply(synth());
  expect(await replicasOf(namespace)).toBe(3);
}));

test('fails to keep them if the program says how many there are', inNamespace(async (namespace) => {
  await namespace.apply(statefulSet({ replicas: 1 }));
  await namespace.scale('web', 2);
  const verdict = namespace.api.apply(only(statefulSet({ replicas: 1 }), STATEFUL_SET), namespace.name);
  await expect(verdict).rejects.toThrow('conflict');
}));
