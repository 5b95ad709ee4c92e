import { createColors } from 'picocolors';
import { excerptAt } from './excerpt';
import { fixableSummary, fixedLines, fixSummary, notFixedLines } from './format-fixes';
import { NotChecked } from './read';
import { LocatedFinding, Place, Report } from './report';
import { Terminal } from './terminal';
import { impactLines, objectsLine } from '../manifest/impact-text';
import { messageOf, SEVERITIES, Severity } from '../manifest/lint/finding';
import { firstOf } from '../manifest/lint/listed';
import { kindAndName, printable, wrapped } from '../manifest/lint/text';
import { ManifestObject } from '../manifest/model/object';
import { FieldChange, placeOf } from '../manifest/update/finding';

type Colors = ReturnType<typeof createColors>;

/**
 * The report for people, as compilers write it.
 */
export function formatText(report: Report, { hasColors, width }: Pick<Terminal, 'hasColors' | 'width'>): string {
  const writer = new Writer(report, createColors(hasColors), width);
  const paragraphs = [...writer.fixes(), ...report.located.map(located => writer.finding(located)), ...writer.impacts(), ...writer.notChecked(), [...writer.fixSummary(), ...writer.impactSummary(), writer.summary()].join('\n')];
  return `${paragraphs.join('\n\n')}\n`;
}

/**
 * How much was found, and on what terms, without colours.
 */
export function summaryOf(report: Report): string {
  return new Writer(report, createColors(false), Infinity).summary();
}

class Writer {
  constructor(private readonly report: Report, private readonly colors: Colors, private readonly width: number) {}

  public finding({ finding, place }: LocatedFinding): string {
    const { bold, blue, dim } = this.colors;
    const gutter = ' '.repeat(place ? String(place.position.line).length : 1);
    const related = firstOf(finding.related);
    const notes: [string, string | undefined][] = [
      ['', messageOf(finding)],
      ...(finding.changes ?? []).map((change): [string, string] => ['changed', changeOf(change)]),
      ...related.map((object): [string, string] => ['with', this.described(object)]),
      ['with', related.length < finding.related.length ? `${finding.related.length - related.length} more` : undefined],
      ['outcome', finding.outcome],
      ['API server', finding.apiServerMessage],
      ['data', finding.data],
      ['fix', finding.fix],
      ['see', finding.link],
    ];
    return [
      `${this.severity(finding.severity)(bold(`${finding.severity}[${finding.id}]`))} ${bold(finding.name)}`,
      ...place
        ? [[`${gutter}${blue('-->')} ${locationOf(place)}`, ...finding.object.kind === '' ? [] : [dim(kindAndName(finding.object))]].join(' '), ...this.excerpt(place, this.severity(finding.severity))]
        : [],
      ...notes.flatMap(([label, text]) => text === undefined || text === '' ? [] : [this.note(gutter, label, text)]),
    ].join('\n');
  }

  /** What was mended, and what could not be. */
  public fixes(): string[] {
    const { fixes } = this.report;
    return fixes === undefined ? [] : [...this.listed('fixed', fixedLines(fixes)), ...this.listed('not fixed', notFixedLines(fixes))];
  }

  /** How much was mended, or can be. */
  public fixSummary(): string[] {
    const { fixes, findings } = this.report;
    const line = fixes === undefined ? fixableSummary(findings) : fixSummary(fixes);
    return line === undefined ? [] : [this.colors.green(line)];
  }

  /** What happens to each object, where it was compared with another one. */
  public impacts(): string[] {
    const { bold } = this.colors;
    const lines = impactLines(this.report.impacts ?? [], this.width);
    return lines.length === 0 ? [] : [[bold('impact'), ...lines].join('\n')];
  }

  public impactSummary(): string[] {
    const { impacts, nothing } = this.report;
    return impacts === undefined || nothing !== undefined ? [] : [objectsLine(impacts, this.width)];
  }

  public notChecked(): string[] {
    const lines = this.report.notChecked.map(({ file, line, reason }: NotChecked) => {
      const where = file === undefined ? '' : `${printable(file)}${line === undefined ? '' : `:${line}`}: `;
      return `${where}${printable(reason)}`;
    });
    return this.listed('not checked', lines);
  }

  public summary(): string {
    const { bold, green, red } = this.colors;
    const { findings, objectCount, fileCount, notChecked, nothing } = this.report;
    const unreadable = notChecked.filter(({ isUnreadable }) => isUnreadable).length;
    const incomplete = unreadable === 0 ? [] : [red(`${counted(unreadable, 'document')} could not be read`)];
    const untold = nothing === undefined ? [] : [red(nothing)];
    if (findings.length === 0 && nothing !== undefined) {
      return [...untold, ...incomplete].join('\n');
    }
    if (findings.length === 0) {
      const none = `no findings in ${counted(objectCount, 'object')}`;
      return [this.withTerms(none, unreadable === 0 ? green(none) : none), ...incomplete].join('\n');
    }
    const counts = [...SEVERITIES].reverse().flatMap((severity): [string, string][] => {
      const count = findings.filter(finding => finding.severity === severity).length;
      const text = counted(count, severity);
      return count === 0 ? [] : [[text, this.severity(severity)(text)]];
    });
    const where = ` in ${counted(fileCount, 'file')} (${counted(objectCount, 'object')})`;
    const [plain, colored] = [0, 1].map(index => counts.map(count => count[index]).join(', ') + where) as [string, string];
    return [this.withTerms(plain, bold(colored)), ...untold, ...incomplete].join('\n');
  }

  /** How much was found, and on what terms: as a complete program or not, and for which versions. */
  private withTerms(found: string, colored: string): string {
    const { isComplete, targetVersions, overruledVersions } = this.report;
    const instead = overruledVersions.length === 0 ? '' : ` instead of ${overruledVersions.join(' and ')}`;
    const terms = `as ${isComplete ? 'a complete program' : 'part of a program'}, for Kubernetes ${targetVersions.join(' and ')}${instead}`;
    return `${colored}${wrapped(`${found}, ${terms}`, this.width).slice(found.length)}`;
  }

  private listed(title: string, lines: readonly string[]): string[] {
    return lines.length === 0 ? [] : [[this.colors.bold(title), ...lines.map(line => wrapped(line, this.width, '  ', '    '))].join('\n')];
  }

  private excerpt(place: Place, color: (text: string) => string): string[] {
    const { blue } = this.colors;
    const gutter = ' '.repeat(String(place.position.line).length);
    const { number, text, indent, length } = excerptAt(place, this.width - gutter.length - 3);
    return [
      `${gutter} ${blue('|')}`,
      `${blue(`${number} |`)} ${text}`,
      `${gutter} ${blue('|')} ${' '.repeat(indent)}${color('^'.repeat(length))}`,
    ];
  }

  private note(gutter: string, label: string, text: string): string {
    const { blue, bold } = this.colors;
    const start = `${gutter} = ${label === '' ? '' : `${label}: `}`;
    const lines = wrapped(printable(text), this.width, start);
    return `${gutter} ${blue('=')} ${label === '' ? '' : bold(`${label}:`) + ' '}${lines.slice(start.length)}`;
  }

  private described(object: ManifestObject): string {
    const place = this.report.placeOfObject(object);
    return `${kindAndName(object)}${place ? ` (${locationOf(place)})` : ''}`;
  }

  private severity(severity: Severity): (text: string) => string {
    const { red, yellow, cyan } = this.colors;
    return { error: red, warning: yellow, info: cyan }[severity];
  }
}

function locationOf({ document, position }: Place): string {
  return `${printable(document.file)}:${position.line}:${position.column}`;
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 || noun === 'info' ? '' : 's'}`;
}

const LONGEST_VALUE = 80;

/** A field that changes, in one line: `spec.replicas: 3 -> 5`. */
function changeOf(change: FieldChange): string {
  return `${placeOf(change)}: ${valueOf(change.before)} -> ${valueOf(change.after)}`;
}

function valueOf(value: unknown): string {
  const text = value === undefined ? 'nothing' : JSON.stringify(value);
  return text.length > LONGEST_VALUE ? `${text.slice(0, LONGEST_VALUE)}…` : text;
}
