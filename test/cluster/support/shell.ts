import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** In milliseconds; less than a test may take, so that it is the commands that say where they wait. */
const LONGEST = 300_000;

/**
 * Runs commands as somebody would who has pasted them into a shell, with `kubectl` for the cluster of the tests.
 *
 * @param files what is in the directory where they run, by name
 * @returns the files of that directory afterwards
 * @throws where they fail or do not end, with each command that ran
 */
export async function shell(commands: string, files: ReadonlyMap<string, string>, longest = LONGEST): Promise<ReadonlyMap<string, string>> {
  const directory = mkdtempSync(join(tmpdir(), 'recipe-'));
  try {
    files.forEach((text, name) => {
      mkdirSync(dirname(join(directory, name)), { recursive: true });
      writeFileSync(join(directory, name), text);
    });
    const env = { ...process.env, KUBECONFIG: process.env.KUBECONFIG_TEST, KUBECACHEDIR: join(directory, '.cache') };
    // a group of its own, as what the shell has started would go on without it
    const child = spawn('bash', ['-x', '-c', commands], { cwd: directory, env, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
    let output = '';
    [child.stdout, child.stderr].forEach(stream => stream.on('data', (data: Buffer) => { output += data.toString(); }));
    let isLate = false;
    const deadline = setTimeout(() => {
      isLate = true;
      process.kill(-child.pid!, 'SIGKILL');
    }, longest);
    const code = await new Promise<number | null>((resolve, reject) => { child.on('error', reject).on('close', resolve); });
    clearTimeout(deadline);
    if (isLate) throw new Error(`the shell does not end within ${longest / 1000} s:\n${output.slice(-LONGEST_OUTPUT)}`);
    if (code !== 0) throw new Error(`the shell ends with ${code}:\n${commands}\n${output.slice(-LONGEST_OUTPUT)}`);
    const written = readdirSync(directory, { withFileTypes: true }).filter((entry) => entry.isFile());
    return new Map(written.map(({ name }) => [name, readFileSync(join(directory, name), 'utf8')]));
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/** The last characters, which say where it stands. */
const LONGEST_OUTPUT = 4000;
