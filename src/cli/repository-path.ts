import { existsSync } from 'node:fs';
import { dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { gitPathOf } from './git';

/**
 * The path of a file from the root of its repository, with slashes, as hosts of repositories name files; as it is where it is elsewhere.
 *
 * @param directory where the command runs
 */
export function repositoryPath(file: string, directory: string): string {
  const path = gitPathOf(file)?.path ?? file;
  const within = relative(rootOf(directory), resolve(directory, path));
  return isAbsolute(within) || within.startsWith('..') ? path : within.split(sep).join('/');
}

function rootOf(directory: string): string {
  for (let folder = directory; ; folder = dirname(folder)) {
    if (existsSync(join(folder, '.git'))) {
      return folder;
    }
    if (folder === dirname(folder)) {
      return directory;
    }
  }
}
