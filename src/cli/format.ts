import { formatJson } from './format-json';
import { formatSarif } from './format-sarif';
import { formatText } from './format-text';
import { Report } from './report';
import { Terminal } from './terminal';

export const FORMATS = ['text', 'json', 'sarif'] as const;

/**
 * How a report is written.
 */
export type Format = typeof FORMATS[number];

export function formatReport(report: Report, format: Format, version: string, terminal: Terminal): string {
  switch (format) {
    case 'text':
      return formatText(report, terminal);
    case 'json':
      return formatJson(report);
    case 'sarif':
      return formatSarif(report, version, terminal.directory);
  }
}
