import { Mutation, mutated } from './mutations';
import { Comparison, Difference } from './search';
import { DryRuns, ServerVerdict } from './server';
import { check, objectsOf } from '../../../src/manifest/check';
import { Finding, messageOf } from '../../../src/manifest/finding';
import { TargetVersions } from '../../../src/manifest/target';
import { Manifest } from '../support/objects';

/** Rules that say what the API server refuses, or what it refuses to the controller; the others say what breaks later. */
export function saysRefused({ id, severity }: Pick<Finding, 'id' | 'severity'>): boolean {
  return /^[VPCSDN]/.test(id) && severity === 'error';
}

/** What the rules say of manifests that are meant for the server's version. */
export function errorsIn(manifests: readonly unknown[], version: string): Finding[] {
  const objects = manifests.flatMap((manifest) => objectsOf(manifest));
  return check(objects, { target: TargetVersions.parse(version), severity: 'error' });
}

/** The server's word, and what of it is about a kind that it does not serve. */
export async function verdictOn(manifests: Manifest[], server: DryRuns): Promise<ServerVerdict> {
  try {
    return await server.verdict(manifests);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    if (!message.startsWith('the cluster has no ') && !message.includes('could not find the requested resource')) throw error;
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
