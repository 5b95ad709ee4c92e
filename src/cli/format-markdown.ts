import { summaryOf } from './format-text';
import { LocatedFinding, Report } from './report';
import { messageOf } from '../manifest/lint/finding';
import { markdownCode, markdownText } from '../manifest/lint/markdown';

/**
 * The report as Markdown, for the comment of a pull request or the summary of a job.
 */
export function formatMarkdown(report: Report): string {
  const notChecked = report.notChecked.map(({ file, line, reason }) =>
    `- ${file === undefined ? '' : `${markdownCode(`${file}${line === undefined ? '' : `:${line}`}`)}: `}${markdownText(reason)}`);
  const paragraphs = [
    `**${markdownText(summaryOf(report).replaceAll('\n', '; '))}**`,
    ...report.located.length === 0 ? [] : [report.located.map(item).join('\n')],
    ...notChecked.length === 0 ? [] : [['Not checked:\n', ...notChecked].join('\n')],
  ];
  return `${paragraphs.join('\n\n')}\n`;
}

function item({ finding, place }: LocatedFinding): string {
  const { id, name, severity, object, fix, link, outcome, data } = finding;
  const at = place === undefined ? '' : ` ${markdownCode(`${place.document.file}:${place.position.line}`)}`;
  const of = object.kind === '' ? '' : ` ${markdownText(`${object.kind} ${object.namespace === undefined ? '' : `${object.namespace}/`}${object.name}`)}`;
  return [
    `- **${severity}** [${id}](${link}) ${name}${at}${of}`,
    `  - ${markdownText(messageOf(finding))}`,
    ...outcome === undefined ? [] : [`  - outcome: **${outcome}**. ${markdownText(data ?? '')}`],
    `  - fix: ${markdownText(fix)}`,
  ].join('\n');
}
