import { mutations } from './differential/mutations';
import { compareRules, errorsIn, NOT_SERVED, saysRefused, verdictOn } from './differential/rules';
import { report, search } from './differential/search';
import { DryRuns } from './differential/server';
import { inNamespace } from './support/namespace';
import { Manifest } from './support/objects';
import { objectsOf } from '../../src/manifest/check';
import { TargetVersions } from '../../src/manifest/kubernetes/target-versions';
import { RULES } from '../../src/manifest/rules';
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

/** The manifests of a case as they are sent: the items of lists one by one, all into the namespace of the test. */
function sent(example: Case): Manifest[] {
  return manifestsOf(example).flatMap((manifest) => objectsOf(manifest)).map(({ manifest }) => {
    const { metadata, ...rest } = manifest as Manifest;
    return { ...rest, metadata: { ...metadata, namespace: undefined } } as Manifest;
  });
}

/** Whether its objects can be in one namespace, all of them. */
function isTogether(example: Case): boolean {
  const objects = manifestsOf(example).flatMap((manifest) => objectsOf(manifest));
  return new Set(objects.map(({ namespace }) => namespace)).size === 1
    && new Set(objects.map(({ kind, name }) => `${kind}/${name}`)).size === objects.length;
}

function isFor(example: Case, version: string): boolean {
  const target = TargetVersions.parse(example.target ?? String(TargetVersions.ALL));
  const [, minor, patch] = version.split('.').map(Number);
  return target.isPartlyWithin(version, `1.${minor}.${patch! + 1}`);
}

/** All cases, good and bad, that are meant for the version. */
function casesFor(version: string, which: 'bad' | 'good'): { title: string; id: string; example: Case }[] {
  return RULES.flatMap(({ id }) => casesOf(id)[which].map((example, index) => ({ title: `${id} ${which} ${index}`, id, example })))
    .filter(({ example }) => isFor(example, version));
}

test('the API server refuses the bad cases of the rules on what it refuses', withServer(async (server, version) => {
  const cases = casesFor(version, 'bad')
    // a rule may hold in some versions only
    .filter(({ id, example }) => errorsIn(manifestsOf(example), version).some((error) => error.id === id && saysRefused(error)))
    .filter(({ example }) => isTogether(example));
  const verdicts = await Promise.all(cases.map(async ({ title, example }) => ({ title, ...await verdictOn(sent(example), server) })));
  expect(verdicts.length).toBeGreaterThan(100);
  // a name that is wrong is not there, either
  expect(verdicts.filter(({ refusals, undecided }) => refusals.length === 0 && !undecided).map(({ title }) => title)).toEqual([]);
}));

test('the API server takes the good cases of all rules', withServer(async (server, version) => {
  const cases = casesFor(version, 'good').filter(({ example }) => isTogether(example));
  const verdicts = await Promise.all(cases.map(async ({ title, example }) => ({ title, ...await verdictOn(sent(example), server) })));
  expect(verdicts.length).toBeGreaterThan(100);
  // custom resources are no concern of this server
  expect(verdicts.filter(({ refusals }) => refusals.length > 0 && !NOT_SERVED.test(refusals[0]!)).map(({ title, refusals }) => `${title}: ${refusals.join('; ')}`)).toEqual([]);
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
