import { portNameProblem } from '../kubernetes/names';
import { choiceFaults, missing, numberFaults, REFUSED, repeated, textFaults } from '../lint/faults';
import { Fault, NONE, Rule, source } from '../lint/rule';
import { Field } from '../model/field';
import { Container, PodTemplate } from '../model/pod-template';
import { protocolOf } from '../model/port';

const VALIDATION = 'pkg/apis/core/validation/validation.go';
const HIGHEST_PORT = 65535;

/**
 * Rules on the ports of containers.
 */
export const CONTAINER_PORTS: readonly Rule[] = [
  {
    id: 'P04',
    name: 'container-port-invalid',
    severity: 'error',
    demand: `The port of a container is a number from 1 to ${HIGHEST_PORT}, and its protocol TCP, UDP or SCTP.`,
    consequence: REFUSED,
    fix: 'give the number on which the container listens, and the protocol in capitals',
    link: source(VALIDATION, 2664),
    check: { pod: ({ allContainers }) => allContainers.flatMap(container => container.ports.flatMap(portFaults)) },
  },
  {
    id: 'P05',
    name: 'container-port-name-repeated',
    severity: 'error',
    demand: 'No two ports of a container have one name.',
    consequence: REFUSED,
    fix: 'give each port a name of its own',
    link: source(VALIDATION, 2658),
    check: {
      pod: ({ allContainers }) => allContainers.flatMap(container => repeated(container.ports, port => port.at('name').string)
        .map(port => ({ at: port.at('name'), problem: 'is the name of another port of the container, too' }))),
    },
  },
  {
    id: 'P06',
    name: 'container-port-name-invalid',
    severity: 'error',
    demand: 'The name of a container port has at most 15 lower-case letters, digits and single hyphens, with a letter among them.',
    consequence: REFUSED,
    fix: 'shorten the name, or change it to such letters; Services refer to it by the same name',
    link: source(VALIDATION, 2654),
    check: {
      pod: ({ allContainers }) => allContainers.flatMap(container =>
        container.ports.flatMap(port => textFaults(port.at('name'), portNameProblem))),
    },
  },
  {
    id: 'P07',
    name: 'host-port-conflict',
    severity: 'error',
    demand: 'A pod takes each port of its node once, and with hostNetwork the same port as in the container.',
    consequence: REFUSED,
    fix: 'remove hostPort, or give each container a port of its own',
    link: source(VALIDATION, 3345),
    check: {
      pod: pod => [
        ...sharedHostPorts(pod, pod.containers),
        // they run one after the other, so that two of them can have one port
        ...pod.initContainers.flatMap(container => sharedHostPorts(pod, [container])),
        ...mismatchedHostPorts(pod),
      ],
    },
  },
  {
    id: 'R99',
    name: 'port-in-two-containers',
    severity: 'warning',
    demand: 'Two containers that run beside each other do not declare one port.',
    consequence: 'the containers of a pod share its address, and the second process that listens there fails: address already in use',
    fix: 'let one of them listen on another port',
    link: source('pkg/api/pod/warnings.go', 318),
    check: {
      pod: ({ longRunning }) => {
        const takers = new Map<string, Container>();
        return longRunning.flatMap(container => container.ports.flatMap(port => {
          const number = port.at('containerPort').number;
          const key = `${number}/${protocolOf(port)}`;
          const taker = takers.get(key) ?? container;
          takers.set(key, taker);
          return number === undefined || taker === container
            ? NONE
            : [{ at: port.at('containerPort'), problem: `is a port of the container ${JSON.stringify(taker.name)}, too` }];
        }));
      },
    },
  },
];

function portFaults(port: Field): readonly Fault[] {
  const [number, hostPort] = [port.at('containerPort'), port.at('hostPort')];
  return [
    ...number.isSet ? numberFaults(number, 1, HIGHEST_PORT) : [missing(number)],
    // 0 is for none
    ...hostPort.number === 0 ? NONE : numberFaults(hostPort, 1, HIGHEST_PORT),
    ...choiceFaults(port.at('protocol'), ['TCP', 'UDP', 'SCTP']),
  ];
}

function sharedHostPorts(pod: PodTemplate, containers: readonly Container[]): readonly Fault[] {
  const ports = containers.flatMap(container => container.ports);
  return repeated(ports, port => hostPortOf(pod, port)).map(port => ({
    at: port.at(port.at('hostPort').number ? 'hostPort' : 'containerPort'),
    problem: 'is taken from the node by another port of the pod, too',
  }));
}

/** What a port takes from the node; with hostNetwork that is the port of the container, where nothing else is said. */
function hostPortOf(pod: PodTemplate, port: Field): string | undefined {
  const isOnHost = pod.spec.at('hostNetwork').boolean === true;
  const number = port.at('hostPort').number || (isOnHost && port.at('containerPort').number);
  return number ? `${port.at('protocol').string || 'TCP'}/${port.at('hostIP').string ?? ''}/${number}` : undefined;
}

function mismatchedHostPorts({ spec, containers }: PodTemplate): readonly Fault[] {
  if (spec.at('hostNetwork').boolean !== true) {
    return NONE;
  }
  return containers.flatMap(container => container.ports).filter(port => {
    const [hostPort, containerPort] = [port.at('hostPort').number, port.at('containerPort').number];
    return hostPort && containerPort && hostPort !== containerPort;
  }).map(port => ({ at: port.at('hostPort'), problem: `is not the port of the container (${port.at('containerPort').number}), with hostNetwork` }));
}
