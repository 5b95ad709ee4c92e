import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { isExcerptTrue } from './python/types';
import * as support from './support';
import { measure, percentTyped } from '../../src/adopt/measure';

const ROOT = join(__dirname, '..', '..');

/** The files of the arguments and of the folders among them; the fixtures, where there are none. */
function filesOf(paths: readonly string[]): string[] {
  const given = paths.length > 0 ? paths : [join(__dirname, 'fixtures')];
  return given.flatMap(path => statSync(path).isDirectory() ? readdirSync(path).filter(file => /\.ya?ml$/.test(file)).map(file => resolve(path, file)) : [resolve(path)]);
}

/** A folder as of a user who has installed the package and TypeScript. */
function userFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'adopt-'));
  mkdirSync(join(folder, 'node_modules', '@types'), { recursive: true });
  for (const name of ['typescript', join('@types', 'node'), 'tsx', 'cdk8s', 'cdk8s-plus-28', 'constructs']) {
    symlinkSync(join(ROOT, 'node_modules', name), join(folder, 'node_modules', name), 'junction');
  }
  symlinkSync(ROOT, join(folder, 'node_modules', 'cdk8s-stateful-app'), 'junction');
  writeFileSync(join(folder, 'package.json'), '{ "private": true }\n');
  return folder;
}

/**
 * Adopts each file with the command as it is packaged, and runs the test of the project that comes of it.
 *
 * @returns how many of them failed
 */
function adoptAll(files: readonly string[]): number {
  const folder = userFolder();
  const node = (args: readonly string[], cwd: string) => spawnSync(process.execPath, args, { cwd, encoding: 'utf8' });
  let failed = 0;
  try {
    for (const file of files) {
      const name = basename(file).replace(/\.ya?ml$/, '');
      const adopted = node([join(ROOT, 'bin', 'stateful-app'), 'adopt', file, '-o', name], folder);
      const tested = adopted.status === 0 ? node(['--import', 'tsx', '--test', join('test', 'adopted.test.ts')], join(folder, name)) : adopted;
      const isSame = tested.status === 0;
      failed += isSame ? 0 : 1;
      console.log(`${isSame ? 'ok    ' : 'failed'} ${name}: ${adopted.stdout.split('\n').find(line => line.includes(' differ; ')) ?? ''}`);
      if (!isSame) {
        console.log(`${tested.stdout}${tested.stderr}`);
      }
    }
    share(files);
    patched(files.map(file => join(folder, basename(file).replace(/\.ya?ml$/, ''), 'README.md')));
  } finally {
    rmSync(folder, { recursive: true });
  }
  return failed;
}

/** Prints how much properties say in all files together. */
function share(files: readonly string[]): void {
  const measures = files.map(file => measure(support.adopted(readFileSync(file, 'utf8'))));
  const sum = (numbers: readonly number[]) => numbers.reduce((one, other) => one + other, 0);
  const [values, untyped] = [sum(measures.map(each => each.values)), sum(measures.map(each => each.untyped))];
  console.log(`typed ${percentTyped({ values, untyped })} % of ${values} fields in ${files.length} files`);
}

/** Prints what is patched most, as a property for it would be worth the most. */
function patched(readmes: readonly string[]): void {
  const counts = new Map<string, number>();
  for (const readme of readmes) {
    for (const [, kind, operation, path] of textOf(readme).matchAll(/^\| (\w+) [^|]*\| (add|remove|replace) \| `([^`]*)`/gm)) {
      const key = `${operation} ${kind} ${path!.replace(/\/\d+(?=\/|$)/g, '/*')}`;
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
  }
  [...counts].sort(([, one], [, other]) => other - one).slice(0, 20).forEach(([key, count]) => console.log(`${String(count).padStart(4)} ${key}`));
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

const failed = adoptAll(filesOf(process.argv.slice(2)));
if (!isExcerptTrue()) {
  console.log('failed library.json, which the tests know the types of the library from: npx tsx test/adopt/python/write-excerpt.ts writes it');
}
process.exitCode = failed === 0 && isExcerptTrue() ? 0 : 1;
