import { Budget } from './budgets';
import { Run } from './run';
import { Algorithm } from '../controller/algorithm';
import { isInRange } from '../controller/claim-owners';
import { mostUnavailable, partitionOf } from '../controller/rolling-update';
import { State } from '../controller/state';
import { podName } from '../kubernetes/pod-identity';
import { StatefulSet } from '../model/stateful-set';

interface Planned {
  readonly ran: Run;
  readonly start: State;
  readonly set: StatefulSet;
  readonly algorithm: Algorithm;
  readonly change: 'apply' | 'delete';

  /** The set before, which may come from a cluster; undefined where there is none. */
  readonly before?: StatefulSet;
  readonly budgets: readonly Budget[];
}

/**
 * What a reader of a plan has to know besides, as sentences.
 */
export function notesOf(planned: Planned): string[] {
  return planned.change === 'delete'
    ? ['a StatefulSet that is deleted deletes its pods at once and in no order; scale it to 0 first where the order counts']
    : [...unfinished(planned), ...oldPods(planned), ...maxUnavailable(planned), ...budgets(planned)];
}

/** That the cluster is in the middle of another roll-out. */
function unfinished({ before }: Planned): string[] {
  const status = before?.object.root.at('status');
  const [current, update] = [status?.at('currentRevision').string, status?.at('updateRevision').string];
  return current === undefined || update === undefined || current === update ? [] : [
    `the roll-out before this one is not finished (status.updatedReplicas ${status?.at('updatedReplicas').number ?? 0}): this plan begins as if it were`,
  ];
}

/**
 * The ordinals of pods that stay behind, as a partition or OnDelete holds them back.
 */
export function heldBackIn({ pods, set }: State): number[] {
  const { strategy: { type }, start } = set;
  return pods
    .filter(({ ordinal, revision }) => revision !== set.template && isInRange(ordinal, set)
      && (type === 'OnDelete' || ordinal < start + partitionOf(set)))
    .map(({ ordinal }) => ordinal).sort((one, other) => one - other);
}

/** Pods that stay behind, and why. */
function oldPods({ ran: { end }, set }: Planned): string[] {
  const old = heldBackIn(end);
  if (old.length === 0) {
    return [];
  }
  const [keep, them] = old.length === 1 ? ['keeps', 'it'] : ['keep', 'them'];
  const names = rangeOf(old.map(ordinal => podName(set.name, ordinal)));
  return [end.set.strategy.type === 'OnDelete'
    ? `${names} ${keep} the old template until somebody deletes ${them} (OnDelete)`
    : `${names} ${keep} the old template, held back by partition ${partitionOf(end.set)}`];
}

function maxUnavailable({ start: { set: { strategy, ...set } }, algorithm }: Planned): string[] {
  const most = mostUnavailable({ ...set, strategy });
  return !algorithm.maxUnavailable && most > 1 && strategy.type === 'RollingUpdate'
    ? [`maxUnavailable ${String(strategy.rollingUpdate?.maxUnavailable)} is dropped: the feature gate MaxUnavailableStatefulSet is off by default`]
    : [];
}

function budgets({ ran: { steps }, start, budgets: all }: Planned): string[] {
  const before = start.pods.filter(({ readySince }) => readySince !== undefined).length;
  return all.flatMap(({ name, needed }) => {
    const least = Math.min(...steps.map(({ serving }) => serving));
    return before < needed || least >= needed ? [] : [
      `PodDisruptionBudget ${name} needs ${needed} ready and binds evictions alone: the controller goes down to ${least}, and meanwhile a drain waits`,
    ];
  });
}

/** `db-0`, `db-0 and db-1`, `db-0 … db-4`. */
export function rangeOf(names: readonly string[]): string {
  const [first, last] = [names[0], names.at(-1)];
  return names.length < 3 ? names.join(' and ') : `${first} … ${last}`;
}
