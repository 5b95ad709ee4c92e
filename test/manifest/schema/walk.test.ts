import { check, objectsOf } from '../../../src/manifest/check';
import { TargetVersions } from '../../../src/manifest/kubernetes/target-versions';
import { ManifestObject } from '../../../src/manifest/model/object';
import { hasSchema, schemaFaults } from '../../../src/manifest/schema/walk';

const faultsOf = (manifest: unknown, target = TargetVersions.ALL) => schemaFaults(new ManifestObject(manifest), target)
  .map(({ at, problem, fix }) => ({ path: at.path, problem, fix }));

const set = (spec: unknown) => ({ apiVersion: 'apps/v1', kind: 'StatefulSet', metadata: { name: 'db' }, spec });
const pod = (spec: unknown) => ({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'db' }, spec });

test.each([
  // in the wrong place
  [set({ volumes: [] }), 'spec.volumes', 'move it to spec.template.spec.volumes'],
  [set({ image: 'db' }), 'spec.image', 'move it to spec.template.spec.containers[].image'],
  [set({ labels: {} }), 'spec.labels', 'move it to spec.template.metadata.labels'],
  [{ ...set({}), replicas: 3 }, 'replicas', 'move it to spec.replicas'],
  [set({ template: { spec: { volumeClaimTemplates: [] } } }), 'spec.template.spec.volumeClaimTemplates', 'move it to spec.volumeClaimTemplates'],
  [pod({ readinessProbe: {} }), 'spec.readinessProbe', 'move it to spec.containers[].readinessProbe'],
  [pod({ containers: [{ volumes: [] }] }), 'spec.containers[0].volumes', 'move it to spec.volumes'],
  [pod({ containers: [{ securityContext: { fsGroup: 1 } }] }), 'spec.containers[0].securityContext.fsGroup', 'move it to spec.securityContext.fsGroup'],
  // a name that is almost right
  [set({ volumeClaimTemplate: [] }), 'spec.volumeClaimTemplate', 'call it volumeClaimTemplates'],
  [set({ podManagmentPolicy: 'Parallel' }), 'spec.podManagmentPolicy', 'call it podManagementPolicy'],
  [pod({ contianers: [] }), 'spec.contianers', 'call it containers'],
  [pod({ terminationGracePeriod: 3 }), 'spec.terminationGracePeriod', 'call it terminationGracePeriodSeconds'],
  [pod({ NodeName: 'a' }), 'spec.NodeName', 'call it nodeName'],
  // neither
  [set({ quorum: 2 }), 'spec.quorum', 'remove it'],
])('says where an unknown field belongs (%#)', (manifest, path, fix) => {
  expect(faultsOf(manifest)).toEqual([expect.objectContaining({ path, fix })]);
});

test.each([
  [set({ replicas: '3' }), 'is a string, and a whole number belongs there', 'write it without quotes: 3'],
  [set({ replicas: '-05' }), 'is a string, and a whole number belongs there', 'write it without quotes: -05'],
  [set({ replicas: 'three' }), 'is a string, and a whole number belongs there', 'write a whole number'],
  [set({ replicas: 2.5 }), 'is not a whole number', 'write a whole number'],
  [set({ replicas: 3e9 }), 'does not fit into 32 bits', 'write a whole number'],
  [pod({ hostNetwork: 'true' }), 'is a string, and a boolean belongs there', 'write it without quotes: true'],
  [pod({ nodeName: 5 }), 'is a number, and a string belongs there', 'put it in quotes: "5"'],
  [pod({ nodeName: 420 }), 'is a number, and a string belongs there', 'put it in quotes: "420", or "0644" where that stands there'],
  [pod({ nodeName: true }), 'is a boolean, and a string belongs there', 'put it in quotes: "true", or the word that stands there, such as "yes"'],
  [pod({ nodeName: false }), 'is a boolean, and a string belongs there', 'put it in quotes: "false", or the word that stands there, such as "no"'],
  [pod({ nodeName: {} }), 'is an object, and a string belongs there', 'write a string'],
  [pod({ containers: {} }), 'is an object, and a list belongs there', 'write it as a list with one item'],
  [pod({ containers: 'db' }), 'is a string, and a list belongs there', 'write a list'],
  [pod({ overhead: { cpu: '1 core' } }), 'is not a quantity such as 500m or 10Gi', 'write a quantity such as 500m or 10Gi'],
  [{ apiVersion: 'v1', kind: 'Secret', data: { a: 'plain' } }, 'is not a text in base64', 'encode it in base64, or write it under stringData'],
])('says what is wrong with a type, and what to do (%#)', (manifest, problem, fix) => {
  expect(faultsOf(manifest)).toEqual([expect.objectContaining({ problem, fix })]);
});

test.each([
  ['1.28-1.33', 'is a field that Kubernetes has only from 1.34 on, and the target is 1.28-1.33'],
  ['1.33-1.34', 'is a field that Kubernetes has only from 1.34 on, and the target is 1.33-1.34'],
  ['1.36', undefined],
])('a field of Kubernetes 1.34 with the target %s', (target, problem) => {
  expect(faultsOf(pod({ hostnameOverride: 'a' }), TargetVersions.parse(target)).map(fault => fault.problem)).toEqual(problem === undefined ? [] : [problem]);
});

test.each([
  ['1.28', undefined],
  ['1.30', undefined],
  ['1.30-1.33', 'is a field that Kubernetes has no longer from 1.31 on, and the target is 1.30-1.33'],
  ['1.31-1.33', 'is a field that Kubernetes has no longer from 1.31 on, and the target is 1.31-1.33'],
])('a field that Kubernetes 1.31 has no longer, with the target %s', (target, problem) => {
  const faults = faultsOf(pod({ resourceClaims: [{ name: 'a', source: {} }] }), TargetVersions.parse(target));
  expect(faults.map(fault => fault.problem)).toEqual(problem === undefined ? [] : [problem]);
});

test.each(['0', '1', '+1.5', '-1', '.5', '1.', '100m', '1.5Gi', '1e3', '1E-3', '3E', '12Ei', ' 1Gi '])('takes the quantity %j', cpu => {
  expect(faultsOf(pod({ overhead: { cpu } }))).toEqual([]);
});

test.each(['', ' ', '1GB', '1gi', '1K', '1 Gi', '1e', 'Gi1', '1,5', '${SIZE}Gi'])('fails for the quantity %j', cpu => {
  expect(faultsOf(pod({ overhead: { cpu } }))).toHaveLength(1);
});

test('what is null is not there', () => {
  expect(faultsOf({ ...set({ replicas: null, volumes: null, template: { spec: { containers: [null] } } }), status: null })).toEqual([]);
});

test.each([null, 3, 'text', [], [[]], { apiVersion: 'v1', kind: 3 }, { apiVersion: 'v1', kind: 'constructor' }])('says nothing of %j, whose kind is not known', manifest => {
  expect(faultsOf(manifest)).toEqual([]);
});

test('follows a manifest that contains itself only as far as the schema goes', () => {
  const template: Record<string, unknown> = { spec: {} };
  template.spec = { template, containers: [template] };
  expect(faultsOf(set({ template })).map(({ path }) => path)).toEqual([
    'spec.template.spec.template', 'spec.template.spec.containers[0].spec',
  ]);
});

test('knows the kinds of an application in the versions that all clusters serve', () => {
  const known = (apiVersion: string, kind: string) => hasSchema(new ManifestObject({ apiVersion, kind }));
  expect([known('apps/v1', 'StatefulSet'), known('v1', 'Service'), known('policy/v1', 'PodDisruptionBudget')]).toEqual([true, true, true]);
  expect([known('apps/v1beta1', 'StatefulSet'), known('v1', 'StatefulSet'), known('example.com/v1', 'Database'), known('', '')]).toEqual([false, false, false, false]);
});

test('checks the items of a list', () => {
  const list = { apiVersion: 'v1', kind: 'List', items: [set({ replicas: '3' })] };
  expect(check(objectsOf(list)).filter(({ id }) => id === 'V15').map(({ path }) => path)).toEqual(['spec.replicas']);
});
