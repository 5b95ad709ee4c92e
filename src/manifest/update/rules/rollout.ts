import { podName } from '../../identity';
import { StatefulSet } from '../../model/stateful-set';
import { NONE } from '../../rule';
import { differences } from '../differences';
import { UpdateRule } from '../rule';

/** How many places are told. */
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

/** Which pods are replaced; a partition counts pods from the first ordinal, whatever that is. */
function replacedPods({ name, spec, replicas, firstOrdinal }: StatefulSet): string {
  const strategy = spec.at('updateStrategy');
  if (strategy.at('type').string === 'OnDelete') {
    return 'each pod is replaced when somebody deletes it';
  }
  const partition = strategy.at('rollingUpdate', 'partition').number ?? 0;
  if (partition >= replicas) {
    return `no pod is replaced, as partition ${partition} leaves all of them out`;
  }
  const [highest, lowest] = [podName(name, firstOrdinal + replicas - 1), podName(name, firstOrdinal + partition)];
  return highest === lowest ? `${highest} is replaced` : `pods are replaced one by one, from ${highest} down to ${lowest}`;
}
