import { isRule } from '../../manifest/is-rule';
import { ACCEPT_ANNOTATION, Acceptance } from '../../manifest/lint/acceptance';
import { refuse, requireValid } from '../errors';

/**
 * The annotation, as key and value, that accepts the findings of a rule.
 *
 * @throws where there is no such rule, or no reason
 */
export function acceptance(rule: string, reason: string): [string, string] {
  requireAcceptance(rule, reason);
  return [`${ACCEPT_ANNOTATION}${rule}`, reason];
}

/**
 * What a setting accepts, in all manifests.
 *
 * @throws where there is no such rule, or no reason
 */
export function acceptances(acceptedFindings: { readonly [rule: string]: string } = {}): Acceptance[] {
  return Object.entries(acceptedFindings).map(([rule, reason]) => {
    requireAcceptance(rule, reason);
    return { rule, reason, writtenAs: `acceptedFindings.${rule}` };
  });
}

/** Throws where there is no such rule, or no reason. */
function requireAcceptance(rule: string, reason: string): void {
  const isKnown = isRule(rule);
  refuse('acceptedFindings', rule, isKnown ? undefined : { problem: 'is not the id of a rule, nor its name; both stand behind each finding' });
  requireValid(`acceptedFindings.${rule}`, reason,
    text => text.trim() === '' ? { problem: 'says no reason', fix: 'say why the finding is meant' } : undefined);
}
