import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Adoption } from './adopt';
import { Modules } from './build';
import { keyOf } from './key';
import { ADOPTED, Files, Language, Unproven } from './language';
import { misreadIn } from './misread';
import { isSame, patchesFor } from './patches';
import { synthesized } from './synthesize';
import { unrenderableIn } from './unrenderable';
import { ManifestObject } from '../manifest/model/object';

/**
 * What a program was found to make.
 */
export interface Proof {
  /** How many objects it should make. */
  readonly count: number;

  /** Those that it makes otherwise, or not at all, or besides, with the places that differ. */
  readonly different: readonly string[];

  /** How many StatefulSets would replace their pods. */
  readonly restarts: number;

  /** What it makes. */
  readonly made: readonly ManifestObject[];

  /** Why the program was not run, although its constructs were. */
  readonly notRun?: string;
}

/**
 * Writes a project into a folder, runs it, and compares what it makes with what was adopted. The test of the project gets what it
 * compares with. Where the program cannot be run here, its constructs are, in this process.
 *
 * @param read how kubectl reads the text of an object
 * @throws Unproven where it does not compile or synthesize, or cannot
 */
export function prove(
  folder: string, files: Files, language: Language, adoption: Adoption, modules: Modules, read: (text: string) => unknown,
): Proof {
  const { objects, others } = adoption;
  const unrenderable = unrenderableIn(others);
  if (unrenderable.length > 0) {
    throw new Unproven(unrenderable.join('\n'));
  }
  write(folder, files);
  const run = language.run(folder);
  const made = typeof run === 'string' ? synthesized(adoption, folder, modules) : run;
  writeFileSync(join(folder, ADOPTED), made.snapshot);
  const compared = compare([...objects.map(({ object }) => object), ...others], made.objects.map(object => new ManifestObject(object)));
  const misread = misreadIn(compared.made, { write: object => modules.cdk8s.Yaml.stringify(object), read });
  return {
    ...compared,
    different: [...compared.different, ...misread],
    ...typeof run === 'string' ? { notRun: run } : {},
  };
}

function write(folder: string, files: Files): void {
  for (const [path, text] of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

/**
 * Compares objects as the API server stores them.
 */
export function compare(wanted: readonly ManifestObject[], made: readonly ManifestObject[]): Proof {
  const byKey = new Map(made.map(object => [keyOf(object), object]));
  const keys = new Set(wanted.map(keyOf));
  const pairs = wanted.map(object => ({ object, other: byKey.get(keyOf(object)) }));
  const different = pairs.filter(({ object, other }) => other === undefined || !isSame(object, other));
  return {
    made,
    count: wanted.length,
    different: [
      ...different.map(({ object, other }) => other === undefined
        ? `${object.title} is not made`
        : `${object.title} differs in ${patchesFor(object, other).map(({ path }) => path).join(', ')}`),
      ...made.filter(object => !keys.has(keyOf(object))).map(object => `${object.title} is made besides`),
    ],
    restarts: different.filter(({ object, other }) => object.groupKind === 'apps/StatefulSet'
      && (other === undefined || patchesFor(object, other).some(({ path }) => path.startsWith('/spec/template')))).length,
  };
}
