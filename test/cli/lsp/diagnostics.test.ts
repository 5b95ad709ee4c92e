import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { actionsIn } from '../../../src/cli/lsp/actions';
import { diagnosticsOf, MOST_CHARACTERS } from '../../../src/cli/lsp/diagnostics';
import { hoverAt } from '../../../src/cli/lsp/hover';
import { directoryWith, FAULTLESS, TOO_LONG } from '../support';

const [SET = '', ...OTHERS] = FAULTLESS.split(/^---\n/m);
const SERVICE = OTHERS.find(text => text.includes('kind: Service'))!;
const LONELY_PORT = SERVICE.replace(/targetPort: \w+/, 'targetPort: nowhere');

const BUDGET = 'apiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata: { name: db }\nspec:\n  maxUnavailable: 0\n  selector: { matchLabels: { app: db } }\n';

const directory = directoryWith({ '.git/HEAD': '', 'dist/set.yaml': SET, 'dist/deep/bad.yaml': TOO_LONG, 'dist/bad.yaml': TOO_LONG.replaceAll('db', 'other') });
const DIST = join(directory, 'dist');
const EMPTY = directoryWith({ '.git/HEAD': '' });
const CONFIGURED = directoryWith({ '.git/HEAD': '', 'stateful-app.yaml': 'severities: { R90: warning }\n', 'dist/x.yaml': '' });

const allTold = (name: string, text: string, folder = DIST) => diagnosticsOf(new Map([[name, text]]), folder).get(name)!;
const told = (...args: Parameters<typeof allTold>) => allTold(...args).map(({ diagnostic }) => diagnostic);
const codes = (...args: Parameters<typeof told>) => told(...args).map(({ code }) => code);

test('a finding is a diagnostic where it stands, with a link to its rule', () => {
  expect(told('budget.yaml', BUDGET, EMPTY)).toEqual([{
    range: { start: { line: 4, character: 18 }, end: { line: 4, character: 19 } },
    severity: 1,
    code: 'R90',
    codeDescription: { href: expect.stringMatching(/docs\/rules\/disruption-budgets\.md#r90-disruption-budget-allows-nothing$/) },
    source: 'stateful-app',
    message: expect.stringMatching(/^spec\.maxUnavailable 0 .*\nfix: /),
  }]);
});

test('a file is checked with those beside it, which it refers to', () => {
  const [found] = told('service.yaml', LONELY_PORT);
  expect(found).toMatchObject({ code: 'R20', relatedInformation: [{ location: { uri: pathToFileURL(join(DIST, 'set.yaml')).href }, message: 'StatefulSet db' }] });
});

test('what is found in other files is not told in this one', () => {
  expect(told('empty.yaml', '')).toEqual([]);
});

test('what another window of the editor says counts, and not what is on the disk', () => {
  const texts = new Map([['service.yaml', SERVICE], ['set.yaml', SET.replaceAll('client', 'renamed')]]);
  expect(codes('service.yaml', SERVICE)).toEqual([]);
  expect(diagnosticsOf(texts, DIST).get('service.yaml')!.map(({ diagnostic: { code } }) => code)).toEqual(['R20']);
});

test('what is missing may be in another folder', () => {
  expect(codes('set.yaml', SET, EMPTY)).toEqual([]);
});

test('broken YAML is told in its line, and the other documents are checked', () => {
  expect(told('both.yaml', `a: [\n---\n${BUDGET}`)).toEqual([
    expect.objectContaining({ severity: 1, message: expect.stringMatching(/^syntax error/), range: expect.objectContaining({ start: expect.objectContaining({ character: 0 }) }) }),
    expect.objectContaining({ code: 'R90', range: expect.objectContaining({ start: { line: 6, character: 18 } }) }),
  ]);
});

test('a template is no mistake', () => {
  expect(told('template.yaml', `${BUDGET.replace('name: db', 'name: {{ .Values.name }}')}`)).toMatchObject([{ severity: 3, message: expect.stringContaining('template') }]);
});

test.each([
  ['values of a chart', 'values.yaml', 'replicas: 3\n'],
  ['a configuration', 'stateful-app.yaml', 'targetVersion: 1.33-1.36\n'],
  ['a lock file', 'stateful-app.lock.yaml', BUDGET],
])('%s is no manifest', (_, name, text) => {
  expect(told(name, text)).toEqual([]);
});

test('a comment accepts, and one that accepts nothing is told', () => {
  expect(codes('budget.yaml', BUDGET.replace(': 0', ': 0 # stateful-app: accept R90 by hand'))).toEqual([]);
  expect(codes('budget.yaml', BUDGET.replace(': 0', ': 1 # stateful-app: accept R90 by hand'))).toEqual(['A01']);
});

test('the configuration of the repository counts, and a fault in it is told', () => {
  expect(told('budget.yaml', BUDGET, join(CONFIGURED, 'dist'))).toMatchObject([{ code: 'R90', severity: 2 }]);
  writeFileSync(join(CONFIGURED, 'stateful-app.yaml'), 'severities: { R90: fatal }\n');
  expect(told('budget.yaml', BUDGET, join(CONFIGURED, 'dist'))).toMatchObject([{ severity: 1, message: expect.stringContaining('stateful-app.yaml:1: severities.R90 "fatal" is not one of') }]);
});

test('a very large text is left out, and says so', () => {
  expect(told('large.yaml', `${BUDGET}#${' '.repeat(MOST_CHARACTERS)}`)).toMatchObject([{ severity: 3, message: expect.stringContaining('not checked as you type') }]);
});

test('a text that is in no file is checked alone', () => {
  expect(diagnosticsOf(new Map([['Untitled-1.yaml', BUDGET]]), undefined).get('Untitled-1.yaml')).toMatchObject([{ diagnostic: { code: 'R90' } }]);
});

test('a text whose folder is not there yet is checked', () => {
  expect(codes('budget.yaml', BUDGET, join(EMPTY, 'not', 'yet'))).toEqual(['R90']);
});

const URI = 'file:///budget.yaml';
const EVERYWHERE = { start: { line: 0, character: 0 }, end: { line: 1e6, character: 0 } };

const actions = (text: string, name = 'budget.yaml') => actionsIn(EVERYWHERE, allTold(name, text), URI, text);

/** The text after an action. */
function after(text: string, action: ReturnType<typeof actions>[number], change = (newText: string) => newText): string {
  const [edit] = action.edit!.changes![URI]!;
  return TextDocument.applyEdits(TextDocument.create(URI, 'yaml', 0, text), [{ ...edit!, newText: change(edit!.newText) }]);
}

describe('accepting', () => {
  const accepting = (text: string, name?: string) => actions(text, name).filter(({ title }) => title.startsWith('Accept '));
  const withReason = (reason: string) => (comment: string) => comment.replace(/ (?=\r?\n$)/, ` ${reason}`);

  test('is an action beside the finding', () => {
    expect(accepting(BUDGET)).toMatchObject([{ title: 'Accept R90 (disruption-budget-allows-nothing) here, for a reason to write', kind: 'quickfix' }]);
  });

  test('hides nothing before there is a reason', () => {
    expect(codes('budget.yaml', after(BUDGET, accepting(BUDGET)[0]!))).toEqual(['A02', 'R90']);
  });

  test.each([
    ['a key of a block', BUDGET],
    ['lines that end as on Windows', BUDGET.replaceAll('\n', '\r\n')],
    ['an item of a list', TOO_LONG.replace(/n{53}/, 'db').replace(/image: \S+/, 'image: ""')],
    ['a second document', `${SET}---\n${BUDGET}`],
    ['values after a block of text', BUDGET.replace('spec:\n', 'spec:\n  # a text\n').replace('{ name: db }', '\n  name: db\n  annotations:\n    note: |\n      two\n      lines')],
    ['an object in braces', BUDGET.replace(/spec:[^]*/, 'spec: {\n  maxUnavailable: 0,\n  selector: { matchLabels: { app: db } },\n}\n')],
  ])('works for %s', (_, text) => {
    const before = codes('budget.yaml', text);
    const [action] = accepting(text);
    expect(before).not.toEqual([]);
    expect(codes('budget.yaml', after(text, action!, withReason('drained by hand')))).toEqual(before.filter(code => code !== action!.diagnostics![0]!.code));
  });

  test('is not offered in JSON, which has no comments', () => {
    const json = '{"apiVersion":"policy/v1","kind":"PodDisruptionBudget","metadata":{"name":"db"},"spec":{"maxUnavailable":0}}';
    expect(codes('budget.json', json)).not.toEqual([]);
    expect(accepting(json, 'budget.json')).toEqual([]);
  });

  test('is not offered for an acceptance, or in other lines', () => {
    expect(accepting(BUDGET.replace(': 0', ': 1 # stateful-app: accept R90 by hand'))).toEqual([]);
    expect(actionsIn({ start: { line: 0, character: 0 }, end: { line: 3, character: 9 } }, allTold('budget.yaml', BUDGET), URI, BUDGET)).toEqual([]);
  });
});

describe('fixing', () => {
  const LOWER = SERVICE.replace('port: 5432', 'port: 5432, protocol: tcp');
  const MISSPELT = BUDGET.replace('PodDisruptionBudget', 'PoddisruptionBudget');
  const fixing = (text: string) => actions(text).filter(({ title }) => title.startsWith('Fix '));

  test('is what check --fix does, and nothing else', () => {
    const [action] = fixing(LOWER);
    expect(action).toMatchObject({ kind: 'quickfix', isPreferred: true });
    expect(after(LOWER, action!)).toBe(LOWER.replace('tcp', 'TCP'));
  });

  test('finds its place in a later document', () => {
    const text = `${SET}---\n${LOWER}`;
    expect(after(text, fixing(text)[0]!)).toBe(text.replace(': tcp', ': TCP'));
  });

  test('spells a kind right, which is told at its place', () => {
    expect(told('budget.yaml', MISSPELT)).toMatchObject([{ range: { start: { line: 1, character: 6 } }, message: expect.stringContaining('PodDisruptionBudget') }]);
    expect(after(MISSPELT, fixing(MISSPELT)[0]!)).toBe(BUDGET);
  });

  test('is not offered where a person has to decide', () => {
    expect(fixing(BUDGET)).toEqual([]);
  });
});

describe('hovering', () => {
  const diagnostics = told('budget.yaml', BUDGET);

  test('says what the rule demands', () => {
    expect(hoverAt(diagnostics, { line: 4, character: 18 })).toMatchObject({
      contents: { kind: 'markdown', value: expect.stringMatching(/^\*\*R90 disruption-budget-allows-nothing\*\* \(error\)\n\n.*\n\n- What goes wrong: .*\n- What to do: .*\n\n\[R90 with examples\]\(https/) },
    });
  });

  test('says nothing elsewhere', () => {
    expect(hoverAt(diagnostics, { line: 3, character: 18 })).toBeUndefined();
  });
});
