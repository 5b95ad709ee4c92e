import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { templateCommand } from './tools';

/**
 * What one process has used from its start to its end.
 */
export interface Usage {
  /** User and system time of all its threads, in milliseconds. */
  readonly cpuMilliseconds: number;

  /** The most memory that was resident at once, in KiB. */
  readonly peakKibibytes: number;
}

/**
 * Runs a variant in a process of its own.
 */
export function measure(folder: string, variant: string, count: number): Usage {
  return inTemporaryFolder(outdir => run(folder, variant, count, outdir));
}

/**
 * The objects that a variant writes for that many applications.
 */
export function objectsOf(folder: string, variant: string, count: number): unknown[] {
  return inTemporaryFolder(outdir => {
    run(folder, variant, count, outdir);
    return readdirSync(outdir).flatMap(file => parseAllDocuments(readFileSync(join(outdir, file), 'utf8')).map(document => document.toJS() as unknown))
      // templates leave empty documents between the others
      .filter(object => object !== null);
  });
}

/**
 * Writes what `StatefulApp` makes of that many applications into one file, and gives the file.
 */
export function writeManifests(folder: string, count: number, file: string): string {
  return inTemporaryFolder(outdir => {
    run(folder, 'stateful-app', count, outdir);
    writeFileSync(file, readdirSync(outdir).map(name => readFileSync(join(outdir, name), 'utf8')).join('---\n'));
    return file;
  });
}

function run(folder: string, variant: string, count: number, outdir: string): Usage {
  const compiled = [process.execPath, '--require', join(folder, 'report.js'), join(folder, `${variant}.js`), String(count), outdir];
  const [command, ...args] = templateCommand(variant, count, outdir) ?? compiled;
  const { status, stdout, stderr } = spawnSync(command!, args, { env: plainEnvironment(), encoding: 'utf8' });
  if (status !== 0) {
    throw new Error(`${variant} with ${count} applications failed:\n${stderr}`);
  }
  return JSON.parse(stdout) as Usage;
}

/**
 * Settings of the calling shell, or of what runs this file, must not reach what is measured.
 */
export function plainEnvironment(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(NODE|CDK8S|TSX|HELM|JSONNET)_/.test(name)));
}

function inTemporaryFolder<T>(use: (folder: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'cdk8s-stateful-app-bench-'));
  try {
    return use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
