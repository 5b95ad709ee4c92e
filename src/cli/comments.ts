import { createRequire } from 'node:module';
import { Input, SourceDocument } from './read';
import { Acceptance } from '../manifest/lint/acceptance';
import { ManifestObject } from '../manifest/model/object';

const load = createRequire(__filename);

/** A comment that accepts findings: `# stateful-app: accept R50 the pods have no state`. */
export const ACCEPTING = /^#\s*stateful-app:\s*accept\b(?:[ \t]+(\S+))?(.*)$/;

const MAY_ACCEPT = /#[ \t]*stateful-app:/;

/**
 * What the comments in the files accept. The parser that keeps comments is large, and most files have no such one.
 *
 * @param written gets what stands for the comments, with the lines that they are in
 */
export function acceptancesInComments({ documents }: Input, written: Map<ManifestObject, SourceDocument>): Acceptance[] {
  const some = [...new Set(documents.values())].filter(({ text }) => MAY_ACCEPT.test(text));
  return some.length === 0 ? [] : (load('./comment-acceptances') as typeof import('./comment-acceptances')).acceptancesIn(some, documents, written);
}
