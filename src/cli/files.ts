import { Dirent, existsSync, readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { UsageError } from './usage-error';

/** How standard input is called on the command line. */
export const STDIN = '-';

/** What `cdk8s synth` writes for its plugins, beside the manifests. */
const CONSTRUCT_METADATA = 'construct-metadata.json';

/**
 * A file with what it holds.
 */
export interface FileContent {
  /** As the user wrote it, or below the directory that the user wrote. */
  readonly name: string;

  /** Undefined where it cannot be read. */
  readonly bytes?: Uint8Array;

  /** Why it cannot be read. */
  readonly reason?: string;
}

/**
 * Where paths lead to.
 */
export interface FileSystem {
  readonly stdin: () => Promise<Uint8Array>;

  /** The directory that paths are relative to. */
  readonly directory: string;
}

/**
 * The files of the paths, and of the directories among them every *.yaml, *.yml and *.json, in the order of their names. Not
 * among them is the one that `cdk8s synth` leaves beside the manifests and that is none.
 *
 * @throws UsageError where a path is not there, cannot be read or has no such file
 */
export async function readFiles(paths: readonly string[], { stdin, directory }: FileSystem): Promise<FileContent[]> {
  const files = new Map<string, FileContent>();
  if (paths.includes('')) {
    throw new UsageError('a path is empty, as of a variable that is not set; write . for the directory');
  }
  // standard input can be read once
  for (const path of new Set(paths)) {
    for (const file of path === STDIN ? [{ name: '<stdin>', bytes: await stdin() }] : filesOf(path, directory)) {
      files.set(identityOf(file.name, directory), file);
    }
  }
  return [...files.values()];
}

/** One for each file, however its path is written. */
function identityOf(name: string, directory: string): string {
  const absolute = resolve(directory, name);
  return existsSync(absolute) ? realpathSync(absolute) : name;
}

function filesOf(path: string, directory: string): FileContent[] {
  try {
    const absolute = resolve(directory, path);
    if (!statSync(absolute).isDirectory()) {
      return [{ name: path, bytes: readFileSync(absolute) }];
    }
    const names = manifestsBelow(absolute);
    if (names.length > 0) {
      return names.map(name => contentOf(join(path, name), join(absolute, name)));
    }
  } catch (error) {
    throw new UsageError(`cannot read ${path}: ${reasonOf(error)}`);
  }
  throw new UsageError(`${path} has no manifest: no *.yaml, *.yml or *.json in it, or below it`);
}

/** The paths of the manifests, from the directory. */
function manifestsBelow(directory: string): string[] {
  return readdirSync(directory, { withFileTypes: true })
    .sort((one, other) => one.name < other.name ? -1 : 1)
    .flatMap(entry => {
      if (entry.isDirectory()) {
        return isOwn(entry) ? manifestsBelow(join(directory, entry.name)).map(path => join(entry.name, path)) : [];
      }
      return /\.(ya?ml|json)$/i.test(entry.name) && entry.name !== CONSTRUCT_METADATA ? [entry.name] : [];
    });
}

/** Whether the directory holds the user's own files: neither hidden ones, nor those of packages. */
function isOwn(directory: Dirent): boolean {
  return !directory.name.startsWith('.') && directory.name !== 'node_modules';
}

/** What nobody named is no reason to stop. */
function contentOf(name: string, path: string): FileContent {
  try {
    return { name, bytes: readFileSync(path) };
  } catch (error) {
    return { name, reason: reasonOf(error) };
  }
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'no such file or directory',
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EISDIR: 'it is a directory',
  ELOOP: 'too many symbolic links',
  ENOTDIR: 'a part of the path is no directory',
};

function reasonOf(error: unknown): string {
  const { code = '', message } = error as NodeJS.ErrnoException;
  return REASONS[code] ?? message;
}
