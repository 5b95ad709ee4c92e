import * as fc from 'fast-check';
import { Algorithm, RELEASES } from '../../../src/manifest/controller/algorithm';
import { Retention, SetState, State, Strategy } from '../../../src/manifest/controller/state';
import { sync } from '../../../src/manifest/controller/sync';
import { NEW, nothingYet, OLD, settled } from '../../../src/manifest/plan/set-state';
import { afterEvents, afterSync, IsBroken, nextEvents } from '../../../src/manifest/plan/world';

/** The algorithms, with the gate for `maxUnavailable` in both positions. */
export const algorithms: fc.Arbitrary<Algorithm> = fc.tuple(fc.constantFrom(...RELEASES), fc.boolean())
  .map(([{ algorithm }, maxUnavailable]) => ({ ...algorithm, maxUnavailable }));

const strategies: fc.Arbitrary<Strategy> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      type: fc.constant('RollingUpdate' as const),
      rollingUpdate: fc.record({
        partition: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 5 })),
        maxUnavailable: fc.constantFrom(undefined, 1, 2, 3, '50%'),
      }),
    }),
  },
  fc.constantFrom<Strategy>({ type: 'RollingUpdate' }, { type: 'OnDelete' }),
);

const retentions: fc.Arbitrary<Retention> = fc.record({
  whenDeleted: fc.constantFrom('Retain', 'Delete'),
  whenScaled: fc.constantFrom('Retain', 'Delete'),
});

export const sets: fc.Arbitrary<SetState> = fc.record({
  uid: fc.constant('set'),
  replicas: fc.integer({ min: 0, max: 5 }),
  start: fc.constantFrom(0, 0, 2),
  isParallel: fc.boolean(),
  strategy: strategies,
  minReadySeconds: fc.constantFrom(0, 30),
  retention: retentions,
  isDeleted: fc.constant(false),
  claimTemplates: fc.constantFrom([], ['data']),
  template: fc.constantFrom(OLD, NEW),
});

/** What an update begins with, or a creation. */
export const starts: fc.Arbitrary<State> = fc.tuple(
  sets, fc.option(fc.record({ replicas: fc.integer({ min: 0, max: 5 }), start: fc.constantFrom(0, 0, 2) })), retentions,
).map(([set, before, retention]) => before === null ? nothingYet(set) : { ...settled({ ...set, ...before, retention, template: OLD }, []), set });

/** Which of the things that can happen next do, time and again. */
export const choices = fc.array(fc.integer({ min: 1, max: 2 ** 10 }), { minLength: 1, maxLength: 20 });

/**
 * The states that the controller finds on the way, one for each sync, when some of what can happen does; some never end.
 */
export function journey(start: State, algorithm: Algorithm, chosen: readonly number[], isBroken: IsBroken = () => false, most = 400): State[] {
  const found: State[] = [];
  let state = start;
  for (let count = 0; count < most; count += 1) {
    found.push(state);
    const synced = sync(state, algorithm);
    const next = afterSync(state, synced);
    const events = nextEvents(next, isBroken);
    const isSettled = synced.batches.length === 0 && JSON.stringify(next.status) === JSON.stringify(state.status);
    if (isSettled && events.length === 0) {
      return found;
    }
    const choice = chosen[count % chosen.length];
    // something has to happen where the controller waits
    const some = events.filter((_, index) => Math.floor(choice / 2 ** (index % 10)) % 2 === 1);
    const happens = isSettled && some.length === 0 ? events.slice(0, 1) : some;
    state = happens.length > 0 ? afterEvents(next, happens) : next;
  }
  return found;
}
