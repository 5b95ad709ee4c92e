import * as fc from 'fast-check';
import { baseManifests, casesOf, idsWithCases, manifestsOf } from './rules/cases';
import { TargetVersions } from '../../src/manifest/kubernetes/target-versions';
import { ManifestObject } from '../../src/manifest/model/object';
import { plan, PlanOptions } from '../../src/manifest/plan';
import { SetPlan } from '../../src/manifest/plan/set-plan';

type Json = Readonly<Record<string, unknown>>;

interface Manifest extends Json {
  readonly spec: Json & { readonly template: Json & { readonly spec: { readonly containers: readonly Json[] } } };
}

const [SET, ...OTHERS] = baseManifests() as readonly Manifest[];

/** The set of the rules' cases, `db` with three pods, with other fields in its spec and another image. */
function app(spec: Json = {}, image = 'example.com/db:1'): ManifestObject[] {
  const { template } = SET!.spec;
  const containers = template.spec.containers.map(container => ({ ...container, image }));
  const set = { ...SET, spec: { ...SET!.spec, template: { ...template, spec: { ...template.spec, containers } }, ...spec } };
  return [set, ...OTHERS].map(manifest => new ManifestObject(manifest));
}

const NEW_IMAGE = 'example.com/db:2';
const pod = (ordinal: number) => ({ statefulSet: 'db', ordinal });
const forVersion = (version: string): PlanOptions => ({ target: TargetVersions.parse(version) });

function plans(before: ManifestObject[], after: ManifestObject[], options: PlanOptions = {}): readonly SetPlan[] {
  return plan(before, after, options).sets.flat();
}

/** What happens to pods: `-2` is deleted, `+2` created. */
function podsOf({ steps }: SetPlan): string {
  return steps.map(({ actions }) => actions.flatMap(({ verb, ordinal }) => verb === 'create pod' ? [`+${ordinal}`] : verb === 'delete pod' ? [`-${ordinal}`] : []).join(','))
    .filter(text => text !== '').join(' ');
}

describe('the order', () => {
  test.each<[string, ManifestObject[], ManifestObject[], string]>([
    ['of a creation', [], app(), '+0 +1 +2'],
    ['of a creation with Parallel', [], app({ podManagementPolicy: 'Parallel' }), '+0,+1,+2'],
    ['of scaling up', app(), app({ replicas: 5 }), '+3 +4'],
    ['of scaling down', app({ replicas: 5 }), app(), '-4 -3'],
    ['of a roll-out', app(), app({}, NEW_IMAGE), '-2 +2 -1 +1 -0 +0'],
    ['of a roll-out with a partition', app(), app({ updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition: 2 } } }, NEW_IMAGE), '-2 +2'],
    ['of OnDelete', app(), app({ updateStrategy: { type: 'OnDelete' } }, NEW_IMAGE), ''],
    ['of a move of the first ordinal: low pods come before high ones go', app(), app({ ordinals: { start: 1 }, replicas: 3 }), '+3 -0'],
    ['of a deletion', app(), [], '-0,-1,-2'],
  ])('%s', (_, before, after, expected) => {
    expect(plans(before, after, forVersion('1.36')).map(podsOf)).toEqual([expected]);
  });
});

describe('feature gates', () => {
  const RECREATE = { updateStrategy: { type: 'Recreate' } };
  const recreated = (options: PlanOptions) => plan(app(), app(RECREATE, NEW_IMAGE), options);
  const ON = { featureGates: { StatefulSetRecreateStrategy: true } };

  test('Recreate is planned where its gate is on, for the versions that have it', () => {
    expect(recreated(ON).sets.flat().map(one => [one.versions, podsOf(one), one.leastServing])).toEqual([['1.37', '-0,-1,-2 +0 +1 +2', 0]]);
  });

  test.each<[string, PlanOptions, RegExp]>([
    ['its gate is off', {}, /"Recreate" takes the feature gate StatefulSetRecreateStrategy, which is off by default; .* --feature-gates StatefulSetRecreateStrategy=true$/],
    ['no version has it', { ...ON, ...forVersion('1.36') }, /"Recreate" is no update strategy before Kubernetes 1\.37$/],
  ])('Recreate is not planned where %s, and it is said', (_, options, reason) => {
    expect(recreated(options)).toMatchObject({ sets: [], notPlanned: [{ reason: expect.stringMatching(reason) }] });
  });

  test.each([[true, '-2,-1 +1,+2 -0 +0'], [false, '-2 +2 -1 +1 -0 +0']])('maxUnavailable counts as its gate is: %s', (isOn, expected) => {
    const spec = { podManagementPolicy: 'Parallel', updateStrategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 2 } } };
    const found = plans(app({ podManagementPolicy: 'Parallel' }), app(spec, NEW_IMAGE), { featureGates: { MaxUnavailableStatefulSet: isOn } });
    expect(found.map(podsOf)).toEqual([expected]);
  });
});

describe('the quorum that manifests tell', () => {
  const budget = (spec: Json, labels: Json = SET!.spec.selector as Json) =>
    new ManifestObject({ apiVersion: 'policy/v1', kind: 'PodDisruptionBudget', metadata: { name: 'majority' }, spec: { ...spec, selector: labels } });
  const TWO_AT_ONCE = { podManagementPolicy: 'Parallel', updateStrategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 2 } } };
  const without = (objects: ManifestObject[]) => objects.filter(({ kind }) => kind !== 'PodDisruptionBudget');
  const update = (one: ManifestObject, spec: Json = TWO_AT_ONCE, before: Json = { podManagementPolicy: 'Parallel' }) =>
    plans([...without(app(before)), one], [...without(app(spec, NEW_IMAGE)), one], forVersion('1.37'))[0]!;

  test.each<[string, Json]>([['minAvailable', { minAvailable: 2 }], ['maxUnavailable', { maxUnavailable: 1 }], ['a share', { minAvailable: '51%' }]])(
    'is that of a budget which keeps a majority by %s', (_, spec) => {
      expect(update(budget(spec))).toMatchObject({ quorum: { needed: 2, from: 'PodDisruptionBudget majority' }, losesQuorum: true, leastServing: 1 });
    });

  test.each<[string, ManifestObject]>([
    ['keeps more than a majority', budget({ maxUnavailable: 0 })],
    ['keeps less', budget({ minAvailable: 1 })],
    ['selects other pods', budget({ minAvailable: 2 }, { matchLabels: { app: 'other' } })],
  ])('is none where a budget %s', (_, one) => {
    expect(update(one).quorum).toBeUndefined();
  });

  test('is none where the number of pods changes', () => {
    expect(update(budget({ maxUnavailable: 1 }), { ...TWO_AT_ONCE, replicas: 5 }).quorum).toBeUndefined();
  });

  test('is none of two pods', () => {
    expect(update(budget({ minAvailable: 2 }), { ...TWO_AT_ONCE, replicas: 2 }, { replicas: 2, podManagementPolicy: 'Parallel' }).quorum).toBeUndefined();
  });
});

test('the pod that the Service called -primary leads to alone is the primary', () => {
  const service = new ManifestObject({
    apiVersion: 'v1', kind: 'Service', metadata: { name: 'db-primary' }, spec: { selector: { 'statefulset.kubernetes.io/pod-name': 'db-1' }, ports: [{ port: 1 }] },
  });
  expect(plans([...app(), service], [...app({}, NEW_IMAGE), service])[0]!.primaries).toEqual([{ ordinal: 1, goesIn: [3], from: 'Service db-primary' }]);
});

test('maxUnavailable counts where its gate is on, and only there', () => {
  const after = app({ podManagementPolicy: 'Parallel', updateStrategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 2 } } }, NEW_IMAGE);
  const found = plans(app({ podManagementPolicy: 'Parallel' }), after);
  expect(found.map(one => [one.versions, podsOf(one), one.leastServing])).toEqual([
    ['1.28-1.34, 1.35.4-1.36', '-2 +2 -1 +1 -0 +0', 2],
    ['1.35.0-1.35.3, 1.37', '-2,-1 +1,+2 -0 +0', 1],
  ]);
});

test('one plan stands for all versions that do the same', () => {
  expect(plans(app(), app({}, NEW_IMAGE)).map(({ versions }) => versions)).toEqual(['1.28-1.37']);
});

test('a pod that is lost in mid roll-out comes back old where the strategy has a type alone', () => {
  const revisionOf = ([{ steps }]: readonly SetPlan[]) => steps.flatMap(({ actions }) => actions)
    .find(action => action.verb === 'create pod' && action.ordinal === 0);
  const options = { ...forVersion('1.36'), lost: [pod(0)] };
  expect(revisionOf(plans(app(), app({ updateStrategy: { type: 'RollingUpdate' } }, NEW_IMAGE), options))).toMatchObject({ revision: 'old' });
  expect(revisionOf(plans(app(), app({ updateStrategy: undefined }, NEW_IMAGE), options))).toMatchObject({ revision: 'new' });
});

describe('a plan that is stuck', () => {
  const endingOf = (options: PlanOptions, spec: Json = {}) => plans(app(spec), app(spec, NEW_IMAGE), { ...forVersion('1.36'), ...options })[0]!.ending;

  test('at a pod that fails, which has to be deleted after the template is mended', () => {
    expect(endingOf({ fails: [pod(1)] })).toMatchObject({ outcome: 'stuck', ordinal: 1, wayOut: { template: true, deletePod: true } });
  });

  test('at a pod that fails, which Parallel replaces itself', () => {
    expect(endingOf({ fails: [pod(1)] }, { podManagementPolicy: 'Parallel' })).toMatchObject({ ordinal: 1, wayOut: { template: true, deletePod: false } });
  });

  test('at a pod that is broken before the roll-out', () => {
    expect(endingOf({ broken: [pod(0)] })).toMatchObject({ outcome: 'stuck', ordinal: 0, wayOut: { template: false, deletePod: true } });
  });

  test('not at a broken pod that Parallel replaces', () => {
    expect(endingOf({ broken: [pod(2)] }, { podManagementPolicy: 'Parallel' })).toEqual({ outcome: 'done' });
  });

  test('with names that stay, as nothing went', () => {
    const [found] = plans(app({ replicas: 5 }), app(), { ...forVersion('1.36'), broken: [pod(1)] });
    expect(found).toMatchObject({ ending: { outcome: 'stuck' }, dnsNames: { come: [], go: [] } });
  });
});

describe('claims', () => {
  const claimsOf = (before: ManifestObject[], after: ManifestObject[]) => plans(before, after, forVersion('1.36'))[0]!.claims;
  const deleting = { persistentVolumeClaimRetentionPolicy: { whenScaled: 'Delete', whenDeleted: 'Delete' } };

  test('are created with their pods', () => {
    expect(claimsOf(app(), app({ replicas: 4 }))).toEqual({
      created: ['data-db-3'], kept: ['data-db-0', 'data-db-1', 'data-db-2'], deleted: [],
    });
  });

  test('stay when their pods are scaled away', () => {
    expect(claimsOf(app(), app({ replicas: 1 })).kept).toEqual(['data-db-0', 'data-db-1', 'data-db-2']);
  });

  test('go with their pods under whenScaled: Delete', () => {
    expect(claimsOf(app(deleting), app({ ...deleting, replicas: 1 }))).toMatchObject({ kept: ['data-db-0'], deleted: ['data-db-1', 'data-db-2'] });
  });

  test('go with the set under whenDeleted: Delete', () => {
    expect(claimsOf(app(deleting), []).deleted).toEqual(['data-db-0', 'data-db-1', 'data-db-2']);
  });
});

test('a change that the API server refuses is not planned', () => {
  const { sets, refused } = plan(app(), app({ podManagementPolicy: 'Parallel' }, NEW_IMAGE));
  expect({ sets, refused: refused.map(({ findings }) => findings.map(({ id }) => id)) }).toEqual({ sets: [], refused: [['U03']] });
});

test('a set that stays as it is has no plan', () => {
  expect(plan(app(), app())).toMatchObject({ sets: [], unchanged: [{ name: 'db' }], others: { created: [], changed: [], deleted: [] } });
});

test('a roll-out that is not finished is told', () => {
  const [set, ...others] = app();
  const live = new ManifestObject({
    ...set!.manifest as Json, status: { currentRevision: 'db-1', updateRevision: 'db-2', updatedReplicas: 1 },
  });
  expect(plans([live, ...others], app({}, NEW_IMAGE))[0]!.notes).toContainEqual(expect.stringContaining('not finished (status.updatedReplicas 1)'));
});

describe('what the API server has filled in before', () => {
  const plain = app({ updateStrategy: undefined });

  test('stays where the new strategy has a type alone', () => {
    const [found] = plans(plain, app({ updateStrategy: { type: 'RollingUpdate' } }, NEW_IMAGE), { ...forVersion('1.36'), lost: [pod(0)] });
    expect(found!.steps.flatMap(({ actions }) => actions).find(action => action.verb === 'create pod' && action.ordinal === 0)).toMatchObject({ revision: 'new' });
  });

  test('is refused where it stands in the way of OnDelete', () => {
    const onDelete = app({ updateStrategy: { type: 'OnDelete' } });
    expect(plan(plain, onDelete, forVersion('1.36')).refused.map(({ findings }) => findings.map(({ id }) => id))).toEqual([['U24']]);
    expect(plan(app(), onDelete, forVersion('1.36')).refused).toEqual([]);
  });
});

test('a quorum is lost where fewer are ready than it needs', () => {
  const losesQuorum = (quorum: number) => plans(app(), app({}, NEW_IMAGE), { quorum })[0]!.losesQuorum;
  expect([losesQuorum(2), losesQuorum(3)]).toEqual([false, true]);
});

test.each<[Json, string]>([
  [{ replicas: -1 }, 'spec.replicas -1 is not a whole number from 0 to 1000'],
  [{ replicas: 1e9 }, 'spec.replicas 1000000000 is not a whole number from 0 to 1000'],
  [{ replicas: '3' }, 'spec.replicas "3" is not a whole number'],
  [{ updateStrategy: { type: 'Rolling' } }, 'spec.updateStrategy.type "Rolling" is no update strategy'],
])('%j is not planned', (spec, reason) => {
  expect(plan([], app(spec)).notPlanned.map(each => each.reason)).toEqual([reason]);
});

test('throws nothing, whatever the manifests hold', () => {
  const inCases = idsWithCases().flatMap(id => [...casesOf(id).bad, ...casesOf(id).good])
    .map(example => manifestsOf(example).map(manifest => new ManifestObject(manifest)));
  fc.assert(fc.property(fc.constantFrom(...inCases), fc.constantFrom(...inCases), fc.boolean(), (before, after, isNothing) => {
    plan(isNothing ? [] : before, after, { fails: [pod(0)], broken: [pod(1)], lost: [pod(2)] });
  }), { numRuns: 300 });
});
