import { portNameProblem } from '../kubernetes/names';
import { firstOf } from '../lint/listed';
import { Context, Fault, NONE, Rule, source } from '../lint/rule';
import { lazily } from '../model/cached';
import { DeclaredPorts } from '../model/declared-ports';
import { Field } from '../model/field';
import { ManifestObject } from '../model/object';
import { podTemplateOf } from '../model/pod-template';
import { protocolOf, targetPortField, targetPortOf } from '../model/port';
import { isRepeated } from '../model/repetitions';
import { Service } from '../model/service';

/** The names of the ports of containers that a service mesh adds to the pods. */
const INJECTED = ['http-envoy-prom', 'linkerd-admin', 'linkerd-proxy'];

/**
 * Rules on where the ports of Services lead.
 */
export const SERVICE_PORTS: readonly Rule[] = [
  {
    id: 'R19',
    name: 'headless-service-port-differs',
    severity: 'warning',
    demand: 'A port of a headless Service has the number that the container listens on.',
    consequence: 'clients that use the port are refused, as no proxy stands before the pods to translate it',
    fix: 'set the port to the targetPort',
    link: 'https://kubernetes.io/docs/concepts/services-networking/service/#headless-services',
    check: {
      service: (service, { inventory }) => {
        if (!service.isHeadless || service.type !== 'ClusterIP') {
          return NONE;
        }
        const declared = lazily(() => DeclaredPorts.of(inventory.podsBehind(service)));
        return service.ports.flatMap(port => {
          const number = port.at('port').number;
          const target = targetPortOf(port);
          if (number === undefined || target === number || !service.selects) {
            return NONE;
          }
          const leadsTo = typeof target === 'string' ? declared().numbersOf(target, protocolOf(port)) : new Set([target]);
          const [first] = leadsTo;
          return leadsTo.size > 0 && !leadsTo.has(number)
            ? [{ at: port.at('port'), problem: `is not the port ${first} of the container that it leads to` }]
            : NONE;
        });
      },
    },
  },
  {
    id: 'R20',
    name: 'target-port-not-found',
    severity: 'error',
    demand: 'The name of a targetPort is that of a port of a container of the pods, with the same protocol.',
    consequence: 'the port is left out of the endpoints, and nobody gets a connection',
    fix: 'use the name of a container port, or its number',
    link: source('staging/src/k8s.io/endpointslice/utils.go', 381),
    check: {
      service: (service, { inventory }) => {
        const named = service.ports.filter(port => port.at('targetPort').string);
        const behind = named.length === 0 ? [] : inventory.podsBehind(service);
        // of a Service by role the pods may be others that are not here
        const pods = behind.length === 0 && named.length > 0 ? inventory.podsWithRoleOf(service) : behind;
        const declared = DeclaredPorts.of(pods);
        return pods.length === 0 ? NONE : named.flatMap(port => {
          const name = port.at('targetPort').string ?? '';
          const protocol = protocolOf(port);
          if (declared.numbersOf(name, protocol).size > 0 || INJECTED.includes(name) || portNameProblem(name) !== undefined) {
            return NONE;
          }
          const other = declared.withName(name);
          return [{
            at: port.at('targetPort'),
            problem: other !== undefined
              ? `is a container port for ${protocolOf(other)}, and the port of the Service is for ${protocol}`
              : `is the name of no container port of ${pods[0].owner.title}`,
            severity: behind.length === 0 ? 'warning' : undefined,
            related: firstOf(pods).map(pod => pod.owner),
          }];
        });
      },
    },
  },
  {
    id: 'R21',
    name: 'target-port-not-declared',
    severity: 'info',
    demand: 'The number of a targetPort is that of a port of a container.',
    consequence: 'it works where the container listens there; if not, it is not seen before a client is refused',
    fix: 'declare the port in the container, or correct the number',
    link: source('staging/src/k8s.io/endpointslice/utils.go', 404),
    check: {
      service: (service, { inventory }) => {
        const numbered = service.ports.filter(port => typeof targetPortOf(port) === 'number');
        const behind = numbered.length === 0 ? [] : inventory.podsBehind(service);
        const pods = behind.length === 0 && numbered.length > 0 ? inventory.podsWithRoleOf(service) : behind;
        const declared = DeclaredPorts.of(pods);
        const missing = pods.length === 0 ? [] : numbered.filter(port => !declared.has(protocolOf(port), targetPortOf(port)));
        return missing.map(port => ({
          at: targetPortField(port),
          problem: `is the number of no container port of ${pods[0].owner.title}`,
        }));
      },
    },
  },
  {
    id: 'R119',
    name: 'service-leads-to-no-declared-port',
    severity: 'warning',
    demand: 'Where containers say their ports, a Service leads to one of them, and not to that of another workload.',
    consequence: 'clients are refused, unless a container listens on a port that it does not say',
    fix: 'set targetPort to the port of the container, or declare the port there',
    link: 'https://kubernetes.io/docs/concepts/services-networking/service/#field-spec-ports',
    check: { service: undeclaredFaults },
  },
  {
    id: 'R114',
    name: 'service-leads-to-pods-without-port',
    severity: 'warning',
    demand: 'All pods that a Service selects listen on the port that it leads to.',
    consequence: 'a part of the connections is refused: those that come to the other pods',
    fix: 'select by a label that the other pods do not have',
    link: 'https://kubernetes.io/docs/concepts/services-networking/service/#defining-a-service',
    check: {
      service: (service, { inventory }) => {
        const numbered = service.isHeadless ? [] : service.ports.filter(port => typeof targetPortOf(port) === 'number');
        const pods = numbered.length === 0 ? [] : inventory.podsBehind(service);
        if (pods.length < 2) {
          return NONE;
        }
        const declared = DeclaredPorts.of(pods);
        const faults = numbered.flatMap(port => {
          const [target, protocol] = [targetPortOf(port) as number, protocolOf(port)];
          const other = declared.has(protocol, target) ? declared.podWithout(protocol, target) : undefined;
          return other === undefined ? NONE : [{
            at: targetPortField(port),
            problem: `is no container port of ${other.owner.title}, whose pods the Service selects, too`,
            related: [other.owner],
          }];
        });
        return faults.length === 0 || isRepeated([service.object, ...pods.map(({ owner }) => owner)], inventory) ? NONE : faults;
      },
    },
  },
  {
    id: 'R23',
    name: 'port-name-in-two-containers',
    severity: 'warning',
    demand: 'The name of a port is there once in a pod.',
    consequence: 'a Service that leads to the name leads to the first of them only',
    fix: 'give the port another name',
    link: source('pkg/api/pod/warnings.go', 337),
    check: {
      statefulSet: ({ pod }) => {
        const before = new Set<string | undefined>();
        return pod.longRunning.flatMap(({ ports }) => {
          const names = ports.map(port => port.at('name')).filter(({ string }) => string);
          const again = names.filter(({ string }) => before.has(string));
          names.forEach(({ string }) => before.add(string));
          return again.map(at => ({ at, problem: 'is the name of a port of another container, too' }));
        });
      },
    },
  },
  {
    id: 'R24',
    name: 'port-for-two-protocols',
    severity: 'warning',
    demand: 'The number of a port is there once in a container and in a Service, or its manifest is applied on the server side.',
    consequence: 'kubectl apply merges ports by their numbers and drops one of them when it changes',
    fix: 'apply it with --server-side, or use another number',
    link: 'https://github.com/kubernetes/kubernetes/issues/39188',
    check: {
      object: object => object.groupKind === '/Service'
        ? portsForTwoProtocols(object.spec.at('ports').items, 'port')
        : containersOf(object).flatMap(container => portsForTwoProtocols(container.at('ports').items, 'containerPort')),
    },
  },
];

/** Ports for those who watch a process: many programs have one, and few manifests say so. */
const OF_WATCHERS = /metric|prom|health|live|ready|admin|manage|monitor|probe|debug|pprof|jmx|export|trac|status|stats/;

function undeclaredFaults(service: Service, { inventory }: Context): readonly Fault[] {
  const numbered = service.isHeadless ? [] : service.ports.filter(port => typeof targetPortOf(port) === 'number');
  const pods = numbered.length === 0 ? [] : inventory.podsBehind(service);
  const declared = DeclaredPorts.of(pods);
  const [first, ...others] = numbered.filter(port => !declared.has(protocolOf(port), targetPortOf(port)));
  if (first === undefined || !declared.areAny || isRepeated([service.object, ...pods.map(({ owner }) => owner)], inventory)) {
    return NONE;
  }
  const related = firstOf(pods).map(({ owner }) => owner);
  const leadsNowhere = others.length + 1 === service.ports.length;
  if (leadsNowhere && declared.areComplete) {
    return [{
      at: targetPortField(first),
      problem: `is no container port of ${pods[0]!.owner.title}${others.length > 0 ? ', nor is any other port of the Service' : ''}`,
      related,
    }];
  }
  const ofOthers = DeclaredPorts.of(inventory.podsSelectedBy({}, service.object));
  return [first, ...others].filter(port => leadsNowhere || (declared.areComplete && !OF_WATCHERS.test(port.at('name').string ?? ''))).flatMap(port => {
    const other = ofOthers.podWith(protocolOf(port), targetPortOf(port));
    return other === undefined ? NONE : [{
      at: targetPortField(port),
      problem: `is no container port of ${pods[0]!.owner.title}, but one of ${other.owner.title}`,
      related: [...related, other.owner],
    }];
  });
}

/** The containers of a StatefulSet. */
function containersOf(object: ManifestObject): Field[] {
  const spec = object.groupKind === 'apps/StatefulSet' ? podTemplateOf(object)?.at('spec') : undefined;
  return ['initContainers', 'containers'].flatMap(key => spec?.at(key).items ?? []);
}

function portsForTwoProtocols(ports: readonly Field[], key: string): readonly Fault[] {
  if (ports.length < 2) {
    return NONE;
  }
  const protocols = new Map<number, Set<string>>();
  return ports.flatMap(port => {
    const [at, protocol] = [port.at(key), protocolOf(port)];
    if (at.number === undefined) {
      return NONE;
    }
    const before = protocols.get(at.number) ?? new Set<string>();
    const [other] = [...before].filter(each => each !== protocol);
    protocols.set(at.number, before.add(protocol));
    return other === undefined ? NONE : [{ at, problem: `is there for ${other} and for ${protocol}` }];
  });
}
