import { Mutation, mutated } from './mutations';
import { Comparison, Difference } from './search';
import { DryRuns, ServerVerdict } from './server';
import { check, objectsOf } from '../../../src/manifest/check';
import { TargetVersions } from '../../../src/manifest/kubernetes/target-versions';
import { Finding, messageOf } from '../../../src/manifest/lint/finding';
import { Manifest } from '../support/objects';

/** Errors of rules on what is refused that break later all the same, with the reason. */
const ACCEPTED: readonly { id: string; problem: RegExp; path?: RegExp; why: string }[] = [
  { id: 'C06', problem: /./, path: /dataSource\b/, why: 'before 1.34 the claim is made, and empty; from then on it is refused' },
  { id: 'D01', problem: /^is missing, as is/, why: 'a budget that says nothing is taken, and allows no eviction' },
  { id: 'P30', problem: /./, why: 'the kubelet refuses the image' },
  { id: 'N01', problem: /./, why: 'a node port is only allocated, and so refused, when the Service is really created' },
];

/** Whether it says what the API server refuses, by itself or to the controller; other rules say what breaks later. */
export function saysRefused({ id, severity, problem, path }: Finding): boolean {
  return /^[VPCSDN]/.test(id) && severity === 'error' && !ACCEPTED.some((one) => one.id === id && one.problem.test(problem) && (one.path?.test(path) ?? true));
}

/** What the rules say of manifests that are meant for the server's version. */
export function errorsIn(manifests: readonly unknown[], version: string): Finding[] {
  const objects = manifests.flatMap((manifest) => objectsOf(manifest));
  return check(objects, { target: TargetVersions.parse(version), severity: 'error' });
}

/** What is said of a kind, or of a version of it, that the server does not know. */
export const NOT_SERVED = /the cluster has no|404 page not found/;

/** The server's word, and what of it is about a kind that it does not serve. */
export async function verdictOn(manifests: Manifest[], server: DryRuns): Promise<ServerVerdict> {
  if (manifests.some(({ apiVersion, kind }) => typeof apiVersion !== 'string' || typeof kind !== 'string')) {
    return { refusals: ['a manifest without apiVersion and kind cannot be sent'], undecided: false };
  }
  try {
    return await server.verdict(manifests);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    if (!NOT_SERVED.test(message)) throw error;
    return { refusals: [message], undecided: false };
  }
}

/** Compares what the rules and the API server say of an application with these changes. */
export async function compareRules(changes: Mutation[], server: DryRuns, version: string): Promise<Comparison> {
  const manifests = mutated(changes);
  const errors = errorsIn(manifests, version);
  const { refusals, undecided } = await verdictOn(manifests, server);
  const different = (kind: Difference['kind'], signature: string): Comparison => ({
    outcome: 'different',
    difference: { kind, signature, library: errors.map((one) => `${one.id} ${messageOf(one)}`).join('\n') || 'passes', server: refusals.join('\n') || 'passes' },
  });
  const [refused] = errors.filter(saysRefused);
  if (refusals.length > 0) {
    return errors.length > 0 ? { outcome: 'refused' } : different('the API server refuses what the library passes', signatureOf(refusals[0]!));
  }
  if (undecided) return { outcome: 'undecided' };
  return refused ? different('the library refuses what the API server passes', `${refused.id} ${refused.path}`) : { outcome: 'passed' };
}

function signatureOf(refusal: string): string {
  return refusal.replace(/: (Invalid|Duplicate|Unsupported) value: [^]*$/, '').replace(/"(\\.|[^"\\])*"/g, '""').replace(/[0-9]+/g, '0').slice(0, 120);
}
