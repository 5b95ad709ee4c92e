import { FindingsByPlace } from './findings';
import { factsOf, Thing, thingBetween, thingsBetween } from './thing';
import { Application, claimsOf, podsOf, rolloutOf } from '../application';
import { ClaimDescription } from '../application/descriptions';
import { groupedBy } from '../model/grouped-by';

/**
 * A pod with all that is its own.
 */
export interface Lane {
  readonly ordinal: number;
  readonly pod: Thing;

  /** Its claims, in the order of their templates. */
  readonly claims: readonly Thing[];

  /** The Services that lead to this pod alone. */
  readonly services: readonly Thing[];

  /** What a roll-out does to it. */
  readonly turn: Turn;
}

/**
 * When a change of the template reaches a pod: it is the `number`th to be replaced, somebody has to delete it, the partition
 * holds it back, or it is gone by then.
 */
export type Turn = { readonly kind: 'replaced'; readonly number: number } | { readonly kind: 'when deleted' | 'held back' | 'gone' };

/**
 * The pods of an application with all that is their own, by their ordinals.
 */
export function lanesOf(application: Application, ownServices: ReadonlyMap<string, readonly Thing[]>, findings: FindingsByPlace): Lane[] {
  const { set, inventory } = application;
  const claims = groupedBy(claimsOf(application), ({ podName }) => podName);
  const { replaced, replacedOnDelete } = rolloutOf(application);
  const numbers = new Map(replaced.map((name, index) => [name, index + 1]));
  const onDelete = new Set(replacedOnDelete);
  const ofTemplate = set.claimTemplates.map(({ field: { path } }) => findings.at(set.object, place => isWithin(place, path)));
  const claimThing = (claim: ClaimDescription, index: number): Thing => ({
    kind: 'PersistentVolumeClaim',
    name: claim.name,
    facts: claimFacts(claim),
    findings: [
      ...ofTemplate[index] ?? [],
      ...claim.preCreated ? findings.at(inventory.find('/PersistentVolumeClaim', claim.name, set.object)[0]) : [],
    ],
  });
  return podsOf(application).map(({ ordinal, name, dnsName }) => {
    const number = numbers.get(name);
    return {
      ordinal,
      pod: { kind: 'Pod', name, facts: factsOf({ DNS: dnsName }), findings: [] },
      claims: (claims.get(name) ?? []).map(claimThing),
      services: ownServices.get(name) ?? [],
      turn: number !== undefined ? { kind: 'replaced', number } : { kind: onDelete.has(name) ? 'when deleted' : 'held back' },
    };
  });
}

function claimFacts({ storage, storageClassName, accessModes, preCreated, whenDeleted, whenScaled }: ClaimDescription) {
  return factsOf({
    'storage': storage,
    'class': storageClassName,
    'access': accessModes.join(', '),
    'among the manifests': preCreated ? 'yes' : undefined,
    'when the set is deleted': whenDeleted,
    'when scaled away': whenScaled,
  });
}

/** Whether a path leads to a place, or below it. */
export function isWithin(path: string, place: string): boolean {
  return path.startsWith(place) && ['', '.', '['].includes(path.charAt(place.length));
}

/**
 * What an update does to the pods of an application.
 */
export interface PodUpdate {
  readonly isTemplateChanged: boolean;

  /** What becomes of the claims of pods that are scaled away: Retain or Delete. */
  readonly whenScaled: string;
}

/**
 * The pods after an update beside those before it.
 */
export function lanesBetween(before: readonly Lane[], after: readonly Lane[], { isTemplateChanged, whenScaled }: PodUpdate): Lane[] {
  const old = new Map(before.map(lane => [lane.ordinal, lane]));
  const now = new Set(after.map(({ ordinal }) => ordinal));
  const kept = after.map((lane): Lane => {
    const previous = old.get(lane.ordinal);
    return {
      ...lane,
      pod: thingBetween(previous?.pod, isTemplateChanged && lane.turn.kind !== 'held back' ? { ...lane.pod, change: 'changed' } : lane.pod),
      claims: thingsBetween(previous?.claims ?? [], lane.claims),
      services: thingsBetween(previous?.services ?? [], lane.services),
    };
  });
  const gone = before.filter(({ ordinal }) => !now.has(ordinal)).map(lane => removedLane(lane, whenScaled));
  return [...kept, ...gone].sort((one, other) => one.ordinal - other.ordinal);
}

/**
 * A lane whose pod goes.
 *
 * @param retention what becomes of its claims: Retain or Delete
 */
export function removedLane({ ordinal, pod, claims, services }: Lane, retention: string): Lane {
  const removed = (thing: Thing): Thing => ({ ...thing, change: 'removed' });
  return {
    ordinal,
    pod: removed(pod),
    claims: claims.map(claim => retention === 'Delete' ? removed(claim) : { ...claim, facts: [...claim.facts, { name: 'kept', value: 'without a pod' }] }),
    services: services.map(removed),
    turn: { kind: 'gone' },
  };
}
