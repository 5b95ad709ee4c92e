import { updates } from './core';
import { FindingsOptions } from './findings-options';
import { Finding, messageOf } from '../manifest/lint/finding';
import type { RunOptions } from '../manifest/lint/run';
import { ManifestObject } from '../manifest/model/object';
import { acceptances } from '../private/check/acceptance';
import { checker } from '../private/check/load';
import { targetVersionOf } from '../private/check/target-version';

/**
 * What the rules on manifests find, from warnings on.
 */
export function findingsIn(objects: readonly ManifestObject[], options: FindingsOptions): Finding[] {
  return checker().check(objects, runOptions(options));
}

/**
 * The errors that the rules on updates find, and acceptances of them that accept nothing.
 */
export function findingsBetween(before: readonly ManifestObject[], after: readonly ManifestObject[], options: FindingsOptions): Finding[] {
  return updates().diff(before, after, { ...runOptions(options), severity: 'warning' })
    .filter(({ severity, outcome }) => severity === 'error' || outcome === undefined);
}

/**
 * @throws where there are findings
 */
export function assertNone(findings: readonly Finding[]): void {
  if (findings.length > 0) {
    throw new Error(`the rules find ${findings.length === 1 ? 'this' : `${findings.length} things`}:\n${findings.map(described).join('\n')}`);
  }
}

function described(finding: Finding): string {
  const place = [finding.object.title, finding.path].join(' ').trim();
  return `  ${finding.severity} ${finding.id} ${finding.name}: ${messageOf(finding, place)}\n`
    + `    fix: ${finding.fix} (${finding.link})`;
}

function runOptions({ targetVersion, acceptedFindings, complete }: FindingsOptions): RunOptions {
  return { target: targetVersionOf(targetVersion), acceptances: acceptances(acceptedFindings), complete };
}
