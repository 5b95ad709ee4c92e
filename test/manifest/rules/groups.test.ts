import { baseManifests } from './cases';
import { check, objectsOf } from '../../../src/manifest/check';
import { ManifestObject } from '../../../src/manifest/model/object';

type Json = Record<string, unknown>;

/** What is found under an id, each as the place, the sentence and how many objects are related. */
const found = (id: string, manifests: readonly unknown[]) => check(manifests.flatMap(manifest => objectsOf(manifest)))
  .filter(finding => finding.id === id)
  .map(({ object, path, problem, related, severity }) => `${severity} ${object.name} ${path} ${problem} (${related.length})`);

const named = (kind: string, name: string, spec: Json = {}, namespace?: string): Json => {
  const base = baseManifests().map(manifest => new ManifestObject(manifest)).find(object => object.kind === kind)!.manifest as { spec: Json };
  return { ...base, metadata: { name, namespace }, spec: { ...base.spec, ...spec } };
};
const many = (kind: string, count: number, spec?: Json) => Array.from({ length: count }, (_, index) => named(kind, `${kind[0]!.toLowerCase()}${index}`, spec));
const labelled = (app: string) => ({ selector: { matchLabels: { app } }, template: { metadata: { labels: { app } } } });

describe('PodDisruptionBudgets that select the same pods are one finding', () => {
  test('for any number of them', () => {
    expect(found('R92', [named('StatefulSet', 'db'), ...many('PodDisruptionBudget', 6)])).toEqual([
      'error p0 spec.selector selects pods of StatefulSet "db", as do PodDisruptionBudgets "p1", "p2", "p3" and 2 more (6)',
    ]);
  });

  test('for pods of any number of workloads', () => {
    expect(found('R92', [...many('StatefulSet', 5), ...many('PodDisruptionBudget', 2)])).toEqual([
      'error p0 spec.selector selects pods of StatefulSets "s0", "s1", "s2" and 2 more, as does PodDisruptionBudget "p1" (6)',
    ]);
  });

  test('also where one overlaps with two that do not overlap with each other', () => {
    const set = (name: string) => named('StatefulSet', name, { template: { metadata: { labels: { app: 'db', name } } } });
    const budget = (name: string, label: Json) => named('PodDisruptionBudget', name, { selector: { matchLabels: label } });
    expect(found('R92', [set('a'), set('b'), budget('of-a', { name: 'a' }), budget('of-b', { name: 'b' }), budget('of-both', { app: 'db' })])).toEqual([
      'error of-a spec.selector selects pods of StatefulSets "a" and "b", as do PodDisruptionBudgets "of-b" and "of-both" (4)',
    ]);
  });

  test('and two where the pods are others', () => {
    const app = (name: string) => [named('StatefulSet', name, labelled(name)), ...['x', 'y'].map(end =>
      named('PodDisruptionBudget', `${name}-${end}`, { selector: { matchLabels: { app: name } } }))];
    expect(found('R92', [...app('a'), ...app('b')])).toHaveLength(2);
  });

  test('a warning where they may be in two namespaces', () => {
    expect(found('R92', [named('StatefulSet', 'db'), named('PodDisruptionBudget', 'a', {}, 'one'), named('PodDisruptionBudget', 'b')])).toEqual([
      'warning a spec.selector selects pods of StatefulSet "db", as does PodDisruptionBudget "b" (2)',
    ]);
  });

  test('none where they are in two namespaces, or the same', () => {
    expect(found('R92', [named('StatefulSet', 'db'), ...['one', 'two'].map(namespace => named('PodDisruptionBudget', namespace, {}, namespace))])).toEqual([]);
    expect(found('R92', [named('StatefulSet', 'db'), named('PodDisruptionBudget', 'a'), named('PodDisruptionBudget', 'a')])).toEqual([]);
  });
});

describe('controllers that select pods of each other are one finding', () => {
  test('for two StatefulSets', () => {
    expect(found('R08', many('StatefulSet', 2))).toEqual(['error s0 spec.selector selects the pods of StatefulSet "s1", too (1)']);
  });

  test('for any number of them', () => {
    expect(found('R08', many('StatefulSet', 7))).toEqual([
      'error s0 spec.selector selects the pods of StatefulSet "s1", too, and overlaps with the selectors of StatefulSets "s2", "s3", "s4" and 2 more (6)',
    ]);
  });

  test('at the one that selects the others', () => {
    const narrow = named('StatefulSet', 'narrow', {
      selector: { matchLabels: { name: 'narrow' } }, template: { metadata: { labels: { app: 'db', name: 'narrow' } } },
    });
    expect(found('R08', [narrow, named('StatefulSet', 'wide')])).toEqual(['error wide spec.selector selects the pods of StatefulSet "narrow", too (1)']);
  });

  test('at a StatefulSet rather than at a Deployment', () => {
    const deployment = { ...named('StatefulSet', 'web'), kind: 'Deployment' };
    expect(found('R08', [deployment, named('StatefulSet', 'db')])).toEqual(['error db spec.selector selects the pods of Deployment "web", too (1)']);
  });

  test('none for Deployments alone, or the same StatefulSet', () => {
    expect(found('R08', ['a', 'b'].map(name => ({ ...named('StatefulSet', name), kind: 'Deployment' })))).toEqual([]);
    expect(found('R08', [named('StatefulSet', 'a'), named('StatefulSet', 'a')])).toEqual([]);
  });
});

test('Services that ask for one port on the nodes are one finding', () => {
  const services = many('Service', 5, { type: 'NodePort', clusterIP: undefined, ports: [{ name: 'client', port: 5432, nodePort: 30000 }] });
  expect(found('S07', services)).toEqual(['error s0 spec.ports[0].nodePort is asked for by Services "s1", "s2", "s3" and 1 more, too (4)']);
});

test('autoscalers of one StatefulSet with fixed replicas are one finding', () => {
  const autoscalers = ['a', 'b'].map(name => ({
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    metadata: { name },
    spec: { maxReplicas: 5, scaleTargetRef: { apiVersion: 'apps/v1', kind: 'StatefulSet', name: 'db' } },
  }));
  expect(found('R76', [...baseManifests(), ...autoscalers])).toEqual([
    'error db spec.replicas is fixed, and HorizontalPodAutoscalers "a" and "b" scale it, too (2)',
  ]);
});

test('StatefulSets whose claims have one name are one finding', () => {
  const set = (name: string, claim: string) => named('StatefulSet', name, { volumeClaimTemplates: [{ metadata: { name: claim }, spec: {} }] });
  expect(found('R05', [set('c', 'a-b'), set('b-c', 'a'), set('c', 'a-b')])).toEqual([
    'error b-c spec.volumeClaimTemplates[0].metadata.name makes the claims of the template "a-b" of StatefulSet "c" (a-b-c-0, …) (1)',
  ]);
});

describe('StatefulSets that one Service governs are one finding', () => {
  const sets = ['a', 'b', 'c', 'd'].map(name => named('StatefulSet', name, labelled(name)));

  test.each([
    ['R12', { clusterIP: undefined }, 'warning db spec.clusterIP is not None, and the Service governs StatefulSets "a", "b", "c" and 1 more (4)'],
    ['R13', {}, 'error db spec.selector.app is no label of the pods of StatefulSets "a", "b", "c" and 1 more, which the Service governs (4)'],
    ['R14', { selector: undefined }, 'warning db spec.selector is missing, and the Service governs StatefulSets "a", "b", "c" and 1 more (4)'],
  ])('%s', (id, spec, sentence) => {
    expect(found(id, [...sets, named('Service', 'db', spec)])).toEqual([sentence]);
  });
});

test('Services that lead clients to the same pods are one finding', () => {
  expect(found('R18', [...many('StatefulSet', 2), ...many('Service', 3, { clusterIP: undefined })])).toEqual([
    'warning s0 spec.publishNotReadyAddresses leads clients to pods of StatefulSets "s0" and "s1" that are not ready, '
    + 'as do Services "s1" and "s2", and no other Service is for them (4)',
  ]);
});

test('of Services and workloads of one name it is not known which belongs to which, so that no port is missing', () => {
  const deployment = (port: number) => {
    const containers = [{ name: 'web', image: 'example.com/web:1.0', ports: [{ containerPort: port }] }];
    const spec = { selector: { matchLabels: { app: 'web' } }, template: { metadata: { labels: { app: 'web' } }, spec: { containers } } };
    return { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'web' }, spec };
  };
  const service = (port: number) => ({ apiVersion: 'v1', kind: 'Service', metadata: { name: 'web' }, spec: { selector: { app: 'web' }, ports: [{ port }] } });
  expect(found('R119', [deployment(80), service(8080)])).toHaveLength(1);
  expect(found('R119', [deployment(80), deployment(81), service(8080)])).toEqual([]);
});

test('what is no image has no tag that moves', () => {
  const set = named('StatefulSet', 'db', { template: { metadata: { labels: { app: 'db' } }, spec: { containers: [{ name: 'db', image: '${IMAGE}' }] } } });
  expect([...found('P30', [set]), ...found('R62', [set])].map(line => line.split(' ')[0])).toEqual(['error']);
});
