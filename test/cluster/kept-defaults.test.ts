import { inNamespace, TestNamespace } from './support/namespace';
import { Manifest } from './support/objects';
import { itemKeys } from '../../src/manifest/defaults/list-items';
import { ManifestObject } from '../../src/manifest/model/object';
import { findingsBetween } from '../manifest/update/cases';

// What the cluster has filled in and an apply leaves there, as U24 and U25 say; test/manifest/update/cases has the rest of them.

const pod = (spec: object = {}, container: object = {}) => ({
  metadata: { labels: { app: 'web' } }, spec: { containers: [{ name: 'web', image: 'example.com/web:1.0', ...container }], ...spec },
});
const workload = (kind: string, template: object, spec: object = {}): Manifest => ({
  apiVersion: 'apps/v1', kind, metadata: { name: 'web' }, spec: { replicas: 0, selector: { matchLabels: { app: 'web' } }, template, ...spec },
} as Manifest);
const set = (spec: object = {}, template = pod()) => workload('StatefulSet', template, { serviceName: 'web', ...spec });
const policy = (spec: object): Manifest => ({ apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata: { name: 'web' }, spec: { podSelector: {}, ...spec } } as Manifest);
const secret = (stringData: object): Manifest => ({ apiVersion: 'v1', kind: 'Secret', metadata: { name: 'web' }, stringData } as Manifest);

const REFUSED: [string, Manifest, Manifest][] = [
  ['a StatefulSet without a strategy', set(), set({ updateStrategy: { type: 'OnDelete' } })],
  ['a Deployment without a strategy', workload('Deployment', pod()), workload('Deployment', pod(), { strategy: { type: 'Recreate' } })],
];

test.each(REFUSED)('%s gets no other one through the server, in the words of the diff', (_, before, after) => inNamespace(async (namespace) => {
  await namespace.apply([before]);
  const [start, end = ''] = findingsBetween([before], [after]).find(({ id }) => id === 'U24')!.apiServerMessage!.split('…') as [string, string?];
  const { message } = await namespace.dryRun(after);
  expect(message).toContain(start);
  expect(message).toContain(end);
})());

test('OnDelete is taken where rollingUpdate was written', inNamespace(async (namespace) => {
  await namespace.apply([set(), set({ updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition: 0 } } })]);
  expect(await namespace.dryRun(set({ updateStrategy: { type: 'OnDelete' } }))).toMatchObject({ accepted: true });
}));

const KEPT: [string, Manifest, Manifest, (stored: ManifestObject) => unknown, unknown][] = [
  ['the account of pods', set({}, pod({ serviceAccountName: 'a' })), set(), ({ spec }) => spec.at('template', 'spec', 'serviceAccountName').value, 'a'],
  ['the policy for pulling an image', set(), set({}, pod({}, { image: 'example.com/web:latest' })),
    ({ spec }) => spec.at('template', 'spec', 'containers', 0, 'imagePullPolicy').value, 'IfNotPresent'],
  ['the direction without rules', policy({ ingress: [{}] }), policy({ ingress: [{}], egress: [{}] }), ({ spec }) => spec.at('policyTypes').value, ['Ingress']],
  ['the direction that had rules', policy({ egress: [{}] }), policy({ ingress: [{}] }), ({ spec }) => spec.at('policyTypes').value, ['Ingress', 'Egress']],
  ['a key of stringData', secret({ a: '1', b: '2' }), secret({ a: '1' }), ({ root }) => root.at('data').keys, ['a', 'b']],
];

test.each(KEPT)('%s stays, as the diff says', (_, before, after, at, expected) => inNamespace(async (namespace) => {
  expect(findingsBetween([before], [after]).map(({ id }) => id)).toContain('U25');
  expect(at(await storedAfter(namespace, before, after))).toEqual(expected);
})());

async function storedAfter(namespace: TestNamespace, before: Manifest, after: Manifest): Promise<ManifestObject> {
  const stored = await namespace.apply([before, after]);
  return new ManifestObject(stored[1]);
}

interface Schema {
  readonly properties?: Readonly<Record<string, { readonly 'x-kubernetes-patch-merge-key'?: string; readonly 'x-kubernetes-list-map-keys'?: readonly string[] }>>;
}

test('items of lists are told apart as the API tells them apart', inNamespace(async ({ api }) => {
  const { components } = await api.request<{ components: { schemas: Record<string, Schema> } }>('GET', '/openapi/v3/apis/apps/v1');
  const parts = ['PodSpec', 'Container', 'ResourceRequirements'].map(name => components.schemas[`io.k8s.api.core.v1.${name}`]!);
  // before 1.31 some lists have the one key alone that a patch merges by
  const lists = parts.flatMap(({ properties = {} }) => Object.entries(properties)).flatMap(([name, property]) => {
    const { 'x-kubernetes-patch-merge-key': key, 'x-kubernetes-list-map-keys': keys = key === undefined ? undefined : [key] } = property;
    return keys === undefined ? [] : [{ name, keys }];
  });
  expect(lists.length).toBeGreaterThan(10);
  const known = lists.map(({ name, keys }) => {
    const item = Object.fromEntries([...keys, 'another'].map(key => [key, key]));
    return { name, keys: Object.keys(itemKeys(name, [item])?.[0] ?? {}) };
  });
  expect(known).toEqual(lists);
}));
