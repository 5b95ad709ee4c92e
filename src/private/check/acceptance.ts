import { refuse } from '../errors';
import { checker } from './load';
import { TargetVersions } from '../../manifest/kubernetes/target-versions';
import { ACCEPT_ANNOTATION } from '../../manifest/lint/acceptance';

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
 * Throws where there is no such rule, or no reason.
 */
export function requireAcceptance(rule: string, reason: string): void {
  const isKnown = checker().isRule(rule);
  refuse('acceptedFindings', rule, isKnown ? undefined : 'is not the id of a rule, nor its name; both stand behind each finding');
  refuse(`acceptedFindings.${rule}`, reason, reason.trim() === '' ? 'says no reason; say why the finding is meant' : undefined);
}

/**
 * The versions of Kubernetes that manifests are checked for.
 *
 * @throws where the rules know no such version
 */
export function targetVersionOf(targetVersion: string | undefined): TargetVersions {
  if (targetVersion === undefined) {
    return TargetVersions.ALL;
  }
  try {
    return TargetVersions.parse(targetVersion);
  } catch (error) {
    throw new Error(`targetVersion ${(error as Error).message}`);
  }
}
