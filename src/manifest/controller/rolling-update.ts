import { Algorithm } from './algorithm';
import { PodHealth } from './pod-health';
import { Replica, SetState } from './state';

/**
 * What a rolling update does once all pods are there.
 */
export interface RollingStep {
  /** The pods that it deletes, in that order. */
  readonly deleted: readonly Replica[];

  /** The pods that it waits for, where it deletes none. */
  readonly awaited: readonly Replica[];
}

/**
 * The pods that a rolling update deletes now, from the highest ordinal down.
 *
 * @param replicas by their distance from the first ordinal
 */
export function rollingStep(replicas: readonly Replica[], revision: string, set: SetState, health: PodHealth, algorithm: Algorithm): RollingStep {
  const descending = [...replicas.slice(partitionOf(set))].reverse();
  const isOld = (pod: Replica) => pod.revision !== revision;
  if (!algorithm.maxUnavailable) {
    // the first that is old, unless one above it is still awaited
    const first = descending.find(pod => (isOld(pod) && !pod.isTerminating) || health.isUnavailable(pod));
    const isDeleted = first !== undefined && isOld(first) && !first.isTerminating;
    return { deleted: isDeleted ? [first] : [], awaited: first === undefined || isDeleted ? [] : [first] };
  }
  // those below the partition count, too
  const unavailable = replicas.filter(pod => health.isUnavailable(pod));
  const budget = mostUnavailable(set) - unavailable.length;
  const toDelete = descending.filter(pod => isOld(pod) && !pod.isTerminating);
  const told = (deleted: readonly Replica[]) => ({ deleted, awaited: deleted.length > 0 || toDelete.length === 0 ? [] : unavailable });
  if (!algorithm.brokenFirst || !set.isParallel) {
    return told(toDelete.slice(0, Math.max(budget, 0)));
  }
  const [broken, working] = [toDelete.filter(pod => !health.isAvailable(pod)), toDelete.filter(pod => !health.isUnavailable(pod))];
  return told([...broken, ...working.slice(0, Math.max(budget, 0))]);
}

export function partitionOf({ strategy }: SetState): number {
  return strategy.rollingUpdate?.partition ?? 0;
}

/**
 * How many pods may be unavailable: a percentage is rounded down, and one always may.
 */
export function mostUnavailable({ strategy, replicas }: SetState): number {
  const value = strategy.rollingUpdate?.maxUnavailable ?? 1;
  return Math.max(1, typeof value === 'number' ? value : Math.floor(Number.parseInt(value, 10) * replicas / 100));
}
