import { reportOn } from './support';
import { formatText } from '../../src/cli/format-text';
import { readObjects } from '../../src/cli/read';
import { Report } from '../../src/cli/report';
import { Finding } from '../../src/manifest/lint/finding';
import { UpdateFinding } from '../../src/manifest/update/finding';

const TEXT = `# an application
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: db
  namespace: prod
spec:
  replicas: -1
`;
const INPUT = readObjects([{ name: 'app.yaml', bytes: Buffer.from(TEXT) }], () => undefined);
const PLAIN = { hasColors: false, width: 80 };

function finding(changes: Partial<UpdateFinding> = {}): Finding {
  const [object] = INPUT.objects;
  return {
    id: 'V08',
    name: 'replicas-negative',
    severity: 'error',
    object: object!,
    path: 'spec.replicas',
    value: -1,
    problem: 'is less than 0',
    consequence: 'the API server refuses the StatefulSet',
    fix: 'write 0 or more',
    link: 'https://example.com/replicas',
    related: [],
    ...changes,
  };
}

const written = (findings: Finding[], options = PLAIN) => formatText(new Report(findings, INPUT), options);

test('a finding is written as compilers do', () => {
  expect(written([finding()])).toMatchInlineSnapshot(`
"error[V08] replicas-negative
 --> app.yaml:8:13 StatefulSet prod/db
  |
8 |   replicas: -1
  |             ^^
  = spec.replicas -1 is less than 0; the API server refuses the StatefulSet
  = fix: write 0 or more
  = see: https://example.com/replicas

1 error in 1 file (1 object), as part of a program, for Kubernetes 1.28-1.37
"
`);
});

test('what only an update has is written, too', () => {
  const update = finding({ apiServerMessage: 'spec.replicas: Invalid value: -1', data: 'nothing happens to it', outcome: 'refused' });
  expect(written([update])).toContain('  = API server: spec.replicas: Invalid value: -1\n  = data: nothing happens to it\n');
});

test('another order of a list is written as that', () => {
  const update = finding({ changes: [{ path: 'spec.list', before: ['a', 'b'], after: ['b', 'a'], isOrder: true }] });
  expect(written([update])).toContain('  = changed: spec.list (order): ["a","b"] -> ["b","a"]\n');
});

test('other objects that have a part in it are told with their places', () => {
  expect(written([finding({ related: INPUT.objects })])).toContain('  = with: StatefulSet prod/db (app.yaml:5:9)\n');
});

test('of many other objects the first are told, and how many more there are', () => {
  const related = Array.from({ length: 1000 }, () => INPUT.objects[0]!);
  const lines = written([finding({ related })]).split('\n').filter(line => line.startsWith('  = with: '));
  expect(lines).toHaveLength(11);
  expect(lines.at(-1)).toBe('  = with: 990 more');
});

test('a finding on a whole object is at its name', () => {
  expect(written([finding({ path: '' })])).toContain('--> app.yaml:5:9 ');
});

test('a finding that is in no file has no place', () => {
  const { object } = finding();
  const nowhere = Object.create(object) as typeof object;
  expect(written([finding({ object: nowhere })])).not.toContain('-->');
});

test('findings are written from the top of a file to the bottom', () => {
  const lines = written([finding(), finding({ path: 'metadata.name' }), finding({ path: 'spec' })]).match(/app.yaml:\d+/g);
  expect(lines).toEqual(['app.yaml:5', 'app.yaml:7', 'app.yaml:8']);
});

test('the summary counts by severity, the worst first', () => {
  const findings = [finding({ severity: 'info' }), finding({ severity: 'warning' }), finding({ severity: 'warning' }), finding()];
  expect(written(findings)).toMatch(/\n1 error, 2 warnings, 1 info in 1 file \(1 object\), as/);
});

test('nothing but how much was checked is written where there is nothing to find', () => {
  expect(written([])).toBe('no findings in 1 object, as part of a program, for Kubernetes 1.28-1.37\n');
});

test('text is no wider than the terminal', () => {
  const long = finding({ consequence: 'and so on '.repeat(20) });
  expect(Math.max(...written([long], { ...PLAIN, width: 50 }).split('\n').map(line => line.length))).toBeLessThanOrEqual(50);
});

test('what was not checked is written, with its place', () => {
  expect(formatText(reportOn('a: [\n'), PLAIN)).toContain('not checked\n  app.yaml:');
});

test('what could not be read is counted at the end', () => {
  expect(formatText(reportOn('a: [\n---\nb: [\n'), PLAIN)).toMatch(/nothing was checked, as there is no object in 1 file\n2 documents could not be read\n$/);
});

test('there are no colours unless they are asked for', () => {
  expect(written([finding()])).not.toContain('\u001b');
});

test('colours are where they are asked for', () => {
  expect(written([finding()], { ...PLAIN, hasColors: true })).toContain('\u001b[31m');
});
