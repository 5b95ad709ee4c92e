import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { AdoptOptions, AdoptOutcome } from './adopt-options';
import { Terminal } from './terminal';
import { UsageError } from './usage-error';

/**
 * Runs the command of the package for another cdk8s-plus: a package makes constructs of its own one only, and proves with them.
 *
 * @param own the name of this package
 */
export async function adoptElsewhere(files: readonly string[], options: AdoptOptions, terminal: Terminal, own: string): Promise<AdoptOutcome> {
  const { out, check, includeSecrets, language, cdk8sPlus = '' } = options;
  if (!/^[1-9][0-9]$/.test(cdk8sPlus)) {
    throw new UsageError(`--cdk8s-plus "${cdk8sPlus}" is no cdk8s-plus; give the number in the name of its package, such as 34 for cdk8s-plus-34`);
  }
  const name = packageFor(cdk8sPlus, own);
  const args = ['adopt', ...out === undefined ? [] : ['--out', out], ...check ? ['--check'] : [], ...includeSecrets ? ['--include-secrets'] : [],
    '--language', language, ...files];
  const { status, stdout, stderr } = spawnSync(process.execPath, [commandOf(name, terminal.directory, cdk8sPlus), ...args], {
    cwd: terminal.directory, encoding: 'utf8', maxBuffer: 2 ** 30, input: files.includes('-') ? await terminal.stdin() : '',
  });
  terminal.out(stdout);
  terminal.err(stderr);
  return OUTCOMES[status ?? 2] ?? 'unread';
}

/** By the exit codes of the command. */
const OUTCOMES: readonly AdoptOutcome[] = ['same', 'different', 'unread'];

/** The one for cdk8s-plus-28 has no number in its name. */
function packageFor(minor: string, own: string): string {
  const stem = own.replace(/-[0-9]+$/, '');
  return minor === '28' ? stem : `${stem}-${minor}`;
}

/**
 * The command of a package where the user is.
 *
 * @throws UsageError where it is not installed
 */
function commandOf(name: string, directory: string, minor: string): string {
  try {
    const path = createRequire(join(directory, 'package.json')).resolve(`${name}/package.json`);
    return join(dirname(path), 'bin', 'stateful-app');
  } catch {
    throw new UsageError(`--cdk8s-plus ${minor} needs ${name}, which is not installed; npm install ${name} cdk8s-plus-${minor}`);
  }
}
