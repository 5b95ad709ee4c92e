import { SetPlan } from './set-plan';

/**
 * What becomes of the pods of a StatefulSet, by their ordinals.
 */
export interface PodChanges {
  /** Those that are deleted and come again, in that order. */
  readonly restarted: readonly number[];

  /** How many of them are away at once, at the most. */
  readonly atOnce: number;

  /** Those that go for good, in that order, and those that are new. */
  readonly deleted: readonly number[];
  readonly created: readonly number[];

  /** Those that keep the old template, as a partition or OnDelete holds them back. */
  readonly heldBack: readonly number[];
}

/**
 * The pods that a plan touches.
 */
export function podChangesIn({ steps, heldBack }: SetPlan): PodChanges {
  const touchedBy = (wanted: 'delete pod' | 'create pod') => new Set(steps.flatMap(({ actions }) =>
    actions.filter(({ verb }) => verb === wanted).map(({ ordinal }) => ordinal)));
  const [deleted, created] = [touchedBy('delete pod'), touchedBy('create pod')];
  const restarted = [...deleted].filter(ordinal => created.has(ordinal));
  return {
    restarted,
    atOnce: mostAway(steps, new Set(restarted)),
    deleted: [...deleted].filter(ordinal => !created.has(ordinal)),
    created: [...created].filter(ordinal => !deleted.has(ordinal)),
    heldBack,
  };
}

/** How many of some pods are deleted, and not ready again, at once. */
function mostAway(steps: SetPlan['steps'], counted: ReadonlySet<number>): number {
  const away = new Set<number>();
  return Math.max(0, ...steps.map(({ after, actions }) => {
    after.filter(({ what }) => what === 'ready').forEach(({ ordinal }) => away.delete(ordinal));
    actions.filter(({ verb, ordinal }) => verb === 'delete pod' && counted.has(ordinal)).forEach(({ ordinal }) => away.add(ordinal));
    return away.size;
  }));
}
