import { firstOf, listed } from '../lint/listed';
import { Context, Fault, NONE, Rule, source } from '../lint/rule';
import { Autoscaler, AUTOSCALERS } from '../model/autoscaler';
import { cachedPerList } from '../model/cached';
import { Field } from '../model/field';
import { groupedBy } from '../model/grouped-by';
import { Kind, nameOf } from '../model/kinds';
import { groupOf, ManifestObject } from '../model/object';
import { PodTemplate, podTemplateOf } from '../model/pod-template';

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
    demand: 'A StatefulSet that a HorizontalPodAutoscaler or a ScaledObject scales does not say its replicas.',
    consequence: 'every apply sets the number of pods back, and the autoscaler changes it again',
    fix: 'remove spec.replicas; a StatefulApp leaves it out with hasAutoscaler: true',
    link: 'https://kubernetes.io/docs/concepts/workloads/autoscaling/horizontal-pod-autoscale/#migrating-deployments-and-statefulsets-to-horizontal-autoscaling',
    check: {
      statefulSet: (set, { inventory }) => {
        const at = set.spec.at('replicas');
        // an autoscaler leaves a workload with 0 replicas alone, which is how one is paused
        if (at.number === undefined || at.number === 0) {
          return NONE;
        }
        const all = inventory.autoscalersOf(set);
        // of two manifests of one StatefulSet the last counts
        const autoscalers = all.length === 0 || !inventory.setsNamed(set.name, set.object).includes(set) ? [] : all
          .filter(({ object, targetGroup, least, most }) => object.sharesNamespace(set.object) && targetGroup === 'apps' && (least !== at.number || most !== at.number))
          .map(({ object }) => object);
        return autoscalers.length === 0 ? NONE : [{
          at,
          problem: `is fixed, and ${listed(autoscalers)} ${autoscalers.length > 1 ? 'scale' : 'scales'} it, too`,
          related: autoscalers,
        }];
      },
    },
  },
  {
    id: 'N02',
    name: 'autoscaler-range-empty',
    severity: 'error',
    demand: 'The maxReplicas of a HorizontalPodAutoscaler is 1 or more, and not less than its minReplicas.',
    consequence: 'the API server refuses the HorizontalPodAutoscaler',
    fix: 'raise maxReplicas, or lower minReplicas',
    link: source('pkg/apis/autoscaling/validation/validation.go', 62),
    check: {
      kind: 'autoscaling/HorizontalPodAutoscaler',
      object: ({ spec }) => {
        const [least, most] = [spec.at('minReplicas'), spec.at('maxReplicas')];
        if (most.number === undefined) {
          return NONE;
        }
        if (most.number < 1) {
          return [{ at: most, problem: 'is not 1 or more' }];
        }
        return least.number !== undefined && least.number > most.number
          ? [{ at: least, problem: `is more than maxReplicas, ${most.number}` }]
          : NONE;
      },
    },
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
      kind: 'autoscaling/HorizontalPodAutoscaler',
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
    check: { object: targetFaults },
  },
  {
    id: 'R106',
    name: 'autoscalers-overlap',
    severity: 'error',
    demand: 'One autoscaler scales a workload.',
    consequence: 'each sees pods that another one scales as well, and none of them acts (AmbiguousSelector)',
    fix: 'keep one, with all metrics',
    link: source('pkg/controller/podautoscaler/horizontal.go', 604),
    check: { object: overlapFaults },
  },
  {
    id: 'R107',
    name: 'utilization-without-request',
    severity: 'warning',
    demand: 'Where an autoscaler goes by the utilization of a resource, every container of the pods requests it, sidecars too.',
    consequence: 'the autoscaler cannot tell the utilization, and never acts (FailedGetResourceMetric), unless a LimitRange of the namespace fills the '
      + 'request in',
    fix: 'set the request of the resource in each container, or go by an average value (AverageValue)',
    link: source('pkg/controller/podautoscaler/replica_calculator.go', 433),
    check: { object: requestFaults },
  },
];

/** What can be scaled. */
const SCALABLE = ['apps/StatefulSet', 'apps/Deployment', 'apps/ReplicaSet', '/ReplicationController'] as const satisfies readonly Kind[];

function autoscalerOf(object: ManifestObject): Autoscaler | undefined {
  return object.groupKind !== undefined && (AUTOSCALERS as readonly Kind[]).includes(object.groupKind) ? new Autoscaler(object) : undefined;
}

function targetFaults(object: ManifestObject, { inventory, isComplete }: Context): readonly Fault[] {
  const autoscaler = autoscalerOf(object);
  if (autoscaler === undefined || autoscaler.targetName === '') {
    return NONE;
  }
  const { target, targetKind, targetGroup, targetName } = autoscaler;
  // others have kinds of these names as well
  const isOfKubernetes = ['', 'apps', 'extensions'].includes(targetGroup);
  const meant = !isOfKubernetes ? undefined : SCALABLE.find(kind => nameOf(kind).toLowerCase() === targetKind.toLowerCase());
  const written = SCALABLE.find(kind => kind === `${targetGroup}/${targetKind}`);
  if (meant !== undefined && written === undefined) {
    const isKind = nameOf(meant) !== targetKind;
    const right = isKind ? nameOf(meant) : groupOf(meant) === '' ? 'v1' : `${groupOf(meant)}/v1`;
    const at = target.at(isKind ? 'kind' : 'apiVersion');
    return [{ at, problem: isKind ? `is no kind; it is called ${right}` : `has no ${targetKind}`, fix: `set it to ${right}` }];
  }
  if (written === undefined || inventory.find(written, targetName, object).length > 0) {
    return NONE;
  }
  const others = SCALABLE.flatMap(kind => inventory.find(kind, targetName, object));
  if (others.length > 0) {
    return [{ at: target.at('kind').isSet ? target.at('kind') : target, problem: `is not the kind of ${listed(others)}`, related: others }];
  }
  // where no such workload is here at all the autoscaler is in a file of its own
  const isWithWorkloads = inventory.ofKind(written).some(workload => workload.mayShareNamespace(object));
  return isComplete || isWithWorkloads
    ? [{ at: target.at('name'), problem: `is the name of no ${targetKind} here`, severity: isComplete ? 'error' : 'warning' }]
    : NONE;
}

/** Once for all that scale one workload, at the second of them. */
function overlapFaults(object: ManifestObject, { inventory }: Context): readonly Fault[] {
  const autoscaler = autoscalerOf(object);
  if (autoscaler === undefined || autoscaler.targetName === '') {
    return NONE;
  }
  const all = byNamespaceAndGroup(inventory.autoscalersOfTarget(autoscaler)).get(placeOf(autoscaler)) ?? [];
  if (all[1]?.object !== object) {
    return NONE;
  }
  const others = all.map(other => other.object).filter(other => other !== object);
  return [{ at: autoscaler.target, problem: `is what ${listed(others)} ${others.length > 1 ? 'scale' : 'scales'}, too`, related: firstOf(others) }];
}

const byNamespaceAndGroup = cachedPerList((autoscalers: readonly Autoscaler[]) => groupedBy(autoscalers, placeOf));

function placeOf({ object, targetGroup }: Autoscaler): string {
  return `${object.namespace}/${targetGroup}`;
}

function requestFaults(object: ManifestObject, { inventory }: Context): readonly Fault[] {
  const autoscaler = autoscalerOf(object);
  const kind = autoscaler && SCALABLE.find(candidate => candidate === `${autoscaler.targetGroup}/${autoscaler.targetKind}`);
  const [workload] = kind === undefined ? [] : inventory.find(kind, autoscaler?.targetName ?? '', object);
  const template = workload && podTemplateOf(workload);
  const isFilledIn = inventory.ofKind('/LimitRange').some(range => range.mayShareNamespace(object));
  if (autoscaler === undefined || workload === undefined || template === undefined || isFilledIn) {
    return NONE;
  }
  const pod = new PodTemplate(workload, template);
  const ofPod = pod.spec.at('resources');
  return autoscaler.utilizationTargets.flatMap(({ at, resource, container }) => {
    const lacking = pod.longRunning.filter(({ name }) => container === undefined || name === container)
      .filter(({ field }) => !isRequested(field.at('resources'), resource)).map(({ name }) => JSON.stringify(name));
    return lacking.length === 0 || (container === undefined && isRequested(ofPod, resource)) ? NONE : [{
      at,
      problem: `goes by the utilization of ${resource}, which ${lacking.join(', ')} of ${workload.title} ${lacking.length > 1 ? 'do' : 'does'} not request`,
      related: [workload],
    }];
  });
}

/** A limit is a request, too, where there is none. */
function isRequested(resources: Field, resource: string): boolean {
  return ['requests', 'limits'].some(name => resources.at(name, resource).isSet);
}
