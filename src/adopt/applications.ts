import { keyOf } from './key';
import { AddressedService, leadsToDeclared, Ports } from './kinds/service';
import { Neighbours } from './neighbours';
import { POD_NAME_LABEL, parsePodName } from '../manifest/kubernetes/pod-identity';
import { ManifestObject } from '../manifest/model/object';
import { declaredPorts } from '../manifest/model/port';
import { podOf } from '../manifest/model/stateful-set';

/**
 * A Service of an application.
 */
export interface ServiceOf extends AddressedService {
  /** Whether it is none that a StatefulApp could make: a second headless one, or one that leads to ports that no container declares. */
  readonly isPlain: boolean;
}

/**
 * A StatefulSet with what belongs to it and to nobody else.
 */
export interface Application {
  readonly statefulSet: ManifestObject;

  /** The headless Service that governs it, where it is among the manifests. */
  readonly governing?: ServiceOf;
  readonly services: readonly ServiceOf[];
  readonly budget?: ManifestObject;
  readonly configMaps: readonly ManifestObject[];

  /** The ServiceAccount of its pods, and what gives it rights. */
  readonly account?: ManifestObject;
  readonly roles: readonly ManifestObject[];
  readonly bindings: readonly ManifestObject[];
  readonly autoscaler?: ManifestObject;
  readonly ports: Ports;
}

/**
 * The applications among manifests. Each other object belongs to at most one of them, and many to none.
 *
 * @param isTyped whether an object may become one of a typed construct; what is said no of is nobody's
 */
export function applicationsIn(objects: readonly ManifestObject[], isTyped: (object: ManifestObject) => boolean): Application[] {
  const counts = new Map<string, number>();
  objects.forEach(object => counts.set(keyOf(object), (counts.get(keyOf(object)) ?? 0) + 1));
  // two objects of one name are a mistake that nobody but the user can mend
  const usable = objects.filter(object => isTyped(object) && object.name !== '' && counts.get(keyOf(object)) === 1);
  const sets = usable.filter(({ groupKind, apiVersion }) => groupKind === 'apps/StatefulSet' && apiVersion === 'apps/v1');
  const neighbours = new Neighbours(usable, sets);
  const taken = new Set<ManifestObject>();
  const take = (found: readonly ManifestObject[]) => found.filter(object => !taken.has(object) && taken.add(object));
  return sets.map(statefulSet => {
    const ports = { declared: declaredPorts(podOf(statefulSet)) };
    const services = neighbours.services(statefulSet);
    const [governing] = take(services.filter(service => governs(service, statefulSet)));
    const others = take(services.filter(service => roleOf(service, statefulSet, ports) !== undefined));
    const [account] = take(neighbours.accounts(statefulSet));
    const bindings = account === undefined ? [] : take(neighbours.bindings(account));
    const [autoscaler] = take(neighbours.autoscalers(statefulSet));
    const [budget] = take(neighbours.budgets(statefulSet).filter(object => selectsPods(object, statefulSet)));
    return {
      statefulSet,
      governing: governing && { object: governing, podLabels: {}, isPlain: !leadsToDeclared(governing, ports) },
      services: others.flatMap(service => roleOf(service, statefulSet, ports) ?? []),
      budget,
      configMaps: take(neighbours.configMaps(statefulSet)),
      account,
      roles: take(bindings.flatMap(binding => neighbours.roles(binding))),
      bindings,
      autoscaler,
      ports,
    };
  });
}

function governs(service: ManifestObject, set: ManifestObject): boolean {
  return service.name === set.spec.at('serviceName').string && service.spec.at('clusterIP').string === 'None' && selectsSome(service, set);
}

/** Whether the pods of a set have something in common with those that a Service selects, and nothing against it. */
function selectsSome(service: ManifestObject, set: ManifestObject): boolean {
  const [selector, labels] = [service.spec.at('selector').stringMap, labelsOf(set)];
  const entries = Object.entries(selector);
  return entries.length > 0 && entries.every(([key, value]) => labels[key] === value);
}

/** How a Service leads to the pods; undefined where it leads elsewhere. */
function roleOf(object: ManifestObject, set: ManifestObject, ports: Ports): ServiceOf | undefined {
  const [selector, matchLabels] = [object.spec.at('selector').stringMap, set.spec.at('selector', 'matchLabels').stringMap];
  const type = object.spec.at('type').string ?? 'ClusterIP';
  if (!['ClusterIP', 'NodePort', 'LoadBalancer'].includes(type) || object.spec.at('ports').isEmpty) {
    return undefined;
  }
  const isPlain = object.spec.at('clusterIP').isSet || !leadsToDeclared(object, ports);
  const { [POD_NAME_LABEL]: pod, ...others } = selector;
  if (pod !== undefined) {
    const identity = parsePodName(pod);
    return identity?.statefulSet === set.name ? { object, ordinal: identity.ordinal, podLabels: others, isPlain } : undefined;
  }
  const labels = labelsOf(set);
  const further = Object.fromEntries(Object.entries(others).filter(([key]) => matchLabels[key] === undefined));
  const isOwn = Object.entries(others).some(([key, value]) => labels[key] === value)
    && Object.entries(others).every(([key, value]) => (matchLabels[key] ?? value) === value && (labels[key] ?? value) === value);
  return isOwn ? { object, podLabels: further, isPlain } : undefined;
}

function selectsPods(budget: ManifestObject, set: ManifestObject): boolean {
  const selector = budget.spec.at('selector', 'matchLabels').stringMap;
  const entries = Object.entries(selector);
  const labels = labelsOf(set);
  return entries.length > 0 && !budget.spec.at('selector', 'matchExpressions').isSet && entries.every(([key, value]) => labels[key] === value);
}

function labelsOf(set: ManifestObject): Record<string, string> {
  return set.spec.at('template', 'metadata', 'labels').stringMap;
}

/** All objects of an application, the StatefulSet first. */
export function membersOf(application: Application): ManifestObject[] {
  const { statefulSet, governing, services, budget, configMaps, account, roles, bindings, autoscaler } = application;
  const optional = [governing?.object, ...services.map(({ object }) => object), budget, ...configMaps, account, ...roles, ...bindings, autoscaler];
  return [statefulSet, ...optional.filter(object => object !== undefined)];
}

/** An application without one of its objects. */
export function without(application: Application, object: ManifestObject): Application {
  const { governing, services, budget, configMaps, account, roles, bindings, autoscaler } = application;
  const isOther = (other: ManifestObject) => other !== object;
  const other = (own: ManifestObject | undefined) => own === object ? undefined : own;
  return {
    ...application,
    governing: governing?.object === object ? undefined : governing,
    services: services.filter(service => isOther(service.object)),
    budget: other(budget),
    configMaps: configMaps.filter(isOther),
    account: other(account),
    roles: roles.filter(isOther),
    bindings: bindings.filter(isOther),
    autoscaler: other(autoscaler),
  };
}
