/**
 * What the StatefulSet controller finds at a sync: the set, its revisions, its pods and their claims. A revision is known by
 * any text that two equal templates share.
 */
export interface State {
  readonly set: SetState;

  /** The revisions that there are, the one that was used last at the end. */
  readonly revisions: readonly string[];
  readonly status: PreviousStatus;
  readonly pods: readonly PodState[];
  readonly claims: readonly ClaimState[];

  /** In seconds, of any clock. */
  readonly now: number;
}

/**
 * What the spec of a StatefulSet says.
 */
export interface SetState {
  readonly uid: string;
  readonly replicas: number;

  /** The first ordinal. */
  readonly start: number;
  readonly isParallel: boolean;
  readonly strategy: Strategy;
  readonly minReadySeconds: number;
  readonly retention: Retention;

  /** Whether it is being deleted and waits for its dependents. */
  readonly isDeleted: boolean;

  /** The names of the claim templates. */
  readonly claimTemplates: readonly string[];

  /** The revision that its pod template makes. */
  readonly template: string;
}

export interface Strategy {
  readonly type: 'RollingUpdate' | 'OnDelete' | 'Recreate';

  /** The block of that name. The API server fills it in where there is no strategy at all, and not where there is a type alone. */
  readonly rollingUpdate?: RollingUpdate;
}

export interface RollingUpdate {
  readonly partition: number;
  readonly maxUnavailable?: number | string;
}

export interface Retention {
  readonly whenDeleted: 'Retain' | 'Delete';
  readonly whenScaled: 'Retain' | 'Delete';
}

/**
 * What the sync before wrote into the status, as far as the next one reads it.
 */
export interface PreviousStatus {
  /** Undefined before the first sync. */
  readonly currentRevision?: string;
  readonly currentReplicas: number;
}

export interface PodState {
  readonly ordinal: number;
  readonly uid: string;
  readonly revision: string;
  readonly phase: 'Pending' | 'Running' | 'Failed' | 'Succeeded' | 'Unknown';

  /** Since when it has been ready; undefined where it is not. */
  readonly readySince?: number;
  readonly isTerminating: boolean;
}

export interface ClaimState {
  readonly template: string;

  /** That of the pod which it is for. */
  readonly ordinal: number;
  readonly isTerminating: boolean;
  readonly owners: readonly ClaimOwner[];
}

/**
 * An owner reference of a claim: to the set or to the pod of the same ordinal, both known by their names, or to something else.
 */
export interface ClaimOwner {
  readonly kind: 'set' | 'pod' | 'other';
  readonly uid: string;
  readonly isController: boolean;
}

/**
 * A pod of a sync: one that is there, or one that the controller is about to create and that nothing else knows yet.
 */
export interface Replica extends Omit<PodState, 'phase'> {
  readonly phase: PodState['phase'] | '';
}
