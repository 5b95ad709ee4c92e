import { BlockList } from 'net';
import * as kplus from 'cdk8s-plus-28';
import { labelSelectorToJson } from './cdk8s-plus';
import { errorMessage, requireInteger, requireValid } from './errors';
import { cidrProblem } from '../manifest/kubernetes/addresses';
import { Problem } from '../manifest/kubernetes/problem';
import { LabelSelector } from '../manifest/kubernetes/selectors';
import { omitUndefined } from '../manifest/model/omit-undefined';

/**
 * One item of `from` or `to` as it stands in a NetworkPolicy.
 */
export interface PeerSpec {
  readonly ipBlock?: { readonly cidr: string; readonly except?: readonly string[] };
  readonly namespaceSelector?: LabelSelector;
  readonly podSelector?: LabelSelector;
}

/**
 * One item of `ports` as it stands in a NetworkPolicy.
 */
export interface PortSpec {
  readonly port?: number;
  readonly endPort?: number;
  readonly protocol?: string;
}

/**
 * A peer of cdk8s-plus as plain JSON: one item, or one for each namespace that is given by name.
 *
 * cdk8s-plus-28 renders them only within its own NetworkPolicy.
 */
export function peersToJson(peer: kplus.INetworkPolicyPeer): PeerSpec[] {
  const { ipBlock, podSelector } = peer.toNetworkPolicyPeerConfig();
  if (ipBlock) {
    return [{ ipBlock: omitUndefined({ cidr: ipBlock.cidr, except: ipBlock.except }) }];
  }
  if (podSelector === undefined) {
    return [];
  }
  const pods = labelSelectorToJson(podSelector.labelSelector);
  const namespaces = podSelector.namespaces?.labelSelector && labelSelectorToJson(podSelector.namespaces.labelSelector);
  const names = podSelector.namespaces?.names;
  return names === undefined
    ? [omitUndefined({ namespaceSelector: namespaces, podSelector: pods })]
    // a selector of labels cannot say "one of these names"
    : names.map(name => ({
      namespaceSelector: { ...namespaces, matchLabels: { ...namespaces?.matchLabels, [kplus.Namespace.NAME_LABEL]: name } },
      podSelector: pods,
    }));
}

/**
 * Throws where a peer would be refused, or would mean everybody.
 *
 * @param property the property or method that was given the peer, as the user wrote it
 */
export function requirePeer(property: string, peer: kplus.INetworkPolicyPeer): void {
  const items = peersToJson(peer);
  if (items.length === 0) {
    // `from: []` lets everybody in
    throw new Error(errorMessage(property, peer.node.path, 'is nobody, which Kubernetes takes for everybody', 'leave it out, or name a namespace'));
  }
  for (const { ipBlock } of items) {
    requireValid(`${property}.cidr`, ipBlock?.cidr, cidr => cidrProblem(cidr));
    ipBlock?.except?.forEach(except => requireValid(`${property}.except`, except, block => cidrProblem(block) ?? outsideProblem(block, ipBlock.cidr)));
  }
}

function outsideProblem(block: string, cidr: string): Problem | undefined {
  const [outer, outerLength] = cidr.split('/');
  const [inner, innerLength] = block.split('/');
  const family = (address: string) => address.includes(':') ? 'ipv6' : 'ipv4';
  const around = new BlockList();
  around.addSubnet(outer, Number(outerLength), family(outer));
  return around.check(inner, family(inner)) && Number(innerLength) > Number(outerLength)
    ? undefined
    : { problem: `is not a part of ${cidr}`, fix: 'leave it out, or name a smaller block within' };
}

/**
 * A port of cdk8s-plus as plain JSON.
 *
 * Its `allTcp()` and `allUdp()` begin at 0, which the API server refuses; without a number a port is any of its protocol.
 */
export function portToJson(port: kplus.NetworkPolicyPort): PortSpec {
  const { port: first, endPort, protocol } = kplus.k8s.toJson_NetworkPolicyPort(port._toKube()) as PortSpec;
  const isAny = first === undefined || (first === 0 && endPort === 65535);
  return omitUndefined({ protocol, ...isAny ? {} : { port: first, endPort } });
}

/**
 * Throws where the API server would not take the ports, or would take them for others than they seem.
 *
 * @param property the property or method that was given the ports, as the user wrote it
 */
export function requirePorts(property: string, ports: kplus.NetworkPolicyPort[] | undefined): void {
  if (ports?.length === 0) {
    throw new Error(`${property} [] means every port to Kubernetes; leave ports out, or name one`);
  }
  for (const { port, endPort } of ports?.map(portToJson) ?? []) {
    requireInteger(property, port, 1, 65535);
    requireInteger(`${property}.endPort`, endPort, port ?? 1, 65535);
  }
}
