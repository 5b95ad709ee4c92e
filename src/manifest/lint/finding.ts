import { ObjectEdit } from './edit';
import { ManifestObject } from '../model/object';

/**
 * How bad it is: an error is refused by the API server or breaks at run time; a warning may be meant; an info is advice.
 */
export type Severity = 'error' | 'warning' | 'info';

/** From the least to the worst. */
export const SEVERITIES: readonly Severity[] = ['info', 'warning', 'error'];

/**
 * What a rule found in the manifests.
 */
export interface Finding {
  /** The id of the rule, such as R50. */
  readonly id: string;

  /** The readable name of the rule, such as `readiness-probe-missing`. */
  readonly name: string;
  readonly severity: Severity;
  readonly object: ManifestObject;

  /** The place in the object, such as `spec.template.spec.containers[0].image`; empty for the whole object. */
  readonly path: string;

  /** What stands there; undefined where nothing does. */
  readonly value: unknown;

  /** What is wrong there: the rest of a sentence that begins with the place and its value. */
  readonly problem: string;

  /** What comes of it. */
  readonly consequence: string;

  /** What to do. */
  readonly fix: string;

  /** Where it is explained. */
  readonly link: string;

  /** Other objects that have a part in it. */
  readonly related: readonly ManifestObject[];

  /** What mends it; undefined where only a person can say. */
  readonly edit?: ObjectEdit;
}

/**
 * What could not be checked, and why.
 */
export interface NotChecked {
  readonly source?: string;
  readonly reason: string;
}

/**
 * Whether `severity` is as bad as `least`, or worse.
 */
export function isAtLeast(severity: Severity, least: Severity): boolean {
  return SEVERITIES.indexOf(severity) >= SEVERITIES.indexOf(least);
}

/**
 * The finding as one sentence: the place, the value, what is wrong with it and what comes of it.
 *
 * @param place how the user wrote the place, where that is not its path in the manifest
 */
export function messageOf(finding: Finding, place: string = finding.path): string {
  const subject = place === '' ? finding.object.title : [place, ...shown(finding.value)].join(' ');
  return `${subject} ${finding.problem}; ${finding.consequence}`;
}

const LONGEST_VALUE = 80;

/** A value as a sentence has it; lists and objects are left out. */
function shown(value: unknown): string[] {
  if (value === undefined || typeof value === 'object') {
    return [];
  }
  const text = JSON.stringify(value) ?? String(value);
  return [text.length > LONGEST_VALUE ? `${text.slice(0, LONGEST_VALUE)}…` : text];
}
