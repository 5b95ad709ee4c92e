import { TargetVersions } from '../../../src/manifest/kubernetes/target-versions';
import { ManifestObject } from '../../../src/manifest/model/object';
import { plan, PlanOptions } from '../../../src/manifest/plan';
import { SetPlan } from '../../../src/manifest/plan/set-plan';

type Json = Record<string, unknown>;

const UID = 'uid-of-the-set';
const OWNER = { apiVersion: 'apps/v1', kind: 'StatefulSet', name: 'db', uid: UID, controller: true };

function set(image: string, spec: Json = {}, status?: Json): Json {
  return {
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: { name: 'db', ...status && { uid: UID } },
    spec: {
      replicas: 3,
      serviceName: 'db',
      selector: { matchLabels: { app: 'db' } },
      template: { metadata: { labels: { app: 'db' } }, spec: { containers: [{ name: 'db', image: `db:${image}` }] } },
      volumeClaimTemplates: [{ metadata: { name: 'data' }, spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } } }],
      ...spec,
    },
    ...status && { status },
  };
}

/** As the cluster prints it, in a roll-out from one image to another, or after it where both are one. */
const liveSet = (from: string, to: string, spec: Json = {}) =>
  set(to, spec, { replicas: 3, currentReplicas: 1, currentRevision: `db-${from}`, updateRevision: `db-${to}` });

function revision(image: string, number: number): Json {
  const { template } = set(image).spec as Json;
  return { apiVersion: 'apps/v1', kind: 'ControllerRevision', metadata: { name: `db-${image}`, ownerReferences: [OWNER] }, revision: number, data: { spec: { template: { ...template as Json, $patch: 'replace' } } } };
}

function pod(ordinal: number, image: string, { status = {}, ...metadata }: Json = {}): Json {
  const conditions = [{ type: 'Ready', status: 'True', lastTransitionTime: '2026-01-01T00:00:00Z' }];
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: `db-${ordinal}`, uid: `uid-${ordinal}`, labels: { 'controller-revision-hash': `db-${image}` }, ownerReferences: [OWNER], ...metadata },
    status: { phase: 'Running', conditions, ...status as Json },
  };
}

const claim = (ordinal: number, metadata: Json = {}): Json =>
  ({ apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name: `data-db-${ordinal}`, uid: `claim-${ordinal}`, ...metadata } });

const UNREADY = { conditions: [{ type: 'Ready', status: 'False' }] };
const waiting = (reason: string) => ({ phase: 'Pending', conditions: [], containerStatuses: [{ state: { waiting: { reason } } }] });

function plans(live: readonly Json[], next: Json | undefined, options: PlanOptions = {}): readonly SetPlan[] {
  const objects = (all: readonly Json[]) => all.map(manifest => new ManifestObject(manifest));
  return plan(objects(live), objects(next === undefined ? [] : [next]), { target: TargetVersions.parse('1.36'), ...options }).sets.flat();
}

/** What happens to pods: `-2` is deleted, `+2new` created. */
function podsOf({ steps }: SetPlan): string {
  return steps.map(({ actions }) => actions.flatMap(action =>
    action.verb === 'create pod' ? [`+${action.ordinal}${action.revision}`] : action.verb === 'delete pod' ? [`-${action.ordinal}`] : []).join(','))
    .filter(text => text !== '').join(' ');
}

const A_TO_B = [liveSet('a', 'b'), revision('a', 1), revision('b', 2), ...[0, 1, 2].map(ordinal => claim(ordinal))];
const SETTLED = [liveSet('a', 'a'), revision('a', 1), ...[0, 1, 2].map(ordinal => claim(ordinal)), ...[0, 1, 2].map(ordinal => pod(ordinal, 'a'))];

test.each<[string, Json[], Json, string]>([
  ['all is there', SETTLED, set('b'), '-2 +2new -1 +1new -0 +0new'],
  ['a roll-out goes on where it was', [...A_TO_B, pod(0, 'a'), pod(1, 'a'), pod(2, 'b')], set('b'), '-1 +1new -0 +0new'],
  ['a roll-out is taken back: only the pods that it reached are replaced', [...A_TO_B, pod(0, 'a'), pod(1, 'a'), pod(2, 'b')], set('a'), '-2 +2old'],
  ['a roll-out is overtaken by another one', [...A_TO_B, pod(0, 'a'), pod(1, 'a'), pod(2, 'b')], set('c'), '-2 +2new -1 +1new -0 +0new'],
  ['a pod is missing: it comes first', [...SETTLED.slice(0, -2), pod(2, 'a')], set('b'), '+1new -2 +2new -0 +0new'],
  ['a pod is on its way out', [...SETTLED.slice(0, -1), pod(2, 'a', { deletionTimestamp: '2026-01-01T00:00:00Z' })], set('b'), '+2new -1 +1new -0 +0new'],
  ['a pod has failed', [...SETTLED.slice(0, -1), pod(2, 'a', { status: { phase: 'Failed', conditions: [] } })], set('b'), '-2 +2new -1 +1new -0 +0new'],
  ['a pod is on its way in', [...SETTLED.slice(0, -1), pod(2, 'a', { status: { phase: 'Pending', conditions: [] } })], set('b'), '-2 +2new -1 +1new -0 +0new'],
  ['nothing changes but that a pod is missing', SETTLED.slice(0, -1), set('a'), '+2old'],
])('%s', (_, live, next, expected) => {
  expect(plans(live, next).map(podsOf)).toEqual([expected]);
});

test.each<[string, Json]>([
  ['runs and is not ready', UNREADY],
  ['cannot pull its image', waiting('ImagePullBackOff')],
  ['has an image of no name', waiting('InvalidImageName')],
  ['lacks a ConfigMap', waiting('CreateContainerConfigError')],
  ['fits on no node', { phase: 'Pending', conditions: [{ type: 'PodScheduled', status: 'False', reason: 'Unschedulable' }] }],
])('a pod that %s holds up the controller, which is said', (_, status) => {
  const [one] = plans([...A_TO_B, pod(0, 'a'), pod(1, 'b', { status }), pod(2, 'b')], set('c'));
  expect([one!.ending, one!.notes]).toMatchObject([
    { outcome: 'stuck', ordinal: 1, wayOut: { deletePod: true } },
    expect.arrayContaining(['db-1 is not ready in OLD, and taken to stay so']),
  ]);
});

test('fails with a pod that somebody says is broken', () => {
  expect(plans(SETTLED, set('b'), { broken: [{ statefulSet: 'db', ordinal: 1 }] })[0]!.ending).toMatchObject({ outcome: 'stuck', ordinal: 1 });
});

test('what is as the manifest demands is unchanged', () => {
  expect(plans(SETTLED, set('a'))).toEqual([]);
});

test('what the cluster has made counts as no other object that is deleted', () => {
  const objects = SETTLED.map(manifest => new ManifestObject(manifest));
  expect(plan(objects, [new ManifestObject(set('b'))]).others).toEqual({ created: [], changed: [], deleted: [] });
});

describe('claims', () => {
  const UP = set('a', { replicas: 4 });

  test('those that were retained are found again', () => {
    expect(plans([...SETTLED, claim(3)], UP)[0]!.claims).toEqual({ created: [], kept: ['data-db-0', 'data-db-1', 'data-db-2', 'data-db-3'], deleted: [] });
  });

  test('those that are missing are made', () => {
    expect(plans(SETTLED, UP)[0]!.claims.created).toEqual(['data-db-3']);
  });

  test('one that is being deleted is gone before its pod comes, and is made anew', () => {
    expect(plans([...SETTLED, claim(3, { deletionTimestamp: '2026-01-01T00:00:00Z' })], UP)[0]).toMatchObject({
      ending: { outcome: 'done' },
      claims: { created: ['data-db-3'], kept: ['data-db-0', 'data-db-1', 'data-db-2'], deleted: ['data-db-3'] },
    });
  });

  test.each([
    ['the set', { ...OWNER }, ['data-db-0', 'data-db-1', 'data-db-2']],
    ['a set that is gone', { ...OWNER, uid: 'other' }, ['data-db-0', 'data-db-1', 'data-db-2']],
    ['something else', { ...OWNER, kind: 'Backup', apiVersion: 'example.com/v1' }, []],
  ])('those that belong to %s go with it, or not', (_, owner, deleted) => {
    const retention = { persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Delete', whenScaled: 'Retain' } };
    const live = [liveSet('a', 'a', retention), revision('a', 1), ...[0, 1, 2].flatMap(ordinal => [pod(ordinal, 'a'), claim(ordinal, { ownerReferences: [owner] })])];
    expect(plans(live, undefined)[0]!.claims.deleted).toEqual(deleted);
  });

  test('those of a pod that was scaled away go once it is gone', () => {
    const owner = { apiVersion: 'v1', kind: 'Pod', name: 'db-3', uid: 'gone', controller: true };
    expect(plans([...SETTLED, claim(3, { ownerReferences: [owner] })], set('a', { replicas: 2 }))[0]!.claims.deleted).toEqual(['data-db-3']);
  });

  test('where nobody asked for them, the pods are taken to have theirs', () => {
    const [one] = plans(SETTLED.filter(({ kind }) => kind !== 'PersistentVolumeClaim'), set('b'));
    expect([one!.claims.kept.length, one!.notes]).toEqual([3, ['OLD has no claims, so that those of its pods are taken for there']]);
  });
});

test('without revisions, pods are told apart by their labels, and it is said', () => {
  const live = [liveSet('a', 'b'), ...[0, 1, 2].map(ordinal => claim(ordinal)), pod(0, 'a'), pod(1, 'a'), pod(2, 'b')];
  const found = [set('b', { replicas: 4 }), set('a')].flatMap(next => plans(live, next));
  expect(found.map(podsOf)).toEqual(['+3new -1 +1new -0 +0new', '-2 +2new -1 +1new -0 +0new']);
  expect(found[0]!.notes).toEqual(['OLD has no ControllerRevisions, so that a template of before is taken for a new one']);
});

test('without pods, all are taken to be there', () => {
  expect(plans([liveSet('a', 'a')], set('b')).map(podsOf)).toEqual(['-2 +2new -1 +1new -0 +0new']);
});

test('a set that has no pods has none', () => {
  const none = set('a', { replicas: 0 }, { replicas: 0, currentRevision: 'db-a', updateRevision: 'db-a' });
  expect(plans([none, claim(0)], set('a', { replicas: 1 })).map(one => [podsOf(one), one.claims.kept])).toEqual([['+0old', ['data-db-0']]]);
});

test('a pod that is ready for less than minReadySeconds is waited for', () => {
  const young = { status: { conditions: [{ type: 'Ready', status: 'True', lastTransitionTime: '2026-01-01T00:10:00Z' }] } };
  const live = [...SETTLED.slice(0, -1), pod(2, 'a', young)];
  const [one] = plans(live, set('b', { minReadySeconds: 30 }));
  expect(one!.steps[0]).toMatchObject({ after: [{ what: 'available', ordinal: 2 }], actions: [{ verb: 'delete pod', ordinal: 2 }] });
});
