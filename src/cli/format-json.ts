import { NotChecked } from './read';
import { Report } from './report';
import { byVerdict, verdictOn } from '../manifest/impact-text';
import { podName } from '../manifest/kubernetes/pod-identity';
import { ObjectEdit } from '../manifest/lint/edit';
import { Finding, messageOf } from '../manifest/lint/finding';
import { ManifestObject } from '../manifest/model/object';
import { UpdateFinding } from '../manifest/update/finding';

/**
 * What the keys of the report mean. It grows by one when a key that there was means something else or is there no more; a new key
 * changes nothing for those who pass over keys that they do not know.
 */
const FORMAT_VERSION = 1;

/**
 * The report for programs. What there is none of is empty and never null; what only an update has, others lack.
 */
export function formatJson(report: Report): string {
  const { isComplete: complete, targetVersions } = report;
  const findings = report.findings.map(finding => ({ ...common(finding, report), ...ofUpdate(finding) }));
  const whole: Omit<NotChecked, 'isUnreadable'>[] = report.nothing === undefined || report.notChecked.some(({ isUnreadable }) => isUnreadable) ? [] : [{ reason: report.nothing }];
  const notChecked = [...whole, ...report.notChecked].map(({ file = '', line, reason }) => ({ file, line, reason }));
  return `${JSON.stringify({ formatVersion: FORMAT_VERSION, complete, targetVersions, findings, ...ofImpacts(report), ...ofFixes(report), notChecked }, undefined, 2)}\n`;
}

function common(finding: Finding, report: Report) {
  const { id, name, severity, object, path, fix, link } = finding;
  return {
    id,
    name,
    severity,
    file: report.fileOf(finding),
    ...identityOf(object),
    path,
    message: messageOf(finding),
    fix,
    patch: patchOf(finding),
    link,
  };
}

function identityOf({ kind, namespace = '', name }: ManifestObject) {
  return { kind, namespace, objectName: name };
}

/** What mends the finding in its object, as a JSON patch (RFC 6902). */
function patchOf({ edit, value }: Finding) {
  if (edit === undefined) {
    return undefined;
  }
  const path = pointerTo(edit.keys);
  return 'set' in edit
    ? [{ op: value === undefined ? 'add' : 'replace', path, value: edit.set }]
    : [{ op: 'move', from: path, path: pointerTo([...edit.keys.slice(0, -1), edit.rename]) }];
}

function pointerTo(keys: ObjectEdit['keys']): string {
  return keys.map(key => `/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

/** What was mended, where that was asked for. */
function ofFixes({ fixes }: Report) {
  const told = (finding: Finding) => {
    const { id, name, object, path } = finding;
    return { id, name, ...identityOf(object), path, patch: patchOf(finding) };
  };
  return fixes && {
    fixed: fixes.fixed.map(({ finding, file, line }) => ({ ...told(finding), file, line })),
    notFixed: fixes.notFixed.map(({ finding, file, reason }) => ({ ...told(finding), file, reason })),
  };
}

/** What a comparison has beside findings: what happens to each object, and how many there are of each kind. */
function ofImpacts({ impacts }: Report) {
  return impacts && {
    impacts: impacts.map(impact => {
      const { object, change, was, isAccepted: accepted, paths, reasons, pods, recipe } = impact;
      const names = (ordinals: readonly number[]) => ordinals.map(ordinal => podName(object.name, ordinal));
      return {
        ...identityOf(object),
        outcome: verdictOn(impact),
        change,
        ...was && { was: identityOf(was) },
        accepted,
        paths,
        reasons: [...new Set(reasons.map(({ id }) => id))],
        recipe,
        pods: pods.map(({ versions, restarted, atOnce, deleted, created, heldBack }) => ({
          versions: versions.split(', '), restarted: names(restarted), atOnce, deleted: names(deleted), created: names(created), heldBack: names(heldBack),
        })),
      };
    }),
    summary: Object.fromEntries(byVerdict(impacts).map(([verdict, { length }]) => [verdict, length])),
  };
}

function ofUpdate({ apiServerMessage, changes, data, outcome }: UpdateFinding) {
  return { apiServerMessage, changes, data, outcome };
}
