import * as fc from 'fast-check';
import { Algorithm, RELEASES } from '../../../src/manifest/controller/algorithm';
import { State } from '../../../src/manifest/controller/state';
import { sync } from '../../../src/manifest/controller/sync';
import { states, statesOnTheWay } from '../../controller/cases';

// What holds for each sync; that it is the one of the real controller is compared by `npx projen test:controller`.

const RUNS = 600;
const algorithms: Algorithm[] = RELEASES.flatMap(({ algorithm }) => [
  algorithm, { ...algorithm, maxUnavailable: !algorithm.maxUnavailable }, ...algorithm.knowsRecreate ? [{ ...algorithm, recreate: true }] : [],
]);

const holds = (some: fc.Arbitrary<State>, property: (state: State, algorithm: Algorithm) => void) =>
  fc.assert(fc.property(some, fc.constantFrom(...algorithms), property), { numRuns: RUNS });

test.each([['any state', states], ['a state on the way', statesOnTheWay]])('a sync of %s changes the state that it is given in nothing', (_, some) => {
  holds(some, (state, algorithm) => {
    const copy = structuredClone(state);
    sync(state, algorithm);
    expect(state).toEqual(copy);
  });
});

test.each([['any state', states], ['a state on the way', statesOnTheWay]])('a sync of %s is the same each time', (_, some) => {
  holds(some, (state, algorithm) => {
    expect(sync(state, algorithm)).toEqual(sync(structuredClone(state), algorithm));
  });
});
