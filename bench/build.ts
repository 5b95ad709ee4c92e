import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as ts from 'typescript';

const ROOT = join(__dirname, '..');
const BUILD = join(__dirname, 'results', 'build');

/**
 * Compiles the library, where it is out of date, and the variants, so that plain `node` runs them: a transpiler's time
 * is not what users pay.
 *
 * The library is copied to where `require('cdk8s-stateful-app')` finds it, as if it were installed; so what is measured
 * stays the same even if the library is compiled again in the meantime.
 *
 * @returns the folder of the compiled variants
 */
export function build(): string {
  if (!isFresh()) {
    compileLibrary();
  }
  rmSync(BUILD, { recursive: true, force: true });
  const installed = join(BUILD, 'node_modules', 'cdk8s-stateful-app');
  mkdirSync(installed, { recursive: true });
  cpSync(join(ROOT, 'lib'), join(installed, 'lib'), { recursive: true });
  cpSync(join(ROOT, 'package.json'), join(installed, 'package.json'));
  const variants = join(__dirname, 'variants');
  for (const file of readdirSync(variants)) {
    const { outputText } = ts.transpileModule(readFileSync(join(variants, file), 'utf8'), {
      fileName: file,
      compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 },
    });
    writeFileSync(join(BUILD, file.replace(/\.ts$/, '.js')), outputText);
  }
  return BUILD;
}

function compileLibrary(): void {
  process.stderr.write('lib/ is missing or older than src/: compiling\n');
  const { status } = spawnSync('npx', ['projen', 'compile'], { cwd: ROOT, stdio: ['ignore', 'ignore', 'inherit'], shell: process.platform === 'win32' });
  if (status !== 0) {
    throw new Error('the library does not compile; run "npx projen compile" to see why');
  }
}

function isFresh(): boolean {
  return sources(join(ROOT, 'src')).every(file => {
    const compiled = join(ROOT, 'lib', file.slice(join(ROOT, 'src').length).replace(/\.ts$/, '.js'));
    return (statSync(compiled, { throwIfNoEntry: false })?.mtimeMs ?? 0) >= statSync(file).mtimeMs;
  });
}

function sources(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap(entry => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? sources(path) : path.endsWith('.ts') ? [path] : [];
  });
}
