import { mutations } from './differential/mutations';
import { compareRules, errorsIn, saysRefused, verdictOn } from './differential/rules';
import { report, search } from './differential/search';
import { DryRuns } from './differential/server';
import { inNamespace } from './support/namespace';
import { Manifest } from './support/objects';
import { RULES } from '../../src/manifest/rules';
import { TargetVersions } from '../../src/manifest/target';
import { Case, casesOf, manifestsOf } from '../manifest/rules/cases';

// What the rules on manifests say, against what the API server says to the same manifests.

const SEED = Number(process.env.DIFFERENTIAL_SEED ?? 52);
const CASES = Number(process.env.DIFFERENTIAL_CASES ?? 2500);

function withServer(body: (server: DryRuns, version: string) => Promise<void>): () => Promise<void> {
  return inNamespace(async (namespace) => {
    const { minor, patch } = await namespace.api.version();
    await body(await DryRuns.in(namespace), `1.${minor}.${patch}`);
  });
}

/** The manifests of a case as they are sent: all into the namespace of the test. */
function sent(example: Case): Manifest[] {
  return (manifestsOf(example) as Manifest[]).map((manifest) => ({ ...manifest, metadata: { ...manifest.metadata, namespace: undefined } }));
}

function isFor(example: Case, version: string): boolean {
  const target = TargetVersions.parse(example.target ?? '1.28-1.37');
  const [, minor, patch] = version.split('.').map(Number);
  return target.isPartlyWithin(version, `1.${minor}.${patch! + 1}`);
}

/** Rules whose bad cases a dry run does not refuse, with the reason. */
const NOT_SHOWN: Record<string, string> = {
};

/** All cases, good and bad, that are meant for the version. */
function casesFor(version: string, which: 'bad' | 'good'): { title: string; id: string; example: Case }[] {
  return RULES.flatMap(({ id }) => casesOf(id)[which].map((example, index) => ({ title: `${id} ${which} ${index}`, id, example })))
    .filter(({ example }) => isFor(example, version));
}

test('the API server refuses the bad cases of the rules on what it refuses', withServer(async (server, version) => {
  const cases = casesFor(version, 'bad')
    // a rule may hold in some versions only
    .filter(({ id, example }) => NOT_SHOWN[id] === undefined
      && errorsIn(manifestsOf(example), version).some((error) => error.id === id && saysRefused(error)));
  const verdicts = await Promise.all(cases.map(async ({ title, example }) => ({ title, ...await verdictOn(sent(example), server) })));
  expect(verdicts.length).toBeGreaterThan(100);
  expect(verdicts.filter(({ refusals }) => refusals.length === 0).map(({ title }) => title)).toEqual([]);
}));

test('the API server takes the good cases of all rules', withServer(async (server, version) => {
  const verdicts = await Promise.all(casesFor(version, 'good').map(async ({ title, example }) => ({ title, ...await verdictOn(sent(example), server) })));
  expect(verdicts.length).toBeGreaterThan(100);
  expect(verdicts.filter(({ refusals }) => refusals.length > 0).map(({ title, refusals }) => `${title}: ${refusals.join('; ')}`)).toEqual([]);
}));

const HOW = `DIFFERENTIAL_SEED=${SEED} DIFFERENTIAL_CASES=${CASES}`;

test(`the rules refuse what the API server refuses, and nothing else (${HOW})`, withServer(async (server, version) => {
  const { found, outcomes } = await search(mutations, { seed: SEED, cases: CASES }, async (changes) => compareRules(changes, server, version));
  if (found.length > 0) {
    throw new Error(`${found.length} differences; again with ${HOW}\n\n${report(found)}`);
  }
  expect(outcomes.passed).toBeGreaterThan(CASES / 10);
  expect(outcomes.refused).toBeGreaterThan(CASES / 10);
}), 60_000 + 30 * CASES);
