import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { FAULTLESS, TOO_LONG } from './cli/support';
import { statefulSet } from './testing/support';
import { writeCommand } from '../scripts/packages/command';
import { pushCommand } from '../scripts/packages/push-command';

interface Action {
  readonly inputs: Readonly<Record<string, { readonly description: string; readonly default: string }>>;
  readonly runs: { readonly using: string; readonly steps: readonly Step[] };
}

interface Step {
  readonly shell: string;
  readonly run: string;
  readonly env: Readonly<Record<string, string>>;
}

let folder: string;
let directory: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'integrations-'));
  directory = await writeCommand(join(folder, 'stateful-app'));
  mkdirSync(join(folder, 'program', 'some files'), { recursive: true });
  writeFileSync(join(folder, 'program', 'bad.yaml'), TOO_LONG);
  writeFileSync(join(folder, 'program', 'good.yaml'), FAULTLESS);
  writeFileSync(join(folder, 'program', 'set.yaml'), statefulSet());
});

afterAll(() => rmSync(folder, { recursive: true }));

interface Hook {
  readonly entry: string;
  readonly language: string;
  readonly args: readonly string[];
}

const read = <T>(file: string) => parse(readFileSync(join(directory, file), 'utf8')) as T;

describe('the action of GitHub', () => {
  /** Runs the steps as the runner does. */
  function act(inputs: Readonly<Record<string, string>> = {}) {
    const { inputs: known, runs: { steps: [step] } } = read<Action>('action.yml');
    const valueOf = (text: string) => text.replace(/\$\{\{ inputs\.(\w+) \}\}/g, (_, name: string) => inputs[name] ?? known[name]!.default);
    const env = Object.fromEntries(Object.entries(step!.env).map(([name, value]) => [name, valueOf(value)]));
    const { stdout, stderr, status } = spawnSync('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', step!.run], {
      cwd: join(folder, 'program'), encoding: 'utf8', env: { ...process.env, ...env, GITHUB_ACTION_PATH: directory },
    });
    return { out: stdout, err: stderr, status };
  }

  test('is a composite one, whose expressions are inputs of it', () => {
    const { inputs, runs } = read<Action>('action.yml');
    expect({ using: runs.using, shells: runs.steps.map(({ shell }) => shell) }).toEqual({ using: 'composite', shells: ['bash'] });
    const asked = [...JSON.stringify(runs).matchAll(/\$\{\{ *(.*?) *\}\}/g)].map(([, expression]) => expression);
    expect(asked.sort()).toEqual(Object.keys(inputs).map(name => `inputs.${name}`).sort());
  });

  test('has no expression in its script, where an input would be code', () => {
    expect(read<Action>('action.yml').runs.steps.map(({ run }) => run).filter(run => run.includes('${{'))).toEqual([]);
  });

  test('fails where something is found, beside its line', () => {
    expect(act({ paths: 'bad.yaml' })).toMatchObject({ status: 1, out: expect.stringMatching(/^::error file=bad\.yaml,line=5,/) });
  });

  test('takes several paths, and options', () => {
    expect(act({ paths: 'good.yaml\nset.yaml', args: '--target-version 1.34' }).out).toContain('for Kubernetes 1.34');
  });

  test('looks at the whole repository by itself', () => {
    expect(act().out).toContain('in 3 files');
  });

  test('fails for what would be code, and does not run it', () => {
    expect(act({ paths: '$(echo good.yaml)' })).toMatchObject({ status: 2, err: expect.stringContaining('$(echo') });
  });
});

test('the hook of pre-commit is a command of the package', () => {
  const [{ entry, language, args }] = read<[Hook]>('.pre-commit-hooks.yaml');
  const { bin } = read<{ readonly bin: Readonly<Record<string, string>> }>('package.json');
  const [command, ...words] = entry.split(' ');
  expect({ language, command }).toEqual({ language: 'node', command: Object.keys(bin)[0] });
  const { stdout, status } = spawnSync(process.execPath, [join(directory, bin[command!]!), ...words, ...args], {
    cwd: join(folder, 'program'), encoding: 'utf8', env: { ...process.env, NO_COLOR: '1' },
  });
  expect({ stdout, status }).toEqual({ stdout: expect.stringContaining('error[R01]'), status: 1 });
});

describe('its own repository', () => {
  const bare = () => {
    const url = mkdtempSync(join(folder, 'bare-'));
    execFileSync('git', ['init', '--quiet', '--bare', '--initial-branch', 'main', url]);
    return url;
  };
  const git = (url: string, ...args: string[]) => execFileSync('git', ['-C', url, ...args], { encoding: 'utf8' }).trim();

  test('gets the package, with its version as a tag', () => {
    const url = bare();
    const tag = pushCommand(directory, url);
    const files = git(url, 'ls-tree', '-r', '--name-only', tag).split('\n');
    expect(git(url, 'rev-parse', tag)).toBe(git(url, 'rev-parse', 'main'));
    expect(files).toEqual(expect.arrayContaining(['.pre-commit-hooks.yaml', 'action.yml', 'bin/stateful-app', 'package.json']));
    expect(files.length).toBe(readdirSync(directory, { recursive: true, withFileTypes: true }).filter(entry => entry.isFile()).length);
  });

  test('keeps a version that it has', () => {
    const url = bare();
    pushCommand(directory, url);
    const before = git(url, 'rev-parse', 'main');
    pushCommand(directory, url);
    expect(git(url, 'rev-parse', 'main')).toBe(before);
  });

  test('has no file of the version before', () => {
    const url = bare();
    const before = mkdtempSync(join(folder, 'before-'));
    writeFileSync(join(before, 'package.json'), '{ "version": "0.0.0-before" }');
    writeFileSync(join(before, 'old.js'), '');
    pushCommand(before, url);
    pushCommand(directory, url);
    expect(git(url, 'ls-tree', '-r', '--name-only', 'main').split('\n')).not.toContain('old.js');
  });
});
