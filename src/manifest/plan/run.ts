import { afterEvents, afterSync, Event, IsBroken, nextEvents } from './world';
import { Action } from '../controller/actions';
import { Algorithm } from '../controller/algorithm';
import { State } from '../controller/state';
import { sync, Wait } from '../controller/sync';

/**
 * What the controller does until it has to wait, and what it has waited for before.
 */
export interface Step {
  /** What happened after the step before, all at once. */
  readonly after: readonly Event[];
  readonly actions: readonly Action[];

  /** How many pods are ready and stay, after the step. */
  readonly serving: number;
}

/**
 * All that happens until the controller has nothing left to do, or nothing changes any more.
 */
export interface Run {
  readonly steps: readonly Step[];
  readonly end: State;

  /** What the controller waits for at the end. */
  readonly waits: readonly Wait[];

  /** How many steps at the end come again without end; 0 where there is an end. */
  readonly repeated: number;
}

/**
 * Something that happens to a pod from outside once the controller waits for the first time.
 */
export interface Accident {
  /** The ordinals of the pods that vanish. */
  readonly lost: readonly number[];
}

/**
 * Runs the controller in a world where all that can happen next does.
 */
export function run(start: State, algorithm: Algorithm, isBroken: IsBroken, accident: Accident = { lost: [] }): Run {
  const steps: Step[] = [];
  let { lost } = accident;
  let after: Event[] = [];
  let state = start;
  let mark = { index: 0, state };
  for (;;) {
    const { actions, waits, state: synced } = settle(state, algorithm);
    steps.push({ after, actions, serving: servingIn(synced) });
    const accidents = synced.pods.filter(({ ordinal }) => lost.includes(ordinal)).map(({ ordinal }): Event => ({ what: 'gone', ordinal }));
    lost = [];
    after = [...accidents, ...nextEvents(synced, isBroken).filter(({ ordinal }) => !accidents.some(event => event.ordinal === ordinal))];
    const repeated = isSame(steps, mark.index, mark.state, synced) ? steps.length - 1 - mark.index : 0;
    if (after.length === 0 || repeated > 0) {
      return { steps, end: synced, waits, repeated };
    }
    // the distance between marks doubles, so that a loop of any length is found
    if (Math.log2(steps.length) % 1 === 0) {
      mark = { index: steps.length - 1, state: synced };
    }
    state = afterEvents(synced, after);
  }
}

/** Whether the last step is the marked one again, and the world is as it was then but for the time. */
function isSame(steps: readonly Step[], marked: number, before: State, now: State): boolean {
  return steps.length - 1 > marked && JSON.stringify(steps[marked]) === JSON.stringify(steps.at(-1))
    && JSON.stringify(withoutTime(before)) === JSON.stringify(withoutTime(now));
}

function withoutTime({ pods, claims, status, revisions, now, set }: State) {
  const untimed = pods.map(({ uid: _, readySince, ...pod }) => ({
    ...pod, isReady: readySince !== undefined, isAvailable: readySince !== undefined && readySince + set.minReadySeconds < now,
  }));
  return [untimed.sort((one, other) => one.ordinal - other.ordinal), claims.map(({ template, ordinal }) => [template, ordinal]), status, revisions];
}

/** Syncs until a sync changes nothing. */
function settle(start: State, algorithm: Algorithm): { actions: Action[]; waits: readonly Wait[]; state: State } {
  const actions: Action[] = [];
  let state = start;
  for (;;) {
    const synced = sync(state, algorithm);
    const did = synced.batches.flat();
    const next = afterSync(state, synced);
    const isSettled = did.length === 0
      && next.status.currentRevision === state.status.currentRevision && next.status.currentReplicas === state.status.currentReplicas;
    actions.push(...did);
    state = next;
    if (isSettled) {
      return { actions, waits: synced.waits, state };
    }
  }
}

/** Pods that get traffic of their Services. */
function servingIn({ pods }: State): number {
  return pods.filter(({ readySince, isTerminating }) => readySince !== undefined && !isTerminating).length;
}
