import { updates } from './core';
import { FindingsOptions } from './findings-options';
import { Acceptance, accepts } from '../manifest/lint/acceptance';
import { Finding, isAtLeast, messageOf } from '../manifest/lint/finding';
import { ManifestObject } from '../manifest/model/object';
import { requireAcceptance, targetVersionOf } from '../private/check/acceptance';
import { checker } from '../private/check/load';

/**
 * What the rules on manifests find, from warnings on.
 */
export function faultsIn(objects: readonly ManifestObject[], options: FindingsOptions): Finding[] {
  return checker().check(objects, { target: targetVersionOf(options.targetVersion), acceptances: acceptancesOf(options) });
}

/**
 * The errors that the rules on updates find.
 */
export function faultsBetween(before: readonly ManifestObject[], after: readonly ManifestObject[], options: FindingsOptions): Finding[] {
  const acceptances = acceptancesOf(options);
  return updates().diff(before, after, targetVersionOf(options.targetVersion))
    .filter(finding => isAtLeast(finding.severity, 'error') && !acceptances.some(acceptance => accepts(acceptance, finding)));
}

/**
 * @throws where there are findings
 */
export function assertNoFaults(findings: readonly Finding[]): void {
  if (findings.length > 0) {
    throw new Error(`the rules find ${findings.length === 1 ? 'this' : `${findings.length} things`}:\n${findings.map(told).join('\n')}`);
  }
}

function told(finding: Finding): string {
  const place = [finding.object.title, finding.path].join(' ').trim();
  return `  ${finding.severity} ${finding.id} ${finding.name}: ${messageOf(finding, place)}\n`
    + `    fix: ${finding.fix} (${finding.link})`;
}

function acceptancesOf({ acceptedFindings = {} }: FindingsOptions): Acceptance[] {
  return Object.entries(acceptedFindings).map(([rule, reason]) => {
    requireAcceptance(rule, reason);
    return { rule, reason, writtenAs: `acceptedFindings.${rule}` };
  });
}
