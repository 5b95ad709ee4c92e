import { NotChecked } from './read';
import { LocatedFinding, Report } from './report';
import { xmlText } from '../drawing/xml';
import { messageOf } from '../manifest/lint/finding';
import { isHarmless } from '../manifest/update/finding';

/**
 * The report as JUnit XML, which most servers of pipelines read: a suite for each file, in which each finding is a test that fails.
 */
export function formatJUnit(report: Report): string {
  const cases: readonly Case[] = [...report.located.map(findingCase), ...report.notChecked.map(notCheckedCase),
    ...report.nothing === undefined ? [] : [{ suite: NO_FILE, name: 'input', result: element('error', { message: report.nothing }) }]];
  const withCases = new Set(cases.map(({ suite }) => suite));
  // a file without findings is a test that passes
  const passed: readonly Case[] = report.files.filter(file => !withCases.has(file)).map(file => ({ suite: file, name: 'no findings', result: '' }));
  const all: readonly Case[] = [...cases, ...passed];
  const suites = [...new Set(all.map(({ suite }) => suite))].map(suite => {
    const own = all.filter(each => each.suite === suite);
    return element('testsuite', { name: suite, ...countsOf(own) }, own.map(each => element('testcase', {
      name: each.name, classname: suite, ...suite !== NO_FILE && { file: suite }, ...each.line !== undefined && { line: String(each.line) },
    }, each.result)).join(''));
  });
  return `<?xml version="1.0" encoding="UTF-8"?>\n${element('testsuites', { name: 'stateful-app', ...countsOf(all) }, suites.join(''))}\n`;
}

/** A test, with what came of it as XML; nothing where it passed. */
interface Case {
  readonly suite: string;
  readonly name: string;
  readonly line?: number;
  readonly result: string;
}

/** What is said of no file, as of an option. */
const NO_FILE = 'stateful-app';

function findingCase({ finding, place }: LocatedFinding): Case {
  const { id, name, severity, object, fix, link, outcome, data } = finding;
  const text = [messageOf(finding), ...outcome === undefined ? [] : [`outcome: ${outcome}`, `data: ${data}`], `fix: ${fix}`, `see: ${link}`].join('\n');
  return {
    suite: place?.document.file ?? NO_FILE,
    name: [id, name, ...object.kind === '' ? [] : [object.title], finding.path].join(' ').trim(),
    line: place?.position.line,
    result: isHarmless(finding) ? element('system-out', {}, xmlText(text)) : element('failure', { message: messageOf(finding), type: severity }, xmlText(text)),
  };
}

function notCheckedCase({ file = NO_FILE, line, reason, isUnreadable }: NotChecked): Case {
  return { suite: file, name: isUnreadable ? 'read' : 'check', line, result: element(isUnreadable ? 'error' : 'skipped', { message: reason }) };
}

function countsOf(cases: readonly Case[]) {
  const count = (name: string) => String(cases.filter(({ result }) => result.startsWith(`<${name} `)).length);
  return { tests: String(cases.length), failures: count('failure'), errors: count('error'), skipped: count('skipped') };
}

function element(name: string, attributes: Readonly<Record<string, string>>, content = ''): string {
  const given = Object.entries(attributes).map(([key, value]) => ` ${key}="${xmlText(value).replaceAll('\n', '&#10;')}"`).join('');
  return content === '' ? `<${name}${given}/>` : `<${name}${given}>${content}</${name}>`;
}
