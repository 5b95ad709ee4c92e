import { summaryOf } from './format-text';
import { NotChecked } from './read';
import { LocatedFinding, Report } from './report';
import { repositoryPath } from './repository-path';
import { messageOf, Severity } from '../manifest/lint/finding';

const COMMANDS: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', info: 'notice' };

/**
 * The report as commands of GitHub Actions, which shows them beside the lines of a pull request.
 *
 * @param directory where the command runs
 * @see https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
 */
export function formatGitHub(report: Report, directory: string): string {
  const lines = [
    ...report.located.map(located => findingLine(located, directory)),
    ...report.notChecked.map(notChecked => notCheckedLine(notChecked, directory)),
    // its own line breaks would be lines that begin with what stands in manifests
    command(report.nothing === undefined ? 'notice' : 'error', { title: 'stateful-app' }, summaryOf(report)),
  ];
  return `${lines.join('\n')}\n`;
}

function findingLine({ finding, place }: LocatedFinding, directory: string): string {
  const { id, name, severity, fix, outcome, data } = finding;
  const message = [messageOf(finding), ...outcome === undefined ? [] : [`outcome: ${outcome}`, `data: ${data}`], `fix: ${fix}`].join('\n');
  const title = `${id} ${name}`;
  if (place === undefined) {
    return command(COMMANDS[severity], { title }, message);
  }
  const { line, column, end } = place.position;
  const file = repositoryPath(place.document.file, directory);
  return command(COMMANDS[severity], { file, line, endLine: line, col: column, endColumn: end, title }, message);
}

function notCheckedLine({ file, line, reason, isUnreadable }: NotChecked, directory: string): string {
  const at = { ...file !== undefined && { file: repositoryPath(file, directory) }, ...line !== undefined && { line } };
  return command(isUnreadable ? 'error' : 'notice', { ...at, title: isUnreadable ? 'could not be read' : 'not checked' }, reason);
}

function command(name: string, properties: Readonly<Record<string, string | number>>, message: string): string {
  const given = Object.entries(properties).map(([key, value]) => `${key}=${escaped(String(value)).replaceAll(':', '%3A').replaceAll(',', '%2C')}`);
  return `::${name} ${given.join(',')}::${escaped(message)}`;
}

function escaped(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}
