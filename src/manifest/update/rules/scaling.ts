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
    outcome: 'in-place',
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
    outcome: 'data-lost',
    demand: 'A StatefulSet whose claims go with their pods (whenScaled: Delete) keeps its ordinals.',
    consequence: 'the claims of the pods that go are deleted',
    fix: 'set whenScaled to Retain first, or keep the ordinals',
    data: 'The claims are deleted, and their volumes with them where the storage class says so.',
    link: source('pkg/controller/statefulset/stateful_set_utils.go', 287),
    check: { statefulSet: claimsLost },
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
