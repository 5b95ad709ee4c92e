import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Diagnostic, DiagnosticSeverity, Range, TextEdit } from 'vscode-languageserver/node';
import { fixOf } from './fix';
import { check } from '../../manifest/check';
import { whyNotChecked } from '../../manifest/coverage';
import { RENDER_FIRST } from '../../manifest/kubernetes/templates';
import { Finding, messageOf, Severity } from '../../manifest/lint/finding';
import { firstOf } from '../../manifest/lint/listed';
import { kindAndName } from '../../manifest/lint/text';
import { FileContent, isAmongManifests, manifestsIn } from '../files';
import { NotChecked, readObjects } from '../read';
import { Place, Report } from '../report';
import { ruleLink } from '../rule-page';
import { settingsOf } from '../settings';
import { UsageError } from '../usage-error';

/** Who says it. */
export const SOURCE = 'stateful-app';

const SEVERITIES: Readonly<Record<Severity, DiagnosticSeverity>> = { error: 1, warning: 2, info: 3 };

/** Larger files are left out, as each key that is typed checks them anew. */
export const MOST_CHARACTERS = 4_000_000;

/** As `check` without options. What is missing may be in another folder, and what accepts nothing there may accept something here. */
const OPTIONS = { severity: 'warning', accept: [], complete: false } as const;

/**
 * Texts in an editor, by their names in their directory.
 */
export type OpenTexts = ReadonlyMap<string, string>;

/**
 * What an editor shows, and what it can do about it.
 */
export interface Told {
  readonly diagnostic: Diagnostic;

  /** What mends it, where there is no doubt how. It parses the text once more, and so is asked for late. */
  readonly fix?: () => TextEdit | undefined;
}

/**
 * What the rules find in open texts, together with the manifests beside them.
 *
 * @param directory the one that they are in; undefined where they are in no file
 */
export function diagnosticsOf(open: OpenTexts, directory: string | undefined): Map<string, Told[]> {
  const told = new Map([...open].map(([name, text]): [string, Told[]] => [name, tooLarge(text)]));
  try {
    const report = reportOn(filesOf(open, directory), directory);
    for (const { file, line, reason, isUnreadable } of report.notChecked) {
      if (isUnreadable && file !== undefined) {
        told.get(file)?.push({ diagnostic: unreadable({ line, reason }, open.get(file) ?? '') });
      }
    }
    for (const { finding, place } of report.located) {
      const document = place?.document;
      if (document !== undefined) {
        told.get(document.file)?.push({
          diagnostic: diagnostic(finding, place!, report, directory),
          ...finding.edit !== undefined && { fix: () => fixOf(finding, document, open.get(document.file) ?? '') },
        });
      }
    }
  } catch (error) {
    if (!(error instanceof UsageError)) {
      throw error;
    }
    // without its configuration nothing is checked, as on the command line
    told.forEach(all => all.push({ diagnostic: { range: START, severity: SEVERITIES.error, source: SOURCE, message: error.message } }));
  }
  return told;
}

const START: Range = { start: { line: 0, character: 0 }, end: { line: 0, character: 1 } };

function tooLarge({ length }: string): Told[] {
  const message = `it has ${Math.round(length / 1e6)} million characters, and so it is not checked as you type; run stateful-app check`;
  return length <= MOST_CHARACTERS ? [] : [{ diagnostic: { range: START, severity: SEVERITIES.info, source: SOURCE, message } }];
}

function filesOf(open: OpenTexts, directory: string | undefined): FileContent[] {
  const beside = directory === undefined ? [] : manifestsBeside(directory).filter(({ name }) => !open.has(name));
  return [...beside, ...[...open].map(([name, text]): FileContent => ({ name, bytes: Buffer.from(text) })).filter(isAmongManifests)]
    .filter(({ bytes }) => bytes !== undefined && bytes.length <= MOST_CHARACTERS)
    .sort((one, other) => one.name < other.name ? -1 : 1);
}

/** Those of a folder. A file may be written before its folder is there. */
function manifestsBeside(directory: string): FileContent[] {
  return existsSync(directory) ? manifestsIn(directory) : [];
}

function reportOn(files: readonly FileContent[], directory: string | undefined): Report {
  const options = { ...OPTIONS, config: directory !== undefined };
  const { run, input } = settingsOf(options, readObjects(files, whyNotChecked), [], { directory: directory ?? process.cwd() });
  // a misspelt kind says more at its place, and with a fix, than that the object cannot be read
  const ofRefused = input.refused.size === 0 ? [] : check([...input.refused.keys()], { ...run, acceptances: [] });
  const misspelt = ofRefused.filter(({ edit }) => edit !== undefined);
  const documents = new Map([...input.documents, ...input.refused]);
  const told = misspelt.flatMap(({ object }) => documents.get(object) ?? []);
  const notChecked = input.notChecked.filter(({ file, line = 0 }) => !told.some(document => (
    document.file === file && document.line <= line && line < document.line + document.text.split('\n').length)));
  return new Report([...misspelt, ...check(input.objects, run)], { ...input, documents, notChecked }, run);
}

function diagnostic(finding: Finding, place: Place, report: Report, directory: string | undefined): Diagnostic {
  const { id, severity, related, fix } = finding;
  const places = directory === undefined ? [] : firstOf(related).flatMap(object => {
    const at = report.placeOfObject(object);
    const uri = at && pathToFileURL(join(directory, at.document.file)).href;
    return uri === undefined ? [] : [{ location: { uri, range: rangeOf(at!) }, message: kindAndName(object) }];
  });
  return {
    range: rangeOf(place),
    severity: SEVERITIES[severity],
    code: id,
    codeDescription: { href: ruleLink(finding) },
    source: SOURCE,
    message: `${messageOf(finding)}\nfix: ${fix}`,
    ...places.length > 0 && { relatedInformation: places },
  };
}

function rangeOf({ position: { line, column, end } }: Place): Range {
  return { start: { line: line - 1, character: column - 1 }, end: { line: line - 1, character: end - 1 } };
}

/** A template is no mistake: it is checked once it is rendered. */
function unreadable({ line = 1, reason }: Pick<NotChecked, 'line' | 'reason'>, text: string): Diagnostic {
  const length = text.split('\n', line)[line - 1]?.trimEnd().length ?? 0;
  return {
    range: { start: { line: line - 1, character: 0 }, end: { line: line - 1, character: Math.max(length, 1) } },
    severity: reason.includes(RENDER_FIRST) ? SEVERITIES.info : SEVERITIES.error,
    source: SOURCE,
    message: reason,
  };
}
