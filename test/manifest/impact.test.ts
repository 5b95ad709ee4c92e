import { manifestsOf } from './rules/cases';
import { objectsOf } from '../../src/manifest/check';
import { compare } from '../../src/manifest/diff';
import { impactsOf, ObjectImpact } from '../../src/manifest/impact';
import { TargetVersions } from '../../src/manifest/kubernetes/target-versions';
import { Acceptance } from '../../src/manifest/lint/acceptance';

type Objects = readonly Readonly<Record<string, unknown>>[];

interface Manifest { readonly kind?: string; readonly metadata?: object }

const BASE = manifestsOf({ objects: [] }) as readonly Manifest[];
const withChanges = (objects: Objects, without: readonly string[] = []) => manifestsOf({ objects, without });

function impactsBetween(before: readonly unknown[], after: readonly unknown[], acceptances: readonly Acceptance[] = []): ObjectImpact[] {
  const [old, now] = [before, after].map(manifests => manifests.flatMap(manifest => objectsOf(manifest)));
  const target = TargetVersions.parse('1.37');
  return impactsOf(compare(old!, now!, { target, acceptances }), { target });
}

function impactOn(kind: string, objects: Objects, before: Objects = [], acceptances: readonly Acceptance[] = []): ObjectImpact {
  return impactsBetween(withChanges(before), withChanges([...before, ...objects]), acceptances).find(({ object }) => object.kind === kind)!;
}

const image = (tag: string) => ({ template: { spec: { containers: [{ name: 'db', image: `example.com/db:${tag}` }] } } });
const set = (spec: object) => ({ kind: 'StatefulSet', spec });

test('objects that stay the same are unchanged', () => {
  expect(impactsBetween(BASE, BASE).map(({ outcome }) => outcome)).toEqual(BASE.map(() => 'unchanged'));
});

test('an object has the worst of its outcomes, and all its reasons', () => {
  const impact = impactOn('StatefulSet', [set({ replicas: 1, serviceName: 'other' })]);
  expect(impact).toMatchObject({ change: 'changed', outcome: 'refused' });
  expect(impact.reasons.map(({ id }) => id).sort()).toEqual(['U01', 'U20']);
});

test('a change that no rule complains about is made in place', () => {
  expect(impactOn('StatefulSet', [set({ minReadySeconds: 7 })])).toMatchObject({ change: 'changed', outcome: 'in-place', reasons: [] });
});

test('a label of an object is a change', () => {
  expect(impactOn('Service', [{ kind: 'Service', metadata: { labels: { extra: 'yes' } } }])).toMatchObject({ change: 'changed', outcome: 'in-place' });
});

test('what the cluster has filled in is no change', () => {
  const live = BASE.map(manifest => ({ ...manifest, metadata: { ...manifest.metadata, uid: '1', annotations: { 'filled.in/by': 'the cluster' } } }));
  expect(impactsBetween(live, BASE).map(({ outcome }) => outcome)).toEqual(BASE.map(() => 'unchanged'));
});

test('a kind that no rule is about is not judged, unless it stays the same', () => {
  const [before, after] = ['1', '2'].map(value => ({ apiVersion: 'v1', kind: 'Endpoints', metadata: { name: 'c' }, subsets: [{ addresses: [{ ip: `10.0.0.${value}` }] }] }));
  expect(impactsBetween([...BASE, before], [...BASE, after]).at(-1)).toMatchObject({ change: 'changed', outcome: undefined });
  expect(impactsBetween([...BASE, before], [...BASE, before]).at(-1)).toMatchObject({ change: 'unchanged', outcome: 'unchanged' });
});

test('a StatefulSet under another name is told once, as replaced', () => {
  const renamed = BASE.map(manifest => manifest.kind === 'StatefulSet' ? { ...manifest, metadata: { ...manifest.metadata, name: 'other' } } : manifest);
  const sets = impactsBetween(BASE, renamed).filter(({ object }) => object.kind === 'StatefulSet');
  expect(sets).toHaveLength(1);
  expect(sets[0]).toMatchObject({ change: 'replaced', outcome: 'data-left-behind', object: { name: 'other' }, was: { name: 'db' } });
});

test('what is gone comes last', () => {
  const impacts = impactsBetween(BASE, withChanges([], ['StatefulSet/db']));
  expect(impacts.at(-1)).toMatchObject({ change: 'removed', outcome: 'data-kept', object: { kind: 'StatefulSet' } });
});

test('what is accepted stays the impact, and is said to be accepted', () => {
  const changes = [set({ serviceName: 'other' })];
  const acceptance = { rule: 'U01', reason: 'it is deleted before', writtenAs: '--accept' };
  expect(impactOn('StatefulSet', changes, [], [acceptance])).toMatchObject({ outcome: 'refused', isAccepted: true });
  expect(impactOn('StatefulSet', changes)).toMatchObject({ outcome: 'refused', isAccepted: false });
});

describe('pods', () => {
  const podsOf = (...args: [Objects, Objects?]) => impactOn('StatefulSet', ...args).pods;

  test('that restart are told in their order, and how many at a time', () => {
    expect(podsOf([set(image('9'))], [set({ replicas: 4 })])).toMatchObject([{ restarted: [3, 2, 1, 0], atOnce: 1, heldBack: [] }]);
    const strategy = { updateStrategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 2 } } };
    expect(podsOf([set(image('9'))], [set({ replicas: 4, ...strategy })])).toMatchObject([{ restarted: [3, 2, 1, 0], atOnce: 2 }]);
  });

  test('that the partition holds back are told', () => {
    const strategy = { updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition: 2 } } };
    expect(podsOf([set({ ...image('9'), ...strategy })], [set({ replicas: 3 })])).toMatchObject([{ restarted: [2], heldBack: [0, 1] }]);
  });

  test('that OnDelete holds back are told', () => {
    expect(podsOf([set(image('9'))], [set({ replicas: 2, updateStrategy: { type: 'OnDelete', rollingUpdate: null } })]))
      .toMatchObject([{ restarted: [], heldBack: [0, 1] }]);
  });

  test('that come and go are told', () => {
    expect(podsOf([set({ replicas: 5 })], [set({ replicas: 3 })])).toMatchObject([{ created: [3, 4], deleted: [], restarted: [] }]);
    expect(podsOf([set({ replicas: 1 })], [set({ replicas: 3 })])).toMatchObject([{ created: [], deleted: [2, 1], restarted: [] }]);
  });

  test('are not told of where nothing happens to them', () => {
    expect(podsOf([set({ minReadySeconds: 7 })])).toEqual([]);
  });
});
