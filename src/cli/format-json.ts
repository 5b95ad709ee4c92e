import { NotChecked } from './read';
import { Report } from './report';
import { Finding, messageOf } from '../manifest/lint/finding';
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
  return `${JSON.stringify({ formatVersion: FORMAT_VERSION, complete, targetVersions, findings, notChecked }, undefined, 2)}\n`;
}

function common(finding: Finding, report: Report) {
  const { id, name, severity, object, path, fix, link } = finding;
  return {
    id,
    name,
    severity,
    file: report.fileOf(finding),
    kind: object.kind,
    namespace: object.namespace ?? '',
    objectName: object.name,
    path,
    message: messageOf(finding),
    fix,
    link,
  };
}

function ofUpdate({ apiServerMessage, changes, data, outcome }: UpdateFinding) {
  return { apiServerMessage, changes, data, outcome };
}
