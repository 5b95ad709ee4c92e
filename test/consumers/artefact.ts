import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The one file of a package that ends like this.
 *
 * @throws where there is none, or more than one
 */
export function artefact(directory: string, end: string): string {
  const found = existsSync(directory) ? readdirSync(directory).filter(name => name.endsWith(end)) : [];
  if (found.length !== 1) {
    throw new Error(`${directory} has ${found.length} files *${end}, and not one; make the package anew with 'npx projen compile && npx projen package-all'`);
  }
  return join(directory, found[0]);
}
