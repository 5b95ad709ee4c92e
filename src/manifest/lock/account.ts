import { Guarded } from './guard';
import { impactLines, objectsLine } from '../impact-text';

/**
 * Where a program was locked, and the command that accepts it as it is now.
 */
export interface LockCommand {
  readonly lockFile: string;
  readonly accept: string;
}

/**
 * All that becomes of a locked program, object by object: its pods, its data, how it is made all the same, and the command that
 * accepts it. Whoever guards a program tells it with these words.
 */
export function accountOf(guarded: Guarded, command: LockCommand, width: number): string {
  const lines = impactLines(guarded.impacts, width);
  return [
    ...lines.length === 0 ? [] : ['impact', ...lines, ''],
    objectsLine(guarded.impacts, width),
    ...verdictOn(guarded, command),
  ].join('\n');
}

/**
 * What the lock file has to say, a line each.
 */
export function verdictOn({ stops, upgrades, isCurrent }: Guarded, { lockFile, accept }: LockCommand): string[] {
  const [changes, are] = stops.length === 1 ? ['a change', 'it is'] : [`${stops.length} changes`, 'they are'];
  return [
    ...upgrades.length > 0 ? [`since ${lockFile} was written: ${upgrades.join(', ')}`] : [],
    stops.length > 0 ? `${lockFile} does not let ${changes} pass; where ${are} meant: ${accept}`
      : isCurrent ? `${lockFile} is up to date` : `${lockFile} lets all pass, and is not up to date: ${accept}`,
  ];
}

/**
 * That there is no lock file, as the rest of a sentence that begins with its name.
 */
export function whyMissing(accept: string): string {
  return `is not there; write it with ${accept}, and commit it`;
}
