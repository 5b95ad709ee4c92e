import { Algorithm } from './algorithm';
import { isCreated, isRunningAndReady, PodHealth } from './pod-health';
import { Replica, SetState } from './state';

/**
 * What a sync writes into the status.
 */
export interface Status {
  readonly currentRevision: string;
  readonly updateRevision: string;
  readonly replicas: number;
  readonly ready: number;
  readonly available: number;
  readonly current: number;
  readonly updated: number;
}

export type Revisions = Pick<Status, 'currentRevision' | 'updateRevision'>;

export function statusOf(pods: readonly Replica[], { currentRevision, updateRevision }: Revisions, health: PodHealth): Status {
  const count = (isCounted: (pod: Replica) => boolean) => pods.filter(isCounted).length;
  const hasRevision = (name: string) => (pod: Replica) => isCreated(pod) && !pod.isTerminating && pod.revision === name;
  return {
    currentRevision,
    updateRevision,
    replicas: count(isCreated),
    ready: count(isRunningAndReady),
    available: count(pod => isRunningAndReady(pod) && health.isAvailable(pod)),
    current: count(hasRevision(currentRevision)),
    updated: count(hasRevision(updateRevision)),
  };
}

/**
 * The status, in which an update that all pods have is complete: the new revision is the current one from now on.
 */
export function completed(status: Status, { replicas, strategy }: SetState, { completesEveryStrategy }: Algorithm): Status {
  const isComplete = (completesEveryStrategy || strategy.type === 'RollingUpdate')
    && status.updated === replicas && status.ready === replicas && status.replicas === replicas;
  return isComplete ? { ...status, current: status.updated, currentRevision: status.updateRevision } : status;
}
