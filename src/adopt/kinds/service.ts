import { Field } from '../../manifest/model/field';
import { ManifestObject } from '../../manifest/model/object';
import { call, Code, Entry, name, struct, text, unlessEmpty } from '../code';
import { each, entriesOf, Row, row, Translate } from '../fields';
import { Scope } from '../scope';
import { oneOf } from '../values';

const PROTOCOL = oneOf('kplus.Protocol', ['TCP', 'UDP', 'SCTP']);

const COMMON: readonly Row[] = [
  row('metadata.labels', 'labels'),
  row('metadata.annotations', 'annotations'),
  row('spec.publishNotReadyAddresses', 'publishNotReadyAddresses'),
  row('spec.ipFamilies', 'ipFamilies', each(oneOf('IpFamily', ['IPv4', 'IPv6'], { IPv4: 'IPV4', IPv6: 'IPV6' }))),
  row('spec.ipFamilyPolicy', 'ipFamilyPolicy', oneOf('IpFamilyPolicy', ['SingleStack', 'PreferDualStack', 'RequireDualStack'])),
];

const ADDRESSED: readonly Row[] = [
  row('spec.sessionAffinity', 'sessionAffinity', oneOf('SessionAffinity', ['None', 'ClientIP'])),
  row('spec.externalTrafficPolicy', 'externalTrafficPolicy', oneOf('ExternalTrafficPolicy', ['Cluster', 'Local'])),
  row('spec.loadBalancerIP', 'loadBalancerIP'),
  row('spec.loadBalancerClass', 'loadBalancerClass'),
  row('spec.loadBalancerSourceRanges', 'loadBalancerSourceRanges'),
  row('spec.allocateLoadBalancerNodePorts', 'allocateLoadBalancerNodePorts'),
];

/** The type, unless it is the default. */
export const TYPE: readonly Row[] = [row('spec.type', 'type', oneOf('kplus.ServiceType', ['NodePort', 'LoadBalancer']))];

type Labels = Readonly<Record<string, string>>;

/**
 * A Service with an address of its own.
 */
export interface AddressedService {
  readonly object: ManifestObject;

  /** The ordinal, where it leads to one pod. */
  readonly ordinal?: number;

  /** What pods need besides the labels that select them anyway. */
  readonly podLabels: Labels;
}

/**
 * The ports that a Service can lead to.
 */
export interface Ports {
  /** The ports that the containers declare. */
  readonly declared: readonly Field[];
}

/**
 * The headless Service of an application.
 */
export function headlessService(service: ManifestObject, app: string, ports: Ports, scope: Scope): Code {
  const own = service.name === app ? [] : [{ key: 'name', code: text(service.name) }];
  return call(name('HeadlessService'), 'create', unlessEmpty([...own, ...portsOf(service, ports, scope), ...entriesOf(service.root, withPublished(service), scope)]));
}

/** Ours publishes pods that are not ready, unless it is told not to. */
function withPublished(service: ManifestObject): readonly Row[] {
  return service.spec.at('publishNotReadyAddresses').isSet ? COMMON : [...COMMON, row('spec', 'publishNotReadyAddresses', () => text(false))];
}

/**
 * A Service that leads clients to any pod, or to the one of an ordinal.
 */
export function clientService(
  of: Code, { object: service, ordinal, podLabels }: AddressedService, ports: Ports, scope: Scope,
): Code {
  const options = optionsOf(service, podLabels, ports, scope);
  return ordinal === undefined ? call(of, 'addClientService', options) : call(of, 'addPodService', text(ordinal), options);
}

function optionsOf(service: ManifestObject, podLabels: Labels, ports: Ports, scope: Scope): Code {
  const labels = Object.entries(podLabels).map(([key, value]) => ({ key, code: text(value) }));
  return struct([
    { key: 'name', code: text(service.name) },
    ...entriesOf(service.root, TYPE, scope),
    ...portsOf(service, ports, scope),
    ...labels.length > 0 ? [{ key: 'podLabels', code: struct(labels) }] : [],
    ...entriesOf(service.root, [...COMMON, ...ADDRESSED], scope),
  ]);
}

/** Ports, unless they are those of the containers anyway. */
function portsOf(service: ManifestObject, { declared }: Ports, scope: Scope): Entry[] {
  const wanted = service.spec.at('ports').items;
  const unique = declared.filter((port, index) => declared.findIndex(other => keyOf(other) === keyOf(port)) === index);
  const isDerived = wanted.length === unique.length && wanted.every((port, index) => isSamePort(port, unique[index]!, wanted.length));
  const [entry] = isDerived ? [] : entriesOf(service.root, [row('spec.ports', 'ports', each(portOf(declared)))], scope);
  return entry ? [entry] : [];
}

/** A port of a Service that leads to these containers. */
export function portOf(declared: readonly Field[]): Translate {
  return (field, scope) => unlessEmpty(entriesOf(field, [
    row('name'),
    row('port'),
    // a name is the number that it leads to here, and a patch puts the name back
    row('targetPort', 'targetPort', target => numberOf(target, declared, field.at('port').number)),
    row('protocol', 'protocol', PROTOCOL),
    row('nodePort'),
  ], scope));
}

function numberOf(target: Field, declared: readonly Field[], port: number | undefined): Code | undefined {
  const number = target.number ?? declared.find(each_ => each_.at('name').string === target.string)?.at('containerPort').number;
  return number === undefined || number === port ? undefined : text(number);
}

function keyOf(port: Field): string {
  return `${port.at('containerPort').number}/${port.at('protocol').string ?? 'TCP'}`;
}

/** Whether a port of a Service is what the container's port would make anyway. */
function isSamePort(port: Field, declared: Field, count: number): boolean {
  const [number, label] = [declared.at('containerPort').number, declared.at('name').string];
  const target = port.at('targetPort').value ?? number;
  return port.at('port').number === number && target === number && !port.at('nodePort').isSet
    && (port.at('protocol').string ?? 'TCP') === (declared.at('protocol').string ?? 'TCP')
    && port.at('name').string === label && (label !== undefined || count === 1);
}

/**
 * Whether each port of a Service leads to one that a container declares; our Services lead to no other.
 */
export function leadsToDeclared(service: ManifestObject, { declared }: Ports): boolean {
  return service.spec.at('ports').items.every(port => {
    const target = port.at('targetPort').isSet ? port.at('targetPort').value : port.at('port').value;
    const protocol = port.at('protocol').string ?? 'TCP';
    return declared.some(each_ => (each_.at('containerPort').value === target || each_.at('name').value === target)
      && (each_.at('protocol').string ?? 'TCP') === protocol);
  });
}
