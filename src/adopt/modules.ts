import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import * as cdk8s from 'cdk8s';
import * as plus from 'cdk8s-plus-28';
import { Modules } from './build';
import * as library from '../index';

/** The packages that an adopted program imports, as they are installed beside this one. */
export const MODULES: Modules = { cdk8s, plus, library };

/**
 * A package that an adopted program needs.
 */
export interface Package {
  readonly folder: string;
  readonly version: string;
}

/** The name of this package. */
const LIBRARY = 'cdk8s-stateful-app';

/** The names of the packages that an adopted program imports, beside this one. */
const PEERS = ['cdk8s', 'cdk8s-plus-28', 'constructs'] as const;

/**
 * Where the packages are that an adopted program imports.
 */
export function packages(): ReadonlyMap<string, Package> {
  const own = join(__dirname, '..', '..');
  return new Map([
    ...PEERS.map(name => [name, packageAt(folderOf(name))] as const),
    [LIBRARY, packageAt(own)],
  ]);
}

/** The names of this package, and of the cdk8s-plus that it is for. */
export function ownPackages(): { readonly plus: string; readonly library: string } {
  return { plus: PEERS[1], library: LIBRARY };
}

/** The folder of a package: its main file may be anywhere below. */
function folderOf(name: string): string {
  let folder = dirname(require.resolve(name));
  while (nameAt(folder) !== name) {
    folder = dirname(folder);
  }
  return folder;
}

function nameAt(folder: string): string | undefined {
  try {
    return packageJson(folder).name;
  } catch {
    return undefined;
  }
}

export function packageAt(folder: string): Package {
  return { folder, version: packageJson(folder).version };
}

function packageJson(folder: string): { readonly name: string; readonly version: string } {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { readonly name: string; readonly version: string };
}
