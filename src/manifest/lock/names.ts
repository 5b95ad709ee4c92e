import { shellWord } from '../lint/text';

/**
 * Where the lock file is, unless somebody says so.
 */
export const LOCK_FILE = 'stateful-app.lock.yaml';

/**
 * The environment of a program that is for one.
 */
export const DEFAULT_ENVIRONMENT = 'default';

/**
 * The environment variable that says which environment a program is synthesized for.
 */
export const ENVIRONMENT_VARIABLE = 'STATEFUL_APP_ENVIRONMENT';

/**
 * The environment variable that lets a program be synthesized beside its lock file: a change that is meant has to be written
 * before it can be locked.
 */
export const GUARD_VARIABLE = 'STATEFUL_APP_GUARD';

/**
 * Which program of which lock file is meant.
 */
export interface LockEntry {
  readonly lockFile: string;
  readonly environment: string;
}

/**
 * What is meant where not all of it is said.
 *
 * @param variables those of the environment
 */
export function lockEntry(
  { lockFile = LOCK_FILE, environment }: Partial<LockEntry>, variables: Readonly<Record<string, string | undefined>>,
): LockEntry {
  return { lockFile, environment: environment ?? variables[ENVIRONMENT_VARIABLE] ?? DEFAULT_ENVIRONMENT };
}

/**
 * The command line that locks the manifests at some paths.
 */
export function lockCommand({ lockFile, environment }: LockEntry, paths: readonly string[]): string {
  const options = [
    ...lockFile === LOCK_FILE ? [] : ['--lock-file', shellWord(lockFile)],
    ...environment === DEFAULT_ENVIRONMENT ? [] : ['--environment', environment],
  ];
  return ['npx stateful-app lock', ...options, ...paths.map(shellWord)].join(' ');
}
