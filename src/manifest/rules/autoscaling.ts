import { inItsLetters } from '../lint/edit';
import { firstOf, listed } from '../lint/listed';
import { Context, Fault, NONE, Rule, source } from '../lint/rule';
import { Autoscaler, AUTOSCALERS } from '../model/autoscaler';
import { cachedPerList } from '../model/cached';
import { groupedBy } from '../model/grouped-by';
import { nameOf } from '../model/kinds';
import { apiVersionOf, ManifestObject } from '../model/object';
import { SCALABLE } from '../model/scale';

/** Workloads that nothing scales, as their kinds have no subresource `scale`. */
const UNSCALABLE = ['apps/DaemonSet', 'batch/Job', 'batch/CronJob', '/Pod'];

/** Where autoscaling/v1 keeps the metrics that it has no field for. */
const METRICS = 'autoscaling.alpha.kubernetes.io/metrics';

/**
 * Rules on autoscalers.
 */
export const AUTOSCALING: readonly Rule[] = [
  {
    id: 'R76',
    name: 'replicas-fixed-beside-autoscaler',
    severity: 'error',
    demand: 'A workload that a HorizontalPodAutoscaler or a ScaledObject scales does not say its replicas.',
    consequence: 'every apply sets the number of pods back, and the autoscaler changes it again',
    fix: 'remove spec.replicas; a StatefulApp leaves it out with hasAutoscaler: true',
    link: 'https://kubernetes.io/docs/concepts/workloads/autoscaling/horizontal-pod-autoscale/#migrating-deployments-and-statefulsets-to-horizontal-autoscaling',
    check: { kinds: SCALABLE, object: fixedReplicas },
  },
  {
    id: 'N02',
    name: 'autoscaler-range-empty',
    severity: 'error',
    demand: 'The most pods of an autoscaler are 1 or more, and not fewer than its least ones.',
    consequence: 'the API server refuses the HorizontalPodAutoscaler, or KEDA the ScaledObject',
    fix: 'raise the maximum, or lower the minimum',
    link: source('pkg/apis/autoscaling/validation/validation.go', 62),
    check: { kinds: AUTOSCALERS, object: rangeFaults },
  },
  {
    id: 'N04',
    name: 'autoscaler-to-zero',
    severity: 'error',
    demand: 'The minReplicas of a HorizontalPodAutoscaler is 1 or more; from Kubernetes 1.37 on it may be 0 beside a metric that needs no pods.',
    consequence: 'the API server refuses the HorizontalPodAutoscaler',
    fix: 'set minReplicas to 1',
    link: 'https://kubernetes.io/docs/reference/command-line-tools-reference/feature-gates/HPAScaleToZero/',
    versions: '0: before 1.37; in others without a metric of type Object or External',
    check: {
      kinds: ['autoscaling/HorizontalPodAutoscaler'],
      object: ({ spec, metadata }, { target }) => {
        const least = spec.at('minReplicas');
        if (least.number === undefined || least.number > 0) {
          return NONE;
        }
        if (least.number < 0) {
          return [{ at: least, problem: 'is negative' }];
        }
        if (target.isPartlyBefore('1.37')) {
          return [{ at: least, problem: 'is refused before Kubernetes 1.37' }];
        }
        const isFromElsewhere = spec.at('metrics').items.some(metric => ['Object', 'External'].includes(metric.at('type').string ?? ''));
        return isFromElsewhere || metadata.at('annotations', METRICS).isSet
          ? NONE
          : [{ at: least, problem: 'has no metric of type Object or External beside it, and pods that are not there have none' }];
      },
    },
  },
  {
    id: 'R105',
    name: 'autoscaler-target-missing',
    severity: 'error',
    demand: 'What an autoscaler scales is there, with the kind and the group of its API as they are written.',
    consequence: 'the autoscaler finds nothing to scale, and the number of pods stays what it is',
    fix: 'set apiVersion, kind and name of scaleTargetRef to those of the workload',
    link: 'https://kubernetes.io/docs/concepts/workloads/autoscaling/horizontal-pod-autoscale/#how-does-a-horizontalpodautoscaler-work',
    check: { kinds: AUTOSCALERS, object: targetFaults },
  },
  {
    id: 'R106',
    name: 'autoscalers-overlap',
    severity: 'error',
    demand: 'One autoscaler scales a workload.',
    consequence: 'each sees pods that another one scales as well, and none of them acts (AmbiguousSelector)',
    fix: 'keep one, with all metrics',
    link: source('pkg/controller/podautoscaler/horizontal.go', 604),
    check: { kinds: AUTOSCALERS, object: overlapFaults },
  },
];

function rangeFaults(object: ManifestObject): readonly Fault[] {
  const { least, most, leastField, mostField } = new Autoscaler(object);
  const idle = object.spec.at('idleReplicaCount');
  return [
    ...most !== undefined && most < 1 ? [{ at: mostField, problem: 'is not 1 or more' }]
      : most !== undefined && least > most && leastField.isSet ? [{ at: leastField, problem: `is more than ${mostField.name}, ${most}` }] : NONE,
    ...object.groupKind === 'keda.sh/ScaledObject' && idle.number !== undefined && idle.number >= least
      ? [{ at: idle, problem: `is not less than ${leastField.name}, ${least}`, fix: 'lower it, or raise the minimum' }] : NONE,
  ];
}

/** Of a StatefulSet with fewer pods for a while it is an error, as the data of those that are missing is not there. */
function fixedReplicas(workload: ManifestObject, { inventory }: Context): readonly Fault[] {
  const at = workload.spec.at('replicas');
  // an autoscaler leaves a workload with 0 replicas alone, which is how one is paused
  if (at.number === undefined || at.number === 0) {
    return NONE;
  }
  const { groupKind } = workload;
  const all = inventory.autoscalersOf(workload);
  // of two manifests of one workload one counts
  const counts = all.length > 0 && groupKind !== undefined && inventory.find(groupKind, workload.name, workload).includes(workload);
  const autoscalers = !counts ? [] : all
    .filter(({ object }) => object.sharesNamespace(workload))
    .filter(({ least, most }) => least !== at.number || most !== at.number)
    .map(({ object }) => object);
  return autoscalers.length === 0 ? NONE : [{
    at,
    problem: `is fixed, and ${listed(autoscalers)} ${autoscalers.length > 1 ? 'scale' : 'scales'} it, too`,
    severity: groupKind === 'apps/StatefulSet' ? 'error' : 'warning',
    related: autoscalers,
  }];
}

function targetFaults(object: ManifestObject, { inventory, isComplete }: Context): readonly Fault[] {
  const autoscaler = new Autoscaler(object);
  if (autoscaler.targetName === '') {
    return NONE;
  }
  const { target, targetKind, targetGroup, targetName } = autoscaler;
  // others have kinds of these names as well
  const isOfKubernetes = ['', 'apps', 'extensions'].includes(targetGroup);
  const meant = !isOfKubernetes ? undefined : SCALABLE.find(kind => nameOf(kind).toLowerCase() === targetKind.toLowerCase());
  const written = SCALABLE.find(kind => kind === `${targetGroup}/${targetKind}`);
  if (UNSCALABLE.includes(`${targetGroup}/${targetKind}`)) {
    const fix = 'remove the autoscaler, or run the pods by a Deployment or a StatefulSet';
    return [{ at: target.at('kind'), problem: 'is a kind without a number of replicas', fix }];
  }
  if (meant !== undefined && written === undefined) {
    const isKind = nameOf(meant) !== targetKind;
    const right = isKind ? nameOf(meant) : apiVersionOf(meant);
    const at = target.at(isKind ? 'kind' : 'apiVersion');
    return [{ at, problem: isKind ? `is no kind; it is called ${right}` : `has no ${targetKind}`, fix: `set it to ${right}`, ...inItsLetters(at.string, [right]) }];
  }
  if (written === undefined || inventory.find(written, targetName, object).length > 0) {
    return NONE;
  }
  const others = SCALABLE.flatMap(kind => inventory.find(kind, targetName, object));
  if (others.length > 0) {
    return [{ at: target.at('kind').isSet ? target.at('kind') : target, problem: `is not the kind of ${listed(others)}`, related: others }];
  }
  const elsewhere = inventory.findAnywhere(written, targetName);
  if (elsewhere.length > 0) {
    const problem = `is the name of ${listed(elsewhere)} of another namespace, and none of ${JSON.stringify(object.namespace)}`;
    const fix = 'put the autoscaler into the namespace of the workload';
    return [{ at: target.at('name'), problem, fix, severity: isComplete ? 'error' : 'warning', related: firstOf(elsewhere) }];
  }
  // where no such workload is here at all the autoscaler is in a file of its own
  const isWithWorkloads = inventory.ofKind(written).some(workload => workload.mayShareNamespace(object));
  return isComplete || isWithWorkloads
    ? [{ at: target.at('name'), problem: `is the name of no ${targetKind} here`, severity: isComplete ? 'error' : 'warning' }]
    : NONE;
}

/** Once for all that scale one workload, at the second of them. */
function overlapFaults(object: ManifestObject, { inventory }: Context): readonly Fault[] {
  const autoscaler = new Autoscaler(object);
  if (autoscaler.targetName === '') {
    return NONE;
  }
  const all = byNamespace(inventory.autoscalersOfTarget(autoscaler)).get(object.namespace) ?? [];
  if (all[1]?.object !== object) {
    return NONE;
  }
  const others = all.map(other => other.object).filter(other => other !== object);
  return [{ at: autoscaler.target, problem: `is what ${listed(others)} ${others.length > 1 ? 'scale' : 'scales'}, too`, related: firstOf(others) }];
}

const byNamespace = cachedPerList((autoscalers: readonly Autoscaler[]) => groupedBy(autoscalers, ({ object }) => object.namespace));
