import { resolve } from 'node:path';
import { reportOn, TOO_LONG } from './support';
import { formatSarif } from '../../src/cli/format-sarif';
import { Report } from '../../src/cli/report';
import { Finding } from '../../src/manifest/lint/finding';
import { ManifestObject } from '../../src/manifest/model/object';

// what the tests look at of SARIF
interface Result {
  readonly ruleId: string;
  readonly ruleIndex: number;
  readonly level: string;
  readonly message: { readonly text: string };
  readonly locations: { readonly physicalLocation: { readonly artifactLocation: { readonly uri: string }; readonly region: unknown } }[];
  readonly relatedLocations: unknown[];
  readonly partialFingerprints: Readonly<Record<string, string>>;
}

interface Run {
  readonly tool: { readonly driver: { readonly rules: { readonly id: string; readonly helpUri: string }[] } };
  readonly invocations: { executionSuccessful: boolean; toolExecutionNotifications: unknown[]; toolConfigurationNotifications: unknown[] }[];
  readonly results: Result[];
}

const DIRECTORY = resolve('/work');
const run = (report: Report) => (JSON.parse(formatSarif(report, '1.2.3', DIRECTORY)) as { readonly runs: Run[] }).runs[0]!;
const resultIn = (text: string, file?: string) => run(reportOn(text, file)).results.find(({ ruleId }) => ruleId === 'R01')!;
const withSeverity = (severity: Finding['severity']) => {
  const input = reportOn(TOO_LONG);
  const object = new ManifestObject({}, 'app.yaml');
  const document = { file: 'app.yaml', line: 1, text: 'a: 1\n' };
  const found = { ...input.findings[0]!, severity, object };
  return new Report([found], { objects: [object], documents: new Map([[object, document]]), refused: new Map(), notChecked: [], fileCount: 1 });
};

test('a result names its rule', () => {
  const { tool, results } = run(reportOn(TOO_LONG));
  expect(results.map(({ ruleId }) => ruleId)).toEqual(results.map(({ ruleIndex }) => tool.driver.rules[ruleIndex]?.id));
});

test('a rule says where it is explained', () => {
  expect(run(reportOn(TOO_LONG)).tool.driver.rules.find(({ id }) => id === 'R01')?.helpUri).toMatch(/^https:/);
});

test.each([['error', 'error'], ['warning', 'warning'], ['info', 'note']] as const)('the level of a finding of severity %s is %s', (severity, level) => {
  expect(run(withSeverity(severity)).results[0]?.level).toBe(level);
});

test('a result has its place', () => {
  expect(resultIn(TOO_LONG).locations[0]?.physicalLocation.region).toEqual({ startLine: 5, startColumn: 9, endLine: 5, endColumn: 62 });
});

test('the message says what to do', () => {
  expect(resultIn(TOO_LONG).message.text).toMatch(/\. Fix: shorten the name to 52 characters\.$/);
});

test.each([
  ['app.yaml', 'app.yaml'],
  ['./charts/my app.yaml', 'charts/my%20app.yaml'],
  [resolve('/work/dist/app.yaml'), 'dist/app.yaml'],
  ['../app.yaml', 'file:///app.yaml'],
  ['<stdin>', '%3Cstdin%3E'],
])('the URI of %s is %s', (file, uri) => {
  expect(resultIn(TOO_LONG, file).locations[0]?.physicalLocation.artifactLocation.uri).toBe(uri);
});

test('the fingerprint stays where lines move', () => {
  expect(resultIn(`# one more line\n${TOO_LONG}`).partialFingerprints).toEqual(resultIn(TOO_LONG).partialFingerprints);
});

test('the fingerprints of two findings differ', () => {
  const { results } = run(reportOn(`${TOO_LONG}---\n${TOO_LONG}`));
  expect(new Set(results.map(({ partialFingerprints }) => partialFingerprints.primaryLocationLineHash)).size).toBe(results.length);
});

test('what could not be read makes the run a failed one', () => {
  expect(run(reportOn('a: [\n')).invocations[0]).toEqual(expect.objectContaining({ executionSuccessful: false }));
});

test('what was not checked is a notification', () => {
  expect(run(reportOn('a: 1\na: 2\n')).invocations[0]?.toolExecutionNotifications).toContainEqual({
    level: 'error',
    message: { text: 'syntax error: duplicated mapping key' },
    locations: [{ physicalLocation: { artifactLocation: { uri: 'app.yaml' }, region: { startLine: 2 } } }],
  });
});

test('what is in no file is no result, which code scanning would refuse', () => {
  const found = { ...reportOn(TOO_LONG).findings[0]!, object: new ManifestObject({}) };
  const { results, invocations } = run(new Report([found], { objects: [], documents: new Map(), refused: new Map(), notChecked: [], fileCount: 0 }));
  expect({ results: results.length, notifications: invocations[0]?.toolConfigurationNotifications.length }).toEqual({ results: 0, notifications: 1 });
});
