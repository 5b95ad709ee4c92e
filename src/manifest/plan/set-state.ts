import { ClaimState, PodState, SetState, State, Strategy } from '../controller/state';
import { ordinals } from '../kubernetes/pod-identity';
import { StatefulSet } from '../model/stateful-set';

/** A pod template by what it is in a plan: the old one, or the new one where it differs. */
export const OLD = 'old';
export const NEW = 'new';

/** What a plan begins with without a cluster is older than anything that waits for a `minReadySeconds`. */
export const LONG_AGO = -1_000_000_000;

/**
 * What the spec of a StatefulSet with all its defaults says.
 */
export function setStateOf(set: StatefulSet, template: string, replicas: number = set.replicas): SetState {
  const { spec } = set;
  return {
    uid: 'set',
    replicas: Math.max(replicas, 0),
    start: set.firstOrdinal,
    isParallel: !set.isOrdered,
    strategy: strategyOf(set),
    minReadySeconds: spec.at('minReadySeconds').number ?? 0,
    retention: { whenDeleted: retentionOf(set, 'whenDeleted'), whenScaled: retentionOf(set, 'whenScaled') },
    isDeleted: false,
    claimTemplates: set.claimTemplates.map(({ name }) => name),
    template,
  };
}

function strategyOf(set: StatefulSet): Strategy {
  const block = set.spec.at('updateStrategy', 'rollingUpdate');
  return {
    type: set.isOnDelete ? 'OnDelete' : set.isRolling ? 'RollingUpdate' : 'Recreate',
    ...block.isSet && { rollingUpdate: { partition: set.partition.number ?? 0, maxUnavailable: block.at('maxUnavailable').intOrString } },
  };
}

function retentionOf(set: StatefulSet, event: 'whenDeleted' | 'whenScaled'): 'Retain' | 'Delete' {
  return set.retentionAt(event).string === 'Delete' ? 'Delete' : 'Retain';
}

/**
 * Before the first sync of a StatefulSet that is created: there is nothing.
 */
export function nothingYet(set: SetState): State {
  return { set, revisions: [], status: { currentReplicas: 0 }, pods: [], claims: [], now: 1 };
}

/**
 * A StatefulSet whose pods are all there with the old template, and ready but for those that are broken.
 */
export function settled(set: SetState, broken: readonly number[]): State {
  const all = ordinals(set.start, set.replicas);
  return {
    set,
    revisions: [OLD],
    status: { currentRevision: OLD, currentReplicas: set.replicas },
    pods: all.map((ordinal): PodState => ({
      ordinal,
      uid: initialUid(ordinal),
      revision: OLD,
      phase: 'Running',
      ...!broken.includes(ordinal) && { readySince: LONG_AGO },
      isTerminating: false,
    })),
    claims: all.flatMap(ordinal => set.claimTemplates.map((template): ClaimState => ({
      template,
      ordinal,
      isTerminating: false,
      owners: set.retention.whenDeleted === 'Delete' ? [{ kind: 'set', uid: set.uid, isController: true }] : [],
    }))),
    now: 1,
  };
}

/** Whether the pod was there when the plan began. */
export function isInitial({ ordinal, uid }: PodState): boolean {
  return uid === initialUid(ordinal);
}

/**
 * That of a pod which is there when the plan begins.
 */
export function initialUid(ordinal: number): string {
  return `initial-${ordinal}`;
}
