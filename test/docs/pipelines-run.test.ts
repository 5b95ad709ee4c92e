import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { parse } from 'yaml';
import { guides, isBlock, ROOT } from './pages';
import { writeCommand } from '../../scripts/packages/command';

/*
 * The pipelines of the pages, run in a shell as their services do. The command is the packaged one; what installs, synthesizes, renders
 * and comments is stood in for, and writes down what it is given.
 */

const FAULTLESS = readFileSync(join(ROOT, 'test', 'manifest', 'rules', 'base.yaml'), 'utf8');
const ROLLED = FAULTLESS.replace('16.4', '17.0');
const REFUSED = FAULTLESS.replace('podManagementPolicy: OrderedReady', 'podManagementPolicy: Parallel');
const FAULTY = FAULTLESS.replaceAll('targetPort: client', 'targetPort: clinet');

const STAND_INS: Readonly<Record<string, string>> = {
  npm: 'true',
  npx: 'case "$1" in --yes) shift ;; esac\ncase "$1" in cdk8s) mkdir -p dist && cp program.yaml dist/program.yaml ;; *) shift && exec stateful-app "$@" ;; esac',
  gh: 'cp comment.md told.md; echo "$*" > call.txt',
  curl: 'cp note.md told.md; echo "$*" > call.txt',
  kustomize: 'cat program.yaml',
  flux: 'cat program.yaml',
  helm: 'cat program.yaml',
  kubectl: 'cat live-in-cluster.yaml',
};

let folder: string;
let count = 0;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'pipelines-'));
  await writeCommand(join(folder, 'stateful-app'));
  mkdirSync(join(folder, 'bin'));
  for (const [name, script] of Object.entries(STAND_INS)) {
    writeFileSync(join(folder, 'bin', name), `#!/bin/sh\nset -e\n${script}\n`);
    chmodSync(join(folder, 'bin', name), 0o755);
  }
});

afterAll(() => rmSync(folder, { recursive: true }));


/** A clone in which a change is proposed, with what is in the branch below. */
function clone(before: string, program: string, dist = program): string {
  const directory = join(folder, `clone-${count += 1}`);
  const git = (...args: string[]) => execFileSync('git', ['-C', directory, '-c', 'user.name=test', '-c', 'user.email=test@example.com', ...args], { encoding: 'utf8' });
  const write = (manifests: string) => writeFileSync(join(directory, 'dist', 'program.yaml'), manifests);
  mkdirSync(join(directory, 'dist'), { recursive: true });
  git('init', '--quiet', '--initial-branch', 'main');
  write(before);
  writeFileSync(join(directory, 'program.yaml'), program);
  git('add', '--all');
  git('commit', '--quiet', '--message', 'before');
  git('update-ref', 'refs/remotes/origin/main', 'HEAD');
  write(dist);
  git('commit', '--quiet', '--all', '--allow-empty', '--message', 'after');
  return directory;
}

function shell(directory: string, command: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const [program, ...args] = command;
  const path = [join(folder, 'bin'), join(folder, 'stateful-app', 'bin'), process.env.PATH].join(delimiter);
  const { status, stdout, stderr } = spawnSync(program!, args, { cwd: directory, encoding: 'utf8', env: { ...process.env, NO_COLOR: '1', PATH: path, ...env } });
  return { status, out: stdout, err: stderr };
}

/** The YAML of a page that begins with the name of its file. */
function file<T>(page: string, name: string): T {
  const found = guides().filter(({ path }) => path === `docs/guides/${page}.md`).flatMap(({ sections }) => sections.flatMap(({ parts }) => parts))
    .find(part => isBlock(part, 'yaml') && part.text.startsWith(`# ${name}\n`));
  expect(found).toBeDefined();
  return parse(isBlock(found, 'yaml') ? found.text : '') as T;
}

const told = (directory: string) => readFileSync(join(directory, 'told.md'), 'utf8');

interface Step {
  readonly name?: string;
  readonly run?: string;
  readonly if?: string;
  readonly env?: Readonly<Record<string, string>>;
}

describe('GitHub', () => {
  const CONTEXT: Readonly<Record<string, string>> = { 'github.base_ref': 'main', 'github.token': 'token', 'github.event.number': '7' };
  const filled = (text: string, context = CONTEXT) => text.replace(/\$\{\{ (\S+) \}\}/g, (_, name: string) => {
    expect(context).toHaveProperty([name]);
    return context[name]!;
  });

  /** Runs the steps as a runner does, and gives those that failed. */
  function failing(directory: string, ofJob: readonly Step[]): (string | undefined)[] {
    const failed: (string | undefined)[] = [];
    for (const { name, run, if: condition, env = {} } of ofJob) {
      if (run !== undefined && (failed.length === 0 || condition === 'always()')) {
        const { status } = shell(directory, ['bash', '-e', '-c', run], Object.fromEntries(Object.entries(env).map(([key, value]) => [key, filled(value)])));
        if (status !== 0) {
          failed.push(name);
        }
      }
    }
    return failed;
  }

  const steps = () => file<{ jobs: { manifests: { steps: Step[] } } }>('github', '.github/workflows/manifests.yaml').jobs.manifests.steps;

  test('a roll-out passes, and is told in a comment with a picture', () => {
    const directory = clone(FAULTLESS, ROLLED);
    expect(failing(directory, steps())).toEqual([]);
    expect(told(directory)).toMatch(/rolls-pods[^]*```mermaid\nflowchart TB/);
    expect(readFileSync(join(directory, 'call.txt'), 'utf8')).toBe('pr comment 7 --body-file comment.md --edit-last --create-if-none\n');
  });

  test('what the API server refuses stops it, and is told all the same', () => {
    const directory = clone(FAULTLESS, REFUSED);
    expect(failing(directory, steps())).toEqual(['what it does to pods and data']);
    expect(told(directory)).toContain('outcome: **refused**');
  });

  test('what the rules find stops it', () => {
    expect(failing(clone(FAULTLESS, FAULTY), steps())).toEqual(['what the rules find, beside the lines']);
  });

  test('manifests that nobody has synthesized stop it', () => {
    expect(failing(clone(FAULTLESS, ROLLED, FAULTLESS), steps())[0]).toBe('dist/ is up to date');
  });

  describe('the action', () => {
    const { inputs, runs } = parse(readFileSync(join(ROOT, 'integrations', 'action.yml'), 'utf8')) as {
      readonly inputs: Readonly<Record<string, { readonly default: string }>>; readonly runs: { readonly steps: readonly Required<Step>[] };
    };
    const act = (directory: string, given: Readonly<Record<string, string>>) => {
      const context = Object.fromEntries(Object.entries(inputs).map(([name, input]) => [`inputs.${name}`, given[name] ?? input.default]));
      const [{ run, env }] = runs.steps as [Required<Step>];
      const filledEnv = Object.fromEntries(Object.entries(env).map(([key, value]) => [key, filled(value, context)]));
      return shell(directory, ['bash', '--noprofile', '--norc', '-eo', 'pipefail', '-c', run], { ...filledEnv, GITHUB_ACTION_PATH: join(folder, 'stateful-app') });
    };

    test('looks at the repository unless it is told where', () => {
      const directory = clone(FAULTLESS, FAULTLESS);
      // what is there twice is found
      expect(act(directory, {})).toMatchObject({ status: 1 });
      rmSync(join(directory, 'program.yaml'));
      expect(act(directory, {})).toMatchObject({ status: 0 });
    });

    test('takes several paths and options, and tells findings at their lines', () => {
      const { status, out } = act(clone(FAULTLESS, FAULTY), { paths: 'dist/\nprogram.yaml', args: '--complete --target-version 1.36' });
      expect(status).toBe(1);
      expect(out).toMatch(/::error file=dist\/program\.yaml,line=\d+/);
    });

    test('takes what is given for words, and not for code', () => {
      const directory = clone(FAULTLESS, FAULTLESS);
      act(directory, { paths: 'dist/ $(touch pwned) `touch pwned` ; touch pwned *' });
      expect(existsSync(join(directory, 'pwned'))).toBe(false);
    });
  });
});

describe('GitLab', () => {
  const VARIABLES = {
    CI_MERGE_REQUEST_DIFF_BASE_SHA: 'origin/main', BASE: 'origin/main', CI_API_V4_URL: 'https://gitlab.example.com/api/v4', CI_PROJECT_ID: '1', CI_MERGE_REQUEST_IID: '7', NOTE_TOKEN: 'token',
  };
  const run = (job: string, directory: string) => {
    const { script } = file<Record<string, { readonly script: readonly string[] }>>('gitlab', '.gitlab-ci.yml')[job]!;
    return shell(directory, ['bash', '-eo', 'pipefail', '-c', script.join('\n')], VARIABLES);
  };

  test('what the rules find stops the job, after it was written down', () => {
    const directory = clone(FAULTLESS, FAULTY);
    expect(run('manifests', directory).status).toBe(1);
    const issues = JSON.parse(readFileSync(join(directory, 'code-quality.json'), 'utf8')) as readonly object[];
    expect(issues).not.toEqual([]);
    // https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format
    issues.forEach(issue => expect(issue).toMatchObject({
      description: expect.any(String),
      check_name: expect.any(String),
      fingerprint: expect.stringMatching(/^\S+$/),
      severity: expect.stringMatching(/^(info|minor|major|critical|blocker)$/),
      location: { path: 'dist/program.yaml', lines: { begin: expect.any(Number) } },
    }));
    expect(readFileSync(join(directory, 'junit.xml'), 'utf8')).toMatch(/<testsuites[^]*<failure/);
  });

  test('without findings both reports are there, and the job passes', () => {
    const directory = clone(FAULTLESS, FAULTLESS);
    expect(run('manifests', directory)).toMatchObject({ status: 0 });
    expect(JSON.parse(readFileSync(join(directory, 'code-quality.json'), 'utf8'))).toEqual([]);
  });

  test.each([['a roll-out', ROLLED, 0, 'rolls-pods'], ['what is refused', REFUSED, 1, 'refused']])('%s is told in a note', (_, after, status, outcome) => {
    const directory = clone(FAULTLESS, after);
    expect(run('update', directory).status).toBe(status);
    expect(told(directory)).toContain(`outcome: **${outcome}**`);
    expect(readFileSync(join(directory, 'call.txt'), 'utf8')).toContain('--data-urlencode body@note.md https://gitlab.example.com/api/v4/projects/1/merge_requests/7/notes');
  });
});

describe('the plugin of Argo CD', () => {
  const { command, args } = file<{ spec: { generate: { command: string[]; args: string[] } } }>('argo-cd', 'plugin.yaml').spec.generate;

  test('prints what is rendered, and nothing else', () => {
    expect(shell(clone(FAULTLESS, FAULTLESS), [...command, ...args]).out).toBe(FAULTLESS);
  });

  test('fails with what is found, and prints nothing that could be applied', () => {
    const { status, out, err } = shell(clone(FAULTLESS, FAULTY), [...command, ...args]);
    expect([status, out]).toEqual([1, '']);
    expect(err).toContain('error[R20]');
  });
});

describe('the commands for Flux', () => {
  const commands = guides().filter(({ path }) => path === 'docs/guides/flux.md')
    .flatMap(({ sections }) => sections.flatMap(({ parts }) => parts.flatMap(part => isBlock(part, 'sh') ? part.text.trim().split('\n') : [])));

  test.each(commands.filter(line => line.endsWith('| npx stateful-app check -')))('%s', line => {
    expect(shell(clone(FAULTLESS, FAULTLESS), ['bash', '-c', line])).toMatchObject({ status: 0, err: '' });
    expect(shell(clone(FAULTLESS, FAULTY), ['bash', '-c', line])).toMatchObject({ status: 1 });
  });

  test('what runs is compared with what is to come', () => {
    const directory = clone(FAULTLESS, REFUSED);
    writeFileSync(join(directory, 'live-in-cluster.yaml'), FAULTLESS);
    const { status, out } = shell(directory, ['bash', '-e', '-c', commands.filter(line => !line.endsWith('check -')).join('\n')]);
    expect(status).toBe(1);
    expect(out).toContain('podManagementPolicy');
  });
});
