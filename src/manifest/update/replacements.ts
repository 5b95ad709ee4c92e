import { Replacement } from './rule';
import { groupedBy } from '../model/grouped-by';
import { StatefulSet } from '../model/stateful-set';

/** What an old StatefulSet and the new one that replaces it have in common, from the surest sign to the least. */
const SIGNS: readonly ((set: StatefulSet) => string | undefined)[] = [
  // the same name in another namespace
  set => set.name,
  selectorOf,
  applicationOf,
];

/**
 * Pairs removed StatefulSets with the added ones that replace them under another name, or in another namespace. Each is in one
 * pair at most.
 */
export function replacementsOf(removed: readonly StatefulSet[], added: readonly StatefulSet[]): Replacement[] {
  const [old, now] = [new Set(removed), new Set(added)];
  const found: Replacement[] = [];
  for (const signOf of SIGNS) {
    const candidates = groupedBy([...old], set => signOf(set) ?? '');
    for (const after of now) {
      const sign = signOf(after);
      const before = sign === undefined ? undefined : candidates.get(sign)?.shift();
      if (before !== undefined) {
        old.delete(before);
        now.delete(after);
        found.push({ before, after });
      }
    }
  }
  return found;
}

function selectorOf({ selector }: StatefulSet): string | undefined {
  const labels = Object.entries(selector.matchLabels ?? {}).map(label => label.join('=')).sort();
  return labels.length === 0 ? undefined : labels.join(',');
}

/** The images of the pods and the names of the claim templates. Tag and digest are left out: a new version is the same application. */
function applicationOf({ pod, claimTemplates }: StatefulSet): string | undefined {
  const images = pod.containers.map(({ field }) => (field.at('image').string ?? '').replace(/@.*$/, '').replace(/:[^:/]*$/, ''));
  return images.every(image => image === '') ? undefined : JSON.stringify([images, claimTemplates.map(({ name }) => name)]);
}
