import { firstOf } from '../lint/listed';
import { Context, Fault, NONE, Rule } from '../lint/rule';
import { DeclaredPorts } from '../model/declared-ports';
import { Field } from '../model/field';
import { Inventory } from '../model/inventory';
import { ManifestObject } from '../model/object';
import { PodTemplate } from '../model/pod-template';
import { protocolOf, targetPortOf } from '../model/port';
import { labelSelectorAt } from '../model/selector';
import { Service } from '../model/service';

/**
 * Rules on NetworkPolicies.
 */
export const NETWORK_POLICIES: readonly Rule[] = [
  {
    id: 'R115',
    name: 'network-policy-port-unknown',
    severity: 'warning',
    demand: 'A port that a NetworkPolicy allows is one of the pods, not one of a Service before them, and its name is that of a port of a container.',
    consequence: 'nobody gets a connection to the port of the container, as the policy is asked after the Service has put that one in',
    fix: 'write the port of the container',
    link: 'https://kubernetes.io/docs/concepts/services-networking/network-policies/#networkpolicy-resource',
    check: { kinds: ['networking.k8s.io/NetworkPolicy'], object: policyFaults },
  },
];

function policyFaults(policy: ManifestObject, { inventory }: Context): readonly Fault[] {
  const ownPods = inventory.podsSelectedBy(labelSelectorAt(policy.spec.at('podSelector')), policy);
  return [
    ...policy.spec.at('ingress').items.flatMap(rule => portFaults(rule.at('ports').items, ownPods, inventory)),
    ...policy.spec.at('egress').items.flatMap(rule => {
      const peers = rule.at('to').items;
      // of others it is not known which pods they are
      const areHere = peers.every(peer => peer.at('podSelector').isSet && !peer.at('namespaceSelector').isSet);
      return peers.length !== 1 || !areHere ? NONE
        : portFaults(rule.at('ports').items, inventory.podsSelectedBy(labelSelectorAt(peers[0].at('podSelector')), policy), inventory);
    }),
  ];
}

function portFaults(ports: readonly Field[], pods: readonly PodTemplate[], inventory: Inventory): readonly Fault[] {
  const declared = DeclaredPorts.of(pods);
  const unknown = pods.length === 0 ? [] : ports.filter(port => {
    const [number, protocol] = [port.at('port').intOrString, protocolOf(port)];
    return number !== undefined && !port.at('endPort').isSet
      && (typeof number === 'string' ? declared.numbersOf(number, protocol).size === 0 : !declared.has(protocol, number));
  });
  return unknown.flatMap(port => {
    const at = port.at('port');
    if (at.string !== undefined) {
      return [{ at, problem: `is the name of no container port of ${pods[0].owner.title}`, related: firstOf(pods).map(pod => pod.owner) }];
    }
    const service = inventory.servicesSelecting(pods[0]).find(candidate => translates(candidate, at.number, protocolOf(port)));
    return service === undefined ? NONE : [{ at, problem: `is a port of ${service.object.title}, which leads to another one of the pods`, related: [service.object] }];
  });
}

function translates(service: Service, number: number | undefined, protocol: string): boolean {
  return number !== undefined && !service.isHeadless && service.ports.some(port => port.at('port').number === number && protocolOf(port) === protocol && targetPortOf(port) !== number);
}
