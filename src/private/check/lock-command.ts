import { dirname, relative, sep } from 'path';
import { shellWord } from '../../manifest/lint/text';
import { GUARD_VARIABLE, LockEntry, lockCommand } from '../../manifest/lock/names';

/**
 * The command that locks what `cdk8s synth` has written.
 *
 * @param manifests its files; undefined where they went to standard output
 */
export function lockWritten(lock: LockEntry, manifests: readonly string[] | undefined): string {
  return manifests === undefined
    ? `npx cdk8s synth --stdout --no-validate | ${lockCommand(lock, ['-'])}`
    : lockCommand(lock, [directoryOf(manifests)]);
}

/**
 * The command that writes what the running program makes, and locks it.
 *
 * @param directory where the program writes its manifests
 */
export function writeAndLock(lock: LockEntry, directory: string): string {
  return `${GUARD_VARIABLE}=off ${runCommand(process)} && ${lockCommand(lock, [directory])}`;
}

/** The directory in which all files are: each chart may have one of its own. */
function directoryOf(files: readonly string[]): string {
  const [first = [], ...others] = files.map(file => dirname(file).split(sep));
  const end = first.findIndex((part, index) => others.some(other => other[index] !== part));
  return first.slice(0, end < 0 ? undefined : end).join(sep) || '.';
}

/** How this program is run again, as far as it can be known: a program in another language has only its library in this process. */
function runCommand({ argv, env, execArgv, cwd }: Pick<NodeJS.Process, 'argv' | 'env' | 'execArgv' | 'cwd'>): string {
  if (env.CDK8S_OUTDIR !== undefined) {
    return 'npx cdk8s synth';
  }
  const script = relative(cwd(), argv[1] ?? '');
  const [, language] = /\.[cm]?([jt]s)$/.exec(script) ?? [];
  if (language === undefined || /^\.\.|node_modules/.test(script)) {
    return 'PROGRAM';
  }
  const runner = language === 'js' ? 'node' : /\btsx\b/.test(execArgv.join(' ')) ? 'npx tsx' : 'npx ts-node';
  return `${runner} ${shellWord(script)}`;
}
