import { Action } from '../controller/actions';
import { ClaimState, PodState, State } from '../controller/state';
import { Sync } from '../controller/sync';

/**
 * What happens to pods and claims without the controller.
 */
export interface Event {
  readonly what: 'gone' | 'ready' | 'running' | 'available' | 'claim deleted';
  readonly ordinal: number;

  /** Of a claim. */
  readonly template?: string;
}

/** Whether a pod never gets ready. */
export type IsBroken = (pod: PodState) => boolean;

/**
 * The state after what a sync did. A pod that was created is pending, and one that was deleted terminates.
 */
export function afterSync(state: State, { batches, status, revisions }: Sync): State {
  const actions = batches.flat();
  return {
    ...state,
    revisions,
    ...status !== undefined && { status: { currentRevision: status.currentRevision, currentReplicas: status.current } },
    ...actions.length > 0 && { pods: podsAfter(state, actions), claims: claimsAfter(state, actions) },
  };
}

function podsAfter({ pods, now }: State, actions: readonly Action[]): PodState[] {
  const deleted = new Set(actions.flatMap(action => action.verb === 'delete pod' ? [action.ordinal] : []));
  const created = actions.flatMap((action): PodState[] => action.verb === 'create pod'
    ? [{ ordinal: action.ordinal, uid: `pod-${action.ordinal}-${now}`, revision: action.revision, phase: 'Pending', isTerminating: false }]
    : []);
  return [...pods, ...created].map(pod => deleted.has(pod.ordinal) ? { ...pod, isTerminating: true } : pod);
}

function claimsAfter({ claims }: State, actions: readonly Action[]): ClaimState[] {
  const all = new Map(claims.map(claim => [keyOf(claim), claim]));
  for (const action of actions) {
    if (action.verb === 'create claim') {
      all.set(keyOf(action), { template: action.template, ordinal: action.ordinal, isTerminating: false, owners: [] });
    } else if (action.verb === 'update claim') {
      const claim = all.get(keyOf(action));
      if (claim !== undefined) {
        all.set(keyOf(action), { ...claim, owners: action.owners });
      }
    }
  }
  return [...all.values()];
}

function keyOf({ template, ordinal }: Pick<ClaimState, 'template' | 'ordinal'>): string {
  return `${template}/${ordinal}`;
}

/**
 * What happens next: pods that terminate are gone, others start and get ready unless they are broken, claims that terminate are gone
 * where no pod uses them, and the garbage collector deletes those whose owners are gone. Only where nothing else happens, time passes until pods are available.
 */
export function nextEvents({ set, pods, claims, now }: State, isBroken: IsBroken): Event[] {
  const events = pods.flatMap((pod): Event[] => {
    const { ordinal } = pod;
    if (pod.isTerminating) {
      return [{ what: 'gone', ordinal }];
    }
    if (pod.phase === 'Pending') {
      return [{ what: isBroken(pod) ? 'running' : 'ready', ordinal }];
    }
    return [];
  });
  const living = new Set([set.uid, ...pods.map(({ uid }) => uid)]);
  const used = new Set(pods.map(({ ordinal }) => ordinal));
  const deleted = claims.filter(({ owners, isTerminating, ordinal }) => isTerminating ? !used.has(ordinal)
    : owners.length > 0 && owners.every(({ kind, uid }) => kind !== 'other' && !living.has(uid)))
    .map(({ template, ordinal }): Event => ({ what: 'claim deleted', ordinal, template }));
  const all = [...events, ...deleted];
  return all.length > 0 ? all : pods
    .filter(({ readySince }) => readySince !== undefined && readySince + set.minReadySeconds >= now && set.minReadySeconds > 0)
    .map(({ ordinal }): Event => ({ what: 'available', ordinal }));
}

/**
 * The state after some of what could happen next.
 */
export function afterEvents(state: State, events: readonly Event[]): State {
  const isAvailable = events.some(({ what }) => what === 'available');
  const now = state.now + (isAvailable ? state.set.minReadySeconds : 0) + 1;
  const byOrdinal = new Map(events.filter(({ template }) => template === undefined).map(event => [event.ordinal, event.what]));
  const deleted = new Set(events.flatMap(({ template, ordinal }) => template === undefined ? [] : [keyOf({ template, ordinal })]));
  return {
    ...state,
    now,
    pods: state.pods.flatMap((pod): PodState[] => {
      switch (byOrdinal.get(pod.ordinal)) {
        case 'gone': return [];
        case 'ready': return [{ ...pod, phase: 'Running', readySince: now }];
        case 'running': return [{ ...pod, phase: 'Running' }];
        default: return [pod];
      }
    }),
    claims: state.claims.filter(claim => !deleted.has(keyOf(claim))),
  };
}
