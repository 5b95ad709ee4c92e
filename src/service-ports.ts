import * as kplus from 'cdk8s-plus-28';
import { fault } from './private/refuse';

/**
 * The ports of all containers as ports of a Service, each number and protocol once, and named when there are several.
 */
export function containerPorts(pod: kplus.AbstractPod): kplus.ServicePort[] {
  const declared = declaredPorts(pod);
  const first = (port: kplus.ContainerPort) => declared.findIndex(other => samePort(other, port));
  return named(declared
    .filter((port, index) => first(port) === index)
    .map(({ number, protocol, name }) => ({ port: number, protocol, name })));
}

/**
 * The chosen ports, completed by what the containers declare, or all ports where none is chosen.
 */
export function servicePorts(pod: kplus.AbstractPod, chosen: kplus.ServicePort[] | undefined): kplus.ServicePort[] {
  if (chosen === undefined) {
    return containerPorts(pod);
  }
  return named(chosen.map(port => {
    const declared = declarationOf(port, pod);
    return { ...port, protocol: port.protocol ?? declared?.protocol, name: port.name ?? declared?.name };
  }));
}

/**
 * What is wrong with chosen ports, now that all containers are known.
 */
export function chosenPortFaults(property: string, pod: kplus.AbstractPod, chosen: kplus.ServicePort[] = []): string[] {
  const declared = declaredPorts(pod);
  const offered = declared.length > 0 ? `use one of ${declared.map(port => port.number).join(', ')}` : 'declare it on a container';
  return chosen
    .filter(port => declarationOf(port, pod) === undefined)
    .map(port => fault(property, port.targetPort ?? port.port, `is a port of no container; ${offered}`));
}

/**
 * The number and protocol that a port of a Service must not share with another.
 */
export function portKey(number: number, protocol: kplus.Protocol = kplus.Protocol.TCP): string {
  return `${number}/${protocol}`;
}

function declaredPorts(pod: kplus.AbstractPod): kplus.ContainerPort[] {
  // an init container that is restarted for ever is a sidecar, and serves
  const sidecars = pod.initContainers.filter(container => container.restartPolicy === kplus.ContainerRestartPolicy.ALWAYS);
  return [...pod.containers, ...sidecars].flatMap(container => container.ports);
}

function samePort(one: kplus.ContainerPort, other: kplus.ContainerPort): boolean {
  return portKey(one.number, one.protocol) === portKey(other.number, other.protocol);
}

function declarationOf(port: kplus.ServicePort, pod: kplus.AbstractPod): kplus.ContainerPort | undefined {
  const number = port.targetPort ?? port.port;
  return declaredPorts(pod).find(declared => declared.number === number
    && (port.protocol === undefined || port.protocol === (declared.protocol ?? kplus.Protocol.TCP)));
}

/**
 * Kubernetes wants a name, each another one, as soon as a Service has several ports.
 */
function named(ports: kplus.ServicePort[]): kplus.ServicePort[] {
  if (ports.length < 2) {
    return ports;
  }
  const taken = new Set<string>();
  return ports.map(port => {
    const protocol = (port.protocol ?? kplus.Protocol.TCP).toLowerCase();
    const wanted = port.name ?? `${protocol}-${port.port}`;
    const name = [wanted, `${wanted}-${port.port}`].find(candidate => !taken.has(candidate)) ?? `${wanted}-${port.port}-${protocol}`;
    taken.add(name);
    return { ...port, name };
  });
}
