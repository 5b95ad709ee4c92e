import { directoryWith, FAULTLESS, run as runIn, TOO_LONG } from './support';

const ACCEPTS = 'acceptedFindings:\n  R01:\n    - reason: it is meant\n';
const directory = directoryWith({
  '.git/HEAD': '',
  'none/bad.yaml': TOO_LONG,
  'all/stateful-app.yaml': `${ACCEPTS}      files: dist/**\n`,
  'all/dist/bad.yaml': TOO_LONG,
  'all/other/bad.yaml': TOO_LONG,
  'objects/stateful-app.yaml': `${ACCEPTS}      kind: StatefulSet\n      name: nnn*\n`,
  'objects/bad.yaml': TOO_LONG,
  'dead/stateful-app.yaml': `${ACCEPTS}      name: cache\n`,
  'dead/good/good.yaml': FAULTLESS,
  'dead/cache/cache.yaml': FAULTLESS.replace('  name: db\n', '  name: cache\n'),
  'updates/stateful-app.yaml': 'acceptedFindings:\n  U06: it is meant\n',
  'updates/good.yaml': FAULTLESS,
  'elsewhere/stateful-app.yaml': `${ACCEPTS}      namespace: staging\n`,
  'elsewhere/bad.yaml': TOO_LONG,
  'severe/stateful-app.yaml': 'targetVersion: 1.30\nseverities:\n  R01: info\n',
  'severe/bad.yaml': TOO_LONG,
  'wrong/stateful-app.yaml': '# a comment\nseverities:\n  R01: fatal\n',
  'wrong/bad.yaml': TOO_LONG,
  'named/stateful-app.yaml': TOO_LONG,
});
const run = (folder: string, ...args: string[]) => runIn(args, { directory: `${directory}/${folder}` });
const idsIn = async (folder: string, ...args: string[]) => {
  const { code, out } = await run(folder, ...args, '--format', 'json');
  return { code, ids: (JSON.parse(out) as { findings: { id: string }[] }).findings.map(({ id }) => id) };
};

test.each([
  ['all', ['check', 'dist'], []],
  ['all/dist', ['check', 'bad.yaml'], []],
  ['all', ['check', 'other'], ['R01']],
  ['all', ['check', '--no-config', 'dist'], ['R01']],
  ['objects', ['check', 'bad.yaml'], []],
  ['elsewhere', ['check', 'bad.yaml'], ['R01']],
  ['none', ['check', '--config', '../objects/stateful-app.yaml', 'bad.yaml'], []],
])('in %s, %j finds %j', async (folder, args, ids) => {
  expect((await idsIn(folder, ...args)).ids).toEqual(ids);
});

test('manifests from standard input are in no file', async () => {
  expect((await runIn(['check', '-'], { directory: `${directory}/all`, input: TOO_LONG })).code).toBe(1);
});

test.each([
  ['told', 'where the command looks at the whole directory', 'dead', ['check', '.', '--accept', 'R08=two programs', '--accept', 'N05=two programs'], ['A01']],
  ['not told', 'where it looks at a part of it', 'dead', ['check', 'good'], []],
  ['not told', 'where none of its objects is in a complete program', 'dead', ['check', '--complete', 'good'], []],
  ['told', 'where one of its objects is in a complete program', 'dead', ['check', '--complete', 'cache'], ['A01']],
  ['not told', 'where it is one of updates', 'updates', ['check', '.'], []],
])('what accepts nothing is %s %s', async (_, __, folder, args, ids) => {
  expect((await idsIn(folder, ...args)).ids).toEqual(ids);
});

test('what accepts nothing is told with its place', async () => {
  expect((await run('dead', 'check', '.')).out).toContain(' --> stateful-app.yaml:3:7\n');
});

test('a severity counts, and the version', async () => {
  expect(await run('severe', 'check', 'bad.yaml')).toMatchObject({ code: 0, out: 'no findings in 4 objects, as part of a program, for Kubernetes 1.30\n' });
});

test('the command line comes first', async () => {
  expect((await run('severe', 'check', '--target-version', '1.36', 'bad.yaml')).out).toMatch(/for Kubernetes 1\.36\n$/);
});

test('plan has the version of the configuration', async () => {
  expect((await run('severe', 'plan', 'bad.yaml', '--format', 'json')).out).toContain('"1.30"');
});

test.each([['check', 'bad.yaml'], ['diff', 'bad.yaml', 'bad.yaml'], ['plan', 'bad.yaml'], ['lock', 'bad.yaml']])('%s fails where something is wrong in it, and says where', async (...args) => {
  expect(await run('wrong', ...args)).toEqual({ code: 2, out: '', err: 'error: stateful-app.yaml:3: severities.R01 "fatal" is not one of info, warning, error\n' });
});

test('fails where the named file is not there', async () => {
  expect(await run('none', 'check', '--config', 'no.yaml', 'bad.yaml')).toMatchObject({ code: 2, err: expect.stringContaining('error: no.yaml: cannot be read: ') });
});

test('a configuration in a directory is no manifest', async () => {
  expect(await run('objects', 'check', '--accept', 'R01=meant', '.', '--severity', 'error')).toMatchObject({ code: 0 });
});

test('a manifest with its name is one', async () => {
  expect((await idsIn('named', 'check', '.')).ids).toEqual(['R01']);
});
