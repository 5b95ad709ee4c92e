import { initialUid, LONG_AGO, NEW, OLD } from './set-state';
import { ClaimOwner, ClaimState, PodState, SetState, State } from '../controller/state';
import { claimName, parsePodName, podName, REVISION_LABEL } from '../kubernetes/pod-identity';
import { Field } from '../model/field';
import { Inventory } from '../model/inventory';
import { ManifestObject, refersTo } from '../model/object';
import { StatefulSet } from '../model/stateful-set';
import { isLive } from '../update/last-applied';
import { isSameTemplate, liveObjectsOf, revisionsWith } from '../update/revisions';

/** Why a container does not start, other than that it takes its time. */
const DOES_NOT_START = /BackOff|^Err|Error$|^Invalid/;

/**
 * What a cluster has printed of a StatefulSet besides itself: its pods, their claims and its revisions.
 */
export interface Live {
  readonly set: StatefulSet;
  readonly pods: readonly LivePod[];
  readonly claims: readonly ManifestObject[];
  readonly revisions: readonly ManifestObject[];
}

interface LivePod {
  readonly ordinal: number;
  readonly object: ManifestObject;
}

/**
 * What there is of a StatefulSet in the cluster that printed it; undefined where that has pods and printed none.
 */
export function liveOf(set: StatefulSet, inventory: Inventory): Live | undefined {
  if (!isLive(set.object)) {
    return undefined;
  }
  const { pods, revisions } = liveObjectsOf(set, inventory);
  if (pods.length === 0 && set.object.root.at('status', 'replicas').number !== 0) {
    return undefined;
  }
  return {
    set,
    revisions,
    pods: pods.flatMap(object => {
      const pod = parsePodName(object.name);
      return pod?.statefulSet === set.name ? [{ ordinal: pod.ordinal, object }] : [];
    }).sort((one, other) => one.ordinal - other.ordinal),
    claims: inventory.ofKind('/PersistentVolumeClaim').filter(claim => isOfTemplate(claim, set)),
  };
}

/**
 * Whether a claim template makes the claim.
 */
export function isOfTemplate(claim: ManifestObject, set: StatefulSet): boolean {
  return claim.sharesNamespace(set.object) && templateOf(claim, set) !== undefined;
}

/**
 * What the controller finds in the cluster. All revisions have the names of the cluster, but for two: `OLD` is the one that all pods had
 * before the roll-out that is not finished, and `NEW` the one of the new template where that is another one.
 *
 * Where no claim was printed, the pods are taken to have theirs: nobody asked for them.
 *
 * @param set what the new manifest says, with any template
 * @param after the new set; undefined where it is deleted
 * @param broken the ordinals of pods that somebody says are not ready
 */
export function liveState(live: Live, set: SetState, after: StatefulSet = live.set, broken: readonly number[] = []): State {
  const status = live.set.object.root.at('status');
  const [current, update] = [status.at('currentRevision').string, status.at('updateRevision').string];
  const target = revisionsWith(after, live.revisions).at(-1) ?? (isSameTemplate(live.set, after) ? update ?? current : undefined);
  const named = (revision: string) => revision === current ? OLD : revision === target ? NEW : revision;
  const pods = live.pods.map(pod => podState(pod, named, broken));
  const inOrder = [...live.revisions].sort((one, other) => numberOf(one) - numberOf(other)).map(({ name }) => named(name));
  return {
    set: { ...set, template: target !== undefined && target === current ? OLD : NEW },
    now: Math.max(1, ...pods.map(({ readySince }) => readySince ?? 1)) + 1,
    revisions: [...new Set([...inOrder.includes(OLD) ? [] : [OLD], ...inOrder])],
    status: { currentRevision: OLD, currentReplicas: status.at('currentReplicas').number ?? 0 },
    pods,
    claims: live.claims.length > 0 ? live.claims.map(claim => claimState(claim, live)) : claimsOfPods(pods, set),
  };
}

/**
 * What is taken of a cluster for a plan, and what it does not say, as sentences.
 */
export function notesOnLive({ pods, claims, revisions, set }: Live): string[] {
  const names = (some: readonly LivePod[]) => some.map(({ object }) => object.name).join(', ');
  const unready = pods.filter(({ object }) => !isTerminating(object) && !isReady(object) && staysUnready(object));
  return [
    ...unready.length > 0 ? [`${names(unready)} ${unready.length === 1 ? 'is' : 'are'} not ready in OLD, and taken to stay so`] : [],
    ...claims.length === 0 && set.claimTemplates.length > 0 ? ['OLD has no claims, so that those of its pods are taken for there'] : [],
    ...revisions.length === 0 ? ['OLD has no ControllerRevisions, so that a template of before is taken for a new one'] : [],
  ];
}

function podState({ ordinal, object }: LivePod, named: (revision: string) => string, broken: readonly number[]): PodState {
  const phase = object.root.at('status', 'phase').string;
  const isUp = isReady(object) && !broken.includes(ordinal);
  const since = Date.parse(readyConditionOf(object)?.at('lastTransitionTime').string ?? '') / 1000;
  return {
    ordinal,
    uid: initialUid(ordinal),
    revision: named(object.labels[REVISION_LABEL] ?? ''),
    // what waits for nothing that comes does not get further
    phase: phase === 'Failed' || phase === 'Succeeded' || phase === 'Unknown' ? phase
      : isUp || broken.includes(ordinal) || staysUnready(object) ? 'Running' : 'Pending',
    ...isUp && { readySince: Number.isFinite(since) ? since : LONG_AGO },
    isTerminating: isTerminating(object),
  };
}

/** Whether a pod that is not ready runs, or cannot start; any other is on its way. */
function staysUnready({ root }: ManifestObject): boolean {
  const status = root.at('status');
  const waits = ['initContainerStatuses', 'containerStatuses'].flatMap(key => status.at(key).items)
    .some(container => DOES_NOT_START.test(container.at('state', 'waiting', 'reason').string ?? ''));
  const isUnschedulable = status.at('conditions').items.some(condition => condition.at('reason').string === 'Unschedulable');
  return status.at('phase').string === 'Running' || waits || isUnschedulable;
}

function readyConditionOf({ root }: ManifestObject): Field | undefined {
  return root.at('status', 'conditions').items.find(condition => condition.at('type').string === 'Ready');
}

function isReady(pod: ManifestObject): boolean {
  return readyConditionOf(pod)?.at('status').string === 'True';
}

function isTerminating({ metadata }: ManifestObject): boolean {
  return metadata.at('deletionTimestamp').isSet;
}

function claimState(claim: ManifestObject, live: Live): ClaimState {
  const { template, ordinal } = templateOf(claim, live.set)!;
  return {
    template,
    ordinal,
    isTerminating: isTerminating(claim),
    owners: claim.metadata.at('ownerReferences').items.map(owner => ownerState(owner, ordinal, live)),
  };
}

function ownerState(owner: Field, ordinal: number, { set, pods }: Live): ClaimOwner {
  const [uid = '', name] = [owner.at('uid').string, owner.at('name').string];
  const isController = owner.at('controller').boolean ?? false;
  if (refersTo(owner, 'apps/StatefulSet') && name === set.name) {
    return { kind: 'set', uid: uid === set.object.metadata.at('uid').string ? 'set' : uid, isController };
  }
  if (refersTo(owner, '/Pod') && name === podName(set.name, ordinal)) {
    const isThere = pods.some(({ object }) => object.name === name && object.metadata.at('uid').string === uid);
    return { kind: 'pod', uid: isThere ? initialUid(ordinal) : uid, isController };
  }
  return { kind: 'other', uid, isController };
}

function claimsOfPods(pods: readonly PodState[], { claimTemplates, retention, uid }: SetState): ClaimState[] {
  const owners: ClaimOwner[] = retention.whenDeleted === 'Delete' ? [{ kind: 'set', uid, isController: true }] : [];
  return pods.flatMap(({ ordinal }) => claimTemplates.map((template): ClaimState => ({ template, ordinal, isTerminating: false, owners })));
}

function templateOf(
  { name }: ManifestObject, { name: set, claimTemplates }: StatefulSet,
): { readonly template: string; readonly ordinal: number } | undefined {
  const ordinal = parsePodName(name)?.ordinal;
  const template = ordinal === undefined ? undefined : claimTemplates.find(each => claimName(each.name, set, ordinal) === name);
  return template && { template: template.name, ordinal: ordinal! };
}

function numberOf({ root }: ManifestObject): number {
  return root.at('revision').number ?? 0;
}
