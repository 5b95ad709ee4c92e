import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { edited } from './edits';
import { OtherPlus } from './matrix';
import { packageJson } from './package-json';
import { renamed } from './rename';

const ROOT = join(__dirname, '..', '..');

/** Files in which names are replaced. */
const TEXT = /\.(ts|cts|mts|cjs|mjs|json|md|py|go|java|xml)$/;

/** What only the repository needs. */
const LEFT_OUT = /^(site\/(?!README)|\.github\/)/;

/**
 * Writes the tree of the package for another cdk8s-plus, and gives its directory: the files of this repository as they are
 * now, with the names replaced. It is a project with all tasks. What it needs is found in the node_modules of this
 * repository, above it, but for the cdk8s-plus and what comes with the package.
 */
export function writeTree(plus: OtherPlus): string {
  const directory = join(ROOT, '.packages', String(plus.minor));
  // what was made there stays: an installed cdk8s-plus, and packages in dist
  for (const made of ['src', 'test', 'examples', 'docs', 'scripts', 'bench', 'lib']) {
    rmSync(join(directory, made), { recursive: true, force: true });
  }
  for (const file of files()) {
    const target = join(directory, file);
    mkdirSync(dirname(target), { recursive: true });
    const source = readFileSync(join(ROOT, file));
    const isRenamed = TEXT.test(file) && !file.startsWith('scripts/packages/');
    writeFileSync(target, isRenamed ? edited(file, renamed(source.toString(), plus)) : source, { mode: statSync(join(ROOT, file)).mode });
  }
  const source = readFileSync(join(ROOT, 'package.json'), 'utf8');
  writeFileSync(join(directory, 'package.json'), packageJson(source, plus));
  linkModules(directory, (JSON.parse(source) as { bundledDependencies: string[] }).bundledDependencies);
  install(directory, plus);
  return directory;
}

/** What is committed or may be, as it is now. */
function files(): string[] {
  const listed = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '-z'], { cwd: ROOT, encoding: 'utf8' });
  return listed.split('\0').filter(file => file !== '' && !LEFT_OUT.test(file) && existsSync(join(ROOT, file)));
}

/** Whatever is installed here is found there, too. What the package brings is a copy, as npm packs no links. */
function linkModules(directory: string, brought: readonly string[]): void {
  const [from, to] = [join(ROOT, 'node_modules'), join(directory, 'node_modules')];
  mkdirSync(to, { recursive: true });
  const copied = withDependencies(from, brought);
  for (const name of readdirSync(from)) {
    const isThere = lstatSync(join(to, name), { throwIfNoEntry: false }) !== undefined;
    if (!isThere && copied.has(name)) {
      cpSync(join(from, name), join(to, name), { recursive: true });
    } else if (!isThere && !name.startsWith('.package-lock')) {
      symlinkSync(join(from, name), join(to, name));
    }
  }
}

function withDependencies(modules: string, names: readonly string[]): Set<string> {
  const further = (name: string) => Object.keys((readJson(join(modules, name, 'package.json')) as { dependencies?: object }).dependencies ?? {});
  return new Set(names.flatMap(name => [name, ...withDependencies(modules, further(name))]));
}

function readJson(file: string): unknown {
  return JSON.parse(readFileSync(file, 'utf8'));
}

/** Installs the cdk8s-plus, where no node_modules has it in that version. */
function install(directory: string, { minor, version }: OtherPlus): void {
  const name = `cdk8s-plus-${minor}`;
  const target = join(directory, 'node_modules', name);
  if (existsSync(target) && (readJson(join(target, 'package.json')) as { version: string }).version === version) {
    return;
  }
  const project = join(directory, '.install');
  rmSync(project, { recursive: true, force: true });
  mkdirSync(project, { recursive: true });
  writeFileSync(join(project, 'package.json'), '{ "private": true }\n');
  // its peers are those of this repository
  execFileSync('npm', ['install', '--no-save', '--legacy-peer-deps', '--no-audit', '--no-fund', '--ignore-scripts', `${name}@${version}`], { cwd: project, stdio: 'inherit' });
  rmSync(target, { recursive: true, force: true });
  cpSync(join(project, 'node_modules', name), target, { recursive: true });
  rmSync(project, { recursive: true });
}
