import { CONTROLLER_LABELS, parsePodName } from '../kubernetes/pod-identity';
import { selectorMatches } from '../kubernetes/selectors';
import { firstOf, listed } from '../lint/listed';
import { Fault, NONE, Rule, source } from '../lint/rule';
import { cachedPerList } from '../model/cached';
import { groupedBy } from '../model/grouped-by';
import { Inventory } from '../model/inventory';
import { ManifestObject } from '../model/object';
import { Service } from '../model/service';
import { StatefulSet } from '../model/stateful-set';

const STABLE_NETWORK_ID = 'https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#stable-network-id';

/**
 * Rules on the Service that gives the pods of a StatefulSet their DNS names.
 */
export const GOVERNING_SERVICE: readonly Rule[] = [
  {
    id: 'R03',
    name: 'stateful-set-name-unfit-for-service',
    severity: 'error',
    demand: 'The name of a StatefulSet whose Services have names made of it begins with a letter.',
    consequence: 'the API server refuses the Services before Kubernetes 1.36, and the pods have no DNS names',
    fix: 'begin the name of the StatefulSet with a letter, or name the Services otherwise',
    link: source('pkg/apis/core/validation/validation.go', 6657),
    versions: 'before 1.36',
    check: {
      statefulSet: (set, { inventory, target }) => {
        if (!/^[0-9]/.test(set.name) || !target.isPartlyBefore('1.36')) {
          return NONE;
        }
        const ofPods = inventory.servicesOfSinglePods(set).filter(service => parsePodName(service.name)?.statefulSet === set.name);
        const named = [...inventory.servicesNamed(set.name).filter(({ object }) => object.mayShareNamespace(set.object)), ...ofPods];
        return named.length === 0 ? NONE : [{
          at: set.object.metadata.at('name'),
          problem: `begins with a digit, and Service ${JSON.stringify(named[0].name)} is named after it`,
          related: named.map(({ object }) => object),
        }];
      },
    },
  },
  {
    id: 'R10',
    name: 'service-name-missing',
    severity: 'warning',
    demand: 'A StatefulSet names its governing Service.',
    consequence: 'the pods have no DNS names of their own',
    fix: 'set serviceName to the name of a headless Service that selects the pods',
    link: STABLE_NETWORK_ID,
    check: {
      statefulSet: ({ spec }) => {
        const at = spec.at('serviceName');
        return !at.isEmpty ? NONE : [{ at, problem: at.isSet ? 'names no Service' : 'is missing' }];
      },
    },
  },
  {
    id: 'R11',
    name: 'governing-service-missing',
    severity: 'warning',
    demand: 'The governing Service of a StatefulSet is there.',
    consequence: 'nothing checks that there is such a Service, and without it the DNS names of the pods never resolve',
    fix: 'add a headless Service of that name that selects the pods',
    link: STABLE_NETWORK_ID,
    check: {
      statefulSet: (set, { inventory, isComplete }) => {
        if (set.serviceName === '' || inventory.servicesNamed(set.serviceName).length > 0 || inventory.exists('/Service', set.serviceName, set.object)) {
          return NONE;
        }
        const at = set.spec.at('serviceName');
        const meant = inventory.servicesSelecting(set.pod).find(({ isHeadless, object }) => isHeadless && object.sharesNamespace(set.object));
        if (meant === undefined) {
          // where there is no Service at all they are in other files
          const isAdvice = !isComplete && inventory.services.length === 0;
          return [{ at, problem: 'is the name of no Service here', severity: isAdvice ? 'info' : 'warning' }];
        }
        return [{
          at,
          problem: `is the name of no Service here, while the headless Service ${JSON.stringify(meant.name)} selects the pods`,
          severity: 'error',
          fix: `set it to ${JSON.stringify(meant.name)}`,
          related: [meant.object],
        }];
      },
    },
  },
  {
    id: 'R12',
    name: 'governing-service-not-headless',
    severity: 'warning',
    demand: 'The governing Service of a StatefulSet is headless.',
    consequence: 'the DNS has no records of the single pods',
    fix: 'set clusterIP to None, and add another Service for clients',
    link: STABLE_NETWORK_ID,
    check: {
      service: (service, { inventory }) => {
        const governed = inventory.setsGovernedBy(service);
        const sets = governed.map(({ object }) => object);
        const isName = service.type === 'ExternalName';
        return sets.length === 0 || (service.isHeadless && !isName) ? NONE : [{
          at: service.spec.at(isName ? 'type' : 'clusterIP'),
          problem: `is not ${isName ? 'ClusterIP' : 'None'}, and the Service governs ${listed(sets)}`,
          // who has one pod only finds it behind the Service
          severity: !isName && governed.every(set => inventory.mostReplicas(set) <= 1) ? 'info' : 'warning',
          related: sets,
        }];
      },
    },
  },
  {
    id: 'R13',
    name: 'governing-service-selects-other-pods',
    severity: 'error',
    demand: 'The governing Service of a StatefulSet selects its pods.',
    consequence: 'the Service has no endpoints, and the DNS names of the pods never resolve',
    fix: 'set the selector of the Service to labels of the pod template',
    link: source('staging/src/k8s.io/endpointslice/util/controller_utils.go', 116),
    check: {
      service: (service, { inventory }) => {
        const sets = inventory.setsGovernedBy(service).filter(({ pod }) => !selectorMatches({ matchLabels: service.templateSelector }, pod.labels));
        const labels = sets.length === 0 ? [] : service.spec.at('selector').fields.filter(({ name }) => !CONTROLLER_LABELS.includes(name));
        return labels.flatMap(at => {
          const without = sets.filter(({ pod }) => pod.labels[at.name] !== at.value);
          return [...groupedBy(without, set => asSet(inventory.servicesByRole(set)).has(service))].map(([isByRole, some]): Fault => ({
            at,
            problem: `is no label of the pods of ${listed(some.map(({ object }) => object))}, which the Service governs`
              + `${isByRole ? ', unless something else adds it' : ''}`,
            severity: isByRole ? 'warning' : undefined,
            related: some.map(({ object }) => object),
          }));
        });
      },
    },
  },
  {
    id: 'R14',
    name: 'governing-service-without-selector',
    severity: 'warning',
    demand: 'The governing Service of a StatefulSet has a selector.',
    consequence: 'the Service has no endpoints but those that somebody else manages, and the DNS no names of the pods without them',
    fix: 'select the pods by the labels of their template',
    link: 'https://kubernetes.io/docs/concepts/services-networking/service/#services-without-selectors',
    check: {
      service: (service, { inventory }) => {
        const sets = service.selects || service.type === 'ExternalName' ? [] : inventory.setsGovernedBy(service).map(({ object }) => object);
        return sets.length === 0 ? NONE : [{
          at: service.spec.at('selector'),
          problem: `is missing, and the Service governs ${listed(sets)}`,
          related: sets,
        }];
      },
    },
  },
  {
    id: 'R15',
    name: 'governing-service-in-other-namespace',
    severity: 'error',
    demand: 'The governing Service of a StatefulSet is in its namespace.',
    consequence: 'the DNS names of the pods never resolve, as a Service leads to pods of its own namespace only',
    fix: 'put both into one namespace',
    link: source('staging/src/k8s.io/endpointslice/util/controller_utils.go', 116),
    check: { statefulSet: (set, { inventory }) => set.serviceName === '' ? NONE : elsewhere(set, inventory) },
  },
];

function elsewhere(set: StatefulSet, inventory: Inventory): readonly Fault[] {
  const services = inventory.servicesNamed(set.serviceName);
  const reachable = inventory.servicesNamedBeside(set.serviceName, set.object);
  if (services.length === 0 || reachable.some(({ object }) => object.sharesNamespace(set.object))) {
    return NONE;
  }
  return [{
    at: set.spec.at('serviceName'),
    problem: `is the name of a Service in ${placeOf(services[0].object)}, and the StatefulSet is in ${placeOf(set.object)}`,
    // where one has no namespace, whoever applies them may choose the same
    severity: reachable.length > 0 ? 'warning' : 'error',
    related: firstOf(services).map(({ object }) => object),
  }];
}

function placeOf({ namespace }: ManifestObject): string {
  return namespace === undefined ? 'the namespace it is applied to' : `namespace ${JSON.stringify(namespace)}`;
}

const asSet = cachedPerList((services: readonly Service[]): ReadonlySet<Service> => new Set(services));
