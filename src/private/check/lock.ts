import { existsSync, readFileSync } from 'fs';
import { createRequire } from 'module';
import { join, resolve } from 'path';
import { updateViolation } from './update-violation';
import { Violation } from './violation';
import { RunOptions } from '../../manifest/lint/run';
import { DEFAULT_WIDTH } from '../../manifest/lint/text';
import { accountOf, verdictOn, whyMissing } from '../../manifest/lock/account';
import { guard, Guarded } from '../../manifest/lock/guard';
import { LockFile, LockFileError } from '../../manifest/lock/lock-file';
import { GUARD_VARIABLE, LockEntry } from '../../manifest/lock/names';
import { packagesOf } from '../../manifest/lock/packages';
import { ManifestObject } from '../../manifest/model/object';
import { UpdateFinding } from '../../manifest/update/finding';

const load = createRequire(__filename);

/**
 * Which program of which lock file is meant, and whether the file has to be there.
 */
export interface RequiredLock extends LockEntry {
  readonly isRequired: boolean;
}

/**
 * What a lock file says of a program.
 */
export interface LockReport {
  /** The name of the file and what is with it, as a line. */
  readonly summary: string;

  /** All that becomes of the program, in lines; undefined where nothing does. */
  readonly account?: string;
  readonly isFailing: boolean;

  /** Whether there was something to compare with. */
  readonly isCompared: boolean;

  /** What does not pass. */
  readonly stops: readonly UpdateFinding[];
  readonly violations: readonly Violation[];
}

/**
 * Compares the program in the directory of the process with its lock file.
 *
 * @param accept the command that locks the program as it is
 */
export function reportOnLock(lock: RequiredLock, objects: readonly ManifestObject[], accept: string, options: RunOptions): LockReport {
  if (process.env[GUARD_VARIABLE] === 'off') {
    return { summary: `${lock.lockFile} is not looked at, as ${GUARD_VARIABLE} is off`, isFailing: false, isCompared: false, stops: [], violations: [] };
  }
  const guarded = guardAgainst(lock, objects, options, accept);
  if (guarded === undefined) {
    return unusable(lock, whyMissing(accept), accept, lock.isRequired);
  }
  return typeof guarded === 'string' ? unusable(lock, guarded, accept, true) : reportOn(lock, guarded, accept);
}

/** Undefined where there is no lock file; a sentence where it cannot be compared with. */
function guardAgainst(
  { lockFile, environment }: LockEntry, objects: readonly ManifestObject[], options: RunOptions, accept: string,
): Guarded | string | undefined {
  const directory = process.cwd();
  const path = resolve(directory, lockFile);
  if (!existsSync(path)) {
    return undefined;
  }
  try {
    const file = LockFile.parse(readFileSync(path, 'utf8'), (load('js-yaml') as typeof import('js-yaml')).load);
    const locked = file.programOf(environment);
    const madeWith = packagesOf(createRequire(join(directory, 'package.json')));
    return locked === undefined ? file.whyWithout(environment, accept) : guard(locked, { objects, madeWith }, options);
  } catch (error) {
    return error instanceof LockFileError ? error.message : `cannot be read: ${(error as Error).message}`;
  }
}

function unusable({ lockFile }: LockEntry, problem: string, accept: string, isFailing: boolean): LockReport {
  const violation: Violation = {
    ruleName: 'error lock-file',
    recommendation: 'Nobody compares the program with what was locked',
    fix: `Take it from version control, or write it anew: ${accept}`,
    violatingResources: [{ resourceName: lockFile, locations: [problem], manifestPath: lockFile }],
  };
  return { summary: `${lockFile} ${problem}`, isFailing, isCompared: false, stops: [], violations: isFailing ? [violation] : [] };
}

function reportOn({ lockFile }: LockEntry, guarded: Guarded, accept: string): LockReport {
  const { stops, told, isCurrent } = guarded;
  const command = { lockFile, accept };
  return {
    summary: verdictOn(guarded, command).join('; '),
    ...!isCurrent && { account: accountOf(guarded, command, DEFAULT_WIDTH) },
    isFailing: stops.length > 0,
    isCompared: true,
    stops,
    violations: [
      ...stops.map(stop => updateViolation(stop, 'error', `${stop.fix}. Where it is meant, accept it: ${accept}`)),
      ...told.map(finding => updateViolation(finding, 'info', finding.fix)),
    ],
  };
}
