import * as fc from 'fast-check';
import { ClaimOwner, ClaimState, PodState, Retention, SetState, State, Strategy } from '../../src/manifest/controller/state';
import { algorithms, choices, journey, starts } from '../manifest/plan/worlds';

/** The time of all cases; pods have been ready for some time then. */
export const NOW = 1_000_000;

const revision = fc.constantFrom('a', 'b', 'c');

const retention: fc.Arbitrary<Retention> = fc.record({
  whenDeleted: fc.constantFrom('Retain', 'Delete'),
  whenScaled: fc.constantFrom('Retain', 'Delete'),
});

const rollingUpdate = fc.record({
  partition: fc.oneof({ weight: 2, arbitrary: fc.constant(0) }, fc.integer({ min: 1, max: 6 })),
  maxUnavailable: fc.oneof(
    { weight: 3, arbitrary: fc.constant(undefined) },
    { weight: 2, arbitrary: fc.integer({ min: 1, max: 4 }) },
    fc.constantFrom('1%', '34%', '50%', '100%'),
  ),
});

const strategy: fc.Arbitrary<Strategy> = fc.oneof(
  { weight: 6, arbitrary: rollingUpdate.map(block => ({ type: 'RollingUpdate' as const, rollingUpdate: block })) },
  { weight: 2, arbitrary: fc.constant<Strategy>({ type: 'RollingUpdate' }) },
  fc.constantFrom<Strategy>({ type: 'OnDelete' }, { type: 'Recreate' }),
);

/** Most pods are well: with many that are not, an ordered set does nothing but wait. */
const pod = (ordinal: number, health: number): fc.Arbitrary<PodState | undefined> => {
  const well = { phase: 'Running' as const, readySince: NOW - 5000, isTerminating: false };
  const states = fc.oneof(
    { weight: health, arbitrary: fc.constant(well) },
    fc.constantFrom<Partial<PodState> | undefined>(
      undefined,
      { readySince: undefined },
      { readySince: NOW - 5 },
      { readySince: NOW - 5 },
      { isTerminating: true },
      { readySince: undefined, isTerminating: true },
      { phase: 'Pending', readySince: undefined },
      { phase: 'Failed', readySince: undefined },
      { phase: 'Succeeded', readySince: undefined },
      { phase: 'Failed', readySince: undefined, isTerminating: true },
      { phase: 'Unknown' },
    ).map(change => change && { ...well, ...change }),
  );
  return fc.tuple(states, revision).map(([state, name]) => state && { ordinal, uid: `pod-${ordinal}`, revision: name, ...state });
};

const owners = (ordinal: number): fc.Arbitrary<readonly ClaimOwner[]> => fc.oneof(
  { weight: 4, arbitrary: fc.constant([]) },
  { weight: 4, arbitrary: fc.constant([{ kind: 'set' as const, uid: 'set', isController: true }]) },
  fc.uniqueArray(fc.constantFrom<ClaimOwner>(
    { kind: 'set', uid: 'set', isController: false },
    { kind: 'set', uid: 'old-set', isController: true },
    { kind: 'pod', uid: `pod-${ordinal}`, isController: true },
    { kind: 'pod', uid: 'gone', isController: true },
    { kind: 'other', uid: 'other', isController: true },
    { kind: 'other', uid: 'other-2', isController: false },
  ), { minLength: 1, maxLength: 2, selector: ({ uid }) => uid }),
);

const claim = (template: string, ordinal: number): fc.Arbitrary<ClaimState | undefined> => fc.tuple(
  fc.integer({ min: 0, max: 9 }), owners(ordinal), fc.integer({ min: 0, max: 19 }),
).map(([missing, refs, terminating]) => missing < 2 ? undefined : { template, ordinal, isTerminating: terminating === 0, owners: refs });

const set: fc.Arbitrary<SetState> = fc.record({
  uid: fc.constant('set'),
  replicas: fc.integer({ min: 0, max: 6 }),
  start: fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, fc.integer({ min: 1, max: 5 })),
  isParallel: fc.boolean(),
  strategy,
  minReadySeconds: fc.constantFrom(0, 30),
  retention,
  isDeleted: fc.integer({ min: 0, max: 24 }).map(chance => chance === 0),
  claimTemplates: fc.constantFrom([], ['data'], ['data', 'log']),
  template: revision,
});

/**
 * What a controller may find: anything, mostly something that it has made itself.
 */
export const states: fc.Arbitrary<State> = fc.tuple(
  set, fc.integer({ min: -2, max: 2 }), fc.integer({ min: 0, max: 8 }), fc.constantFrom(3, 20, 200),
).chain(([spec, shift, count, health]) => {
  const first = Math.max(0, spec.start + shift);
  const ordinals = Array.from({ length: count }, (_, index) => first + index);
  return fc.record({
    set: fc.constant(spec),
    revisions: fc.shuffledSubarray(['a', 'b', 'c']),
    status: fc.record({ currentRevision: fc.option(revision, { nil: undefined }), currentReplicas: fc.integer({ min: 0, max: 4 }) }),
    pods: fc.tuple(...ordinals.map(ordinal => pod(ordinal, health))).map(defined),
    claims: fc.tuple(...spec.claimTemplates.flatMap(template => ordinals.map(ordinal => claim(template, ordinal)))).map(defined),
    now: fc.constant(NOW),
  });
});

function defined<T>(values: readonly (T | undefined)[]): T[] {
  return values.filter(value => value !== undefined);
}

/**
 * What a controller finds on its way, from a creation or an update on, in whatever order things happen and whatever is broken: for
 * each way, the state at one of its syncs.
 */
export const statesOnTheWay: fc.Arbitrary<State> = fc.tuple(
  starts, algorithms, choices, fc.subarray([0, 1, 2, 3, 4], { maxLength: 2 }), fc.nat(),
).map(([start, algorithm, chosen, broken, at]) => {
  const found = journey(start, algorithm, chosen, ({ ordinal, uid }) => uid.startsWith('pod-') && broken.includes(ordinal));
  return found[at % found.length]!;
});

/**
 * All that a set of up to four pods can look like, with the ways in which a pod can be old, new, broken and on its way out.
 */
export function* small(): Generator<State> {
  const kinds: readonly (Omit<PodState, 'ordinal' | 'uid'> | undefined)[] = [
    undefined,
    { revision: 'a', phase: 'Running', readySince: 0, isTerminating: false },
    { revision: 'b', phase: 'Running', readySince: 0, isTerminating: false },
    { revision: 'a', phase: 'Running', isTerminating: false },
    { revision: 'b', phase: 'Pending', isTerminating: false },
    { revision: 'a', phase: 'Running', readySince: 0, isTerminating: true },
  ];
  const strategies: readonly Strategy[] = [
    ...[0, 1, 2].flatMap(partition => [1, 2].map(maxUnavailable => ({ type: 'RollingUpdate' as const, rollingUpdate: { partition, maxUnavailable } }))),
    { type: 'RollingUpdate' },
    { type: 'OnDelete' },
  ];
  for (const isParallel of [false, true]) {
    for (const each of strategies) {
      for (let replicas = 0; replicas <= 4; replicas += 1) {
        for (let code = 0; code < kinds.length ** 4; code += 1) {
          const pods = [0, 1, 2, 3].flatMap(ordinal => {
            const kind = kinds[Math.floor(code / kinds.length ** ordinal) % kinds.length];
            return kind === undefined ? [] : [{ ordinal, uid: `pod-${ordinal}`, ...kind }];
          });
          yield {
            set: {
              uid: 'set',
              replicas,
              start: 0,
              isParallel,
              strategy: each,
              minReadySeconds: 0,
              retention: { whenDeleted: 'Retain', whenScaled: 'Retain' },
              isDeleted: false,
              claimTemplates: [],
              template: 'b',
            },
            revisions: ['a', 'b'],
            status: { currentRevision: 'a', currentReplicas: pods.filter(({ revision: name }) => name === 'a').length },
            pods,
            claims: [],
            now: NOW,
          };
        }
      }
    }
  }
}
