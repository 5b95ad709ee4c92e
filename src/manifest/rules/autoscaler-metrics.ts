import { listedNames } from '../lint/listed';
import { Context, Fault, NONE, Rule, source } from '../lint/rule';
import { Autoscaler, AUTOSCALERS } from '../model/autoscaler';
import { Field } from '../model/field';
import { groupedBy } from '../model/grouped-by';
import { Inventory } from '../model/inventory';
import { ManifestObject } from '../model/object';
import { PodTemplate } from '../model/pod-template';
import { SCALABLE } from '../model/scale';
import { podOf } from '../model/stateful-set';

/** Containers that a service mesh adds to the pods. */
const INJECTED = ['istio-proxy', 'linkerd-proxy'];

/**
 * Rules on what autoscalers measure in the pods.
 */
export const AUTOSCALER_METRICS: readonly Rule[] = [
  {
    id: 'R107',
    name: 'utilization-without-request',
    severity: 'warning',
    demand: 'Where an autoscaler goes by the utilization of a resource, every container of the pods requests it, sidecars too.',
    consequence: 'the autoscaler cannot tell the utilization, and never acts (FailedGetResourceMetric), unless a LimitRange of the namespace fills the '
      + 'request in',
    fix: 'set the request of the resource in each container, or go by an average value (AverageValue)',
    link: source('pkg/controller/podautoscaler/replica_calculator.go', 433),
    check: { kinds: AUTOSCALERS, object: requestFaults },
  },
  {
    id: 'R111',
    name: 'autoscaler-container-missing',
    severity: 'warning',
    demand: 'A container by which an autoscaler goes is one of the pods, and runs as long as they do.',
    consequence: 'the autoscaler never acts (FailedGetContainerResourceMetric), unless something adds a container of that name to the pods',
    fix: 'write the name of a container of the pods',
    link: source('pkg/controller/podautoscaler/replica_calculator.go', 433),
    check: { kinds: AUTOSCALERS, object: containerFaults },
  },
];

function requestFaults(object: ManifestObject, { inventory }: Context): readonly Fault[] {
  const autoscaler = new Autoscaler(object);
  const pod = podsOfTarget(autoscaler, inventory);
  if (pod === undefined || inventory.ofKind('/LimitRange').some(range => range.mayShareNamespace(object))) {
    return NONE;
  }
  const ofPod = pod.spec.at('resources');
  const all = pod.longRunning;
  const byName = groupedBy(all, ({ name }) => name);
  return autoscaler.utilizationTargets.flatMap(({ at, resource, container }) => {
    const lacking = (container === undefined ? all : byName.get(container) ?? [])
      .filter(({ field }) => !isRequested(field.at('resources'), resource)).map(({ name }) => JSON.stringify(name));
    return lacking.length === 0 || (container === undefined && isRequested(ofPod, resource)) ? NONE : [{
      at,
      problem: `goes by the utilization of ${resource}, which ${listedNames(lacking)} of ${pod.owner.title} ${lacking.length > 1 ? 'do' : 'does'} not request`,
      related: [pod.owner],
    }];
  });
}

function containerFaults(object: ManifestObject, { inventory }: Context): readonly Fault[] {
  const autoscaler = new Autoscaler(object);
  const names = autoscaler.containerNames.filter(({ string }) => string && !INJECTED.includes(string));
  const pod = names.length === 0 ? undefined : podsOfTarget(autoscaler, inventory);
  if (pod === undefined) {
    return NONE;
  }
  const all = pod.longRunning.map(({ name }) => name);
  const known = new Set(all);
  const problem = `is no container of ${pod.owner.title}, which has ${listedNames(all.map(name => JSON.stringify(name)))}`;
  return names.filter(({ string }) => !known.has(string ?? '')).map(at => ({ at, problem, related: [pod.owner] }));
}

/** The pods of the workload that is scaled, where it is here. */
function podsOfTarget({ object, targetGroup, targetKind, targetName }: Autoscaler, inventory: Inventory): PodTemplate | undefined {
  const kind = SCALABLE.find(candidate => candidate === `${targetGroup}/${targetKind}`);
  const [workload] = kind === undefined ? [] : inventory.find(kind, targetName, object);
  return workload && podOf(workload);
}

/** A limit is a request, too, where there is none. */
function isRequested(resources: Field, resource: string): boolean {
  return ['requests', 'limits'].some(name => resources.at(name, resource).isSet);
}
