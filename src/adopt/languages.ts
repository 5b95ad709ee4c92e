import { Language } from './language';
import { Package, packages } from './modules';
import { python } from './python/language';
import { assemblyIn, Types } from './types';
import { toolsFor, typescript } from './typescript/language';

/** The languages by their names. */
export const LANGUAGES: Readonly<Record<string, (directory: string) => Language>> = {
  typescript: directory => typescript(toolsFor(directory, packages())),
  python: directory => python(typesOf(packages()), directory, process.env),
};

/** Input: the packages as they are installed. Output: their types, by the names by which programs know them. */
function typesOf(installed: ReadonlyMap<string, Package>): Types {
  return new Types(new Map([...installed].map(([name, { folder }]) => [/^cdk8s-plus-/.test(name) ? 'kplus' : name, assemblyIn(folder)])));
}
