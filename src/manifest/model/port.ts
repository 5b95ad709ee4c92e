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
 * The place in a port of a Service that says where it leads to.
 */
export function targetPortField(port: Field): Field {
  return port.at('targetPort').isSet ? port.at('targetPort') : port.at('port');
}

/**
 * The ports that the containers of a pod declare for as long as the pod lives.
 */
export function declaredPorts(pod: PodTemplate): Field[] {
  return pod.longRunning.flatMap(container => container.ports);
}
