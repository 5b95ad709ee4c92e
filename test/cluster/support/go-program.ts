import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

const ROOT = join(__dirname, '../../..');
const CACHE = join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'cdk8s-stateful-app', 'tools');

/** A program of Go, or why there is none. */
export interface GoProgram {
  readonly name: string;
  readonly file: string;
  readonly missing?: string;
}

/**
 * Builds a program from its source, for some minutes the first time. Where that cannot be, it says so.
 *
 * @param module the folder of the module that pins its version
 */
export function goProgram(name: string, module: string, source: string): GoProgram {
  const file = join(CACHE, name);
  mkdirSync(CACHE, { recursive: true });
  const { status, stderr, error } = spawnSync('go', ['build', '-o', file, source], { cwd: join(ROOT, module), encoding: 'utf8' });
  if (status === 0) return { name, file };
  const missing = error ? `go does not start: ${error.message}` : `go build failed: ${stderr.trim().split('\n').slice(-3).join('; ')}`;
  process.stderr.write(`what needs ${name} is not run: ${missing}\n`);
  return { name, file, missing };
}

/** A test that needs a program; it is skipped where there is none, and `goProgram` has said why. */
export function testWith({ missing }: GoProgram): jest.It {
  return missing === undefined ? test : test.skip;
}
