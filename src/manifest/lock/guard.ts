import { isLocked, LockedProgram, LockFile } from './lock-file';
import { compare } from '../diff';
import { impactsOf, ObjectImpact } from '../impact';
import { RunOptions } from '../lint/run';
import { ManifestObject } from '../model/object';
import { isHarmless, UpdateFinding } from '../update/finding';

/**
 * What becomes of a program that was locked.
 */
export interface Guarded {
  /** What moves the identity of an application, or what becomes of its data: nothing of it may happen unnoticed. */
  readonly stops: readonly UpdateFinding[];

  /** What else the update does. */
  readonly told: readonly UpdateFinding[];

  /** What happens to each object, with the pods that restart, and how what stops is made all the same. */
  readonly impacts: readonly ObjectImpact[];

  /** Which packages are of another version than those that made the locked program: `cdk8s-plus-28 2.5.5 -> 2.5.6`. */
  readonly upgrades: readonly string[];

  /** Whether to lock it again would change nothing. */
  readonly isCurrent: boolean;
}

/**
 * Harmless on the day of the update, and not meant to happen in passing: from then on claims are deleted with their pods
 * (U16), and a StatefulSet is not in the program any more (U23).
 */
const NOT_IN_PASSING = ['U16', 'U23'];

/**
 * Compares a program with what was locked of it. Pods that are replaced stop it only where the packages that make them
 * changed, too: nobody asked for that.
 */
export function guard(locked: LockedProgram, now: LockedProgram, options: RunOptions = {}): Guarded {
  const upgrades = upgradesFrom(locked.madeWith, now.madeWith);
  // what is wrong with an annotation is told by the check
  const compared = compare(locked.objects, now.objects, { ...options, severity: 'info' });
  const findings = compared.findings.filter(({ outcome }) => outcome !== undefined);
  const stops = findings.filter(finding => isStopping(finding, upgrades.length > 0));
  return {
    stops,
    told: findings.filter(finding => !stops.includes(finding)),
    // the others were not locked, so that they would look new
    impacts: impactsOf(compared, options).filter(({ object, was }) => isLocked(was ?? object)),
    upgrades,
    isCurrent: isSame(locked, now),
  };
}

function isStopping(finding: UpdateFinding, isUpgrade: boolean): boolean {
  return !isHarmless(finding) || NOT_IN_PASSING.includes(finding.id) || (isUpgrade && finding.outcome === 'rolls-pods');
}

function upgradesFrom(before: LockedProgram['madeWith'], after: LockedProgram['madeWith']): string[] {
  return Object.keys(before)
    .filter(name => after[name] !== undefined && after[name] !== before[name])
    .map(name => `${name} ${before[name]} -> ${after[name]}`);
}

function isSame(locked: LockedProgram, now: LockedProgram): boolean {
  const [old, next] = [locked, now].map(program => JSON.stringify(LockFile.EMPTY.with('', program).toJson()));
  return old === next;
}

/**
 * The objects that would come into the lock file, in words: `2 StatefulSets and 1 PersistentVolumeClaim`.
 */
export function lockedInWords(objects: readonly ManifestObject[]): string {
  const kinds = ['StatefulSet', 'PersistentVolumeClaim'].map(kind => ({ kind, count: objects.filter(object => isLocked(object) && object.kind === kind).length }));
  return kinds.filter(({ kind, count }) => count > 0 || kind === 'StatefulSet').map(({ kind, count }) => `${count} ${kind}${count === 1 ? '' : 's'}`).join(' and ');
}
