import type { Fixes } from './fix';
import { Finding } from '../manifest/lint/finding';
import { printable } from '../manifest/lint/text';
import { groupedBy } from '../manifest/model/grouped-by';

/**
 * What was mended, in a line for each place.
 */
export function fixedLines({ fixed }: Fixes): string[] {
  const sorted = [...groupedBy(fixed, ({ file }) => file).values()].flatMap(some => [...some].sort((one, other) => one.line - other.line));
  const places = [...groupedBy(sorted, ({ file, line, finding }) => `${file}:${line} ${finding.path}`).values()];
  return places.map(([first, ...others]) => printable(
    `${first!.file}:${first!.line}: ${mended(first!.finding)} (${[first!, ...others].map(({ finding }) => finding.id).join(', ')})`));
}

/**
 * What could not be mended, and why, in a line for each finding.
 */
export function notFixedLines({ notFixed }: Fixes): string[] {
  return notFixed.map(({ file, finding, reason }) => printable(`${file}: ${finding.path} is not fixed, as ${reason} (${finding.id})`));
}

/** How much was mended, as a line; undefined where nothing was. */
export function fixSummary({ fixed }: Fixes): string | undefined {
  const files = new Set(fixed.map(({ file }) => file)).size;
  return fixed.length === 0 ? undefined : `${counted(fixed.length, 'finding')} fixed in ${counted(files, 'file')}`;
}

/** How much could be mended, as a line; undefined where nothing can. */
export function fixableSummary(findings: readonly Finding[]): string | undefined {
  const count = findings.filter(({ edit }) => edit !== undefined).length;
  return count === 0 ? undefined : `${count} of ${counted(findings.length, 'finding')} can be mended with --fix`;
}

/** `spec.ports[0].protocol "tcp" is now "TCP"` */
function mended({ path, value, edit }: Finding): string {
  if (edit !== undefined && 'rename' in edit) {
    return `${path} is now ${edit.rename}`;
  }
  return `${path}${value === undefined ? '' : ` ${JSON.stringify(value)}`} is now ${JSON.stringify(edit?.set)}`;
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
