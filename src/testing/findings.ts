import { updates } from './core';
import { FindingsOptions } from './findings-options';
import { configured } from '../manifest/configuration/configured';
import { Finding, messageOf } from '../manifest/lint/finding';
import type { RunOptions } from '../manifest/lint/run';
import { ManifestObject } from '../manifest/model/object';
import { acceptances } from '../private/check/acceptance';
import { foundConfiguration } from '../private/check/configuration';
import { checker } from '../private/check/load';
import { targetVersionOf } from '../private/check/target-version';

/**
 * What the rules on manifests find, from warnings on.
 */
export function findingsIn(objects: readonly ManifestObject[], options: FindingsOptions): Finding[] {
  const findings = checker().check(objects, runOptions(options));
  // a kind that is misspelled is a finding
  if (findings.length === 0) {
    requireObjects('the manifests', objects);
  }
  return findings;
}

/**
 * The errors that the rules on updates find, and acceptances of them that accept nothing.
 */
export function findingsBetween(before: readonly ManifestObject[], after: readonly ManifestObject[], options: FindingsOptions): Finding[] {
  requireObjects('the previous manifests', before);
  requireObjects('the manifests', after);
  return updates().diff(before, after, { ...runOptions(options), severity: 'warning' })
    .filter(({ severity, outcome }) => severity === 'error' || outcome === undefined);
}

/**
 * What leaves data behind or deletes it, however bad the rule says that is.
 */
export function lossesBetween(before: readonly ManifestObject[], after: readonly ManifestObject[], options: FindingsOptions): Finding[] {
  requireObjects('the previous manifests', before);
  requireObjects('the manifests', after);
  return updates().diff(before, after, { ...runOptions(options), severity: 'info' })
    .filter(({ outcome }) => outcome === 'data-left-behind' || outcome === 'data-deleted');
}

/** An assertion that looks at nothing holds always; most often a file was empty, or a filter too narrow. */
export function requireObjects(what: string, objects: readonly ManifestObject[]): void {
  const nothing = checker().whyNothing(objects);
  if (nothing !== undefined) {
    throw new Error(`nothing is checked, as ${nothing} in ${what}; give at least one object that the rules know`);
  }
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
  return configured({ target: targetVersionOf(targetVersion), acceptances: acceptances(acceptedFindings), complete }, foundConfiguration());
}
