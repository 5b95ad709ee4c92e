import { podService, statefulSet } from './support/manifests';
import { inNamespace } from './support/namespace';
import { ENDPOINT_SLICE, KubernetesObject, Manifest, nameOf, ready } from './support/objects';

interface EndpointSlice extends KubernetesObject {
  endpoints: { conditions?: { ready?: boolean }; targetRef?: { name: string } }[];
}

/** A StatefulSet with some fields of its spec replaced. */
function withSpec(changes: object): Manifest {
  const set = statefulSet().find(({ kind }) => kind === 'StatefulSet')! as Manifest & { spec: object };
  return { ...set, spec: { ...set.spec, ...changes } };
}

test('S1: pods are named by the set and their ordinal, 0 to N-1', inNamespace(async (namespace) => {
  await namespace.apply(statefulSet({ replicas: 3 }));
  const pods = await namespace.pods.until('three pods ready', ready(3));
  expect(pods.map(nameOf)).toEqual(['web-0', 'web-1', 'web-2']);
}));

test('ordinals.start: the first pod carries the start ordinal', inNamespace(async (namespace) => {
  await namespace.apply(statefulSet({ replicas: 2, start: 5 }));
  const pods = await namespace.pods.until('two pods ready', ready(2));
  expect(pods.map(nameOf)).toEqual(['web-5', 'web-6']);
}));

test('S5: every pod carries its name and its ordinal as labels', inNamespace(async (namespace) => {
  await namespace.apply(statefulSet({ replicas: 2 }));
  const pods = await namespace.pods.until('two pods ready', ready(2));
  expect(pods.map(({ metadata }) => metadata?.labels)).toEqual([
    expect.objectContaining({ 'statefulset.kubernetes.io/pod-name': 'web-0', 'apps.kubernetes.io/pod-index': '0' }),
    expect.objectContaining({ 'statefulset.kubernetes.io/pod-name': 'web-1', 'apps.kubernetes.io/pod-index': '1' }),
  ]);
}));

test('S5: a Service that selects the pod name has this one pod as its endpoint', inNamespace(async (namespace) => {
  const names = ['web-0', 'web-1', 'web-2'];
  await namespace.apply([...statefulSet({ replicas: 3 }), ...names.map(podService)]);
  await namespace.pods.until('three pods ready', ready(3));
  const endpointsOf = (slices: EndpointSlice[], service: string) => slices
    .filter(({ metadata }) => metadata?.labels?.['kubernetes.io/service-name'] === service)
    .flatMap(({ endpoints }) => endpoints ?? []);
  // the headless Service gets its three only after the endpoint controller has seen all pods
  const slices = await namespace.until<EndpointSlice>(ENDPOINT_SLICE, 'endpoints for every Service',
    (all) => endpointsOf(all, 'web').length === 3 && names.every((name) => endpointsOf(all, name).some(({ conditions }) => conditions?.ready)));
  for (const name of names) {
    expect(endpointsOf(slices, name).map(({ targetRef }) => targetRef?.name)).toEqual([name]);
  }
}));

test('S9: fails if the selector does not match the labels of the template', inNamespace(async (namespace) => {
  const verdict = await namespace.dryRun(withSpec({ selector: { matchLabels: { app: 'other' } } }));
  expect(verdict).toEqual({ accepted: false, message: expect.stringContaining('`selector` does not match template `labels`') });
}));

test('S9: fails without a selector', inNamespace(async (namespace) => {
  const verdict = await namespace.dryRun(withSpec({ selector: undefined }));
  expect(verdict).toEqual({ accepted: false, message: expect.stringContaining('spec.selector: Required value') });
}));

test('S9: fails if the selector of a set is changed', inNamespace(async (namespace) => {
  await namespace.apply(statefulSet({ replicas: 0 }));
  const labels = { app: 'web', tier: 'back' };
  const template = { metadata: { labels }, spec: { containers: [{ name: 'nginx', image: 'nginx' }] } };
  const verdict = await namespace.dryRun(withSpec({ selector: { matchLabels: labels }, template }));
  expect(verdict).toEqual({ accepted: false, message: expect.stringContaining('updates to statefulset spec for fields other than') });
}));
