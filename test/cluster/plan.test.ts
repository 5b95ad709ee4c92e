import { IMAGE, NEXT_IMAGE } from './support/manifests';
import { TestNamespace, inNamespace } from './support/namespace';
import { Manifest, POD, nameOf } from './support/objects';
import { gated } from './support/readiness';
import { Spec, begin, carryOut, ended, planned, webSet } from './support/replay';
import { SetPlan } from '../../src/manifest/plan/set-plan';

// Plans against the controller of the cluster: the same pods are created and deleted, in the same order.

interface Case {
  what: string;
  /** The set that is there before; nothing without it. Three pods, unless it says more. */
  before?: Spec;
  /** The set that is applied; where it is missing, the one that is there is deleted. */
  after?: Spec;
  image?: string;
  fails?: number;
  broken?: number;

  /**
   * Whether the controller may do more than is planned: without the block of a RollingUpdate it chooses the template of a pod by
   * `status.currentReplicas`, and where its cache lags behind, web-1 comes back old once, and is replaced again.
   */
  isRacy?: boolean;
}

const PARALLEL = { podManagementPolicy: 'Parallel' };
const rolling = (rollingUpdate: object) => ({ updateStrategy: { type: 'RollingUpdate', rollingUpdate } });
const TYPE_ALONE = { updateStrategy: { type: 'RollingUpdate' } };
const ON_DELETE = { updateStrategy: { type: 'OnDelete' } };
const DELETING = { persistentVolumeClaimRetentionPolicy: { whenScaled: 'Delete', whenDeleted: 'Delete' } };

const CASES: Case[] = [
  { what: 'a creation', after: {} },
  { what: 'a creation of a Parallel set', after: PARALLEL },
  { what: 'a creation from ordinal 2 on', after: { ordinals: { start: 2 } } },
  { what: 'a creation with minReadySeconds', after: { minReadySeconds: 2 } },
  { what: 'a creation with a partition', after: rolling({ partition: 2 }) },
  { what: 'a creation that fails at web-0', after: {}, fails: 0 },
  { what: 'a creation that fails at web-1', after: {}, fails: 1 },
  { what: 'a creation of a Parallel set that fails at web-1', after: PARALLEL, fails: 1 },
  { what: 'scaling up', before: { replicas: 1 }, after: {} },
  { what: 'scaling a Parallel set up', before: { replicas: 1, ...PARALLEL }, after: PARALLEL },
  { what: 'scaling up with a broken web-0', before: { replicas: 2 }, after: {}, broken: 0 },
  { what: 'scaling a Parallel set up with a broken web-0', before: { replicas: 2, ...PARALLEL }, after: PARALLEL, broken: 0 },
  { what: 'scaling down', before: {}, after: { replicas: 1 } },
  { what: 'scaling to none', before: {}, after: { replicas: 0 } },
  { what: 'scaling a Parallel set down', before: PARALLEL, after: { replicas: 1, ...PARALLEL } },
  { what: 'scaling down with a broken web-0', before: {}, after: { replicas: 1 }, broken: 0 },
  { what: 'scaling down with a broken web-2', before: {}, after: { replicas: 1 }, broken: 2 },
  { what: 'scaling down with a broken web-1', before: {}, after: { replicas: 1 }, broken: 1 },
  { what: 'scaling a Parallel set down with a broken web-0', before: PARALLEL, after: { replicas: 1, ...PARALLEL }, broken: 0 },
  { what: 'another first ordinal', before: {}, after: { ordinals: { start: 1 } } },
  { what: 'another first ordinal, and fewer pods', before: {}, after: { ordinals: { start: 1 }, replicas: 2 } },
  { what: 'another first ordinal of a Parallel set', before: PARALLEL, after: { ordinals: { start: 1 }, ...PARALLEL } },
  { what: 'a roll-out', before: {}, after: {}, image: NEXT_IMAGE },
  { what: 'a roll-out of a Parallel set', before: PARALLEL, after: PARALLEL, image: NEXT_IMAGE },
  { what: 'a roll-out with minReadySeconds', before: {}, after: { minReadySeconds: 2 }, image: NEXT_IMAGE },
  { what: 'a roll-out up to a partition', before: {}, after: rolling({ partition: 2 }), image: NEXT_IMAGE },
  { what: 'a roll-out up to a partition of a Parallel set', before: PARALLEL, after: { ...PARALLEL, ...rolling({ partition: 1 }) }, image: NEXT_IMAGE },
  { what: 'a roll-out that the partition holds back', before: {}, after: rolling({ partition: 5 }), image: NEXT_IMAGE },
  { what: 'a roll-out with a type alone', before: TYPE_ALONE, after: TYPE_ALONE, image: NEXT_IMAGE, isRacy: true },
  { what: 'a roll-out from ordinal 2 on', before: { ordinals: { start: 2 } }, after: { ordinals: { start: 2 }, ...rolling({ partition: 1 }) }, image: NEXT_IMAGE },
  { what: 'a roll-out with OnDelete', before: ON_DELETE, after: ON_DELETE, image: NEXT_IMAGE },
  { what: 'a roll-out with OnDelete, and more pods', before: { replicas: 2, ...ON_DELETE }, after: ON_DELETE, image: NEXT_IMAGE },
  { what: 'a roll-out, and more pods', before: { replicas: 2 }, after: {}, image: NEXT_IMAGE },
  { what: 'a roll-out, and fewer pods', before: {}, after: { replicas: 2 }, image: NEXT_IMAGE },
  { what: 'a roll-out up to a partition, and more pods', before: { replicas: 2 }, after: { replicas: 4, ...rolling({ partition: 3 }) }, image: NEXT_IMAGE },
  { what: 'a roll-out with maxUnavailable 2', before: {}, after: rolling({ maxUnavailable: 2 }), image: NEXT_IMAGE },
  { what: 'a roll-out with maxUnavailable 2 of a Parallel set', before: PARALLEL, after: { ...PARALLEL, ...rolling({ maxUnavailable: 2 }) }, image: NEXT_IMAGE },
  { what: 'a roll-out with maxUnavailable 67 %', before: {}, after: rolling({ maxUnavailable: '67%' }), image: NEXT_IMAGE },
  { what: 'a roll-out that fails at web-2', before: {}, after: {}, image: NEXT_IMAGE, fails: 2 },
  { what: 'a roll-out that fails at web-1', before: {}, after: {}, image: NEXT_IMAGE, fails: 1 },
  { what: 'a roll-out that fails at web-0', before: {}, after: {}, image: NEXT_IMAGE, fails: 0 },
  { what: 'a roll-out of a Parallel set that fails at web-2', before: PARALLEL, after: PARALLEL, image: NEXT_IMAGE, fails: 2 },
  { what: 'a roll-out of a Parallel set that fails at web-1', before: PARALLEL, after: PARALLEL, image: NEXT_IMAGE, fails: 1 },
  { what: 'a roll-out with maxUnavailable 2 that fails at web-1', before: {}, after: rolling({ maxUnavailable: 2 }), image: NEXT_IMAGE, fails: 1 },
  { what: 'a roll-out with a broken web-0', before: {}, after: {}, image: NEXT_IMAGE, broken: 0 },
  { what: 'a roll-out with a broken web-2', before: {}, after: {}, image: NEXT_IMAGE, broken: 2 },
  { what: 'a roll-out of a Parallel set with a broken web-0', before: PARALLEL, after: PARALLEL, image: NEXT_IMAGE, broken: 0 },
  { what: 'a roll-out of a Parallel set with a broken web-2', before: PARALLEL, after: PARALLEL, image: NEXT_IMAGE, broken: 2 },
  { what: 'a roll-out up to a partition with a broken web-0 below it', before: {}, after: rolling({ partition: 1 }), image: NEXT_IMAGE, broken: 0 },
  { what: 'a roll-out up to a partition of a Parallel set with a broken web-0 below it', before: PARALLEL, after: { ...PARALLEL, ...rolling({ partition: 1 }) }, image: NEXT_IMAGE, broken: 0 },
  { what: 'a roll-out with maxUnavailable 2 of a Parallel set with a broken web-0', before: PARALLEL, after: { ...PARALLEL, ...rolling({ maxUnavailable: 2 }) }, image: NEXT_IMAGE, broken: 0 },
  { what: 'a roll-out, and fewer pods, with a broken web-0', before: {}, after: { replicas: 2 }, image: NEXT_IMAGE, broken: 0 },
  { what: 'a roll-out, and more pods, that fails at web-2', before: { replicas: 2 }, after: {}, image: NEXT_IMAGE, fails: 2 },
  { what: 'a change that touches no pod', before: {}, after: { minReadySeconds: 5 } },
  { what: 'scaling down under whenScaled: Delete', before: DELETING, after: { replicas: 1, ...DELETING } },
  { what: 'scaling a Parallel set down under whenScaled: Delete', before: { ...DELETING, ...PARALLEL }, after: { replicas: 1, ...DELETING, ...PARALLEL } },
  { what: 'a change to whenScaled: Delete, and fewer pods', before: {}, after: { replicas: 1, ...DELETING } },
  { what: 'a change to Retain, and fewer pods', before: DELETING, after: { replicas: 1 } },
  { what: 'a deletion', before: {} },
  { what: 'a deletion under whenDeleted: Delete', before: DELETING },
];

function setOf(spec: Spec, image = IMAGE): Manifest {
  return gated([webSet({ terminationGracePeriodSeconds: 10, containers: [{ name: 'nginx', image }] }, spec)])[0]!;
}

// they mostly wait, each in a namespace of its own
test.concurrent.each(CASES)('the controller does as planned: $what', async (one) => inNamespace(async (namespace) => {
  const ordinals = (ordinal?: number) => ordinal === undefined ? [] : [ordinal];
  const [before, after] = [one.before && setOf(one.before), one.after && setOf(one.after, one.image)];
  const change = { before, after, fails: ordinals(one.fails), broken: ordinals(one.broken) };
  const foretold = await planned(namespace, change);
  await begin(namespace, change, async ({ metadata: { uid } = {} }) => void await namespace.holdIf(({ metadata }) => metadata?.uid === uid));
  namespace.events.forget();
  const initial = new Set(namespace.pods.current().map(({ metadata }) => metadata?.uid));
  await namespace.holdIf((each) => nameOf(each) === `web-${one.fails}` && !initial.has(each.metadata?.uid));
  await carryOut(namespace, change);
  if (one.isRacy) {
    await namespace.pods.until('each pod done', () => new Set(orderOf(namespace, foretold)).size >= planOf(foretold).length);
  }
  await ended(namespace, foretold, change);
  const done = orderOf(namespace, foretold);
  expect(one.isRacy ? [...new Set(done)] : done).toEqual(planOf(foretold));
})());

test('from 1.37 on, a Parallel set with a type alone creates a pod with the old template and deletes it, again and again', inNamespace(async (namespace) => {
  const { minor } = await namespace.api.version();
  if (minor < 37) return;
  // pods that take longer to end than a sync of the controller, as they do where something runs in them
  const setWith = (spec: Spec, image: string) => {
    const set = setOf({ ...PARALLEL, ...TYPE_ALONE, ...spec }, image) as Manifest & { spec: { template: { metadata: object } } };
    set.spec.template.metadata = { labels: { app: 'web' }, finalizers: ['cdk8s-stateful-app.test/keep'] };
    return set;
  };
  await namespace.apply([setWith({ replicas: 1, ordinals: { start: 2 } }, IMAGE)]);
  await namespace.settled('web', 'web-2 there', ({ availableReplicas }) => availableReplicas === 1);
  await namespace.apply([setWith({ ordinals: { start: 0 } }, NEXT_IMAGE)]);
  const gone: (string | undefined)[] = [];
  for (let count = 0; count < 3; count += 1) {
    await namespace.pods.until('web-0 terminating', (pods) => pods.some((each) => nameOf(each) === 'web-0'
      && each.metadata?.deletionTimestamp && !gone.includes(each.metadata.uid)));
    const { metadata, spec } = namespace.pods.get('web-0')!;
    expect(spec?.containers[0]!.image).toBe(IMAGE);
    gone.push(metadata?.uid);
    await namespace.settled('web', 'the old pod counted', ({ currentReplicas }) => currentReplicas === 1);
    await namespace.patch(POD, 'web-0', { metadata: { finalizers: null } });
  }
}));

/** What was done to pods; in no order where some of it is planned to happen at once. */
function orderOf(namespace: TestNamespace, foretold: SetPlan): string[] {
  const all = namespace.events.sequence('created', 'terminating').map((event) => event.replace('terminating', 'deleted'));
  return isOrdered(foretold) ? all : all.sort();
}

function planOf(foretold: SetPlan): string[] {
  const all = foretold.steps.flatMap(({ actions }) => actions.flatMap(({ verb, ordinal }) =>
    verb === 'create pod' ? [`web-${ordinal} created`] : verb === 'delete pod' ? [`web-${ordinal} deleted`] : []));
  return isOrdered(foretold) ? all : all.sort();
}

function isOrdered({ steps }: SetPlan): boolean {
  return steps.every(({ actions }) => actions.filter(({ verb }) => verb === 'create pod' || verb === 'delete pod').length < 2);
}
