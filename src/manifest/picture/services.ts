import { FindingsByPlace } from './findings';
import { factsOf, Thing } from './thing';
import { Application, servicesOf } from '../application';
import { ServiceDescription } from '../application/descriptions';
import { groupedBy } from '../model/grouped-by';
import { Service } from '../model/service';
import { rangeOf } from '../plan/notes';

/**
 * The Services of an application by what they are for.
 */
export interface ServicesByPurpose {
  /** What gives the pods their DNS names; undefined where it is not among the manifests. */
  readonly governing?: Thing;

  /** Those that lead to several pods, or to those that have a role. */
  readonly shared: readonly Thing[];

  /** Those that lead to one pod, by its name. */
  readonly ofPods: ReadonlyMap<string, readonly Thing[]>;
}

/**
 * The Services of an application. One that leads to a single pod among several is the pod's own.
 *
 * @param podNames all pods
 */
export function servicesByPurpose(application: Application, podNames: readonly string[], findings: FindingsByPlace): ServicesByPurpose {
  const { inventory, set } = application;
  const governing = set.serviceName === '' ? undefined : inventory.governingService(set);
  const described = servicesOf(application).map(description => {
    const service = inventory.servicesNamedBeside(description.name, set.object).find(({ object }) => object.mayShareNamespace(set.object));
    return { description, service, thing: thingOf(description, service, podNames, findings) };
  });
  const isOwn = (service: Service | undefined, names: readonly string[]) =>
    service?.podName !== undefined || (names.length === 1 && podNames.length > 1);
  const others = described.filter(({ service }) => service !== governing);
  const own = others.filter(({ description, service }) => isOwn(service, description.podNames));
  return {
    ...governing && { governing: described.find(({ service }) => service === governing)?.thing ?? leadingNowhere(governing, findings) },
    shared: others.filter(each => !own.includes(each)).map(({ thing }) => thing),
    ofPods: new Map([...groupedBy(own, ({ description }) => description.podNames[0] ?? '')]
      .map(([pod, some]) => [pod, some.map(({ thing }) => thing)])),
  };
}

function thingOf(description: ServiceDescription, service: Service | undefined, podNames: readonly string[], findings: FindingsByPlace): Thing {
  const { name, dnsName, type, isHeadless, publishesNotReadyAddresses, podLabels } = description;
  return {
    kind: 'Service',
    name,
    facts: factsOf({
      'DNS': dnsName === name ? undefined : dnsName,
      'type': isHeadless ? 'headless' : type,
      'ports': service && portsOf(service),
      'leads to': podLabels ? `pods with ${labelsIn(podLabels)}` : podsIn(description.podNames, podNames),
      'also before they are ready': publishesNotReadyAddresses ? 'yes' : undefined,
    }),
    findings: findings.at(service?.object),
  };
}

/** It governs the pods and selects none of them, which the rules complain about. */
function leadingNowhere(service: Service, findings: FindingsByPlace): Thing {
  const { name, type, isHeadless } = service;
  return {
    kind: 'Service',
    name,
    facts: factsOf({ 'type': isHeadless ? 'headless' : type, 'ports': portsOf(service), 'leads to': 'no pod' }),
    findings: findings.at(service.object),
  };
}

function podsIn(some: readonly string[], all: readonly string[]): string {
  return some.length === all.length ? all.length === 1 ? 'the pod' : 'all pods' : rangeOf(some);
}

function portsOf({ ports }: Service): string {
  return ports.map(port => [port.at('name').string, port.at('port').intOrString].filter(part => part !== undefined).join(' ')).join(', ');
}

/** `app=db, role=primary`. */
export function labelsIn(labels: Readonly<Record<string, string>>): string {
  return Object.entries(labels).map(([key, value]) => `${key}=${value}`).join(', ');
}
