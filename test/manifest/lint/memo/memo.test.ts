import * as fc from 'fast-check';
import { check, objectsOf } from '../../../../src/manifest/check';
import { ManifestObject } from '../../../../src/manifest/model/object';
import { baseManifests } from '../../rules/cases';

/** As many as make it worth to let one stand for the others. */
const MANY = 30;

const said = (manifests: readonly unknown[], withoutStandIns: boolean) => check(manifests.flatMap(manifest => objectsOf(manifest)), { severity: 'info', withoutStandIns })
  .map(({ id, object, path, value, problem, severity, fix }) => ({ id, name: object.name, path, value, problem, severity, fix }));

/** Places of texts and numbers in a manifest. */
function values(node: unknown): [Record<string, unknown>, string][] {
  return typeof node !== 'object' || node === null ? [] : Object.entries(node).flatMap(([key, value]) =>
    ['string', 'number'].includes(typeof value) ? [[node as Record<string, unknown>, key] as [Record<string, unknown>, string]] : values(value));
}

/** The manifests many times, with something behind some of their texts and other numbers, which breaks them in places. */
function copies(manifests: readonly unknown[], chosen: readonly number[], ending: (index: number) => string): unknown[] {
  return Array.from({ length: MANY }, (_, index) => structuredClone(manifests).map(manifest => {
    const places = values(manifest);
    new Set(chosen.map(at => at % places.length)).forEach(at => {
      const [node, key] = places[at]!;
      node[key] = typeof node[key] === 'number' ? node[key] * (1 - ending(index).length) : `${String(node[key])}${ending(index)}`;
    });
    return manifest;
  })).flat();
}

const SET = { apiVersion: 'apps/v1', kind: 'StatefulSet', metadata: { name: 'db' } };

/** What rules look for beside the objects that they are about, for one of them or for all. */
function besides(name: string, labels: Readonly<Record<string, string>>): object[] {
  return [
    { apiVersion: 'autoscaling/v2', kind: 'HorizontalPodAutoscaler', metadata: { name: 'hpa' }, spec: { scaleTargetRef: { ...SET, name }, maxReplicas: 9 } },
    { apiVersion: 'policy/v1', kind: 'PodDisruptionBudget', metadata: { name: 'pdb' }, spec: { maxUnavailable: 0, selector: { matchLabels: labels } } },
    { apiVersion: 'policy/v1', kind: 'PodDisruptionBudget', metadata: { name: 'second' }, spec: { minAvailable: 9, selector: { matchLabels: labels } } },
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'default', labels: { 'pod-security.kubernetes.io/enforce': 'restricted' } } },
    { apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name: 'data' }, spec: { accessModes: ['ReadWriteOnce'] } },
  ];
}

test('with stand-ins the same is found, whatever differs, whatever is wrong, and whatever is beside them', () => {
  const ending = fc.constantFrom('', '-1', '.', '_', 'x'.repeat(70), ' ', '8080', 'Gi');
  const endings = fc.array(ending, { minLength: MANY, maxLength: MANY });
  const { name, labels } = new ManifestObject(baseManifests().find(manifest => new ManifestObject(manifest).kind === 'StatefulSet'));
  const beside = fc.tuple(ending, fc.subarray([0, 1, 2, 3, 4])).map(([end, chosen]) => chosen.map(index => besides(`${name}${end}`, labels)[index]));
  fc.assert(fc.property(fc.array(fc.nat(), { maxLength: 6 }), endings, beside, (chosen, ends, others) => {
    const manifests = [...copies(baseManifests(), chosen, index => ends[index]!), ...others];
    expect(said(manifests, false)).toEqual(said(manifests, true));
  }), { numRuns: 100 });
});

test('what an autoscaler makes of one is found in this one', () => {
  const sets = Array.from({ length: MANY }, (_, index) => ({ ...SET, metadata: { name: `db-${index}` }, spec: { replicas: 3 } }));
  const [autoscaler] = besides('db-7', {});
  expect(said([...sets, autoscaler], false).filter(({ id }) => id === 'R76').map(({ name }) => name)).toEqual(['db-7']);
});

test('a name that is too long is found in the one that has it', () => {
  const manifests = [...Array.from({ length: MANY }, () => SET), { ...SET, metadata: { name: 'a'.repeat(60) } }];
  expect(said(manifests, false).filter(({ id }) => id === 'R01').map(({ name }) => name)).toEqual(['a'.repeat(60)]);
});

test('an object that many are like is looked at by few rules', () => {
  const names = jest.spyOn(ManifestObject.prototype, 'group', 'get');
  const manifests = copies(baseManifests(), [], () => '');
  const calls = (withoutStandIns: boolean) => {
    names.mockClear();
    said(manifests, withoutStandIns);
    return names.mock.calls.length;
  };
  expect(calls(false)).toBeLessThan(calls(true));
  names.mockRestore();
});
