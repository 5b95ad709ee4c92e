import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { files, STEPS } from './project';
import { Language, Synthesis, Unproven } from '../language';
import { Package } from '../modules';

/**
 * What a proof needs to be installed.
 */
export interface Tools {
  readonly packages: ReadonlyMap<string, Package>;
  readonly compiler: string;
  readonly nodeTypes: string;

  /** Further arguments of Node.js. */
  readonly nodeOptions?: readonly string[];
}

/**
 * TypeScript, whose programs are compiled and run with these tools.
 */
export function typescript(tools: Tools): Language {
  return { files, steps: STEPS, isOfNpm: true, run: folder => run(folder, tools) };
}

/**
 * The compiler, and the types of Node.js, from where the user is or from beside this package.
 *
 * @throws Unproven where they are not installed
 */
export function toolsFor(directory: string, installed: ReadonlyMap<string, Package>): Tools {
  const own = installed.get('cdk8s-stateful-app')?.folder ?? __dirname;
  const find = (name: string) => {
    for (const from of [directory, own]) {
      try {
        return dirname(createRequire(join(from, 'package.json')).resolve(`${name}/package.json`));
      } catch {
        // the next one
      }
    }
    throw new Unproven(`${name} is not installed, and adopt compiles what it writes; npm install --save-dev typescript @types/node`);
  };
  return { packages: installed, compiler: join(find('typescript'), 'bin', 'tsc'), nodeTypes: find('@types/node') };
}

function run(folder: string, tools: Tools): Synthesis {
  const modules = join(folder, 'node_modules');
  const compiled = join(folder, '.compiled');
  try {
    mkdirSync(join(modules, '@types'), { recursive: true });
    tools.packages.forEach((each, name) => symlinkSync(each.folder, join(modules, name), 'junction'));
    symlinkSync(tools.nodeTypes, join(modules, '@types', 'node'), 'junction');
    node(folder, [tools.compiler, '-p', 'tsconfig.json', '--outDir', compiled], 'does not compile');
    return JSON.parse(node(folder, [...tools.nodeOptions ?? [], '-e', SYNTHESIZE, compiled, folder], 'does not synthesize')) as Synthesis;
  } finally {
    rmSync(modules, { recursive: true, force: true });
    rmSync(compiled, { recursive: true, force: true });
  }
}

/** The program reads files beside it, which are not where it is compiled to. */
const SYNTHESIZE = `
const [, compiled, folder] = process.argv;
const { cpSync, existsSync } = require('node:fs');
const { join } = require('node:path');
for (const each of ['files', 'manifests']) {
  if (existsSync(join(folder, each))) {
    cpSync(join(folder, each), join(compiled, each), { recursive: true });
  }
}
const { program } = require(join(compiled, 'program.js'));
const { Testing } = require('cdk8s');
const { testing } = require('cdk8s-stateful-app');
const app = program();
const objects = app.charts.flatMap(chart => Testing.synth(chart));
process.stdout.write(JSON.stringify({ objects, snapshot: testing.Manifests.of(app).snapshot() }));
`;

function node(folder: string, args: readonly string[], problem: string): string {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8', maxBuffer: 2 ** 30 });
  if (status !== 0) {
    throw new Unproven(`the program ${problem}:\n${`${stdout}${stderr}`.trim()}`);
  }
  return stdout;
}
