import { groupedBy } from '../model/grouped-by';
import { isIdentical } from '../model/json';
import { idOf, ManifestObject } from '../model/object';

/**
 * The objects before and after the update.
 */
export interface Pairs {
  readonly changed: readonly (readonly [before: ManifestObject, after: ManifestObject])[];

  /** Those of them that are written in the same way, so that nothing about them changes. */
  readonly same: ReadonlySet<ManifestObject>;

  /** Those that are not there any more, under their name. */
  readonly removed: readonly ManifestObject[];
  readonly added: readonly ManifestObject[];
}

/**
 * Pairs old and new manifests of one object: those of the same kind, name and namespace first, then those of the same kind
 * and name where one of the two has no namespace.
 *
 * Input: before `db` in `prod` and `db` without a namespace; after `db` in `prod` and `db` in `test`. Output: `prod` with `prod`,
 * and the one without a namespace with `test`.
 */
export function pairsOf(before: readonly ManifestObject[], after: readonly ManifestObject[]): Pairs {
  const left = new Set(before.filter(isNamed));
  const changed: [ManifestObject, ManifestObject][] = [];
  const unmatched = (objects: readonly ManifestObject[], keyOf: (object: ManifestObject) => string) => {
    const candidates = groupedBy([...left], keyOf);
    return objects.filter(now => {
      const old = candidates.get(keyOf(now))?.find(candidate => left.has(candidate) && candidate.mayShareNamespace(now));
      if (old !== undefined) {
        left.delete(old);
        changed.push([old, now]);
      }
      return old === undefined;
    });
  };
  const elsewhere = unmatched(after.filter(isNamed), object => `${idOf(object)}/${object.namespace ?? ''}`);
  const added = unmatched(elsewhere, idOf);
  const still = groupedBy(after, idOf);
  // an object that was there twice is still there, and one without a name cannot be looked for
  const isThere = (old: ManifestObject) => old.name === '' || still.get(idOf(old))?.some(now => old.mayShareNamespace(now));
  const same = new Set(changed.filter(([old, now]) => isIdentical(old.manifest, now.manifest)).map(([, now]) => now));
  return { changed, same, removed: [...left].filter(old => !isThere(old)), added };
}

/** What has no name, or one that is still to be generated, is the same object as no other. */
function isNamed({ name }: ManifestObject): boolean {
  return name !== '';
}
