import { listed } from '../lint/listed';
import { NONE, Rule, source } from '../lint/rule';
import { cached, cachedPerList } from '../model/cached';
import { groupedBy } from '../model/grouped-by';
import { Inventory } from '../model/inventory';
import { ManifestObject } from '../model/object';
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
      service: (service, { inventory }) => {
        const sets = !service.isHeadless || service.publishesNotReadyAddresses ? [] : inventory.setsGovernedBy(service)
          .filter(set => service.matches(set.pod.labels) && hasReadinessProbe(set) && (scaleOf(set.object, inventory)?.most ?? 0) > 1)
          // peers may find each other by another Service that was made for it
          .filter(({ pod }) => !arePublished(inventory.servicesSelecting(pod)));
        const objects = sets.map(({ object }) => object);
        return sets.length === 0 ? NONE : [{
          at: service.spec.at('publishNotReadyAddresses'),
          problem: `is not true, and the Service governs ${listed(objects)} of several pods with a readiness probe`,
          severity: sets.some(set => looksForPeers(set, service)) ? undefined : 'info',
          related: objects,
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
      service: (service, { inventory }) => setsOfUnready(inventory).get(service)?.map(({ services, sets }) => ({
        at: service.spec.at('publishNotReadyAddresses'),
        problem: `leads clients to pods of ${listed(sets)} that are not ready`
          + `${services.length > 1 ? `, as ${services.length > 2 ? 'do' : 'does'} ${listed(services.slice(1))}` : ''}, and no other Service is for them`,
        related: [...services.slice(1), ...sets],
      })) ?? NONE,
    },
  },
];

/** Settings by which members of a cluster are told of each other: `CASSANDRA_SEEDS`, `--initial-cluster`. */
const OF_PEERS = /peer|seed|join|discover|cluster|quorum|ensemble|raft|replica.?set/i;

/** Whether something in the pods says that they look for each other: pods of one program may be many for their clients' sake alone. */
function looksForPeers({ object, pod }: StatefulSet, { object: { name } }: Service): boolean {
  if (object.spec.at('podManagementPolicy').string === 'Parallel') {
    return true;
  }
  // `db-0.db` and `db.prod.svc`, not `/etc/db.conf`; what is no name cannot be looked for
  const hostname = !/^[a-z0-9-]+$/.test(name) ? /^\b$/ : new RegExp(`\\.${name}(?![a-z0-9-])|(?<![a-z0-9-])${name}(?:\\.[a-z0-9-]+)?\\.svc`);
  return pod.allContainers.some(({ field, env }) => {
    const settings = [...field.at('command').strings, ...field.at('args').strings];
    return env.some(variable => OF_PEERS.test(variable.at('name').string ?? ''))
      || settings.some(setting => /^--?[a-z]/.test(setting) && OF_PEERS.test(setting))
      || [...settings, ...env.map(variable => variable.at('value').string ?? '')].some(text => hostname.test(text));
  });
}

function hasReadinessProbe({ pod }: StatefulSet): boolean {
  return pod.containers.some(({ field }) => field.at('readinessProbe').isSet);
}

const arePublished = cachedPerList((services: readonly Service[]) =>
  services.some(service => service.isHeadless && service.publishesNotReadyAddresses));

/** Services that clients have to use, and the StatefulSets to whose unready pods they lead. */
interface Unready {
  readonly services: readonly ManifestObject[];
  readonly sets: readonly ManifestObject[];
}

/** By the first of the Services. */
const setsOfUnready = cached((inventory: Inventory): ReadonlyMap<Service, readonly Unready[]> => {
  const bySelecting = groupedBy(unservedSets(inventory), set => inventory.servicesSelecting(set.pod));
  const found = [...bySelecting].flatMap(([selecting, all]) => {
    const { unready, proxied, haveReady, haveReadyProxied } = clientServicesIn(selecting);
    // a headless one is for clients where there is no other
    const byServices = groupedBy(haveReadyProxied ? [] : all, set =>
      proxied.length > 0 || haveReady || clientServicesIn(inventory.servicesByRole(set)).haveReady ? proxied : unready);
    return [...byServices].map(([services, sets]) => [services.filter(service => !isForPeers(service, inventory)), sets] as const)
      .filter(([services]) => services.length > 0)
      .map(([services, sets]) => ({ first: services[0]!, services: services.map(({ object }) => object), sets: sets.map(({ object }) => object) }));
  });
  return groupedBy(found, ({ first }) => first);
});

/** The StatefulSets with readiness probes that have Services to unready pods, and none to some of their ready pods. */
function unservedSets(inventory: Inventory): StatefulSet[] {
  const unready = inventory.services.filter(service => service.publishesNotReadyAddresses && service.podName === undefined
    && isForClients(service) && !isForPeers(service, inventory));
  const behind = new Set(unready.map(service => inventory.podsBehind(service)));
  const sets = new Set([...behind].flatMap(pods => pods.flatMap(({ statefulSet }) => statefulSet ?? [])));
  return [...sets].filter(set => hasReadinessProbe(set) && !isServedBesides(set, inventory));
}

/**
 * Whether peers have to find each other by the Service before they are ready. Clients that use it as well ask for one pod by its
 * name, and where nobody but the peers does, there is nothing to add.
 */
function isForPeers(service: Service, inventory: Inventory): boolean {
  return service.isHeadless && inventory.setsGovernedBy(service).length > 0;
}

/** Whether there is a Service to ready pods for clients beside those that select all the pods of the set. */
function isServedBesides(set: StatefulSet, inventory: Inventory): boolean {
  // a Service to the leader, for example; without a selector the application itself may write the endpoints
  return [() => inventory.servicesOfSinglePods(set), () => inventory.servicesWithoutSelector(set.object), () => inventory.servicesByRole(set)]
    .some(services => clientServicesIn(services()).haveReadyProxied);
}

/** Those of some Services that clients may use. */
const clientServicesIn = cachedPerList((services: readonly Service[]) => {
  const all = services.filter(isForClients);
  const unready = all.filter(({ publishesNotReadyAddresses }) => publishesNotReadyAddresses);
  const ready = all.filter(({ publishesNotReadyAddresses }) => !publishesNotReadyAddresses);
  return {
    unready,
    proxied: unready.filter(({ isHeadless }) => !isHeadless),
    haveReady: ready.length > 0,
    haveReadyProxied: ready.some(({ isHeadless }) => !isHeadless),
  };
});

function isForClients({ ports, type }: Service): boolean {
  return ports.length > 0 && type !== 'ExternalName';
}
