import { accessSync, chmodSync, constants, existsSync, readFileSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { UsageError } from './usage-error';

/**
 * Writes a file as a whole: whoever is interrupted keeps the old one. A link stays one, and the file keeps who may do what with it.
 *
 * @param name as the user wrote it
 * @throws UsageError where it cannot be written
 */
export function writeWhole(name: string, directory: string, text: string | Uint8Array): void {
  const path = targetOf(name, directory);
  const draft = `${path}.${process.pid}.tmp`;
  try {
    const mode = existsSync(path) ? statSync(path).mode : undefined;
    writeFileSync(draft, text);
    if (mode !== undefined) {
      chmodSync(draft, mode);
    }
    renameSync(draft, path);
  } catch (error) {
    rmSync(draft, { force: true });
    throw new UsageError(`cannot write ${name}: ${(error as Error).message}`);
  }
}

/**
 * Refuses what is not to be written over: a file that nobody may write, or that is no longer what was read.
 *
 * @throws UsageError
 */
export function requireUnchanged(name: string, directory: string, before: Uint8Array): void {
  try {
    if (!statSync(resolve(directory, name)).isFile()) {
      throw new Error('it is no file; give it as -, and take what is mended from standard output');
    }
    const path = targetOf(name, directory);
    accessSync(path, constants.W_OK);
    if (Buffer.compare(readFileSync(path), before) === 0) {
      return;
    }
  } catch (error) {
    throw new UsageError(`cannot write ${name}: ${(error as Error).message}`);
  }
  throw new UsageError(`${name} has changed since it was read, and is left as it is; try again`);
}

/** Where it is, also where the name is that of a link. */
function targetOf(name: string, directory: string): string {
  const path = resolve(directory, name);
  return existsSync(path) ? realpathSync(path) : path;
}
