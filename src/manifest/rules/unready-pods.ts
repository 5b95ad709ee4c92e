import { NONE, Rule, source } from '../lint/rule';
import { Inventory } from '../model/inventory';
import { scaleOf } from '../model/scale';
import { Service } from '../model/service';
import { StatefulSet } from '../model/stateful-set';

/** The annotation that came before `publishNotReadyAddresses`. */
const TOLERATE_UNREADY = 'service.alpha.kubernetes.io/tolerate-unready-endpoints';

/**
 * Rules on which Services lead to pods that are not ready.
 */
export const UNREADY_PODS: readonly Rule[] = [
  {
    id: 'R16',
    name: 'unready-peers-hidden',
    severity: 'warning',
    demand: 'A headless Service by which several pods find each other publishes the addresses of pods that are not ready.',
    consequence: 'pods that wait for their peers before they become ready never find them',
    fix: 'set publishNotReadyAddresses to true on it, and let clients use another Service',
    link: 'https://github.com/kubernetes/kubernetes/issues/25283',
    check: {
      statefulSet: (set, { inventory }) => {
        const service = inventory.governingService(set);
        if (service === undefined || !service.isHeadless || !service.matches(set.pod.labels) || service.publishesNotReadyAddresses
          || !hasReadinessProbe(set) || (scaleOf(set.object, inventory)?.most ?? 0) <= 1) {
          return NONE;
        }
        // peers may find each other by another Service that was made for it
        const isPublished = inventory.servicesSelecting(set.pod).some(other => other.isHeadless && other.publishesNotReadyAddresses);
        return isPublished ? NONE : [{
          at: service.spec.at('publishNotReadyAddresses'),
          problem: `is not true, and the Service governs StatefulSet ${JSON.stringify(set.name)} of several pods with a readiness probe`,
          related: [set.object],
        }];
      },
    },
  },
  {
    id: 'R17',
    name: 'tolerate-unready-endpoints-annotation',
    severity: 'warning',
    demand: 'Pods that are not ready are published by the field publishNotReadyAddresses, not by an annotation.',
    consequence: 'nothing reads the annotation, and pods that are not ready are hidden from their peers without the field',
    fix: 'remove the annotation, and set publishNotReadyAddresses to true where it is meant',
    link: 'https://kubernetes.io/docs/reference/kubernetes-api/service-resources/service-v1/#ServiceSpec',
    check: {
      service: ({ object }) => {
        const at = object.metadata.at('annotations', TOLERATE_UNREADY);
        // a Service for versions of both kinds has both
        return at.isSet && object.spec.at('publishNotReadyAddresses').boolean !== true ? [{ at, problem: 'has given way to the field publishNotReadyAddresses' }] : NONE;
      },
    },
  },
  {
    id: 'R18',
    name: 'clients-reach-unready-pods',
    severity: 'warning',
    demand: 'Clients have a Service that leads to ready pods only.',
    consequence: 'clients get connections to pods that are not ready, and the readiness probe protects nothing',
    fix: 'add a Service for clients without publishNotReadyAddresses',
    link: source('pkg/apis/core/types.go', 5107),
    check: {
      statefulSet: (set, { inventory }) => hasReadinessProbe(set)
        ? servicesForAll(set, inventory).map(service => ({
          at: service.spec.at('publishNotReadyAddresses'),
          problem: `leads clients to pods of StatefulSet ${JSON.stringify(set.name)} that are not ready, and no other Service is for them`,
          related: [set.object],
        }))
        : NONE,
    },
  },
];

function hasReadinessProbe({ pod }: StatefulSet): boolean {
  return pod.containers.some(({ field }) => field.at('readinessProbe').isSet);
}

/**
 * The Services that clients have to use although they lead to pods that are not ready. Where there is one that is not
 * headless it is for clients; a headless one is where there is no other.
 */
function servicesForAll(set: StatefulSet, inventory: Inventory): readonly Service[] {
  const services = inventory.servicesSelecting(set.pod).filter(isForClients);
  // a Service to the leader, for example; without a selector the application itself may write the endpoints
  const byRole = inventory.servicesByRole(set).filter(isForClients);
  const others = [...inventory.servicesOfSinglePods(set), ...inventory.servicesWithoutSelector(set.object)].filter(isForClients);
  if ([...services, ...byRole, ...others].some(service => !service.isHeadless && !service.publishesNotReadyAddresses)) {
    return [];
  }
  const unready = services.filter(({ publishesNotReadyAddresses }) => publishesNotReadyAddresses);
  const proxied = unready.filter(({ isHeadless }) => !isHeadless);
  const isServed = [...services, ...byRole].some(({ publishesNotReadyAddresses }) => !publishesNotReadyAddresses);
  return proxied.length > 0 || isServed ? proxied : unready;
}

function isForClients({ ports, type }: Service): boolean {
  return ports.length > 0 && type !== 'ExternalName';
}
