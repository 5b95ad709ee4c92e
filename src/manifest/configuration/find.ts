import { dirname, join, relative } from 'node:path';
import { Configuration, ConfigurationError, configurationOf } from './configuration';

/** The file of a configuration. */
export const CONFIGURATION_FILE = 'stateful-app.yaml';

/** The key of a configuration in package.json. */
const KEY = 'stateful-app';

/**
 * How to look at files.
 */
export interface Files {
  readonly exists: (path: string) => boolean;

  /** @throws where it cannot be read */
  readonly read: (path: string) => string;

  /**
   * YAML in which every scalar is a text, as in the failsafe schema.
   *
   * @throws where it is none
   */
  readonly parse: (text: string) => unknown;
}

/**
 * The configuration of a directory: stateful-app.yaml, or `stateful-app` in package.json, there or above, up to the root of the
 * git repository. Undefined where there is none.
 *
 * @throws ConfigurationError
 */
export function findConfiguration(directory: string, files: Files): Configuration | undefined {
  for (const folder of foldersFrom(directory, files)) {
    const found = [inFile(join(folder, CONFIGURATION_FILE), directory, files), inPackage(join(folder, 'package.json'), directory, files)]
      .filter(configuration => configuration !== undefined);
    if (found.length > 1) {
      throw new ConfigurationError(found[1]!.file, KEY, `stands beside ${CONFIGURATION_FILE}; keep one of them`);
    }
    if (found[0] !== undefined) {
      return found[0];
    }
  }
  return undefined;
}

/**
 * The configuration in a file that somebody names.
 *
 * @throws ConfigurationError
 */
export function readConfiguration(path: string, directory: string, files: Files): Configuration {
  const file = nameOf(path, directory);
  let value: unknown;
  try {
    value = files.parse(files.read(path));
  } catch (error) {
    const { reason, mark, message } = error as { readonly reason?: string; readonly mark?: { readonly line: number }; readonly message: string };
    throw new ConfigurationError(file, '', `cannot be read: ${reason ?? message}`, mark && mark.line + 1);
  }
  // an empty file says nothing
  return configurationOf(value ?? {}, file, dirname(path));
}

/**
 * Whether a file that is called as a configuration is a manifest: an application may have that name, too.
 */
export function isManifestText(text: string): boolean {
  return /^(?:apiVersion|kind)\s*:/m.test(text);
}

/** The directory and those above it up to the root of the repository; the directory alone where there is no repository. */
function foldersFrom(directory: string, { exists }: Files): string[] {
  const folders: string[] = [];
  for (let folder = directory; ; folder = dirname(folder)) {
    folders.push(folder);
    if (exists(join(folder, '.git'))) {
      return folders;
    }
    if (folder === dirname(folder)) {
      return [directory];
    }
  }
}

function inFile(path: string, directory: string, files: Files): Configuration | undefined {
  return !files.exists(path) || isManifestText(files.read(path)) ? undefined : readConfiguration(path, directory, files);
}

function inPackage(path: string, directory: string, { exists, read }: Files): Configuration | undefined {
  const text = exists(path) ? read(path) : '';
  // most have none, or the command among their dependencies
  const value = text.includes(`"${KEY}"`) ? keyIn(text) : undefined;
  return value === undefined ? undefined : configurationOf(value, nameOf(path, directory), dirname(path), KEY);
}

/** What is no JSON is the business of others. */
function keyIn(text: string): unknown {
  try {
    return (JSON.parse(text) as { readonly [KEY]?: unknown } | null)?.[KEY];
  } catch {
    return undefined;
  }
}

function nameOf(path: string, directory: string): string {
  return relative(directory, path);
}
