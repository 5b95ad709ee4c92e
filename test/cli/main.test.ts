import { parseAllDocuments } from 'yaml';
import { directoryWith, FAULTLESS, Outcome, run as runIn, TOO_LONG } from './support';
import { FORMATS } from '../../src/cli/format';

const directory = directoryWith({
  'good.yaml': FAULTLESS,
  'bad.yaml': TOO_LONG,
  'immutable.yaml': FAULTLESS.replace('podManagementPolicy: OrderedReady', 'podManagementPolicy: Parallel'),
  'scaled.yaml': FAULTLESS.replace('replicas: 3', 'replicas: 4'),
  'rolled.yaml': FAULTLESS.replace('image: example.com/db:1', 'image: example.com/db:2'),
  'versioned.yaml': FAULTLESS.replace('  name: db\n', "  name: db\n  annotations: { cdk8s-stateful-app.github.io/target-version: '1.34' }\n"),
  'nothing.yaml': '# nothing\n---\n',
  'broken.yaml': `a: [\n---\n${TOO_LONG}`,
  'nested/deep/bad.yml': TOO_LONG,
  'nested/.git/hidden.yaml': TOO_LONG,
  'nested/notes.txt': 'no manifest',
  'empty/notes.txt': 'no manifest',
});
const run = (...args: string[]) => runIn(args, { directory });
const codeOf = async (outcome: Promise<Outcome>) => (await outcome).code;

describe('check', () => {
  test('ends with 0 where there is nothing to find', async () => {
    const { code, out, err } = await run('check', 'good.yaml');
    expect({ code, lastLine: out.split('\n').at(-2), err }).toEqual({ code: 0, lastLine: 'no findings in 4 objects, as part of a program, for Kubernetes 1.28-1.37', err: '' });
  });

  test('ends with 1 where there are findings', async () => {
    expect(await codeOf(run('check', 'bad.yaml'))).toBe(1);
  });

  test('ends with 0 where all findings are less severe than asked for', async () => {
    // an acceptance that accepts nothing is a warning
    expect(await codeOf(run('check', '--severity', 'error', '--accept', 'R01=it is meant', 'good.yaml'))).toBe(0);
  });

  test('takes manifests from standard input', async () => {
    expect((await runIn(['check', '-', '--format', 'json'], { directory, input: TOO_LONG })).out).toContain('"file": "<stdin>"');
  });

  test('looks for manifests in directories, and not in hidden ones', async () => {
    const { findings } = JSON.parse((await run('check', 'nested', '--format', 'json')).out);
    expect(findings.map(({ file }: { file: string }) => file)).toEqual(['nested/deep/bad.yml']);
  });

  test('does not check a file twice', async () => {
    const paths = ['bad.yaml', './bad.yaml', 'nested/../bad.yaml', `${directory}/bad.yaml`];
    expect(JSON.parse((await run('check', ...paths, '--format', 'json')).out).findings).toHaveLength(1);
  });

  test('ends with 2 where a document cannot be read, and checks the others', async () => {
    const { code, out } = await run('check', 'broken.yaml');
    expect({ code, found: out.includes('error[R01]'), told: out.includes('1 document could not be read') }).toEqual({ code: 2, found: true, told: true });
  });

  test('does not report what is accepted', async () => {
    expect(await codeOf(run('check', '--accept', 'R01=it is meant', 'bad.yaml'))).toBe(0);
  });

  test('complains about an acceptance that accepts nothing', async () => {
    expect((await run('check', '--accept', 'R01=it is meant', 'good.yaml')).out).toContain('--accept "R01" accepts a finding that is not there');
  });

  test('does not complain about an acceptance of what only an update shows', async () => {
    expect(await codeOf(run('check', '--accept', 'U14=it is meant', 'good.yaml'))).toBe(0);
  });
});

describe('diff', () => {
  test('ends with 0 where nothing changes', async () => {
    expect(await codeOf(run('diff', 'good.yaml', 'good.yaml'))).toBe(0);
  });

  test('ends with 0 where the update applies in place', async () => {
    expect(await codeOf(run('diff', 'good.yaml', 'scaled.yaml'))).toBe(0);
  });

  test('ends with 1 where the API server would refuse the update', async () => {
    expect(await codeOf(run('diff', 'good.yaml', 'immutable.yaml'))).toBe(1);
  });

  test('ends with 1 where the data would be left behind', async () => {
    expect(await codeOf(run('diff', 'good.yaml', 'bad.yaml'))).toBe(1);
  });

  test('tells what the API server would say, and what comes of the data', async () => {
    const { findings } = JSON.parse((await run('diff', 'good.yaml', 'immutable.yaml', '--format', 'json')).out);
    expect(findings).toContainEqual(expect.objectContaining({
      outcome: 'refused',
      apiServerMessage: expect.stringContaining('field is immutable'),
      data: expect.stringMatching(/./),
      file: 'immutable.yaml',
    }));
  });

  test('does not report what is accepted', async () => {
    expect(await codeOf(run('diff', '--accept', 'U03=it is deleted before', 'good.yaml', 'immutable.yaml'))).toBe(0);
  });

  test('complains about an acceptance that accepts nothing', async () => {
    const { code, out } = await run('diff', '--accept', 'U03=it is deleted before', 'good.yaml', 'good.yaml');
    expect({ code, isTold: out.includes('--accept "U03" accepts a finding that is not there') }).toEqual({ code: 1, isTold: true });
  });

  test('does not complain about an acceptance of what only manifests show', async () => {
    expect(await codeOf(run('diff', '--accept', 'R50=it is meant', 'good.yaml', 'good.yaml'))).toBe(0);
  });

  test('tells what is replaced in place, and ends with 0', async () => {
    const { code, out } = await run('diff', 'good.yaml', 'rolled.yaml');
    expect({ code, isTold: out.includes('  = outcome: rolls-pods\n') }).toEqual({ code: 0, isTold: true });
  });

  test('does not tell what is less severe than asked for', async () => {
    expect((await run('diff', '--severity', 'warning', 'good.yaml', 'rolled.yaml')).out).toContain('no findings in 4 objects,');
  });

  test('takes what a cluster prints from standard input', async () => {
    const list = JSON.stringify({ apiVersion: 'v1', kind: 'List', items: parseAllDocuments(FAULTLESS).map(document => document.toJS()) });
    expect(await codeOf(runIn(['diff', '-', 'immutable.yaml'], { directory, input: list }))).toBe(1);
  });
});

describe.each([['check', ['good.yaml'], ['versioned.yaml']], ['diff', ['good.yaml', 'good.yaml'], ['good.yaml', 'versioned.yaml']]])('%s', (command, files, versioned) => {
  const lastLine = async (...args: string[]) => (await run(command, ...args)).out.split('\n').at(-2);
  const json = async (...args: string[]) => JSON.parse((await run(command, '--format', 'json', ...args)).out);

  test.each([
    [[], 'part of a program', false],
    [['--no-complete'], 'part of a program', false],
    [['--complete'], 'a complete program', true],
  ])('says of its input, with %j, that it is %s', async (args, words, complete) => {
    expect(await lastLine(...args, ...files)).toBe(`no findings in 4 objects, as ${words}, for Kubernetes 1.28-1.37`);
    expect(await json(...args, ...files)).toMatchObject({ formatVersion: 1, complete, targetVersions: ['1.28-1.37'] });
    const [{ properties }] = JSON.parse((await run(command, '--format', 'sarif', ...args, ...files)).out).runs;
    expect(properties).toEqual({ complete, targetVersions: ['1.28-1.37'] });
  });

  test('says for which versions it judges', async () => {
    expect(await lastLine(...versioned)).toMatch(/for Kubernetes 1\.34 and 1\.28-1\.37$/);
    expect(await lastLine('--target-version', '1.36', ...versioned)).toMatch(/for Kubernetes 1\.36 instead of 1\.34$/);
    expect((await json('--target-version', '1.36', ...versioned)).targetVersions).toEqual(['1.36']);
  });

  test('ends with 2 where there is nothing to read', async () => {
    const { code, out } = await run(command, ...files.map(() => 'nothing.yaml'));
    expect({ code, isSaid: /^nothing was (checked|compared), as there is no object in /.test(out) }).toEqual({ code: 2, isSaid: true });
  });

  test('has all options', async () => {
    const { out } = await run(command, '--help');
    expect(['--format', '--severity', '--accept', '--target-version', '--complete', '--no-complete'].filter(option => !out.includes(`  ${option} `))).toEqual([]);
  });

  test('fails for an acceptance of no rule, with 2', async () => {
    expect(await run(command, '--accept', 'R0=x', ...files)).toMatchObject({ code: 2, out: '', err: expect.stringContaining('No rule is called "R0"') });
  });
});

describe('bad input', () => {
  test.each([
    ['an unknown option', ['check', '--unknown', 'good.yaml'], "unknown option '--unknown'"],
    ['an unknown command', ['chekc', 'good.yaml'], "unknown command 'chekc'"],
    ['no file', ['check'], "missing required argument 'files'"],
    ['a file that is not there', ['check', 'good.yaml', 'nowhere.yaml'], 'cannot read nowhere.yaml: no such file or directory'],
    ['a path below a file', ['check', 'good.yaml/x'], 'cannot read good.yaml/x: a part of the path is no directory'],
    ['a directory without manifests', ['check', 'empty'], 'empty has no manifest'],
    ['an unknown format', ['check', '--format', 'xml', 'good.yaml'], `Allowed choices are ${FORMATS.join(', ')}`],
    ['an unknown severity', ['check', '--severity', 'fatal', 'good.yaml'], 'Allowed choices are error, warning, info'],
    ['an unknown version', ['check', '--target-version', 'latest', 'good.yaml'], '"latest" is not a version of Kubernetes'],
    ['an acceptance without a reason', ['check', '--accept', 'R01', 'good.yaml'], 'Write it as RULE=REASON'],
    ['an acceptance of no rule', ['check', '--accept', 'R0=x', 'good.yaml'], 'No rule is called "R0"'],
    ['standard input for both', ['diff', '-', '-'], 'only one of OLD and NEW can be standard input'],
  ])('fails for %s, with 2', async (_, args, message) => {
    const { code, out, err } = await run(...args);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(message);
  });
});

test('the help has examples', async () => {
  const { code, out } = await run('check', '--help');
  expect({ code, hasExample: out.includes('$ helm template my-release my-chart | stateful-app check -') }).toEqual({ code: 0, hasExample: true });
});

test('the version is that of the package', async () => {
  expect(await run('--version')).toEqual({ code: 0, out: '0.0.0\n', err: '' });
});
