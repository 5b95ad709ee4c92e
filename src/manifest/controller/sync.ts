import { Action, Actions } from './actions';
import { Algorithm } from './algorithm';
import { isInRange } from './claim-owners';
import { PodControl } from './pod-control';
import { isCreated, isRunningAndReady, isTerminal, PodHealth } from './pod-health';
import { rollingStep } from './rolling-update';
import { runForAll, Verdict } from './run-for-all';
import { Replica, SetState, State } from './state';
import { completed, Revisions, Status, statusOf } from './status';

/**
 * What one sync of the controller comes to.
 */
export interface Sync {
  /** What it does, in that order; the actions of a batch happen at once, in no order. */
  readonly batches: readonly (readonly Action[])[];

  /** What it writes into the status; undefined where it ends before that. */
  readonly status?: Status;
  readonly revisions: readonly string[];

  /** Whether it ends with an error, and is tried again. */
  readonly failed: boolean;

  /** What it waits for, before it goes on with others. */
  readonly waits: readonly Wait[];
}

/**
 * That the controller does no more, before something happens to a pod.
 */
export interface Wait {
  readonly ordinal: number;
  readonly until: 'gone' | 'ready' | 'available' | 'claim gone';
}

/**
 * One sync of the StatefulSet controller: what it does to the pods and claims that it finds. It is `UpdateStatefulSet` of the
 * controller, in the same order and with the same names where the words are the same.
 *
 * @see https://github.com/kubernetes/kubernetes/blob/v1.37.2/pkg/controller/statefulset/stateful_set_control.go
 */
export function sync(state: State, algorithm: Algorithm): Sync {
  return new OneSync(state, algorithm).run();
}

class OneSync {
  private readonly actions = new Actions();
  private readonly waits: Wait[] = [];
  private readonly set: SetState;
  private readonly health: PodHealth;
  private readonly control: PodControl;
  private readonly revisions: Revisions;
  private readonly isOrdered: boolean;

  constructor(private readonly state: State, private readonly algorithm: Algorithm) {
    const { set, status, revisions, now } = state;
    this.set = set;
    this.isOrdered = !set.isParallel;
    this.health = new PodHealth(set.minReadySeconds, now, algorithm);
    this.control = new PodControl(set, state.claims, this.actions);
    const { currentRevision: current } = status;
    this.revisions = {
      updateRevision: set.template,
      currentRevision: current !== undefined && revisions.includes(current) ? current : set.template,
    };
  }

  public run(): Sync {
    const { set, state: { pods }, revisions, health, algorithm } = this;
    if (set.strategy.type === 'Recreate' && algorithm.knowsRecreate && !algorithm.recreate) {
      return this.ended('error');
    }
    const replicas = this.replicas();
    const condemned = pods.filter(({ ordinal }) => !isInRange(ordinal, set)).sort((one, other) => other.ordinal - one.ordinal);
    if (set.isDeleted) {
      return this.ended('next', statusOf(pods, revisions, health));
    }
    const status = () => statusOf([...replicas, ...condemned], revisions, health);
    const isRecreated = set.strategy.type === 'Recreate' && algorithm.recreate;
    if (isRecreated && this.deleteOld([...replicas, ...condemned])) {
      return this.ended('wait', status());
    }
    const firstUnavailable = [...replicas, ...[...condemned].reverse()].find(pod => health.isUnavailable(pod));
    for (const phase of [
      () => runForAll(replicas, this.isOrdered, this.actions, pod => this.processReplica(pod)),
      () => runForAll(condemned, this.isOrdered, this.actions, pod => this.fixClaims(pod)),
      () => runForAll(condemned, this.isOrdered, this.actions, pod => this.processCondemned(pod, firstUnavailable)),
    ]) {
      const verdict = phase();
      if (verdict !== 'next') {
        return this.ended(verdict, status());
      }
    }
    if (set.strategy.type === 'OnDelete' || isRecreated) {
      return this.ended('next', status());
    }
    const { deleted, awaited } = rollingStep(replicas, set.template, set, health, algorithm);
    deleted.forEach(pod => this.control.delete(pod));
    awaited.forEach(pod => this.await(pod));
    const { current, ...rest } = status();
    return this.ended('next', { ...rest, current: current - deleted.length });
  }

  /** A pod for each ordinal, which is yet to be created where there is none. */
  private replicas(): Replica[] {
    const { set, state: { pods } } = this;
    const byOrdinal = new Map(pods.map(pod => [pod.ordinal, pod]));
    return Array.from({ length: set.replicas }, (_, index): Replica => {
      const ordinal = set.start + index;
      return byOrdinal.get(ordinal) ?? { ordinal, uid: '', phase: '', revision: this.revisionOfNew(index), isTerminating: false };
    });
  }

  /** The revision of a pod that is yet to be created, by its distance from the first ordinal. */
  private revisionOfNew(index: number): string {
    const { set: { strategy: { type, rollingUpdate } }, state: { status }, revisions } = this;
    const isHeldBack = rollingUpdate === undefined
      ? type === 'RollingUpdate' && index < status.currentReplicas
      : index < rollingUpdate.partition;
    return isHeldBack ? revisions.currentRevision : revisions.updateRevision;
  }

  private processReplica(pod: Replica): Verdict {
    const { control, isOrdered } = this;
    if (isTerminal(pod)) {
      if (!pod.isTerminating) {
        control.delete(pod);
      }
      return this.await(pod, 'gone');
    }
    if (!isCreated(pod)) {
      if (control.hasClaimOfGonePod(pod)) {
        return this.await(pod, 'claim gone');
      }
      if (!control.create(pod)) {
        this.await(pod, 'claim gone');
        return 'error';
      }
      if (isOrdered) {
        return this.await(pod);
      }
    }
    if (pod.phase === 'Pending' && !control.createMissingClaims(pod)) {
      this.await(pod, 'claim gone');
      return 'error';
    }
    if (isOrdered && (pod.isTerminating || !isRunningAndReady(pod) || !this.health.isAvailable(pod))) {
      return this.await(pod);
    }
    if (!control.isOwnedAsDemanded(pod)) {
      control.update(pod);
    }
    return 'next';
  }

  private fixClaims(pod: Replica): Verdict {
    if (!this.control.isOwnedAsDemanded(pod)) {
      this.control.updateOwners(pod);
    }
    return 'next';
  }

  private processCondemned(pod: Replica, firstUnavailable: Replica | undefined): Verdict {
    if (pod.isTerminating) {
      this.await(pod);
      return this.isOrdered ? 'wait' : 'next';
    }
    if (this.isOrdered && pod !== firstUnavailable && !(isRunningAndReady(pod) && this.health.isAvailable(pod))) {
      return this.await(firstUnavailable ?? pod);
    }
    this.control.delete(pod);
    return 'wait';
  }

  /** Deletes the pods that have another revision; whether there are any. */
  private deleteOld(pods: readonly Replica[]): boolean {
    const old = pods.filter(pod => isCreated(pod) && pod.revision !== this.set.template);
    runForAll(pods, false, this.actions, pod => {
      if (old.includes(pod) && !pod.isTerminating) {
        this.control.delete(pod);
      }
      return 'next';
    });
    old.forEach(pod => this.await(pod, 'gone'));
    return old.length > 0;
  }

  private await(pod: Replica, until: Wait['until'] = this.nextOf(pod)): 'wait' {
    this.waits.push({ ordinal: pod.ordinal, until });
    return 'wait';
  }

  private nextOf(pod: Replica): Wait['until'] {
    if (pod.isTerminating) {
      return 'gone';
    }
    return isRunningAndReady(pod) ? 'available' : 'ready';
  }

  private ended(verdict: Verdict, status?: Status): Sync {
    const { set, algorithm, state: { revisions } } = this;
    return {
      batches: this.actions.batches,
      ...status !== undefined && { status: completed(status, set, algorithm) },
      revisions: [...revisions.filter(revision => revision !== set.template), set.template],
      failed: verdict === 'error',
      waits: this.waits,
    };
  }
}
