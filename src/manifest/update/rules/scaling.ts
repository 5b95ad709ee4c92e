import { Difference } from '../../defaults/differences';
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

function claimsLost(change: Change<StatefulSet>): readonly UpdateFault[] {
  const { before, after, written } = change;
  if (!deletesOnScaleIn(after)) {
    return NONE;
  }
  const start = changeAt(change, 'ordinals', 'start');
  const cause = after.replicas < before.replicas ? changeAt(change, 'replicas') : start;
  const { below, above } = outside(spanOf(before), spanOf(after));
  return [...below.map(span => ({ span, by: start })), ...above.map(span => ({ span, by: cause }))].map(({ span, by }) => ({
    at: by.after,
    problem: howChanged(by, written),
    consequence: `the claims of ${podsOf(before.name, [span])} are deleted`,
    data: `Deleted: ${namesOf(before, [span])}, and their volumes where the storage class says so.`,
  }));
}

function changeAt({ before, after }: Change<StatefulSet>, ...keys: string[]): Difference {
  return { before: before.spec.at(...keys), after: after.spec.at(...keys) };
}

/** Ordinals from `first` on and before `end`. */
interface Span {
  readonly first: number;
  readonly end: number;
}

function spanOf({ firstOrdinal, replicas }: StatefulSet): Span {
  return { first: firstOrdinal, end: firstOrdinal + Math.max(replicas, 0) };
}

/** The parts of a span below and above another one, each none or one span. */
function outside({ first, end }: Span, other: Span): { readonly below: readonly Span[]; readonly above: readonly Span[] } {
  const isAny = (span: Span) => span.first < span.end;
  return {
    below: [{ first, end: Math.min(end, other.first) }].filter(isAny),
    above: [{ first: Math.max(first, other.end), end }].filter(isAny),
  };
}

/** The ordinals that pods have no more, and those that they have now. */
function movesOf(before: StatefulSet, after: StatefulSet): { readonly gone: readonly Span[]; readonly come: readonly Span[] } {
  const [old, now] = [spanOf(before), spanOf(after)];
  const [left, added] = [outside(old, now), outside(now, old)];
  return { gone: [...left.below, ...left.above], come: [...added.below, ...added.above] };
}

function hasMoved(before: StatefulSet, after: StatefulSet): boolean {
  const { gone, come } = movesOf(before, after);
  return before.firstOrdinal !== after.firstOrdinal && gone.length > 0 && come.length > 0;
}

function claimsKept(change: Change<StatefulSet>): readonly UpdateFault[] {
  const { before, after, written, earlier, isLive } = change;
  // without a number in the manifest somebody else scales the set
  const isScaled = written.spec.at('replicas').isSet && after.claimTemplates.length > 0;
  if (!isScaled || deletesOnScaleIn(after) || hasMoved(before, after)) {
    return NONE;
  }
  const { gone, come } = movesOf(before, after);
  const cause = before.replicas === after.replicas ? changeAt(change, 'ordinals', 'start') : changeAt(change, 'replicas');
  const fault = { at: cause.after, problem: howChanged(cause, written) };
  const left = gone.length === 0 ? [] : [{
    ...fault,
    consequence: `these claims stay, and so do their volumes and what they cost: ${namesOf(after, gone)}`,
  }];
  // what a cluster was asked for, and does not have, is not there
  const areListed = isLive && earlier.ofKind('/PersistentVolumeClaim').length > 0;
  const isThere = (ordinal: number) => after.claimTemplates.some(({ name }) =>
    earlier.find('/PersistentVolumeClaim', claimName(name, after.name, ordinal), after.object).length > 0);
  const found = come.flatMap(toldOf).filter(ordinal => !areListed || isThere(ordinal));
  const taken = found.length === 0 ? [] : [{
    ...fault,
    outcome: 'in-place' as const,
    consequence: `the new pods take ${namesOfOrdinals(after, found)}, with what is in them${areListed ? '' : ', where an earlier scale-in has left them'}`,
    fix: 'see that the application can go on with old data of these pods; or delete these claims first, for empty ones',
    data: `Old data comes back with old claims${areListed ? '' : '; where there are none, the pods begin empty'}.`,
  }];
  return [...left, ...taken];
}

function ordinalsMoved(change: Change<StatefulSet>): readonly UpdateFault[] {
  const { before, after, written } = change;
  if (after.claimTemplates.length === 0 || deletesOnScaleIn(after) || !hasMoved(before, after)) {
    return NONE;
  }
  const { gone, come } = movesOf(before, after);
  const start = changeAt(change, 'ordinals', 'start');
  return [{
    at: start.after,
    problem: howChanged(start, written),
    consequence: `the pods ${podsOf(after.name, gone)} go, and ${podsOf(after.name, come)} come with empty claims`,
    data: `No pod uses these claims any more: ${namesOf(after, gone)}.`,
  }];
}

/** As many ordinals as are told, and one more. */
function toldOf({ first, end }: Span): number[] {
  return ordinals(first, Math.min(end - first, MOST + 1));
}

/** `data-db-3, data-db-4`. */
function namesOf(set: StatefulSet, spans: readonly Span[]): string {
  return namesOfOrdinals(set, spans.flatMap(toldOf));
}

function namesOfOrdinals(set: StatefulSet, of: readonly number[]): string {
  const names = of.slice(0, MOST).flatMap(ordinal => set.claimTemplates.map(({ name }) => claimName(name, set.name, ordinal)));
  return `${names.join(', ')}${of.length > MOST ? ', …' : ''}`;
}

/** `db-0 to db-2`. */
function podsOf(set: string, spans: readonly Span[]): string {
  return spans.map(({ first, end }) => end - first === 1 ? podName(set, first) : `${podName(set, first)} to ${podName(set, end - 1)}`).join(', ');
}
