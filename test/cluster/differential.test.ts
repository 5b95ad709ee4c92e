import * as fc from 'fast-check';
import { compare } from './differential/compare';
import { FUNCTIONS, compareFunction, compareQuantity } from './differential/functions';
import { programs } from './differential/generate';
import { libraryVerdict } from './differential/library';
import { plainManifests } from './differential/plain';
import { Program, program } from './differential/program';
import { Found, Searched, report, search } from './differential/search';
import { DryRuns } from './differential/server';
import { STRICTER } from './differential/stricter';
import { inNamespace } from './support/namespace';

// The library's verdict on a program or a value against the API server's, which is asked by dry runs.

const SEED = Number(process.env.DIFFERENTIAL_SEED ?? 52);
const CASES = Number(process.env.DIFFERENTIAL_CASES ?? 2500);
/** The functions have fewer cases to tell apart than programs. */
const CASES_OF_FUNCTION = Math.ceil(CASES / 5);

function dryRuns(body: (server: DryRuns) => Promise<void>): () => Promise<void> {
  return inNamespace(async (namespace) => body(await DryRuns.in(namespace)));
}

/** Fails with the smallest cases, and with what it takes to see them again. */
function expectNone<T>(found: Found<T>[]): void {
  if (found.length > 0) {
    throw new Error(`${found.length} differences; again with DIFFERENTIAL_SEED=${SEED} DIFFERENTIAL_CASES=${CASES}\n\n${report(found)}`);
  }
}

describe(`programs (DIFFERENTIAL_SEED=${SEED} DIFFERENTIAL_CASES=${CASES})`, () => {
  let searched: Searched<Program>;

  beforeAll(dryRuns(async (server) => {
    searched = await search(programs, { seed: SEED, cases: CASES }, async (one) => compare(one, server));
  }), 60_000 + 30 * CASES);

  test('the library refuses what the API server refuses, and passes and renders the rest', () => {
    expectNone(searched.found);
  });

  test.each(['passed', 'refused'] as const)('a fifth and more are %s by both', (outcome) => {
    expect(searched.outcomes[outcome]).toBeGreaterThan(CASES / 5);
  });

  test('few are about what this cluster lacks', () => {
    expect(searched.outcomes.undecided ?? 0).toBeLessThan(CASES / 10);
  });
});

test.each(FUNCTIONS)('the API server says the same: $what', async (one) => dryRuns(async (server) => {
  const { found } = await search(one.values, { seed: SEED, cases: CASES_OF_FUNCTION }, async (value) => compareFunction(one, value, server));
  expectNone(found);
})());

test('the API server reads as many bytes as binaryQuantity was given', dryRuns(async (server) => {
  const amounts = fc.tuple(fc.integer({ min: 1, max: 2047 }), fc.integer({ min: 0, max: 4 })).map(([amount, unit]) => amount * 1024 ** unit);
  const { found } = await search(amounts, { seed: SEED, cases: CASES_OF_FUNCTION }, async (amount) => compareQuantity(amount, server));
  expectNone(found);
}));

describe('the library is stricter on purpose', () => {
  test.each(STRICTER)('$rule', async ({ message, example, when }) => dryRuns(async (server) => {
    expect(libraryVerdict(example)).toEqual({ refusals: expect.arrayContaining([expect.stringMatching(message)]) });
    expect(await compare(example, server)).toEqual({ outcome: when?.(server.minor) === false ? 'refused' : 'stricter' });
  })());
});

describe('what finds the differences', () => {
  const counted = fc.integer({ min: -100, max: 100 }).map((replicas) => program({ replicas, podServices: { none: true } }));

  test('fails for a library that passes everything, with the smallest program', dryRuns(async (server) => {
    const { found } = await search(counted, { seed: SEED, cases: 50 }, async (one) =>
      compare(one, server, (passed) => ({ manifests: plainManifests(passed) })));
    expect(found).toMatchObject([{ kind: 'the API server refuses what the library passes', smallest: { replicas: -1 } }]);
  }));

  test('fails for a library that refuses everything, with the smallest program', dryRuns(async (server) => {
    const { found } = await search(counted, { seed: SEED, cases: 50 }, async (one) => compare(one, server, () => ({ refusals: ['no'] })));
    expect(found).toMatchObject([{ kind: 'the library refuses what the API server passes', smallest: { replicas: 0 } }]);
  }));

  test('fails for a library that renders another program', dryRuns(async (server) => {
    const other = plainManifests(program({ replicas: 2, podServices: { none: true } }));
    const { difference } = await compare(program({ replicas: 1, podServices: { none: true } }), server, () => ({ manifests: other }));
    expect(difference).toMatchObject({ kind: 'the library renders something else', library: 'StatefulSet db.spec.replicas is 2 instead of 1' });
  }));

  test('counts a pod that the controller could not create as refused', dryRuns(async (server) => {
    const { refusals } = await server.verdict(plainManifests(program({ name: 'a'.repeat(53) })));
    expect(refusals[0]).toMatch(/^Pod "a{53}-0", made by the controller: metadata\.labels: .*must be no more than 63/);
  }));

  test('makes the same cases of the same seed', () => {
    const [once, again] = [1, 2].map(() => fc.sample(programs, { seed: SEED, numRuns: 20 }));
    expect(again).toEqual(once);
  });

  test('says what the library and the API server say, and of which program', () => {
    const text = report([{ kind: 'the library refuses what the API server passes', library: 'no', server: 'passes', signature: '', smallest: { name: 'db' }, times: 2 }]);
    expect(text.split('\n')).toEqual([
      'the library refuses what the API server passes (2 times)',
      '  library:       no',
      '  API server:    passes',
      '  smallest case: {"name":"db"}',
    ]);
  });
});
