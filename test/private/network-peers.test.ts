import { Chart } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { peersToJson, portToJson, requirePeer, requirePorts } from '../../src/private/network-peers';
import { chart, manifestOf, statefulApp } from '../support';

const { Namespaces, NetworkPolicyIpBlock, NetworkPolicyPort, Pods } = kplus;

const PEERS: [string, (scope: Chart) => kplus.INetworkPolicyPeer][] = [
  ['pods by labels', scope => Pods.select(scope, 'peer', { labels: { app: 'web' } })],
  ['pods by expressions', scope => Pods.select(scope, 'peer', { expressions: [kplus.LabelExpression.exists('app')] })],
  ['all pods', scope => Pods.all(scope, 'peer')],
  ['pods of namespaces by labels', scope => Pods.select(scope, 'peer', {
    labels: { app: 'web' }, namespaces: Namespaces.select(scope, 'namespaces', { labels: { team: 'web' } }),
  })],
  ['namespaces by names', scope => Namespaces.select(scope, 'peer', { names: ['one', 'two'] })],
  ['namespaces by names and labels', scope => Namespaces.select(scope, 'peer', { names: ['one'], labels: { team: 'web' } })],
  ['all namespaces', scope => Namespaces.all(scope, 'peer')],
  ['a namespace', scope => new kplus.Namespace(scope, 'peer')],
  ['addresses', scope => NetworkPolicyIpBlock.ipv4(scope, 'peer', '192.0.2.0/24', ['192.0.2.128/25'])],
  ['any address', scope => NetworkPolicyIpBlock.anyIpv6(scope, 'peer')],
  ['a Deployment', scope => new kplus.Deployment(scope, 'peer', { containers: [{ image: 'web:1.0' }] })],
  ['a StatefulApp', scope => statefulApp(scope)],
];

test.each(PEERS)('%s are rendered as cdk8s-plus does', (_, peer) => {
  const scope = chart();
  const one = peer(scope);
  new kplus.NetworkPolicy(scope, 'policy', { ingress: { rules: [{ peer: one }] } });
  expect(peersToJson(one)).toEqual(manifestOf(scope, 'NetworkPolicy').spec.ingress[0].from);
});

test.each<[string, kplus.NetworkPolicyPort, object]>([
  ['a port', NetworkPolicyPort.tcp(80), { protocol: 'TCP', port: 80 }],
  ['a range', NetworkPolicyPort.udpRange(80, 90), { protocol: 'UDP', port: 80, endPort: 90 }],
  ['any TCP port', NetworkPolicyPort.allTcp(), { protocol: 'TCP' }],
  ['any UDP port', NetworkPolicyPort.allUdp(), { protocol: 'UDP' }],
  ['any port', NetworkPolicyPort.of({}), {}],
])('%s is what the API server takes', (_, port, expected) => {
  expect(portToJson(port)).toEqual(expected);
});

test.each(PEERS)('%s are somebody', (_, peer) => {
  expect(() => requirePeer('clients', peer(chart()))).not.toThrow();
});

test.each<[string, (scope: Chart) => kplus.INetworkPolicyPeer, string]>([
  ['a block that begins in its midst', scope => NetworkPolicyIpBlock.ipv4(scope, 'peer', '192.0.2.1/24'), 'clients.cidr "192.0.2.1/24" is not a CIDR block'],
  ['an exception that is no block', scope => NetworkPolicyIpBlock.ipv4(scope, 'peer', '192.0.2.0/24', ['192.0.2.1']), 'clients.except "192.0.2.1" is not a CIDR block'],
  ['an exception elsewhere', scope => NetworkPolicyIpBlock.ipv4(scope, 'peer', '192.0.2.0/24', ['198.51.100.0/25']),
    'clients.except "198.51.100.0/25" is not a part of 192.0.2.0/24'],
  ['an exception that is everything', scope => NetworkPolicyIpBlock.ipv6(scope, 'peer', '2001:db8::/32', ['2001:db8::/32']),
    'clients.except "2001:db8::/32" is not a part of 2001:db8::/32'],
])('fails for %s', (_, peer, message) => {
  expect(() => requirePeer('clients', peer(chart()))).toThrow(message);
});

test.each<[string, kplus.NetworkPolicyPort[], string]>([
  ['no port', [], 'ports [] means every port to Kubernetes'],
  ['a port that is none', [NetworkPolicyPort.tcp(70000)], 'ports 70000'],
  ['a range that ends before it begins', [NetworkPolicyPort.tcpRange(90, 80)], 'ports.endPort 80'],
])('fails for %s', (_, ports, message) => {
  expect(() => requirePorts('ports', ports)).toThrow(message);
});
