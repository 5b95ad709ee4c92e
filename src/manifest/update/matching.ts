import { groupedBy } from '../model/grouped-by';
import { ManifestObject } from '../model/object';

/**
 * The objects before and after the update.
 */
export interface Pairs {
  readonly changed: readonly (readonly [before: ManifestObject, after: ManifestObject])[];
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
  const left = new Set(before);
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
  const elsewhere = unmatched(after.filter(({ name }) => name !== ''), object => `${idOf(object)}/${object.namespace ?? ''}`);
  const added = unmatched(elsewhere, idOf);
  return { changed, removed: [...left], added };
}

function idOf({ group, kind, name }: ManifestObject): string {
  return `${group}/${kind}/${name}`;
}
