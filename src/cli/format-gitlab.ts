import { fingerprints } from './fingerprints';
import { Report } from './report';
import { repositoryPath } from './repository-path';
import { messageOf, Severity } from '../manifest/lint/finding';

const SEVERITIES: Readonly<Record<Severity, string>> = { error: 'major', warning: 'minor', info: 'info' };

/**
 * The report as an artifact of GitLab's Code Quality.
 *
 * @param directory where the command runs
 * @see https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format
 */
export function formatGitLab(report: Report, directory: string): string {
  const fingerprint = fingerprints();
  // each has to have a place
  const at = (file = '.', line = 1) => ({ path: repositoryPath(file, directory) || '.', lines: { begin: line } });
  const unread = [
    ...report.notChecked.filter(({ isUnreadable }) => isUnreadable),
    ...report.nothing === undefined ? [] : [{ reason: report.nothing, file: undefined, line: undefined }],
  ];
  const issues = [
    ...report.located.map(({ finding, place }) => ({
      description: [`${messageOf(finding)}.`, ...finding.data === undefined ? [] : [finding.data], `Fix: ${finding.fix}.`].join(' '),
      check_name: `${finding.id} ${finding.name}`,
      fingerprint: fingerprint(finding),
      severity: SEVERITIES[finding.severity],
      location: at(place?.document.file, place?.position.line),
    })),
    ...unread.map(({ file, line, reason }, index) => ({
      description: reason,
      check_name: 'not-read',
      fingerprint: `not-read:${file ?? ''}:${line ?? ''}:${index}`,
      severity: 'blocker',
      location: at(file, line),
    })),
  ];
  return `${JSON.stringify(issues, undefined, 2)}\n`;
}
