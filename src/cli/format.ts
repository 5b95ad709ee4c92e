import { formatGitHub } from './format-github';
import { formatGitLab } from './format-gitlab';
import { formatJson } from './format-json';
import { formatJUnit } from './format-junit';
import { formatMarkdown } from './format-markdown';
import { formatSarif } from './format-sarif';
import { formatText } from './format-text';
import { Report } from './report';
import { Terminal } from './terminal';

/** Writes a report; `version` is that of the command. */
type Formatter = (report: Report, terminal: Terminal, version: string) => string;

/**
 * The ways to write a report, by their names on the command line.
 */
const FORMATTERS = {
  text: (report, terminal) => formatText(report, terminal),
  json: report => formatJson(report),
  sarif: (report, { directory }, version) => formatSarif(report, version, directory),
  github: (report, { directory }) => formatGitHub(report, directory),
  gitlab: (report, { directory }) => formatGitLab(report, directory),
  junit: report => formatJUnit(report),
  markdown: report => formatMarkdown(report),
} satisfies Readonly<Record<string, Formatter>>;

export type Format = keyof typeof FORMATTERS;

export const FORMATS = Object.keys(FORMATTERS);

export function formatReport(report: Report, format: Format, version: string, terminal: Terminal): string {
  const formatter: Formatter = FORMATTERS[format];
  return formatter(report, terminal, version);
}
