import { Report } from './report';
import { Finding, messageOf } from '../manifest/lint/finding';
import { UpdateFinding } from '../manifest/update/finding';

/**
 * The report for programs. What there is none of is empty and never null; what only an update has, others lack.
 */
export function formatJson(report: Report): string {
  const findings = report.findings.map(finding => ({ ...common(finding, report), ...ofUpdate(finding) }));
  const notChecked = report.notChecked.map(({ file = '', line, reason }) => ({ file, line, reason }));
  return `${JSON.stringify({ findings, notChecked }, undefined, 2)}\n`;
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

function ofUpdate({ apiServerMessage, data, outcome }: Partial<UpdateFinding>) {
  return { apiServerMessage, data, outcome };
}
