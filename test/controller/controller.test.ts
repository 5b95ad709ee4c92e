import * as fc from 'fast-check';
import { small, states, statesOnTheWay } from './cases';
import { CATEGORIES } from './categories';
import { difference } from './compare';
import { RealController } from './real-controller';
import { Algorithm, RELEASES } from '../../src/manifest/controller/algorithm';
import { State } from '../../src/manifest/controller/state';
import { sync } from '../../src/manifest/controller/sync';

// The model of the StatefulSet controller against the controller itself, of each version that has another algorithm.

const SEED = Number(process.env.CONTROLLER_SEED ?? 16);
const CASES = Number(process.env.CONTROLLER_CASES ?? 1000);
const VERSIONS = (process.env.CONTROLLER_VERSIONS ?? '1.28.15,1.34.4,1.35.0,1.36.3,1.37.2').split(',');
/** Whether all that a small set can look like is compared as well. */
const SMALL = process.env.CONTROLLER_SMALL === '1';

/** The least share of the cases that each category has. */
const LEAST_SHARE = 0.02;

/** What no case can reach: errors of the API server and of JSON, other ways to get at objects, what has moved elsewhere. */
const FUNCTIONS = [
  'processReplica', 'processCondemned', 'runForAll', 'slowStartBatch', 'updateStatefulSet', 'updateStatefulSetAfterInvariantEstablished',
  'recreateDeleteAndWait', 'computeReplicaStatus', 'updateStatus', 'completeRollingUpdate', 'completeUpdate', 'newVersionedStatefulSetPod',
  'getStatefulSetMaxUnavailable', 'getStatefulSetRevisions', 'PodClaimIsStale', 'ClaimsMatchRetentionPolicy', 'isClaimOwnerUpToDate',
  'updateClaimOwnerRefForSetAndPod', 'hasUnexpectedController', 'hasNonControllerOwner', 'createPersistentVolumeClaims',
];

const CHUNK = 20_000;

const cases = fc.sample(states, { seed: SEED, numRuns: CASES });
const casesOnTheWay = fc.sample(statesOnTheWay, { seed: SEED, numRuns: CASES });

test.each(Object.keys(CATEGORIES))(`${100 * LEAST_SHARE} %% of the cases and more have: %s`, category => {
  expect(cases.filter(CATEGORIES[category]).length).toBeGreaterThanOrEqual(LEAST_SHARE * cases.length);
});

describe.each(VERSIONS)('Kubernetes %s', version => {
  const { algorithm } = releaseOf(version);
  let controller: RealController;

  beforeAll(() => { controller = new RealController(version); });

  afterAll(() => {
    const covered = controller.covered();
    const lines = FUNCTIONS.flatMap(name => [...covered].filter(([full]) => full.split('.').at(-1) === name));
    process.stdout.write(`statements of the controller of ${version} that the cases reached:\n${lines.map(([name, share]) => `  ${share} % ${name}\n`).join('')}`);
    controller.remove();
  });

  describe.each(positionsOf(algorithm))('with %s', (gates, changed) => {
    test(`does the same in ${CASES} cases (CONTROLLER_SEED=${SEED} CONTROLLER_CASES=${CASES})`, () => {
      expectNone(differencesIn(cases, { ...algorithm, ...changed }, gates));
    });

    test(`does the same in ${CASES} cases on the way of a creation or an update`, () => {
      expectNone(differencesIn(casesOnTheWay, { ...algorithm, ...changed }, gates));
    });

    (SMALL ? test : test.skip)('does the same with all that up to four pods can be', () => {
      let chunk: State[] = [];
      for (const state of small()) {
        if (chunk.push(state) === CHUNK) {
          expectNone(differencesIn(chunk, { ...algorithm, ...changed }, gates));
          chunk = [];
        }
      }
      expectNone(differencesIn(chunk, { ...algorithm, ...changed }, gates));
    });
  });

  test('fails for a model that has another algorithm', () => {
    expect(differencesIn(cases, { ...algorithm, maxUnavailable: !algorithm.maxUnavailable }, gatesOf({}, algorithm))).not.toEqual([]);
    expect(differencesIn(cases, { ...algorithm, waitsForAvailable: !algorithm.waitsForAvailable }, gatesOf({}, algorithm))).not.toEqual([]);
  });

  function differencesIn(some: readonly State[], model: Algorithm, gates: string): { state: State; text: string }[] {
    const real = controller.sync(some, gates);
    expect(real).toHaveLength(some.length);
    return some.flatMap((state, index) => {
      const text = difference(sync(state, model), real[index]);
      return text === undefined ? [] : [{ state, text }];
    });
  }
});

type Gates = Partial<Pick<Algorithm, 'maxUnavailable' | 'recreate'>>;

/** The feature gates in all their positions. */
function positionsOf(algorithm: Algorithm): [string, Gates][] {
  const recreate = algorithm.knowsRecreate ? [false, true] : [undefined];
  return [false, true].flatMap(maxUnavailable => recreate.map((each): [string, Gates] => {
    const gates = { maxUnavailable, ...each !== undefined && { recreate: each } };
    return [gatesOf(gates, algorithm), gates];
  }));
}

function gatesOf(gates: Gates, algorithm: Algorithm): string {
  const { maxUnavailable, recreate } = { ...algorithm, ...gates };
  return [`MaxUnavailableStatefulSet=${maxUnavailable}`, ...algorithm.knowsRecreate ? [`StatefulSetRecreateStrategy=${recreate}`] : []].join();
}

function releaseOf(version: string) {
  const order = (text: string) => text.split('.').reduce((sum, part) => sum * 1000 + Number(part), 0) * (text.split('.').length > 2 ? 1 : 1000);
  const found = RELEASES.filter(({ from }) => order(from) <= order(version)).at(-1);
  if (found === undefined) {
    throw new Error(`there is no algorithm of Kubernetes ${version}`);
  }
  return found;
}

/** Fails with the smallest of them. */
function expectNone(found: readonly { readonly state: State; readonly text: string }[]): void {
  if (found.length > 0) {
    const sizeOf = ({ state }: { state: State }) => JSON.stringify(state).length;
    const smallest = [...found].sort((one, other) => sizeOf(one) - sizeOf(other)).slice(0, 3);
    throw new Error(`${found.length} differences; the smallest:\n\n${smallest.map(({ state, text }) => `${JSON.stringify(state)}\n${text}`).join('\n\n')}`);
  }
}
