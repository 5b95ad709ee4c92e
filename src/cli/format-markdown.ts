import { summaryOf } from './format-text';
import { LocatedFinding, Report } from './report';
import { messageOf } from '../manifest/lint/finding';
import { printable } from '../manifest/lint/text';

/**
 * The report as Markdown, for the comment of a pull request or the summary of a job.
 */
export function formatMarkdown(report: Report): string {
  const notChecked = report.notChecked.map(({ file, line, reason }) =>
    `- ${file === undefined ? '' : `${code(`${file}${line === undefined ? '' : `:${line}`}`)}: `}${plain(reason)}`);
  const paragraphs = [
    `**${plain(summaryOf(report).replaceAll('\n', '; '))}**`,
    ...report.located.length === 0 ? [] : [report.located.map(item).join('\n')],
    ...notChecked.length === 0 ? [] : [['Not checked:\n', ...notChecked].join('\n')],
  ];
  return `${paragraphs.join('\n\n')}\n`;
}

function item({ finding, place }: LocatedFinding): string {
  const { id, name, severity, object, fix, link, outcome, data } = finding;
  const at = place === undefined ? '' : ` ${code(`${place.document.file}:${place.position.line}`)}`;
  const of = object.kind === '' ? '' : ` ${plain(`${object.kind} ${object.namespace === undefined ? '' : `${object.namespace}/`}${object.name}`)}`;
  return [
    `- **${severity}** [${id}](${link}) ${name}${at}${of}`,
    `  - ${plain(messageOf(finding))}`,
    ...outcome === undefined ? [] : [`  - outcome: **${outcome}**. ${plain(data ?? '')}`],
    `  - fix: ${plain(fix)}`,
  ].join('\n');
}

/** Text that stays what it is: manifests come from anywhere. */
function plain(text: string): string {
  return printable(text.replaceAll('\n', ' ')).replace(/[\\`*_{}[\]<>()#+!|~&@-]/g, character => character === '@' ? '&#64;' : `\\${character}`);
}

/** A text between more backticks than it has. */
function code(text: string): string {
  const longest = Math.max(0, ...Array.from(text.matchAll(/`+/g), ([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return longest === 0 ? `${fence}${printable(text)}${fence}` : `${fence} ${printable(text)} ${fence}`;
}
