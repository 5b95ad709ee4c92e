import { lowestUpdatedOrdinal } from '../../application/rollout';
import { differences } from '../../defaults/differences';
import { podName } from '../../kubernetes/pod-identity';
import { NONE } from '../../lint/rule';
import { StatefulSet } from '../../model/stateful-set';
import { UpdateRule } from '../rule';

/** How many changed places a finding names. */
const MOST = 3;

/**
 * What a change to the pod template brings.
 */
export const ROLLOUT: readonly UpdateRule[] = [
  {
    id: 'U14',
    name: 'rollout',
    severity: 'info',
    outcome: 'in-place',
    demand: 'A change of the pod template makes the pods anew, with their names and their claims.',
    consequence: 'pods are replaced one by one, from the highest ordinal down',
    fix: 'see that the application can do without each of its pods for a while',
    data: 'Each pod comes back with its claims.',
    link: 'https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#rolling-updates',
    check: {
      statefulSet: ({ before, after }) => {
        const paths = differences(before.pod.template, after.pod.template).map(difference => difference.after.path.replace('spec.template.', ''));
        return paths.length === 0 ? NONE : [{
          at: after.pod.template,
          problem: `differs in ${paths.slice(0, MOST).join(', ')}${paths.length > MOST ? ` and ${paths.length - MOST} more` : ''}`,
          consequence: replacedPods(after),
        }];
      },
    },
  },
];

/** Which pods are replaced. */
function replacedPods(set: StatefulSet): string {
  if (set.isOnDelete) {
    return 'each pod is replaced when somebody deletes it';
  }
  const { name, firstOrdinal, replicas } = set;
  const [highest, lowest] = [firstOrdinal + replicas - 1, lowestUpdatedOrdinal(set)];
  if (lowest > highest) {
    return `no pod is replaced, as partition ${lowest - firstOrdinal} leaves all of them out`;
  }
  return highest === lowest ? `${podName(name, highest)} is replaced` : `pods are replaced one by one, from ${podName(name, highest)} down to ${podName(name, lowest)}`;
}
