import { directoryWith, FAULTLESS, run as runIn, TOO_LONG } from './support';

const NAME = `  name: ${'n'.repeat(53)}\n`;
const with_ = (lines: string) => TOO_LONG.replace(NAME, lines);
const COMMENT = '# stateful-app: accept R01 it is meant';
const at = (folder: string, files: Readonly<Record<string, string>>) => Object.fromEntries(Object.entries(files).map(([name, text]) => [`${folder}/${name}`, text]));
const directory = directoryWith({
  ...at('.', {
    'beside.yaml': with_(NAME.replace('\n', ` ${COMMENT}\n`)),
    'above.yaml': with_(`  ${COMMENT}\n${NAME}`),
    'further.yaml': with_(`  ${COMMENT}\n\n  # another comment\n${NAME}`),
    'by-name.yaml': with_(`  # stateful-app: accept stateful-set-name-too-long it is meant\n${NAME}`),
    'elsewhere.yaml': `${COMMENT}\n${TOO_LONG}`,
    'no-reason.yaml': with_(`  # stateful-app: accept R01\n${NAME}`),
    'in-text.yaml': with_(`${NAME}  annotations: { a: "${COMMENT}" }\n`),
    'in-block.yaml': with_(`  annotations:\n    a: |\n      ${COMMENT}\n${NAME}`),
    'prose.yaml': with_(`  # stateful-app: the database\n${NAME}`),
    'windows.yaml': with_(`  ${COMMENT}\n${NAME}`).replaceAll('\n', '\r\n'),
    'unused.yaml': `${FAULTLESS}# stateful-app: accept R01 it is meant\n`,
    'unknown.yaml': `# stateful-app: accept R9999 it is meant\n${FAULTLESS}`,
    'second.yaml': `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: other }\n---\n${with_(`  ${COMMENT}\n${NAME}`)}`,
    'good.yaml': FAULTLESS,
  }),
});
const ids = async (...args: string[]) => (JSON.parse((await runIn([...args, '--format', 'json'], { directory })).out) as { findings: { id: string }[] }).findings.map(({ id }) => id);

test.each(['beside', 'above', 'further', 'by-name', 'windows', 'second'])('what a comment accepts is not told: %s', async name => {
  expect(await ids('check', `${name}.yaml`)).toEqual([]);
});

test.each([
  ['elsewhere', ['R01', 'A01']],
  ['no-reason', ['R01', 'A02']],
  ['unused', ['A01']],
  ['unknown', ['A01']],
  ['in-text', ['R01']],
  ['in-block', ['R01']],
  ['prose', ['R01']],
])('of %s, told is %j', async (name, expected) => {
  expect(await ids('check', `${name}.yaml`)).toEqual(expected);
});

test('what accepts nothing is told at its line', async () => {
  expect((await runIn(['check', 'unknown.yaml'], { directory })).out).toContain('\n --> unknown.yaml:1:1\n  |\n1 | # stateful-app: accept R9999 it is meant\n');
});

test('a comment in what was before an update has not to be tidied up', async () => {
  expect(await ids('diff', 'unknown.yaml', 'good.yaml')).toEqual([]);
});
