import { Replacement } from './rule';
import { groupedBy } from '../model/grouped-by';
import { StatefulSet } from '../model/stateful-set';

/** What two StatefulSets have in common where one comes in the place of the other; the surest signs come first. */
const SIGNS: readonly ((set: StatefulSet) => string | undefined)[] = [
  // in another namespace
  set => set.name,
  selectorOf,
  applicationOf,
];

/**
 * Finds the StatefulSets that come in the place of others: under another name, or in another namespace.
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

/** What runs in the pods, with which claims; without tag and digest, as a new version is the same application. */
function applicationOf({ pod, claimTemplates }: StatefulSet): string | undefined {
  const images = pod.containers.map(({ field }) => (field.at('image').string ?? '').replace(/@.*$/, '').replace(/:[^:/]*$/, ''));
  return images.every(image => image === '') ? undefined : JSON.stringify([images, claimTemplates.map(({ name }) => name)]);
}
