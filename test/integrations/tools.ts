/**
 * Runs the package of the command under the tools that it is made for: pre-commit, kustomize and kpt, as far as they are installed.
 */
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { BUDGET, whyWithout, withCommand } from './support/command';

const { folder, command } = withCommand();

/** Undefined where there is the tool; otherwise what a reader of the results is told. */
function whyWithoutTool(tool: string): string | undefined {
  return whyWithout(`${tool} in PATH`, tool, tool === 'kustomize' ? 'version' : '--version');
}

function directoryWith(name: string, files: Readonly<Record<string, string>>): string {
  const directory = join(folder(), name);
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(join(directory, file, '..'), { recursive: true });
    writeFileSync(join(directory, file), text);
  }
  return directory;
}

function run(directory: string, tool: string, ...args: string[]) {
  const { status, stdout, stderr } = spawnSync(tool, args, {
    cwd: directory, encoding: 'utf8', env: { ...process.env, NO_COLOR: '1', PRE_COMMIT_HOME: join(folder(), 'cache') },
  });
  return { status, out: stdout + stderr };
}

function commit(directory: string): string {
  const git = (...args: string[]) => execFileSync('git', ['-C', directory, '-c', 'user.name=test', '-c', 'user.email=test@example.com', ...args], { encoding: 'utf8' });
  git('init', '--quiet', '--initial-branch', 'main');
  git('add', '--all');
  git('commit', '--quiet', '--message', 'all');
  return git('rev-parse', 'HEAD').trim();
}

void test('pre-commit', { skip: whyWithoutTool('pre-commit') }, () => {
  const revision = commit(command());
  const config = `repos:\n- repo: ${command()}\n  rev: ${revision}\n  hooks:\n  - id: stateful-app\n    args: [manifests/]\n`;
  const directory = directoryWith('committed', { '.pre-commit-config.yaml': config, 'manifests/budget.yaml': BUDGET });
  commit(directory);
  const found = run(directory, 'pre-commit', 'run', '--all-files');
  assert.equal(found.status, 1, found.out);
  assert.match(found.out, /error\[R90\][^]*manifests\/budget\.yaml:6:19/);
  writeFileSync(join(directory, 'manifests', 'budget.yaml'), BUDGET.replace('0', '1'));
  const clean = run(directory, 'pre-commit', 'run', '--all-files');
  assert.equal(clean.status, 0, clean.out);
});

void test('pre-commit tries the repository of the command as it is', { skip: whyWithoutTool('pre-commit') }, () => {
  const directory = directoryWith('tried', { 'manifests/budget.yaml': BUDGET });
  commit(directory);
  const { status, out } = run(directory, 'pre-commit', 'try-repo', command(), 'stateful-app', '--all-files');
  assert.equal(status, 1, out);
  assert.match(out, /error\[R90\][^]*manifests\/budget\.yaml:6:19/);
});

void test('kustomize', { skip: whyWithoutTool('kustomize') }, () => {
  const check = 'apiVersion: cdk8s-stateful-app.github.io/v1\nkind: Check\nmetadata:\n  name: check\n  annotations:\n    config.kubernetes.io/function: |\n'
    + '      exec:\n        path: ../stateful-app/bin/stateful-app\n        args: [krm]\nspec:\n  targetVersion: 1.30-1.36\n';
  const directory = directoryWith('kustomized', {
    'kustomization.yaml': 'resources: [budget.yaml]\ntransformers: [check.yaml]\nbuildMetadata: [originAnnotations]\n', 'check.yaml': check, 'budget.yaml': BUDGET,
  });
  const build = () => run(directory, 'kustomize', 'build', '--enable-alpha-plugins', '--enable-exec', '.');
  const found = build();
  assert.equal(found.status, 1, found.out);
  assert.match(found.out, /error\[R90\] .*PodDisruptionBudget db in budget\.yaml/);
  writeFileSync(join(directory, 'check.yaml'), `${check}  acceptedFindings: { R90: drained by hand }\n`);
  const clean = build();
  assert.equal(clean.status, 0, clean.out);
  const withoutOrigin = clean.out.replace(/ {2}annotations:\n( {4}.*\n)+/, '');
  assert.equal(withoutOrigin, BUDGET);
});

void test('kpt', { skip: whyWithoutTool('kpt') }, () => {
  const directory = directoryWith('package', { 'budget.yaml': BUDGET, 'Kptfile': 'apiVersion: kpt.dev/v1\nkind: Kptfile\nmetadata:\n  name: shop\n' });
  const evaluate = (...config: string[]) => run(directory, 'kpt', 'fn', 'eval', '.', '--exec', `${join(command(), 'bin', 'stateful-app')} krm`, ...config);
  const found = evaluate();
  assert.notEqual(found.status, 0, found.out);
  assert.match(found.out, /\[error\] policy\/v1\/PodDisruptionBudget\/db spec\.maxUnavailable[^]*budget\.yaml/i);
  const clean = evaluate('--', 'acceptedFindings=R90: drained by hand', 'severity=error');
  assert.equal(clean.status, 0, clean.out);
});
