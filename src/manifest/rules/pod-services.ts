import { ordinalOutside, scaleOfSet } from '../field-faults/ordinals';
import { beginningsOf } from '../kubernetes/names';
import { CONTROLLER_LABELS, podName, POD_INDEX_LABEL, POD_NAME_LABEL } from '../kubernetes/pod-identity';
import { Fault, NONE, Rule, source } from '../lint/rule';
import { cached } from '../model/cached';
import { Field } from '../model/field';
import { groupedBy } from '../model/grouped-by';
import { Inventory } from '../model/inventory';
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
    demand: 'A Service for one pod of a StatefulSet selects a pod that there is, and where pods have such Services all have one. Services that '
      + 'go on after the last pod keep its successors an address.',
    consequence: 'who connects to that Service, or looks for one of that pod, reaches nothing',
    fix: 'make one Service for each ordinal from ordinals.start on, as many as there are replicas (maxReplicas with an autoscaler)',
    link: source('pkg/controller/statefulset/stateful_set_utils.go', 90),
    check: {
      service: (service, { inventory }) => {
        if (service.type === 'ExternalName') {
          return NONE;
        }
        return service.podName === undefined ? faultsOfIndex(service, inventory) : faultsOfName(service, service.podName, inventory);
      },
    },
  },
];

function faultsOfName(service: Service, name: string, inventory: Inventory): readonly Fault[] {
  const { pod } = service;
  const sets = inventory.setsNamed(pod?.statefulSet ?? '', service.object);
  const [set] = sets;
  if (pod === undefined || set === undefined) {
    return unknownPod(service, name, inventory);
  }
  const outside = sets.map(each => faultOfOrdinal(each, pod.ordinal, service, inventory));
  const [fault] = outside;
  const unserved = podsWithout(service, set, inventory);
  if (fault !== undefined && outside.every(found => found !== undefined)) {
    return [{ ...fault, at: selectorField(service) }, ...unserved];
  }
  return Object.keys(service.templateSelector).length === 0 ? unserved : [...otherLabels(service, set, sets), ...unserved];
}

/** Labels that the pods do not have. */
function otherLabels(service: Service, set: StatefulSet, sets: readonly StatefulSet[]): Fault[] {
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
  const [set] = beginningsOf(name).flatMap(beginning => inventory.setsNamed(beginning, service.object));
  if (set !== undefined && service.pod === undefined) {
    return [{ at, problem: `is the name of no pod of ${set.object.title}: they are ${podName(set.name, set.firstOrdinal)}, …`, related: [set.object] }];
  }
  // the StatefulSet of that pod may be applied from somewhere else
  const mayBeElsewhere = inventory.exists('apps/StatefulSet', service.pod?.statefulSet ?? '', service.object);
  return !mayBeElsewhere && inventory.setsIn(service.object.namespace).length > 0
    ? [{ at, problem: 'is the name of a pod of no StatefulSet here', severity: 'warning' }]
    : NONE;
}

function faultsOfIndex(service: Service, inventory: Inventory): readonly Fault[] {
  const index = service.selector[POD_INDEX_LABEL];
  if (index === undefined) {
    return NONE;
  }
  const faults = setsBehind(service, inventory).map(set => faultOfOrdinal(set, Number(index), service, inventory));
  const [fault] = faults;
  return fault !== undefined && faults.every(found => found !== undefined)
    ? [{ ...fault, at: service.spec.at('selector', POD_INDEX_LABEL) }]
    : NONE;
}

function setsBehind(service: Service, inventory: Inventory): StatefulSet[] {
  return inventory.podsBehind(service).flatMap(({ statefulSet }) => statefulSet ?? []);
}

function faultOfOrdinal(set: StatefulSet, ordinal: number, service: Service, inventory: Inventory): Omit<Fault, 'at'> | undefined {
  const outside = ordinalOutside(set, ordinal, inventory);
  if (outside === undefined) {
    return undefined;
  }
  if (isInSeries(service, ordinal, set, inventory)) {
    return {
      problem: `is no pod of ${set.object.title} by now, which has ${outside.pods}`,
      fix: 'remove the Service, unless the pod is to come, or to come back',
      severity: 'info',
      related: [set.object],
    };
  }
  return {
    problem: `is no pod of ${set.object.title}, which has ${outside.pods}`,
    // where the manifest says no number somebody else may scale it
    severity: outside.isSaid ? undefined : 'warning',
    related: [set.object],
  };
}

/** Pods without a Service where others of the set have one. There is one fault for each set, at the first of its Services. */
function podsWithout(service: Service, set: StatefulSet, inventory: Inventory): readonly Fault[] {
  const services = inventory.servicesOfSinglePods(set);
  // one Service for one pod, such as the first, may be all that is wanted; so may be some with names of their own
  if (services.length < 2 || services[0] !== service || !services.every(each => seriesOf(each) !== undefined)) {
    return NONE;
  }
  const scale = scaleOfSet(set, inventory);
  const served = new Set(services.map(ordinalOf));
  const ordinal = firstWithout(served, set);
  return served.size > 1 && ordinal < set.firstOrdinal + (scale?.most ?? 0) && scale?.isSaid ? [{
    at: set.spec.at('replicas'),
    problem: `makes the pod ${podName(set.name, ordinal)}, which has no Service, while others have one`,
    severity: 'warning',
    related: services.map(({ object }) => object),
  }] : NONE;
}

/**
 * Whether the pods from the first to this one have Services of a series, as with db-0, db-1 and db-2. Whoever scales a set down leaves
 * them for the next time, and whoever scales it up may have made them before.
 */
function isInSeries(service: Service, ordinal: number, set: StatefulSet, inventory: Inventory): boolean {
  const series = seriesOf(service);
  return series !== undefined && ordinal >= set.firstOrdinal && ordinal < (firstsWithout(inventory).get(set)?.get(series) ?? 0);
}

/** By sets, and by the series of their Services: the first ordinal without a Service. */
const firstsWithout = cached((inventory: Inventory) => {
  const byIndex = inventory.services.filter(({ podName: pod, selector }) => pod === undefined && selector[POD_INDEX_LABEL] !== undefined);
  const ofIndexes = groupedBy(byIndex.flatMap(service => setsBehind(service, inventory).map(set => ({ set, service }))), ({ set }) => set);
  return new Map(inventory.statefulSets.map(set => {
    const services = [...inventory.servicesOfSinglePods(set), ...ofIndexes.get(set)?.map(({ service }) => service) ?? []];
    return [set, new Map([...groupedBy(services, seriesOf)].map(([name, some]) => [name, firstWithout(new Set(some.map(ordinalOf)), set)]))];
  }));
});

function firstWithout(served: ReadonlySet<number | undefined>, set: StatefulSet): number {
  let ordinal = set.firstOrdinal;
  while (served.has(ordinal)) {
    ordinal += 1;
  }
  return ordinal;
}

/** The name of the Service with `#` for the ordinal, as in `db-#` or `db-#-external`; undefined where it is not in the name. */
function seriesOf(service: Service): string | undefined {
  const ordinal = String(ordinalOf(service));
  const parts = service.name.split('-');
  return parts.includes(ordinal) ? parts.map(part => part === ordinal ? '#' : part).join('-') : undefined;
}

/** The ordinal of the pod that the Service selects. */
function ordinalOf({ pod, selector }: Service): number | undefined {
  return pod?.ordinal ?? (selector[POD_INDEX_LABEL] === undefined ? undefined : Number(selector[POD_INDEX_LABEL]));
}

function selectorField(service: Service): Field {
  return service.spec.at('selector', POD_NAME_LABEL);
}
