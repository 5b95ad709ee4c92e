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
 * Finds which new manifest is of which old object: one of that kind, name and namespace, or else one that leaves its
 * namespace to whoever applies it.
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
