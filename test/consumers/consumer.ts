import { spawn } from 'node:child_process';
import { cpSync } from 'node:fs';
import { join } from 'node:path';

export const ROOT = join(__dirname, '..', '..');
export const DIST = join(ROOT, 'dist');

/** Copies the files that the programs read, whatever their language, to where those look for them. */
export function copyFiles(directory: string): void {
  cpSync(join(ROOT, 'examples', 'mysql', 'files'), join(directory, 'files'), { recursive: true });
}

/** Programs in one language that use the package for it. */
export interface Consumer {
  readonly language: string;

  /** The task that makes the package. */
  readonly task: string;

  /** What else is true of the package, each with its name. */
  readonly checks?: Readonly<Record<string, (directory: string) => Promise<void>>>;

  /** Installs the package and what the programs need besides, in an empty directory. */
  install(directory: string): Promise<void>;

  /** Runs the programs there. They write to `out`. */
  synthesize(directory: string, out: string): Promise<void>;
}

export interface RunOptions {
  readonly cwd: string;
  readonly env?: NodeJS.ProcessEnv;
}

/** What a command wrote. */
export interface Output {
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * Runs a command.
 *
 * @throws with all that it wrote, where it fails
 */
export function run(command: string, args: readonly string[], { cwd, env }: RunOptions): Promise<Output> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
    let stdout = '';
    let stderr = '';
    child.stdout.on('data', (data: Buffer) => stdout += data.toString());
    child.stderr.on('data', (data: Buffer) => stderr += data.toString());
    child.on('error', error => reject(new Error(`${command} cannot be run (${error.message}); install it`)));
    child.on('close', code => code === 0
      ? resolve({ stdout, stderr })
      : reject(new Error(`${command} ${args.join(' ')} failed with ${code}:\n${stdout}${stderr}`)));
  });
}
