import { listed } from '../lint/listed';
import { Context, Fault, NONE, Rule, source } from '../lint/rule';
import { Autoscaler } from '../model/autoscaler';
import { StatefulSet } from '../model/stateful-set';

/**
 * Rules on what becomes of claims.
 */
export const RETENTION: readonly Rule[] = [
  {
    id: 'R45',
    name: 'data-deleted-with-stateful-set',
    severity: 'warning',
    demand: 'The claims of a StatefulSet outlive it.',
    consequence: 'whatever deletes and makes the StatefulSet anew destroys the data: a change of an immutable field, replace --force, a new name, '
      + 'a namespace that is pruned',
    fix: 'write whenDeleted: Retain, or accept the finding where the data can be made again',
    link: 'https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#persistentvolumeclaim-retention',
    check: {
      statefulSet: set => {
        const at = set.retentionAt('whenDeleted');
        return at.string === 'Delete' && set.claimTemplates.length > 0 ? [{ at, problem: 'deletes the claims together with the StatefulSet' }] : NONE;
      },
    },
  },
  {
    id: 'R46',
    name: 'data-deleted-when-scaled',
    severity: 'warning',
    demand: 'The claims of a StatefulSet outlive a smaller number of replicas.',
    consequence: 'the data of a pod is gone with each scale-in, with a pause at 0 replicas, and where ordinals.start is raised',
    fix: 'write whenScaled: Retain',
    link: source('pkg/controller/statefulset/stateful_set_utils.go', 287),
    check: { statefulSet: scaledAway },
  },
];

function scaledAway(set: StatefulSet, { inventory }: Context): readonly Fault[] {
  const at = set.retentionAt('whenScaled');
  if (at.string !== 'Delete' || set.claimTemplates.length === 0) {
    return NONE;
  }
  const autoscalers = inventory.autoscalersOf(set.object).filter(scales);
  if (autoscalers.length > 0) {
    const objects = autoscalers.map(({ object }) => object);
    return [{ at, problem: `deletes claims whenever ${listed(objects)} ${objects.length > 1 ? 'scale' : 'scales'} in`, severity: 'error', related: objects }];
  }
  return set.replicas === 0
    ? [{ at, problem: 'deletes the claims of all pods, as there are 0 replicas', severity: 'error' }]
    : [{ at, problem: 'deletes the claims of pods that are scaled away' }];
}

/** Whether the number of pods can ever change. */
function scales({ least, most }: Autoscaler): boolean {
  return least !== most;
}
