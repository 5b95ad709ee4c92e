import { differences } from '../../defaults/differences';
import { TargetVersions } from '../../kubernetes/target-versions';
import { NONE, source } from '../../lint/rule';
import { StatefulSet } from '../../model/stateful-set';
import { immutableFieldRefusal } from '../api-server-messages';
import { Change, UpdateFault, UpdateRule } from '../rule';
import { howChanged } from '../sentences';

const LINK = source('pkg/apis/apps/validation/validation.go', 258);
const REFUSED = 'the API server refuses the update';
const UNTOUCHED = 'Nothing happens to pods and claims, as nothing is updated.';

/**
 * Rules on what a StatefulSet keeps for life.
 */
export const IMMUTABLE_FIELDS: readonly UpdateRule[] = [
  {
    id: 'U01',
    name: 'service-name-changed',
    severity: 'error',
    outcome: 'refused',
    demand: 'The governing Service of a StatefulSet stays the same.',
    consequence: REFUSED,
    fix: 'keep the old serviceName; or delete the StatefulSet with --cascade=orphan, apply the new one, and delete its pods one by one, '
      + 'as only new pods get the new DNS names',
    data: UNTOUCHED,
    link: LINK,
    check: { statefulSet: (change, { target }) => changesAt(change, 'serviceName', target) },
  },
  {
    id: 'U02',
    name: 'selector-changed',
    severity: 'error',
    outcome: 'refused',
    demand: 'The selector of a StatefulSet stays the same.',
    consequence: REFUSED,
    fix: 'keep the old selector, and add labels to the pod template only; a StatefulSet that is made anew with another selector does not '
      + 'take over the old pods, so that these have to be deleted, too',
    data: UNTOUCHED,
    link: LINK,
    check: { statefulSet: (change, { target }) => changesAt(change, 'selector', target) },
  },
  {
    id: 'U03',
    name: 'pod-management-policy-changed',
    severity: 'error',
    outcome: 'refused',
    demand: 'The podManagementPolicy of a StatefulSet stays the same.',
    consequence: REFUSED,
    fix: 'keep the old podManagementPolicy; or delete the StatefulSet with --cascade=orphan, which leaves its pods and claims, and apply the new one',
    data: UNTOUCHED,
    link: LINK,
    check: { statefulSet: (change, { target }) => changesAt(change, 'podManagementPolicy', target) },
  },
  {
    id: 'U05',
    name: 'revision-history-limit-changed',
    severity: 'error',
    outcome: 'refused',
    demand: 'The revisionHistoryLimit of a StatefulSet stays the same where the cluster is older than 1.33.',
    consequence: 'the API server of Kubernetes 1.32 and before refuses the update',
    fix: 'keep the old revisionHistoryLimit until the cluster is 1.33',
    data: UNTOUCHED,
    link: 'https://github.com/kubernetes/kubernetes/blob/v1.32.13/pkg/apis/apps/validation/validation.go#L193',
    versions: '1.28 to 1.32',
    check: {
      statefulSet: (change, { target }) => target.isPartlyBefore('1.33')
        ? changesAt(change, 'revisionHistoryLimit', TargetVersions.parse('1.32'))
        : NONE,
    },
  },
];

function changesAt({ before, after, written }: Change<StatefulSet>, key: string, target: TargetVersions): UpdateFault[] {
  return differences(before.spec.at(key), after.spec.at(key)).map(difference => ({
    at: difference.after,
    problem: howChanged(difference, written),
    apiServerMessage: immutableFieldRefusal(after.spec.at(key), target),
  }));
}
