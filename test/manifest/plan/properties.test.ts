import * as fc from 'fast-check';
import { algorithms, choices, journey, starts } from './worlds';
import { RELEASES } from '../../../src/manifest/controller/algorithm';
import { mostUnavailable, partitionOf } from '../../../src/manifest/controller/rolling-update';
import { SetState, State } from '../../../src/manifest/controller/state';
import { endingOf, MENDED, takenFrom } from '../../../src/manifest/plan/ending';
import { run } from '../../../src/manifest/plan/run';
import { isInitial, NEW, OLD, settled } from '../../../src/manifest/plan/set-state';

// In whatever order things happen.

const isReady = ({ readySince, isTerminating }: State['pods'][number]) => readySince !== undefined && !isTerminating;

/** An update of the template alone, of pods that are all well. */
const updates = starts.filter(({ set, pods }) => pods.length === set.replicas && pods[0]?.ordinal === set.start);

test('a roll-out has never more pods down at once than maxUnavailable, and one where the gate is off', () => {
  fc.assert(fc.property(updates, algorithms, choices, (start, algorithm, chosen) => {
    const most = algorithm.maxUnavailable ? mostUnavailable(start.set) : 1;
    const down = journey(start, algorithm, chosen).map(({ set, pods }) => set.replicas - pods.filter(isReady).length);
    expect(Math.max(...down)).toBeLessThanOrEqual(most);
  }), { numRuns: 400 });
});

test('a roll-out leaves the pods below the partition alone', () => {
  fc.assert(fc.property(updates, algorithms, choices, (start, algorithm, chosen) => {
    const end = journey(start, algorithm, chosen).at(-1)!;
    const below = end.pods.filter(({ ordinal }) => ordinal < start.set.start + partitionOf(start.set));
    expect(below.every(pod => isInitial(pod) && pod.revision === OLD)).toBe(true);
  }), { numRuns: 400 });
});

test('an ordered set that is created has never a pod before those below it are ready', () => {
  const created = starts.filter(({ set, pods }) => pods.length === 0 && !set.isParallel);
  fc.assert(fc.property(created, algorithms, choices, (start, algorithm, chosen) => {
    for (const { pods } of journey(start, algorithm, chosen)) {
      const ordered = [...pods].sort((one, other) => one.ordinal - other.ordinal);
      expect(ordered.slice(0, -1).every(isReady)).toBe(true);
    }
  }), { numRuns: 400 });
});

test('no claim is ever deleted under Retain', () => {
  const retained = starts.map(start => ({ ...start, set: { ...start.set, retention: { whenDeleted: 'Retain' as const, whenScaled: 'Retain' as const } } }));
  fc.assert(fc.property(retained, algorithms, choices, (start, algorithm, chosen) => {
    const end = journey(start, algorithm, chosen).at(-1)!;
    const namesOf = ({ claims }: State) => claims.map(({ template, ordinal }) => template + ordinal);
    expect(namesOf(end)).toEqual(expect.arrayContaining(namesOf(start)));
  }), { numRuns: 400 });
});

test('where nothing is broken and the strategy has its block, every run ends with all that the set demands', () => {
  const whole = starts.filter(({ set: { strategy } }) => strategy.type === 'OnDelete' || strategy.rollingUpdate !== undefined);
  fc.assert(fc.property(whole, algorithms, (start, algorithm) => {
    const ran = run(start, algorithm, () => false);
    expect(endingOf(ran, algorithm, () => false, isInitial)).toEqual({ outcome: 'done' });
    expect(ran.end.pods.filter(isReady)).toHaveLength(start.set.replicas);
  }), { numRuns: 400 });
});

test('without its block, a Parallel set of 1.37 creates a pod with the old template and deletes it again and again', () => {
  const set: SetState = {
    uid: 'set',
    replicas: 3,
    start: 0,
    isParallel: true,
    strategy: { type: 'RollingUpdate' },
    minReadySeconds: 0,
    retention: { whenDeleted: 'Retain', whenScaled: 'Retain' },
    isDeleted: false,
    claimTemplates: [],
    template: OLD,
  };
  const { algorithm } = RELEASES[RELEASES.length - 1];
  const start = { ...settled({ ...set, replicas: 1, start: 2 }, []), set: { ...set, template: NEW } };
  const ran = run(start, algorithm, () => false);
  expect(ran.repeated).toBeGreaterThan(0);
  expect(endingOf(ran, algorithm, () => false, isInitial)).toMatchObject({
    outcome: 'stuck', ordinal: 0, cause: { isEndless: true }, wayOut: { template: false, noPartition: true, deletePod: false },
  });
});

test('the order in which things happen does not change the end', () => {
  const revisionsOf = ({ pods }: State) => [...pods].sort((one, other) => one.ordinal - other.ordinal).map(({ ordinal, revision }) => `${ordinal} ${revision}`);
  fc.assert(fc.property(updates, algorithms, choices, (start, algorithm, chosen) => {
    expect(revisionsOf(journey(start, algorithm, chosen).at(-1)!)).toEqual(revisionsOf(run(start, algorithm, () => false).end));
  }), { numRuns: 400 });
});

test('whatever is broken, a run ends, and the way out that is told gets the pod ready', () => {
  fc.assert(fc.property(starts, algorithms, fc.subarray([0, 1, 2, 3, 4]), (start, algorithm, broken) => {
    const isBroken = (pod: State['pods'][number]) => !isInitial(pod) && pod.revision === start.set.template && broken.includes(pod.ordinal);
    const ran = run(start, algorithm, isBroken);
    const ending = endingOf(ran, algorithm, isBroken, isInitial);
    if (ending.outcome === 'stuck') {
      const after = run(takenFrom(ran.end, ending.wayOut, ending.ordinal), algorithm, pod => pod.revision !== MENDED && isBroken(pod)).end;
      expect(after.pods.filter(({ ordinal }) => ordinal === ending.ordinal).every(isReady)).toBe(true);
    }
  }), { numRuns: 400 });
});
