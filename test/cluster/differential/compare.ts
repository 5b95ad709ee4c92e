import { libraryVerdict, LibraryVerdict } from './library';
import { plainManifests } from './plain';
import { Program } from './program';
import { deviation } from './rendering';
import { Comparison, Difference } from './search';
import { DryRuns } from './server';
import { STRICTER } from './stricter';

export type Library = (program: Program) => LibraryVerdict;

/** Compares the verdicts on one program. */
export async function compare(program: Program, server: DryRuns, library: Library = libraryVerdict): Promise<Comparison> {
  const ours = library(program);
  const { refusals, undecided } = await server.verdict('manifests' in ours ? ours.manifests : plainManifests(program, { dormant: true }));
  const different = (kind: Difference['kind'], message: string, texts: Pick<Difference, 'library' | 'server'>): Comparison =>
    ({ outcome: 'different', difference: { kind, ...texts, signature: signature(kind, message) } });

  if ('manifests' in ours) {
    if (refusals.length > 0) {
      return different('the API server refuses what the library passes', refusals[0], { library: 'passes', server: refusals.join('\n') });
    }
    const other = deviation(plainManifests(program), ours.manifests);
    if (other !== undefined) {
      return different('the library renders something else', other, { library: other, server: undecided ? 'undecided' : 'passes' });
    }
    return { outcome: undecided ? 'undecided' : 'passed' };
  }
  if (refusals.length > 0) return { outcome: 'refused' };
  if (undecided) return { outcome: 'undecided' };
  const unlisted = ours.refusals.filter((message) => !STRICTER.some((rule) => rule.message.test(message) && rule.when?.(server.minor) !== false));
  return unlisted.length === 0
    ? { outcome: 'stricter' }
    : different('the library refuses what the API server passes', unlisted[0], { library: unlisted.join('\n'), server: 'passes' });
}

function signature(kind: string, message: string): string {
  const withoutValue = message.replace(/: (Invalid|Duplicate|Unsupported) value: [^]*$/, '');
  return `${kind}: ${withoutValue.replace(/"(\\.|[^"\\])*"/g, '""').replace(/-?[0-9]+([.][0-9]+)?(e[+-]?[0-9]+)?/g, '0').slice(0, 160)}`;
}
