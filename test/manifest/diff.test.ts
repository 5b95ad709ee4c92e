import * as fc from 'fast-check';
import { baseManifests, casesOf, idsWithCases, manifestsOf } from './rules/cases';
import { findingsBetween, findingsOf } from './update/cases';
import { withDefaults } from '../../src/manifest/defaults/defaults';

const BASE = baseManifests();

/** Names of fields that the comparison looks at, so that what is made up meets its code. */
const KEYS = ['apiVersion', 'kind', 'metadata', 'name', 'namespace', 'labels', 'annotations', 'uid', 'spec', 'status', 'replicas', 'serviceName',
  'selector', 'matchLabels', 'template', 'containers', 'volumes', 'image', 'ports', 'env', 'valueFrom', 'fieldRef', 'readinessProbe', 'httpGet',
  'volumeClaimTemplates', 'resources', 'requests', 'storage', 'updateStrategy', 'rollingUpdate', 'type', 'clusterIP', 'clusterIPs', 'ipFamilies',
  'dataSource', 'dataSourceRef', 'storageClassName', 'persistentVolumeClaimRetentionPolicy', 'whenScaled', 'ordinals', 'start', 'hostPath',
  'emptyDir', 'projected', 'sources', 'ephemeral', 'volumeClaimTemplate', 'lifecycle', 'preStop', 'sessionAffinity', 'serviceAccount'];

const { value } = fc.letrec<{ value: unknown }>(tie => ({
  value: fc.oneof({ maxDepth: 6, withCrossShrink: true },
    fc.constantFrom<unknown>(null, 0, 1, false, true, '', 'None', 'Delete', 'ClientIP', 'LoadBalancer', '1Gi', '1024Mi', '0.0001', -1),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom(...KEYS), tie('value'), { maxKeys: 8 }),
  ),
}));

const manifest = fc.tuple(
  fc.constantFrom(['apps/v1', 'StatefulSet'], ['v1', 'Service'], ['v1', 'PersistentVolumeClaim'], ['v1', 'ConfigMap']),
  fc.dictionary(fc.constantFrom(...KEYS), value, { maxKeys: 8 }),
  fc.dictionary(fc.constantFrom(...KEYS), value, { maxKeys: 8 }),
).map(([[apiVersion, kind], spec, others]) => ({ ...others, apiVersion, kind, metadata: { name: 'x' }, spec }));

/** Manifests of the cases of all rules: complete ones, and with every fault there is. */
const inCases = idsWithCases().flatMap(id => [...casesOf(id).bad, ...casesOf(id).good]).map(example => manifestsOf(example));

function reversed(json: unknown): unknown {
  if (Array.isArray(json)) {
    return json.map(reversed);
  }
  return typeof json === 'object' && json !== null
    ? Object.fromEntries(Object.entries(json).reverse().map(([key, item]) => [key, reversed(item)]))
    : json;
}

describe('manifests of every shape', () => {
  test('do not differ from themselves', () => {
    fc.assert(fc.property(manifest, made => {
      expect(findingsBetween([made], [made])).toEqual([]);
    }));
  });

  test('do not differ from themselves with their defaults filled in', () => {
    fc.assert(fc.property(manifest, made => {
      expect(findingsBetween([made], [withDefaults(made)])).toEqual([]);
      expect(findingsBetween([withDefaults(made)], [made])).toEqual([]);
    }));
  });

  test('have defaults that are there to stay', () => {
    fc.assert(fc.property(manifest, made => {
      expect(withDefaults(withDefaults(made))).toEqual(withDefaults(made));
    }));
  });

  test('stay as they are', () => {
    fc.assert(fc.property(manifest, manifest, (before, after) => {
      const copies = structuredClone([before, after]);
      findingsBetween([before], [after]);
      expect([before, after]).toEqual(copies);
    }));
  });

  test('are compared without regard to the order of keys', () => {
    fc.assert(fc.property(manifest, manifest, (before, after) => {
      const told = (old: unknown, now: unknown) => findingsBetween([old], [now]).map(({ id, path, severity }) => `${id} ${path} ${severity}`).sort();
      expect(told(reversed(before), reversed(after))).toEqual(told(before, after));
    }));
  });
});

test.each(inCases)('an application with or without its defaults is the same ($#)', (...manifests) => {
  expect(findingsBetween(manifests, manifests.map(withDefaults))).toEqual([]);
  expect(findingsBetween(manifests.map(withDefaults), manifests)).toEqual([]);
});

test('a null that takes away what the cluster has filled in is told for those who apply by the server', () => {
  const [set] = manifestsOf({ objects: [{ kind: 'StatefulSet', spec: { updateStrategy: null } }] }) as [{ spec: object }];
  const after = { ...set, spec: { ...set.spec, updateStrategy: { type: 'OnDelete', rollingUpdate: null } } };
  expect(findingsBetween([set], [after])).toMatchObject([{ id: 'U24', severity: 'info', outcome: 'in-place' }]);
});

test('a list in another order is told by what its items are known by', () => {
  const [before, after] = [['B', 'A'], ['C', 'A', 'B']].map(names => manifestsOf({
    objects: [{ kind: 'StatefulSet', spec: { template: { spec: { containers: [{ name: 'db', env: names.map(name => ({ name, value: '1' })) }] } } } }],
  })) as [unknown[], unknown[]];
  expect(findingsBetween(before, after).find(({ id }) => id === 'U14')?.changes?.slice(-1)).toEqual([
    { path: 'spec.template.spec.containers[0].env', before: ['B', 'A'], after: ['C', 'A', 'B'], isOrder: true },
  ]);
});

test('a list without keys that is in another order is told as it is', () => {
  const [before, after] = [['a', 'b'], ['b', 'a']].map(keys => manifestsOf({
    objects: [{ kind: 'StatefulSet', spec: { template: { spec: { tolerations: keys.map(key => ({ key })) } } } }],
  })) as [unknown[], unknown[]];
  expect(findingsBetween(before, after).find(({ id }) => id === 'U14')?.changes).toEqual([
    { path: 'spec.template.spec.tolerations', before: [{ key: 'a' }, { key: 'b' }], after: [{ key: 'b' }, { key: 'a' }], isOrder: true },
  ]);
});

test('findings come in the order of the new manifests, and what is gone comes last', () => {
  const others = [{ kind: 'Service', metadata: { name: 'db' }, spec: { clusterIP: '10.96.0.9' } }, { kind: 'StatefulSet', spec: { serviceName: 'x' } }];
  const cache = {
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: { name: 'cache' },
    spec: { persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Delete' }, volumeClaimTemplates: [{ metadata: { name: 'data' } }] },
  };
  expect(findingsBetween([...BASE, cache], manifestsOf({ objects: others })).map(({ id }) => id)).toEqual(['U01', 'U08', 'U15']);
});

test('an object of a namespace is compared with the one of that namespace', () => {
  const inNamespace = (namespace: string | undefined, replicas: number) => manifestsOf({
    objects: [{ kind: 'StatefulSet', metadata: { namespace }, spec: { replicas, persistentVolumeClaimRetentionPolicy: { whenScaled: 'Delete' } } }],
  }).slice(0, 1);
  expect(findingsBetween([...inNamespace('one', 5), ...inNamespace('two', 1)], [...inNamespace('two', 1), ...inNamespace('one', 5)])).toEqual([]);
  expect(findingsBetween([...inNamespace('one', 5), ...inNamespace('two', 1)], [...inNamespace('two', 1), ...inNamespace('one', 4)])
    .map(({ id, object }) => `${id} ${object.namespace}`)).toEqual(['U13 one']);
});

test('what has no name yet is not taken for something that is gone', () => {
  const unnamed = { metadata: { name: null, generateName: 'db-' }, spec: { persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Delete' } } };
  const manifests = manifestsOf({ objects: [{ of: 'StatefulSet/db', kind: 'StatefulSet', ...unnamed }] });
  expect(findingsBetween(manifests, manifests)).toEqual([]);
});

test('an annotation of the last apply that is no JSON says nothing', () => {
  const broken = manifestsOf({ objects: [{ kind: 'StatefulSet', metadata: { annotations: { 'kubectl.kubernetes.io/last-applied-configuration': '{' } } }] });
  expect(findingsBetween(broken, manifestsOf({ objects: [{ kind: 'StatefulSet', spec: { replicas: null } }] })).map(({ id }) => id)).toEqual(['U12']);
});

test('an annotation with a reason accepts what is found', () => {
  const annotations = { 'cdk8s-stateful-app.github.io/accept-U03': 'the set is deleted before' };
  const both = [{ kind: 'StatefulSet', metadata: { annotations } }];
  const found = findingsOf({ both, after: [{ kind: 'StatefulSet', spec: { podManagementPolicy: 'Parallel' } }] });
  expect(found.filter(({ id }) => id === 'U03')).toEqual([]);
});
