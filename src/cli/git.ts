import { spawnSync } from 'node:child_process';
import { UsageError } from './usage-error';

/**
 * A path in a commit: `git:REV:PATH`.
 */
export interface GitPath {
  readonly revision: string;
  readonly path: string;
}

/**
 * What `git:main:dist` names; undefined for a path in the file system.
 */
export function gitPathOf(text: string): GitPath | undefined {
  const [, revision, path] = /^git:([^:]+):(.+)$/.exec(text) ?? [];
  return revision === undefined || path === undefined ? undefined : { revision, path };
}

/**
 * The paths of the files at or below a path of a commit, from the directory.
 *
 * @throws UsageError where there is no such commit or path, or no git
 */
export function filesInGit({ revision, path }: GitPath, directory: string): string[] {
  // a revision that begins with a dash would be an option
  const commit = git(['rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{commit}`], directory);
  if (commit === undefined) {
    throw new UsageError(`git knows no revision ${JSON.stringify(revision)} in ${directory}; see git log, or fetch it`);
  }
  const names = git(['ls-tree', '-r', '-z', '--name-only', commit.toString().trim(), '--', path], directory)?.toString().split('\0').filter(name => name !== '') ?? [];
  if (names.length === 0) {
    throw new UsageError(`${path} is not in revision ${revision}; paths are taken from ${directory}`);
  }
  return names;
}

/**
 * What a file of a commit holds; undefined where it is not there.
 */
export function contentInGit(revision: string, name: string, directory: string): Uint8Array | undefined {
  return git(['cat-file', 'blob', `${revision}:./${name}`], directory);
}

/** More than any folder of manifests holds. */
const MOST_BYTES = 2 ** 30;

/** What git writes; undefined where it fails. */
function git(args: readonly string[], cwd: string): Buffer | undefined {
  const { error, status, stdout } = spawnSync('git', args, { cwd, maxBuffer: MOST_BYTES, stdio: ['ignore', 'pipe', 'ignore'] });
  if (error) {
    throw new UsageError(`cannot run git: ${(error as NodeJS.ErrnoException).code ?? error.message}; give a file or a directory instead`);
  }
  return status === 0 ? stdout : undefined;
}
