import { Finding } from './finding';
import { groupedBy } from '../model/grouped-by';
import { ManifestObject } from '../model/object';

/**
 * What the annotations begin with that accept findings: `<prefix>R50: <reason>`, with the id or the name of the rule.
 */
export const ACCEPT_ANNOTATION = 'cdk8s-stateful-app.github.io/accept-';

/**
 * That the findings of a rule are meant, and why.
 */
export interface Acceptance {
  /** The id of the rule, or its name. */
  readonly rule: string;
  readonly reason: string;

  /**
   * The object whose findings are accepted.
   *
   * @default - findings of all objects
   */
  readonly object?: ManifestObject;

  /**
   * Which of the findings of the rule are accepted.
   *
   * @default - all of them
   */
  readonly isFor?: (finding: Finding) => boolean;

  /**
   * Whether it has to accept something in a run that looks at these objects.
   *
   * @default - in every run
   */
  readonly isExpected?: (objects: readonly ManifestObject[]) => boolean;

  /** Where it is written, for a complaint: a key of an annotation, a setting. */
  readonly writtenAs: string;

  /**
   * What stands for the text in which it is written, where that is not the object.
   *
   * @default - the object, or nothing that is in a file
   */
  readonly writtenIn?: ManifestObject;
}

/** That an acceptance accepts nothing. */
export const UNUSED = {
  id: 'A01',
  name: 'acceptance-unused',
  severity: 'warning',
  problem: 'accepts a finding that is not there',
  consequence: 'it would hide one that comes later for another reason',
  fix: 'remove it',
} as const;

/** That an acceptance says no reason. */
export const UNREASONED = {
  id: 'A02',
  name: 'acceptance-without-reason',
  severity: 'warning',
  problem: 'accepts a finding without a reason, and so does not count',
  consequence: 'nobody could tell later whether it still holds',
  fix: 'write down the reason',
} as const;

const LINK = 'https://github.com/cdk8s-stateful-app/cdk8s-stateful-app/blob/main/docs/validation.md#accepting-a-finding';

/**
 * The acceptances that the annotations of an object hold.
 */
export function acceptancesOf(object: ManifestObject): Acceptance[] {
  // most objects have none
  return !object.metadata.has('annotations') ? [] : Object.entries(object.annotations)
    .filter(([key]) => key.startsWith(ACCEPT_ANNOTATION))
    .map(([key, reason]) => ({ rule: key.slice(ACCEPT_ANNOTATION.length), reason, object, writtenAs: `metadata.annotations['${key}']` }));
}

/**
 * The findings without those that are accepted, and with a complaint about each acceptance that accepts nothing.
 *
 * @param objects those that were looked at
 */
export function applyAcceptances<T extends Finding>(
  findings: readonly T[], acceptances: readonly Acceptance[], objects: readonly ManifestObject[],
): (T | Finding)[] {
  const used = new Set<Acceptance>();
  const left = withoutAccepted(findings, acceptances, used);
  const unused = acceptances.filter(acceptance => !used.has(acceptance) && acceptance.isExpected?.(objects) !== false);
  return [...left, ...unused.map(complaintAbout)];
}

/**
 * The findings without those that are accepted.
 *
 * @param used gets the acceptances that accept any of them
 */
export function withoutAccepted<T extends Finding>(findings: readonly T[], acceptances: readonly Acceptance[], used?: Set<Acceptance>): readonly T[] {
  if (acceptances.length === 0) {
    return findings;
  }
  const byObject = groupedBy(acceptances, ({ object }) => object);
  return findings.filter(finding => {
    const accepting = [undefined, finding.object, ...finding.related].flatMap(object => byObject.get(object) ?? [])
      .filter(acceptance => accepts(acceptance, finding));
    accepting.forEach(acceptance => used?.add(acceptance));
    return accepting.length === 0;
  });
}

/** Whether the acceptance, which must say a reason, is about what the rule finds. */
function accepts({ rule, reason, isFor }: Acceptance, finding: Finding): boolean {
  return reason.trim() !== '' && (rule === finding.id || rule === finding.name) && isFor?.(finding) !== false;
}

function complaintAbout({ rule, reason, object, writtenAs, writtenIn = object }: Acceptance): Finding {
  const complaint = reason.trim() === '' ? UNREASONED : UNUSED;
  return { ...complaint, object: writtenIn ?? new ManifestObject({}, writtenAs), path: writtenAs, value: rule, link: LINK, related: [] };
}
