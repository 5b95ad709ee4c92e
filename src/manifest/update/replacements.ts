import { KindChange, Replacement } from './rule';
import { groupedBy } from '../model/grouped-by';
import { PodTemplate } from '../model/pod-template';
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
  return pairedBy(SIGNS, removed, added, () => true);
}

/** Each of the new ones with an old one of the same sign; the first sign that two share counts. */
function pairedBy<T>(
  signs: readonly ((item: T) => string | undefined)[], removed: readonly T[], added: readonly T[], mayPair: (before: T, after: T) => boolean,
): { readonly before: T; readonly after: T }[] {
  const [old, now] = [new Set(removed), new Set(added)];
  const found: { readonly before: T; readonly after: T }[] = [];
  for (const signOf of signs) {
    const candidates = groupedBy([...old], item => signOf(item) ?? '');
    for (const after of now) {
      const sign = signOf(after);
      const before = sign === undefined ? undefined : candidates.get(sign)?.[0];
      if (before !== undefined && mayPair(before, after)) {
        candidates.get(sign ?? '')?.shift();
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

/** What two workloads of different kinds have in common. */
const SIGNS_OF_PODS: readonly ((pod: PodTemplate) => string)[] = [
  ({ owner }) => owner.name,
  pod => JSON.stringify(Object.entries(pod.labels).sort()),
];

/**
 * Finds the workloads that come in the place of one of another kind: a StatefulSet `db` for a Deployment `db`.
 */
export function kindChangesOf(removed: readonly PodTemplate[], added: readonly PodTemplate[]): KindChange[] {
  return pairedBy(SIGNS_OF_PODS, removed, added, ({ owner: before }, { owner: after }) =>
    before.kind !== after.kind && before.mayShareNamespace(after));
}
