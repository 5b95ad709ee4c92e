import { summaryOf } from './format-text';
import { LocatedFinding, Report } from './report';
import { impactRows, ImpactRow, objectsLine } from '../manifest/impact-text';
import { messageOf } from '../manifest/lint/finding';
import { markdownCode, markdownText } from '../manifest/lint/markdown';
import { printable } from '../manifest/lint/text';

/**
 * The report as Markdown, for the comment of a pull request or the summary of a job.
 */
export function formatMarkdown(report: Report): string {
  const notChecked = report.notChecked.map(({ file, line, reason }) =>
    `- ${file === undefined ? '' : `${markdownCode(`${file}${line === undefined ? '' : `:${line}`}`)}: `}${markdownText(reason)}`);
  const impacts = report.impacts ?? [];
  const rows = impactRows(impacts).map(impact);
  const paragraphs = [
    `**${markdownText(summaryOf(report).replaceAll('\n', '; '))}**`,
    ...report.impacts === undefined || report.nothing !== undefined ? [] : [markdownText(objectsLine(impacts, Infinity))],
    ...rows.length === 0 ? [] : [['Impact:\n', ...rows].join('\n')],
    // without a word between them two lists are one
    ...report.located.length === 0 ? [] : [[...rows.length === 0 ? [] : ['Findings:\n'], ...report.located.map(item)].join('\n')],
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

function impact({ verdict, text, data, recipe }: ImpactRow): string {
  return [
    `- **${verdict}** ${markdownText(text)}`,
    ...data.map(sentence => `  - data: ${markdownText(sentence)}`),
    ...recipe === undefined ? [] : [`  - recipe: [${recipe.name}](${recipe.link})\n`, indented(fenced(recipe.commands.map(printable).join('\n')), '    '), ''],
  ].join('\n');
}

/** A block of commands, between more backticks than it has. */
function fenced(commands: string): string {
  const fence = '`'.repeat(Math.max(3, ...Array.from(commands.matchAll(/`+/g), ([run]) => run.length + 1)));
  return `${fence}sh\n${commands}\n${fence}`;
}

function indented(text: string, indent: string): string {
  return text.split('\n').map(line => `${indent}${line}`).join('\n');
}
