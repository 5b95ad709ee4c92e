import { ApiObject, JsonPatch } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { only, statefulSet } from './support/manifests';
import { TestNamespace, inNamespace } from './support/namespace';
import { ENDPOINT_SLICE, EndpointSlice, STATEFUL_SET, nameOf, ready } from './support/objects';

test('S1: pods are named by the set and their ordinal, 0 to N-1', inNamespace(async (namespace) => {
  await namespace.apply(statefulSet({ replicas: 3 }));
  const pods = await namespace.pods.until('three pods ready', ready(3));
  expect(pods.map(nameOf)).toEqual(['web-0', 'web-1', 'web-2']);
}));

test('ordinals.start: the first pod carries the start ordinal', inNamespace(async (namespace) => {
  await namespace.apply(statefulSet({ replicas: 2, ordinals: { start: 5 } }));
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

test('S5: the Service of each pod has this one pod as its endpoint', inNamespace(async (namespace) => {
  await namespace.apply(statefulSet({ replicas: 3 }));
  await namespace.pods.until('three pods ready', ready(3));
  expect(await endpoints(namespace, ['web-0', 'web-1', 'web-2'])).toEqual({ 'web-0': ['web-0'], 'web-1': ['web-1'], 'web-2': ['web-2'] });
}));

test('S5: with ordinals.start the Service of each pod has this one pod as its endpoint', inNamespace(async (namespace) => {
  await namespace.apply(statefulSet({ replicas: 2, ordinals: { start: 5 } }));
  await namespace.pods.until('two pods ready', ready(2));
  expect(await endpoints(namespace, ['web-5', 'web-6'])).toEqual({ 'web-5': ['web-5'], 'web-6': ['web-6'] });
}));

describe('S9: a selector that does not match the labels of the template', () => {
  test('fails at synth', () => {
    const select = () => statefulSet({}, (app) => app.select(kplus.LabelSelector.of({ labels: { app: 'other' } })));
    expect(select).toThrow('do not meet the selector, which demands app=other');
  });

  test('fails at the API server, once it is patched in', inNamespace(async (namespace) => {
    const props = { acceptedFindings: { V07: 'the API server says the same' } };
    const manifests = statefulSet(props, (app) => ApiObject.of(app).addJsonPatch(JsonPatch.add('/spec/selector/matchLabels/app', 'other')));
    const verdict = await namespace.dryRun(only(manifests, STATEFUL_SET));
    expect(verdict).toEqual({ accepted: false, message: expect.stringContaining('`selector` does not match template `labels`') });
  }));
});

describe('S9: no selector', () => {
  test('fails at synth', () => {
    expect(() => statefulSet({ select: false })).toThrow('select is false and nothing else selects the pods');
  });

  test('fails at the API server, once it is patched out', inNamespace(async (namespace) => {
    const props = { acceptedFindings: { V05: 'the API server says the same', V07: 'there is none' } };
    const manifests = statefulSet(props, (app) => ApiObject.of(app).addJsonPatch(JsonPatch.remove('/spec/selector')));
    const verdict = await namespace.dryRun(only(manifests, STATEFUL_SET));
    expect(verdict).toEqual({ accepted: false, message: expect.stringContaining('spec.selector: Required value') });
  }));
});

test('S9: fails if the selector of a set is changed', inNamespace(async (namespace) => {
  await namespace.apply(statefulSet({ replicas: 0 }));
  const changed = statefulSet({ replicas: 0, matchLabels: { app: 'web', tier: 'back' } });
  const verdict = await namespace.dryRun(only(changed, STATEFUL_SET));
  expect(verdict).toEqual({ accepted: false, message: expect.stringMatching(/updates to statefulset spec for fields other than|spec\.selector: Invalid value: .*: field is immutable/) });
}));

/** The names of the pods behind each Service, once there are any behind all of them. */
async function endpoints(namespace: TestNamespace, services: string[]): Promise<Record<string, (string | undefined)[]>> {
  const of = (slices: EndpointSlice[], service: string) => slices
    .filter(({ metadata }) => metadata?.labels?.['kubernetes.io/service-name'] === service)
    .flatMap((slice) => slice.endpoints ?? []);
  // the headless Service gets its own only after the endpoint controller has seen all pods
  const slices = await namespace.until<EndpointSlice>(ENDPOINT_SLICE, 'endpoints for every Service', (all) => of(all, 'web').length === services.length
    && services.every((service) => of(all, service).some(({ conditions }) => conditions?.ready)));
  return Object.fromEntries(services.map((service) => [service, of(slices, service).map(({ targetRef }) => targetRef?.name)]));
}
