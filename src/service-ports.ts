import * as kplus from 'cdk8s-plus-28';

/** The ports of pods with what their containers declared then: each Service of an app asks for the same, several times. */
const KNOWN = new WeakMap<kplus.AbstractPod, { readonly declared: kplus.ContainerPort[]; readonly ports: readonly kplus.ServicePort[] }>();

/**
 * The ports of all containers as ports of a Service, each number and protocol once, and named when there are several.
 */
export function containerPorts(pod: kplus.AbstractPod): readonly kplus.ServicePort[] {
  const declared = declaredPorts(pod);
  const known = KNOWN.get(pod);
  if (known?.declared.length === declared.length && declared.every((port, index) => port === known.declared[index])) {
    return known.ports;
  }
  const byKey = new Map<string, kplus.ContainerPort>();
  for (const port of declared) {
    const key = portKey(port.number, port.protocol);
    byKey.set(key, byKey.get(key) ?? port);
  }
  const each = [...byKey.values()];
  const ports = named(each.map(({ number, protocol }) => ({ port: number, protocol })), each.map(port => port.name));
  KNOWN.set(pod, { declared, ports });
  return ports;
}

/**
 * The chosen ports, completed by what the containers declare, or all ports where none is chosen.
 */
export function servicePorts(pod: kplus.AbstractPod, chosen: kplus.ServicePort[] | undefined): readonly kplus.ServicePort[] {
  if (chosen === undefined) {
    return containerPorts(pod);
  }
  const declared = chosen.map(port => declarationOf(port, pod));
  return named(
    chosen.map((port, index) => ({ ...port, protocol: port.protocol ?? declared[index]?.protocol })),
    declared.map(port => port?.name),
  );
}

/**
 * What is wrong with chosen ports, now that all containers are known.
 */
export function chosenPortErrors(property: string, pod: kplus.AbstractPod, chosen: kplus.ServicePort[] = []): string[] {
  const offered = declaredPorts(pod).map(port => described(port.number, port.protocol)).join(', ');
  return chosen
    .filter(port => declarationOf(port, pod) === undefined)
    .map(port => `${property} ${described(port.targetPort ?? port.port, port.protocol)} is a port of no container; `
      + (offered ? `use one of ${offered}` : 'declare it on a container'));
}

/**
 * The number and protocol that a port of a Service must not share with another.
 */
export function portKey(number: number, protocol: kplus.Protocol = kplus.Protocol.TCP): string {
  return `${number}/${protocol}`;
}

/**
 * The ports of the containers that run for the life of the pod.
 */
export function declaredPorts(pod: kplus.AbstractPod): kplus.ContainerPort[] {
  const ports: kplus.ContainerPort[] = [];
  for (const container of pod.containers) {
    ports.push(...container.ports);
  }
  for (const container of pod.initContainers) {
    // one that is restarted for ever is a sidecar, and serves
    if (container.restartPolicy === kplus.ContainerRestartPolicy.ALWAYS) {
      ports.push(...container.ports);
    }
  }
  return ports;
}

function declarationOf(port: kplus.ServicePort, pod: kplus.AbstractPod): kplus.ContainerPort | undefined {
  const number = port.targetPort ?? port.port;
  return declaredPorts(pod).find(declared => declared.number === number
    && (port.protocol === undefined || port.protocol === (declared.protocol ?? kplus.Protocol.TCP)));
}

function described(number: number, protocol: kplus.Protocol = kplus.Protocol.TCP): string {
  return protocol === kplus.Protocol.TCP ? `${number}` : `${number}/${protocol}`;
}

/**
 * Kubernetes wants a name, each another one, as soon as a Service has several ports. Names that were given stay; then
 * come those of the containers, and those that are made up.
 */
function named(ports: kplus.ServicePort[], ofContainers: (string | undefined)[]): kplus.ServicePort[] {
  if (ports.length < 2) {
    return ports.map((port, index) => ({ ...port, name: port.name ?? ofContainers[index] }));
  }
  const taken = new Set(ports.map(port => port.name));
  return ports.map((port, index) => {
    const name = port.name ?? freeName(port, ofContainers[index], taken);
    taken.add(name);
    return { ...port, name };
  });
}

function freeName(port: kplus.ServicePort, ofContainer: string | undefined, taken: Set<string | undefined>): string {
  const protocol = (port.protocol ?? kplus.Protocol.TCP).toLowerCase();
  const wanted = ofContainer ?? `${protocol}-${port.port}`;
  return [wanted, `${wanted}-${port.port}`].find(candidate => !taken.has(candidate)) ?? `${wanted}-${port.port}-${protocol}`;
}
