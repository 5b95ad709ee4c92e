import { claimName, ordinals, podName } from '../../kubernetes/pod-identity';
import { NONE, source } from '../../lint/rule';
import { StatefulSet } from '../../model/stateful-set';
import { Change, UpdateFault, UpdateRule } from '../rule';
import { howChanged } from '../sentences';

/** How many claims a finding names. */
const MOST = 5;

/**
 * Rules on how many pods there are, and on what becomes of the claims of the others.
 */
export const SCALING: readonly UpdateRule[] = [
  {
    id: 'U12',
    name: 'replicas-removed',
    severity: 'warning',
    outcome: 'data-kept',
    demand: 'The replicas of a StatefulSet are not taken out of a manifest that kubectl apply has applied with them.',
    consequence: 'kubectl apply then sets them to 1, their default, and all other pods go',
    fix: 'take replicas out of the last applied configuration first (kubectl apply edit-last-applied), or use server-side apply; '
      + 'or write down how many there are',
    data: 'The claims of the pods that go stay.',
    link: 'https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/#migrating-deployments-and-statefulsets-to-horizontal-autoscaling',
    check: {
      statefulSet: ({ before, after, written }) => !written.spec.at('replicas').isSet && before.replicas > after.replicas
        ? [{
          at: after.spec.at('replicas'),
          problem: `is missing, and was ${before.replicas}`,
          ...deletesOnScaleIn(after) && { data: 'The claims of the pods that go are deleted, as whenScaled is Delete.' },
        }]
        : NONE,
    },
  },
  {
    id: 'U13',
    name: 'claims-deleted-on-scale-in',
    severity: 'error',
    outcome: 'data-deleted',
    demand: 'A StatefulSet whose claims go with their pods (whenScaled: Delete) keeps its ordinals.',
    consequence: 'the claims of the pods that go are deleted',
    fix: 'set whenScaled to Retain first, or keep the ordinals',
    data: 'The claims are deleted, and their volumes with them where the storage class says so.',
    link: source('pkg/controller/statefulset/stateful_set_utils.go', 287),
    check: { statefulSet: claimsLost },
  },
  {
    id: 'U20',
    name: 'claims-outlive-their-pods',
    severity: 'info',
    outcome: 'data-kept',
    demand: 'Claims of pods that go are retained, and pods that come take claims of their names that are there.',
    consequence: 'the claims stay, and so do their volumes and what they cost',
    fix: 'keep them for when the pods come back; or delete them by name once their data is not needed',
    data: 'The claims of the pods that go stay, with their data.',
    link: 'https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#persistentvolumeclaim-retention',
    check: { statefulSet: claimsKept },
  },
  {
    id: 'U21',
    name: 'ordinals-moved',
    severity: 'error',
    outcome: 'data-left-behind',
    demand: 'A StatefulSet with claims keeps its ordinals: pods find their data by them.',
    consequence: 'pods of the old ordinals go, and those of the new ones begin with empty claims',
    fix: 'keep ordinals.start; or move the data into the claims of the new ordinals first, and accept this finding then',
    data: 'The claims of the old ordinals stay, and no pod uses them.',
    link: 'https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#start-ordinal',
    check: { statefulSet: ordinalsMoved },
  },
  {
    id: 'U16',
    name: 'retention-turned-to-delete',
    severity: 'info',
    outcome: 'in-place',
    demand: 'Claims that were retained stay so.',
    consequence: 'from then on claims are deleted, those that are there as well',
    fix: 'keep Retain where the data is worth more than the space',
    data: 'No claim is deleted yet.',
    link: 'https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#persistentvolumeclaim-retention',
    check: {
      statefulSet: ({ before, after, written }) => after.claimTemplates.length === 0 ? NONE : (['whenDeleted', 'whenScaled'] as const)
        .map(event => ({ before: before.retentionAt(event), after: after.retentionAt(event) }))
        .filter(change => change.before.string !== 'Delete' && change.after.string === 'Delete')
        .map(change => ({ at: change.after, problem: howChanged(change, written) })),
    },
  },
];

function deletesOnScaleIn(set: StatefulSet): boolean {
  return set.claimTemplates.length > 0 && set.retentionAt('whenScaled').string === 'Delete';
}

function claimsLost({ before, after, written }: Change<StatefulSet>): readonly UpdateFault[] {
  if (!deletesOnScaleIn(after)) {
    return NONE;
  }
  const first = after.firstOrdinal;
  const start = { before: before.spec.at('ordinals', 'start'), after: after.spec.at('ordinals', 'start') };
  const replicas = { before: before.spec.at('replicas'), after: after.spec.at('replicas') };
  const cause = after.replicas < before.replicas ? replicas : start;
  const below = lost(before, Number.MIN_SAFE_INTEGER, first);
  const above = lost(before, first + Math.max(after.replicas, 0), Number.MAX_SAFE_INTEGER);
  return [
    ...below ? [{ at: start.after, problem: howChanged(start, written), ...below }] : [],
    ...above ? [{ at: cause.after, problem: howChanged(cause, written), ...above }] : [],
  ];
}

/** What a fault says of the claims of the ordinals `from` to `end - 1`; undefined where there are none. */
function lost(set: StatefulSet, from: number, end: number): Partial<UpdateFault> | undefined {
  const [first, last] = [Math.max(from, set.firstOrdinal), Math.min(end, set.firstOrdinal + set.replicas) - 1];
  if (last < first) {
    return undefined;
  }
  const count = last - first + 1;
  const claims = ordinals(first, Math.min(count, MOST)).flatMap(ordinal => set.claimTemplates.map(({ name }) => claimName(name, set.name, ordinal)));
  const names = `${claims.join(', ')}${count > MOST ? ', …' : ''}`;
  return {
    consequence: `the claims of ${podName(set.name, first)}${count > 1 ? ` to ${podName(set.name, last)}` : ''} are deleted`,
    data: `Deleted: ${names}, and their volumes where the storage class says so.`,
  };
}

/** Ordinals from `first` on and before `end`. */
interface Span {
  readonly first: number;
  readonly end: number;
}

function spanOf({ firstOrdinal, replicas }: StatefulSet): Span {
  return { first: firstOrdinal, end: firstOrdinal + Math.max(replicas, 0) };
}

/** The ordinals that pods have no more, and those that they have now. */
function movesOf(before: StatefulSet, after: StatefulSet): { readonly gone: readonly Span[]; readonly come: readonly Span[] } {
  const [old, now] = [spanOf(before), spanOf(after)];
  return { gone: without(old, now), come: without(now, old) };
}

/** The part of a span that is below another one, and the part that is above it. */
function without({ first, end }: Span, other: Span): Span[] {
  const below = { first, end: Math.min(end, other.first) };
  const above = { first: Math.max(first, other.end, below.end), end };
  return [below, above].filter(span => span.first < span.end);
}

function hasMoved(before: StatefulSet, after: StatefulSet): boolean {
  const { gone, come } = movesOf(before, after);
  return before.firstOrdinal !== after.firstOrdinal && gone.length > 0 && come.length > 0;
}

function claimsKept({ before, after, written, earlier, isLive }: Change<StatefulSet>): readonly UpdateFault[] {
  // without a number in the manifest somebody else scales the set
  const isScaled = written.spec.at('replicas').isSet && after.claimTemplates.length > 0;
  if (!isScaled || deletesOnScaleIn(after) || hasMoved(before, after)) {
    return NONE;
  }
  const { gone, come } = movesOf(before, after);
  const change = { before: before.spec.at('replicas'), after: after.spec.at('replicas') };
  const start = { before: before.spec.at('ordinals', 'start'), after: after.spec.at('ordinals', 'start') };
  const { after: at } = before.replicas === after.replicas ? start : change;
  const problem = howChanged(before.replicas === after.replicas ? start : change, written);
  const left = gone.length === 0 ? [] : [{ at, problem, consequence: `these claims stay, and so do their volumes and what they cost: ${namesOf(after, gone.flatMap(firstOf))}` }];
  // what a cluster was asked for, and does not have, is not there
  const areListed = isLive && earlier.ofKind('/PersistentVolumeClaim').length > 0;
  const isThere = (ordinal: number) => after.claimTemplates.some(({ name }) =>
    earlier.find('/PersistentVolumeClaim', claimName(name, after.name, ordinal), after.object).length > 0);
  const found = areListed ? come.flatMap(firstOf).filter(isThere) : come.flatMap(firstOf);
  const taken = found.length === 0 ? [] : [{
    at,
    problem,
    outcome: 'in-place' as const,
    consequence: `the new pods take ${namesOf(after, found)}, with what is in them${areListed ? '' : ', where an earlier scale-in has left them'}`,
    fix: 'see that the application can go on with old data of these pods; or delete these claims first, for empty ones',
    data: `Old data comes back with old claims${areListed ? '' : '; where there are none, the pods begin empty'}.`,
  }];
  return [...left, ...taken];
}

function ordinalsMoved({ before, after, written }: Change<StatefulSet>): readonly UpdateFault[] {
  if (after.claimTemplates.length === 0 || deletesOnScaleIn(after) || !hasMoved(before, after)) {
    return NONE;
  }
  const { gone, come } = movesOf(before, after);
  const start = { before: before.spec.at('ordinals', 'start'), after: after.spec.at('ordinals', 'start') };
  return [{
    at: start.after,
    problem: howChanged(start, written),
    consequence: `the pods ${podsOf(after.name, gone)} go, and ${podsOf(after.name, come)} come with empty claims`,
    data: `No pod uses these claims any more: ${namesOf(after, gone.flatMap(firstOf))}.`,
  }];
}

/** As many ordinals as are told, and one more. */
function firstOf({ first, end }: Span): number[] {
  return ordinals(first, Math.min(end - first, MOST + 1));
}

/** `data-db-3, data-db-4`. */
function namesOf(set: StatefulSet, of: readonly number[]): string {
  const names = of.slice(0, MOST).flatMap(ordinal => set.claimTemplates.map(({ name }) => claimName(name, set.name, ordinal)));
  return `${names.join(', ')}${of.length > MOST ? ', …' : ''}`;
}

/** `db-0 to db-2`. */
function podsOf(set: string, spans: readonly Span[]): string {
  return spans.map(({ first, end }) => end - first === 1 ? podName(set, first) : `${podName(set, first)} to ${podName(set, end - 1)}`).join(', ');
}
