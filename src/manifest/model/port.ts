import { Field } from './field';
import { PodTemplate } from './pod-template';

/**
 * The protocol of a port of a container or of a Service.
 */
export function protocolOf(port: Field): string {
  return port.at('protocol').string || 'TCP';
}

/**
 * The port of the pods that a port of a Service leads to: a number, or the name of a port of a container.
 */
export function targetPortOf(port: Field): number | string | undefined {
  return port.at('targetPort').intOrString || port.at('port').number;
}

/**
 * The ports that the containers of a pod declare for as long as the pod lives.
 */
export function declaredPorts(pod: PodTemplate): Field[] {
  return pod.longRunning.flatMap(container => container.ports);
}

/**
 * The number of the port of that name and protocol, as the endpoints of a Service have it.
 */
export function namedPort(pod: PodTemplate, name: string, protocol: string): number | undefined {
  const found = declaredPorts(pod).find(port => port.at('name').string === name && protocolOf(port) === protocol);
  return found?.at('containerPort').number;
}
