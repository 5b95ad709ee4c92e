import { reportOn, TOO_LONG } from './support';
import { formatJson } from '../../src/cli/format-json';
import { Report } from '../../src/cli/report';

interface Json {
  readonly findings: Readonly<Record<string, unknown>>[];
  readonly notChecked: Readonly<Record<string, unknown>>[];
}

const json = (report: Report) => JSON.parse(formatJson(report)) as Json;
const findings = (text: string) => json(reportOn(text)).findings.filter(({ id }) => id === 'R01');

test('a finding has all that is known about it', () => {
  const [finding] = findings(TOO_LONG);
  expect(Object.keys(finding ?? {})).toEqual(
    ['id', 'name', 'severity', 'file', 'kind', 'namespace', 'objectName', 'path', 'message', 'fix', 'link'],
  );
});

test('a finding names its file and its object', () => {
  expect(findings(TOO_LONG)).toEqual([expect.objectContaining({ file: 'app.yaml', kind: 'StatefulSet', objectName: 'n'.repeat(53), path: 'metadata.name' })]);
});

test('what there is none of is empty', () => {
  expect(findings(TOO_LONG)).toEqual([expect.objectContaining({ namespace: '' })]);
});

test('the path is that in the object, not in a List', () => {
  const item = TOO_LONG.split(/^---$/m)[0]?.replaceAll('\n', '\n  ').replace('  apiVersion', '- apiVersion');
  expect(findings(`apiVersion: v1\nkind: List\nitems:\n${item}`)).toEqual([expect.objectContaining({ path: 'metadata.name' })]);
});

test('a finding of an update has what comes of it', () => {
  const report = reportOn(TOO_LONG);
  const update = { ...report.findings[0]!, apiServerMessage: 'is forbidden', data: 'it stays', outcome: 'refused' as const };
  const [object] = json(new Report([update], { objects: [], documents: new Map(), refused: new Map(), notChecked: [], fileCount: 1 })).findings;
  expect(object).toEqual(expect.objectContaining({ apiServerMessage: 'is forbidden', data: 'it stays', outcome: 'refused' }));
});

test('what was not checked has its file, line and reason', () => {
  expect(json(reportOn('a: 1\na: 2\n')).notChecked).toEqual([{ file: 'app.yaml', line: 2, reason: 'syntax error: duplicated mapping key' }]);
});
