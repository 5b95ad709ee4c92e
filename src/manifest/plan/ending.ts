import { run, Run } from './run';
import { IsBroken } from './world';
import { Algorithm } from '../controller/algorithm';
import { isInRange } from '../controller/claim-owners';
import { partitionOf } from '../controller/rolling-update';
import { PodState, State } from '../controller/state';

/**
 * How a run ends: all is as the manifest demands, or the controller waits for what does not come.
 */
export type Ending =
  | { readonly outcome: 'done' }
  | { readonly outcome: 'stuck'; readonly ordinal: number; readonly cause: Cause; readonly wayOut: WayOut };

/**
 * Why the run is stuck at a pod: it is broken since before the update, or it has come and does not get ready. In the first case
 * it holds up the others, or it is only broken itself.
 */
export interface Cause {
  /** Whether the controller deletes the pod and creates it again, without end. */
  readonly isEndless: boolean;
  readonly isNew: boolean;
  readonly holdsUp: boolean;
}

/**
 * What ends it, as tried on the model: a template with which the pod gets ready, a partition of 0 without which the pod gets the old
 * template again, and the deletion of the pod by hand.
 */
export interface WayOut {
  readonly template: boolean;
  readonly noPartition: boolean;
  readonly deletePod: boolean;
}

/** In the order of the effort. */
const WAYS_OUT: readonly WayOut[] = [
  { template: false, noPartition: false, deletePod: true },
  { template: false, noPartition: true, deletePod: false },
  { template: true, noPartition: false, deletePod: false },
  { template: true, noPartition: false, deletePod: true },
  { template: true, noPartition: true, deletePod: false },
  { template: true, noPartition: true, deletePod: true },
];

/** The revision of a template with which every pod gets ready. */
export const MENDED = 'mended';

/**
 * How a run ended.
 */
export function endingOf(
  { end, steps, waits, repeated }: Run, algorithm: Algorithm, isBroken: IsBroken, isInitial: (pod: PodState) => boolean,
): Ending {
  if (repeated === 0 && isDone(end)) {
    return { outcome: 'done' };
  }
  const created = steps.slice(steps.length - repeated).flatMap(({ actions }) => actions).find(({ verb }) => repeated > 0 && verb === 'create pod');
  const unready = end.pods.filter(pod => pod.readySince === undefined);
  const at = (created ?? waits[0])?.ordinal;
  const pod = end.pods.find(({ ordinal }) => ordinal === at) ?? unready[0];
  const ordinal = pod?.ordinal ?? at ?? end.set.start;
  const holdsUp = !end.pods.every(other => unready.includes(other) || isAsDemanded(other, end)) || hasMissing(end)
    || end.pods.some(other => !isInRange(other.ordinal, end.set));
  return {
    outcome: 'stuck',
    ordinal,
    cause: { isEndless: repeated > 0, isNew: pod === undefined || !isInitial(pod), holdsUp },
    wayOut: wayOutOf(end, ordinal, algorithm, isBroken),
  };
}

/** The least that has to be done. */
function wayOutOf(end: State, ordinal: number, algorithm: Algorithm, isBroken: IsBroken): WayOut {
  const works = (way: WayOut) => {
    const { end: { pods, set }, repeated } = run(takenFrom(end, way, ordinal), algorithm, pod => pod.revision !== MENDED && isBroken(pod));
    // others may be broken as well
    return repeated === 0 && (!isInRange(ordinal, set) || pods.some(pod => pod.ordinal === ordinal && pod.readySince !== undefined));
  };
  return WAYS_OUT.find(works) ?? WAYS_OUT[WAYS_OUT.length - 1];
}

/**
 * The state after somebody has taken a way out.
 */
export function takenFrom(state: State, { template, noPartition, deletePod }: WayOut, ordinal: number): State {
  const { set } = state;
  const strategy = noPartition ? { ...set.strategy, rollingUpdate: { ...set.strategy.rollingUpdate, partition: 0 } } : set.strategy;
  return {
    ...state,
    set: { ...set, strategy, template: template ? MENDED : set.template },
    pods: state.pods.map(pod => deletePod && pod.ordinal === ordinal ? { ...pod, isTerminating: true } : pod),
  };
}

function isDone(state: State): boolean {
  return !hasMissing(state) && state.pods.every(pod => pod.readySince !== undefined && isInRange(pod.ordinal, state.set) && isAsDemanded(pod, state));
}

function hasMissing({ set, pods }: State): boolean {
  return pods.filter(({ ordinal }) => isInRange(ordinal, set)).length < set.replicas;
}

/** Whether a rolling update leaves the pod as it is. */
function isAsDemanded({ ordinal, revision }: PodState, { set }: State): boolean {
  return set.strategy.type === 'OnDelete' || ordinal < set.start + partitionOf(set) || revision === set.template;
}
