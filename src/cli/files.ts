import { existsSync, readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, join, normalize, relative, resolve } from 'node:path';
import { contentInGit, filesInGit, GitPath, gitPathOf } from './git';
import { UsageError } from './usage-error';
import { CONFIGURATION_FILE, isManifestText } from '../manifest/configuration/find';
import { LOCK_FILE } from '../manifest/lock/names';

/** How standard input is called on the command line. */
export const STDIN = '-';

/** How it is called in a report. */
export const STDIN_NAME = '<stdin>';

/** How a baseline is called by custom. */
export const BASELINE_FILE = 'stateful-app.baseline.json';

/** What stands beside manifests and is none: what `cdk8s synth` writes for its plugins, lock files and baselines. */
const NO_MANIFESTS = ['construct-metadata.json', LOCK_FILE, BASELINE_FILE];

const NO_MANIFEST = 'has no manifest: no *.yaml, *.yml or *.json in it, or below it';

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
 * among them is what is known to be no manifest. A path may be one in a commit of the git repository: `git:main:dist`.
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
    for (const file of path === STDIN ? [{ name: STDIN_NAME, bytes: await stdin() }] : filesOf(path, directory)) {
      files.set(identityOf(file.name, directory), file);
    }
  }
  return [...files.values()];
}

/**
 * The manifests in a directory, and not below it.
 */
export function manifestsIn(directory: string): FileContent[] {
  return readdirSync(directory, { withFileTypes: true })
    .filter(entry => !entry.isDirectory() && isManifest(entry.name))
    .map(({ name }) => contentOf(name, join(directory, name)))
    .filter(file => !isConfiguration(file));
}

/**
 * Whether a file in a directory would be among its manifests.
 */
export function isAmongManifests(file: FileContent): boolean {
  return isManifest(basename(file.name)) && !isConfiguration(file);
}

/** One for each file, however its path is written. */
function identityOf(name: string, directory: string): string {
  const absolute = resolve(directory, name);
  return existsSync(absolute) ? realpathSync(absolute) : name;
}

function filesOf(path: string, directory: string): FileContent[] {
  const inGit = gitPathOf(path);
  if (inGit) {
    return filesOfCommit(inGit, directory);
  }
  try {
    const absolute = resolve(directory, path);
    if (!statSync(absolute).isDirectory()) {
      return [{ name: path, bytes: readFileSync(absolute) }];
    }
    const names = manifestsBelow(absolute);
    if (names.length > 0) {
      return names.map(name => contentOf(join(path, name), join(absolute, name))).filter(file => !isConfiguration(file));
    }
  } catch (error) {
    throw new UsageError(`cannot read ${path}: ${reasonOf(error)}`);
  }
  throw new UsageError(`${path} ${NO_MANIFEST}`);
}

/** As those of a directory; a path that is a file is named by the user, whatever its name is. */
function filesOfCommit(inGit: GitPath, directory: string): FileContent[] {
  const { revision, path } = inGit;
  const names = filesInGit(inGit, directory);
  const isFile = names.length === 1 && normalize(names[0]!) === normalize(path);
  const manifests = isFile ? names : names.filter(name => isManifest(basename(name)) && dirname(relative(path, name)).split('/').every(isOwn));
  if (manifests.length === 0) {
    throw new UsageError(`${path} of revision ${revision} ${NO_MANIFEST}`);
  }
  return manifests.map(name => ({ name: `git:${revision}:${name}`, bytes: contentInGit(revision, name, directory), reason: 'git cannot read it' }))
    .filter(file => isFile || !isConfiguration(file));
}

/** The paths of the manifests, from the directory. */
function manifestsBelow(directory: string): string[] {
  return readdirSync(directory, { withFileTypes: true })
    .sort((one, other) => one.name < other.name ? -1 : 1)
    .flatMap(entry => {
      if (entry.isDirectory()) {
        return isOwn(entry.name) ? manifestsBelow(join(directory, entry.name)).map(path => join(entry.name, path)) : [];
      }
      return isManifest(entry.name) ? [entry.name] : [];
    });
}

/** Whether it configures the command. A manifest may have that name, too. */
function isConfiguration({ name, bytes }: FileContent): boolean {
  return basename(name) === CONFIGURATION_FILE && bytes !== undefined && !isManifestText(new TextDecoder().decode(bytes));
}

function isManifest(name: string): boolean {
  return /\.(ya?ml|json)$/i.test(name) && !NO_MANIFESTS.includes(name);
}

/** Whether a directory of that name, or of none, holds the user's own files: neither hidden ones, nor those of packages. */
export function isOwn(name: string): boolean {
  return name === '.' || (!name.startsWith('.') && name !== 'node_modules');
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
