import { dnsLabelProblem, portNameProblem, qualifiedNameProblem } from '../kubernetes/names';
import { integerProblem } from '../kubernetes/numbers';
import { Edit, inItsLetters } from '../lint/edit';
import { repeated } from '../lint/faults';
import { listed } from '../lint/listed';
import { Context, Fault, faultsAt, NONE, Rule, source } from '../lint/rule';
import { cached, lazily } from '../model/cached';
import { Field } from '../model/field';
import { groupedBy } from '../model/grouped-by';
import { Inventory } from '../model/inventory';
import { PodTemplate } from '../model/pod-template';
import { declaredPorts, protocolOf, targetPortOf } from '../model/port';
import { Service } from '../model/service';

/** The port of the kubelet, which a load balancer was not to expose before Kubernetes 1.33. */
const KUBELET_PORT = 10250;
const PROTOCOLS = ['TCP', 'UDP', 'SCTP'];

/** The ports on the nodes that a cluster gives to Services unless it is configured otherwise. */
const NODE_PORTS = { least: 30000, most: 32767 };

/**
 * Rules on the ports that Services list.
 */
export const SERVICE_PORT_LISTS: readonly Rule[] = [
  {
    id: 'S03',
    name: 'service-port-name-invalid',
    severity: 'error',
    demand: 'Every port of a Service with several has a name, which is a DNS label and is there once.',
    consequence: 'the API server refuses the Service',
    fix: 'give each port a name of its own',
    link: source('pkg/apis/core/validation/validation.go', 6513),
    check: {
      service: (service, { inventory }) => {
        const { ports } = service;
        const meant = lazily(() => meantNames(ports, inventory.podsBehind(service)));
        const names = ports.map(port => port.at('name'));
        const again = new Set(repeated(names));
        return names.flatMap(name => {
          if (name.isEmpty) {
            return ports.length > 1 ? [{ at: name, problem: 'is missing, and the Service has several ports', edit: meant().get(name.parent) }] : NONE;
          }
          return name.string === undefined ? NONE : [
            ...faultsAt(name, dnsLabelProblem(name.string)),
            ...again.has(name) ? [{ at: name, problem: 'is the name of another port, too' }] : NONE,
          ];
        });
      },
    },
  },
  {
    id: 'S04',
    name: 'service-port-invalid',
    severity: 'error',
    demand: 'The port and the targetPort of a Service are from 1 to 65535, or the targetPort is the name of a container port.',
    consequence: 'the API server refuses the Service',
    fix: 'set port and targetPort to numbers from 1 to 65535, or targetPort to the name of a container port',
    link: source('pkg/apis/core/validation/validation.go', 6527),
    versions: `a load balancer on port ${KUBELET_PORT}: before 1.33`,
    check: { service: (service, context) => service.ports.flatMap(port => faultsOfPort(port, service, context)) },
  },
  {
    id: 'S05',
    name: 'service-port-repeated',
    severity: 'error',
    demand: 'No two ports of a Service have one number and one protocol.',
    consequence: 'the API server refuses the Service',
    fix: 'remove one, or give it another number',
    link: source('pkg/apis/core/validation/validation.go', 6437),
    check: {
      service: ({ ports }) => repeatedNumbers(ports, 'port').map(at => ({ at, problem: `is there twice for ${protocolOf(at.parent)}` })),
    },
  },
  {
    id: 'S07',
    name: 'node-port-conflict',
    severity: 'error',
    demand: 'A port on the nodes belongs to one Service, which has the type NodePort or LoadBalancer.',
    consequence: 'the API server refuses the Service',
    fix: 'remove the nodePort, so that the API server chooses one that is free',
    link: source('pkg/apis/core/validation/validation.go', 6408),
    check: { service: faultsOfNodePorts },
  },
  {
    id: 'N01',
    name: 'node-port-out-of-range',
    severity: 'error',
    demand: `A port on the nodes is from ${NODE_PORTS.least} to ${NODE_PORTS.most}, the range of a cluster by default.`,
    consequence: 'the API server refuses the Service, unless its flag --service-node-port-range says otherwise',
    fix: 'use a port in the range, or remove it, so that the API server chooses one',
    link: 'https://kubernetes.io/docs/concepts/services-networking/service/#type-nodeport',
    check: {
      service: ({ nodePorts }) => nodePorts.flatMap(at => faultsAt(at, integerProblem(at.number ?? 0, NODE_PORTS.least, NODE_PORTS.most))),
    },
  },
];

/**
 * Names for the ports that lack one: as the port of the container is called that it leads to, or else `tcp-5432`. Nothing refers to a
 * port without a name, so that any will do.
 */
function meantNames(ports: readonly Field[], pods: readonly PodTemplate[]): ReadonlyMap<Field, Edit> {
  const declared = pods.flatMap(declaredPorts);
  const taken = new Set(ports.map(port => port.at('name').string));
  return new Map(ports.filter(port => port.at('name').isEmpty).flatMap((port): [Field, Edit][] => {
    const [target, protocol] = [targetPortOf(port), protocolOf(port)];
    const container = declared.find(each => each.at('containerPort').number === target && protocolOf(each) === protocol);
    const [called, number] = [typeof target === 'string' ? target : container?.at('name').string, port.at('port').number];
    const names = [called, number === undefined ? undefined : `${protocol.toLowerCase()}-${number}`];
    const name = names.find(each => each !== undefined && dnsLabelProblem(each) === undefined && !taken.has(each));
    taken.add(name);
    return name === undefined ? [] : [[port, { set: name }]];
  }));
}

function faultsOfPort(port: Field, { type }: Service, { target }: Context): readonly Fault[] {
  const [number, targetPort, protocol, appProtocol] = ['port', 'targetPort', 'protocol', 'appProtocol'].map(key => port.at(key));
  return [
    ...number.isSet ? NONE : [{ at: number, problem: 'is missing', fix: 'set it to a number from 1 to 65535' }],
    ...number.number === undefined ? NONE : faultsAt(number, integerProblem(number.number, 1, 65535)),
    // the API server takes 0 and an empty name for the port itself
    ...targetPort.number ? faultsAt(targetPort, integerProblem(targetPort.number, 1, 65535)) : NONE,
    ...targetPort.string ? faultsAt(targetPort, portNameProblem(targetPort.string)) : NONE,
    ...protocol.string && !PROTOCOLS.includes(protocol.string)
      ? [{ at: protocol, problem: 'is no protocol of a port', fix: `use one of ${PROTOCOLS.join(', ')}`, ...inItsLetters(protocol.string, PROTOCOLS) }]
      : NONE,
    ...appProtocol.string === undefined ? NONE : faultsAt(appProtocol, qualifiedNameProblem(appProtocol.string)),
    ...type === 'LoadBalancer' && number.number === KUBELET_PORT && target.isPartlyBefore('1.33')
      ? [{ at: number, problem: 'is the port of the kubelet, which Kubernetes before 1.33 refuses in a LoadBalancer', fix: 'use another port' }]
      : NONE,
  ];
}

function faultsOfNodePorts(service: Service, { inventory }: Context): readonly Fault[] {
  const asked = service.ports.map(port => port.at('nodePort')).filter(({ number }) => number);
  const misplaced = service.type === 'ClusterIP' ? asked : [];
  const taken = firstPorts(service.nodePorts).flatMap(at => {
    const all = servicesByNodePort(inventory).get(at.number) ?? [];
    // all that ask for a port are one fault, which is told at the first
    const others = all[0] === service ? all.filter(({ object }) => object.name !== service.name || !object.sharesNamespace(service.object)) : [];
    // one Service in several namespaces may be meant for several clusters
    const isElsewhere = others.every(({ name }) => name === service.name);
    const objects = others.map(({ object }) => object);
    return objects.length === 0 ? NONE : [{
      at,
      problem: `is asked for by ${listed(objects)}, too`,
      severity: isElsewhere ? 'warning' as const : undefined,
      related: objects,
    }];
  });
  return [
    ...misplaced.map(at => ({ at, problem: 'is set on a Service of type ClusterIP', fix: 'remove it, or set the type to NodePort' })),
    ...repeatedNumbers(service.ports.filter(port => port.at('nodePort').number), 'nodePort').map(at => ({ at, problem: 'is there twice' })),
    ...taken,
  ];
}

/** The Services of all namespaces, each once at each node port that it asks for. */
const servicesByNodePort = cached((inventory: Inventory): ReadonlyMap<number | undefined, readonly Service[]> => {
  const asked = inventory.services.flatMap(service => [...new Set(service.nodePorts.map(({ number }) => number))].map(port => ({ port, service })));
  return new Map([...groupedBy(asked, ({ port }) => port)].map(([port, group]) => [port, group.map(({ service }) => service)]));
});

/** Each number once. */
function firstPorts(ports: readonly Field[]): Field[] {
  return [...new Map([...ports].reverse().map(port => [port.number, port])).values()].reverse();
}

/** The numbers under `key` that an earlier port of the same protocol has, too. */
function repeatedNumbers(ports: readonly Field[], key: string): Field[] {
  const numbered = ports.filter(port => port.at(key).number !== undefined);
  return repeated(numbered, port => `${port.at(key).number}/${protocolOf(port)}`).map(port => port.at(key));
}
