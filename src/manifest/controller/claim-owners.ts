import { ClaimOwner, ClaimState, Replica, SetState } from './state';

/**
 * Whether the owners of a claim are those that the retention policy demands:
 *
 * | whenScaled, whenDeleted | owner |
 * |---|---|
 * | Retain, Retain | none |
 * | Retain, Delete | the set |
 * | Delete, Retain | the pod, once it is scaled away |
 * | Delete, Delete | the set; the pod, once it is scaled away |
 *
 * A claim that others rule over, or that belonged to a set or a pod which is gone, is left alone.
 */
export function isOwnedAsDemanded(claim: ClaimState, set: SetState, pod: Replica): boolean {
  if (isStale(claim, 'set', set.uid) || isStale(claim, 'pod', pod.uid)) {
    return true;
  }
  const [ownedBySet, ownedByPod] = [isOwnedBy(claim, set.uid), isOwnedBy(claim, pod.uid)];
  if (hasUnexpectedController(claim, set, pod)) {
    return !ownedBySet && !ownedByPod;
  }
  if (claim.owners.some(({ uid, isController }) => (uid === set.uid || uid === pod.uid) && !isController)) {
    return false;
  }
  const demanded = demandedOwners(set, pod);
  // with Delete, Retain the set is looked for first and the pod afterwards; the outcome is the same
  return ownedBySet === demanded.includes('set') && ownedByPod === demanded.includes('pod');
}

/**
 * The owners of a claim after they were made what the retention policy demands.
 */
export function ownersAsDemanded(claim: ClaimState, set: SetState, pod: Replica): ClaimOwner[] {
  const others = claim.owners.filter(({ kind }) => kind === 'other');
  if (hasUnexpectedController(claim, set, pod)) {
    return others;
  }
  return [...others, ...demandedOwners(set, pod).map(kind => ({ kind, uid: kind === 'set' ? set.uid : pod.uid, isController: true }))];
}

/**
 * Whether a pod may not be created yet, as its claim waits for the garbage collector: it belonged to a pod that was scaled away.
 */
export function isClaimOfGonePod(claim: ClaimState, set: SetState, pod: Replica): boolean {
  return set.retention.whenScaled === 'Delete' && isStale(claim, 'pod', pod.uid);
}

function demandedOwners(set: SetState, { ordinal }: Replica): ('set' | 'pod')[] {
  const { whenDeleted, whenScaled } = set.retention;
  if (whenScaled === 'Delete' && !isInRange(ordinal, set)) {
    return ['pod'];
  }
  return whenDeleted === 'Delete' ? ['set'] : [];
}

/** Whether the set wants a pod of that ordinal. */
export function isInRange(ordinal: number, { start, replicas }: SetState): boolean {
  return ordinal >= start && ordinal < start + replicas;
}

function isOwnedBy({ owners }: ClaimState, owner: string): boolean {
  return owners.some(({ uid }) => uid === owner);
}

/** Whether an owner of that name was another object, which is gone. */
function isStale({ owners }: ClaimState, kind: 'set' | 'pod', uid: string): boolean {
  const owner = owners.find(each => each.kind === kind);
  return owner !== undefined && owner.uid !== uid;
}

function hasUnexpectedController({ owners }: ClaimState, { uid, retention }: SetState, pod: Replica): boolean {
  return (retention.whenDeleted === 'Delete' || retention.whenScaled === 'Delete') && owners.some(owner => {
    switch (owner.kind) {
      case 'set': return owner.uid !== uid;
      case 'pod': return owner.uid !== pod.uid;
      default: return owner.isController;
    }
  });
}
