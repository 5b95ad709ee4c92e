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

  /** Where it is written, for a complaint: a key of an annotation, a setting. */
  readonly writtenAs: string;
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
 */
export function applyAcceptances<T extends Finding>(findings: readonly T[], acceptances: readonly Acceptance[]): (T | Finding)[] {
  const used = new Set<Acceptance>();
  const left = withoutAccepted(findings, acceptances, used);
  return [...left, ...acceptances.filter(acceptance => !used.has(acceptance)).map(complaintAbout)];
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
function accepts({ rule, reason }: Acceptance, { id, name }: Finding): boolean {
  return reason.trim() !== '' && (rule === id || rule === name);
}

function complaintAbout({ rule, reason, object, writtenAs }: Acceptance): Finding {
  const complaint = reason.trim() === '' ? UNREASONED : UNUSED;
  return { ...complaint, object: object ?? new ManifestObject({}, writtenAs), path: writtenAs, value: rule, link: LINK, related: [] };
}
