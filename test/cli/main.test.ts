import { parseAllDocuments } from 'yaml';
import { directoryWith, FAULTLESS, Outcome, run as runIn, TOO_LONG } from './support';

const directory = directoryWith({
  'good.yaml': FAULTLESS,
  'bad.yaml': TOO_LONG,
  'immutable.yaml': FAULTLESS.replace('podManagementPolicy: OrderedReady', 'podManagementPolicy: Parallel'),
  'scaled.yaml': FAULTLESS.replace('replicas: 3', 'replicas: 4'),
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
    expect({ code, lastLine: out.split('\n').at(-2), err }).toEqual({ code: 0, lastLine: 'no findings in 4 objects', err: '' });
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
    expect(JSON.parse((await run('check', 'bad.yaml', 'bad.yaml', '--format', 'json')).out).findings).toHaveLength(1);
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

  test('takes what a cluster prints from standard input', async () => {
    const list = JSON.stringify({ apiVersion: 'v1', kind: 'List', items: parseAllDocuments(FAULTLESS).map(document => document.toJS()) });
    expect(await codeOf(runIn(['diff', '-', 'immutable.yaml'], { directory, input: list }))).toBe(1);
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
    ['an unknown format', ['check', '--format', 'xml', 'good.yaml'], 'Allowed choices are text, json, sarif'],
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
