import { CONTROLLER_LABELS, parsePodName, podName, POD_INDEX_LABEL, POD_NAME_LABEL } from '../kubernetes/pod-identity';
import { Context, Fault, NONE, Rule, source } from '../lint/rule';
import { Field } from '../model/field';
import { Inventory } from '../model/inventory';
import { scaleOf } from '../model/scale';
import { Service } from '../model/service';
import { StatefulSet } from '../model/stateful-set';

/**
 * Rules on Services that lead to one pod of a StatefulSet.
 */
export const POD_SERVICES: readonly Rule[] = [
  {
    id: 'R22',
    name: 'pod-of-service-missing',
    severity: 'error',
    demand: 'A Service for one pod of a StatefulSet selects a pod that there is, and where pods have such Services all have one.',
    consequence: 'who connects to that Service, or looks for one of that pod, reaches nothing',
    fix: 'make one Service for each ordinal from ordinals.start on, as many as there are replicas (maxReplicas with an autoscaler)',
    link: source('pkg/controller/statefulset/stateful_set_utils.go', 90),
    check: {
      service: (service, context) => service.type === 'ExternalName' ? NONE : [
        ...faultsOfName(service, context),
        ...faultsOfIndex(service, context),
        ...podsWithout(service, context),
      ],
    },
  },
];

function faultsOfName(service: Service, { inventory }: Context): readonly Fault[] {
  const name = service.podName;
  if (name === undefined) {
    return NONE;
  }
  const at = selectorField(service);
  const pod = parsePodName(name);
  const sets = inventory.setsNamed(pod?.statefulSet ?? '', service.object);
  if (pod === undefined || sets.length === 0) {
    return unknownPod(service, name, inventory);
  }
  const outside = sets.map(set => faultOfOrdinal(set, pod.ordinal, inventory));
  const [fault] = outside;
  if (fault !== undefined && outside.every(found => found !== undefined)) {
    return [{ ...fault, at }];
  }
  const [set] = sets;
  const other = service.spec.at('selector').fields.filter(label => !CONTROLLER_LABELS.includes(label.name))
    .filter(label => sets.every(({ pod: { labels } }) => labels[label.name] !== label.value));
  return other.map(label => {
    const mayBeAdded = sets.every(({ pod: { labels } }) => labels[label.name] === undefined);
    return {
      at: label,
      problem: `is no label of the pods of ${set.object.title}${mayBeAdded ? ', unless something else adds it' : ''}`,
      fix: 'remove it',
      severity: mayBeAdded ? 'warning' : undefined,
      related: [set.object],
    };
  });
}

/** A name that no StatefulSet here gives to a pod. */
function unknownPod(service: Service, name: string, inventory: Inventory): readonly Fault[] {
  const at = selectorField(service);
  const parts = name.split('-');
  const prefixes = parts.map((_, index) => parts.slice(0, parts.length - index).join('-'));
  const [set] = prefixes.flatMap(prefix => inventory.setsNamed(prefix, service.object));
  if (set !== undefined && parsePodName(name) === undefined) {
    return [{ at, problem: `is the name of no pod of ${set.object.title}: they are ${podName(set.name, set.firstOrdinal)}, …`, related: [set.object] }];
  }
  // the StatefulSet of that pod may be applied from somewhere else
  return inventory.setsIn(service.object.namespace).length > 0
    ? [{ at, problem: 'is the name of a pod of no StatefulSet here', severity: 'warning' }]
    : NONE;
}

function faultsOfIndex(service: Service, { inventory }: Context): readonly Fault[] {
  const index = service.selector[POD_INDEX_LABEL];
  if (index === undefined || service.podName !== undefined) {
    return NONE;
  }
  const sets = inventory.podsBehind(service).flatMap(({ statefulSet }) => statefulSet ?? []);
  const faults = sets.map(set => faultOfOrdinal(set, Number(index), inventory));
  const [fault] = faults;
  return fault !== undefined && faults.every(found => found !== undefined)
    ? [{ ...fault, at: service.spec.at('selector', POD_INDEX_LABEL) }]
    : NONE;
}

function faultOfOrdinal(set: StatefulSet, ordinal: number, inventory: Inventory): Omit<Fault, 'at'> | undefined {
  const scale = scaleOf(set.object, inventory);
  const [first, most] = [set.firstOrdinal, scale?.most ?? 0];
  // a set that is scaled to nothing is paused, and has its Services for later
  if (most <= 0 || (ordinal >= first && ordinal < first + most)) {
    return undefined;
  }
  const [from, to] = [podName(set.name, first), podName(set.name, first + most - 1)];
  return {
    problem: `is a pod that ${set.object.title} does not have: it has ${most > 1 ? `${from} to ${to}` : from}`,
    // where the manifest says no number somebody else may scale it
    severity: scale?.isSaid ? undefined : 'warning',
    related: [set.object],
  };
}

/** Pods without a Service where others of the set have one. There is one fault for each set, at the first of its Services. */
function podsWithout(service: Service, { inventory }: Context): readonly Fault[] {
  const [set] = service.podName === undefined ? [] : inventory.setsNamed(parsePodName(service.podName)?.statefulSet ?? '', service.object);
  // one Service for one pod, such as the first, may be all that is wanted; so may be some with names of their own
  const services = set === undefined ? [] : inventory.servicesOfSinglePods(set);
  if (set === undefined || services.length < 2 || services[0] !== service || !services.every(isNamedByOrdinal)) {
    return NONE;
  }
  const scale = scaleOf(set.object, inventory);
  const served = new Set(services.map(({ podName: pod = '' }) => parsePodName(pod)?.ordinal));
  const last = set.firstOrdinal + (scale?.most ?? 0) - 1;
  let ordinal = set.firstOrdinal;
  while (served.has(ordinal)) {
    ordinal += 1;
  }
  return served.size > 1 && ordinal <= last && scale?.isSaid ? [{
    at: set.spec.at('replicas'),
    problem: `makes the pod ${podName(set.name, ordinal)}, which has no Service, while others have one`,
    severity: 'warning',
    related: services.map(({ object }) => object),
  }] : NONE;
}

/** Whether the name of the Service has the ordinal in it, as in `db-0` or `db-0-external`. */
function isNamedByOrdinal({ name, podName: pod = '' }: Service): boolean {
  return name.split('-').includes(String(parsePodName(pod)?.ordinal));
}

function selectorField(service: Service): Field {
  return service.spec.at('selector', POD_NAME_LABEL);
}
