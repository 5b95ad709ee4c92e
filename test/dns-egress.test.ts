import * as kplus from 'cdk8s-plus-28';
import { chart } from './support';
import { DnsEgress } from '../src/dns-egress';

const KUBE_DNS = {
  namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'kube-system' } },
  podSelector: { matchLabels: { 'k8s-app': 'kube-dns' } },
};
const at = (port: number) => [{ protocol: 'UDP', port }, { protocol: 'TCP', port }];

test.each<[string, DnsEgress, object[]]>([
  ['kubeDns', DnsEgress.kubeDns(), [{ to: [KUBE_DNS], ports: at(53) }]],
  ['nodeLocal', DnsEgress.nodeLocal(), [{ to: [KUBE_DNS, { ipBlock: { cidr: '169.254.20.10/32' } }], ports: at(53) }]],
  ['nodeLocal at addresses', DnsEgress.nodeLocal(['10.96.0.10', 'fd00::a']),
    [{ to: [KUBE_DNS, { ipBlock: { cidr: '10.96.0.10/32' } }, { ipBlock: { cidr: 'fd00::a/128' } }], ports: at(53) }]],
  ['anywhere', DnsEgress.anywhere(), [{ ports: at(53) }]],
  ['none', DnsEgress.none(), []],
])('%s', (_, dns, rules) => {
  expect(dns._rules()).toEqual(rules);
});

test('to leads to a peer, at the port of its pods', () => {
  const openShift = kplus.Namespaces.select(chart(), 'dns', { names: ['openshift-dns'] });
  expect(DnsEgress.to(openShift, 5353)._rules()).toEqual([{
    to: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'openshift-dns' } }, podSelector: {} }], ports: at(5353),
  }]);
});

test.each<[string, () => DnsEgress, string]>([
  ['an address that is none', () => DnsEgress.nodeLocal(['dns']), 'dns.nodeLocal "dns" is not an IP address'],
  ['no address', () => DnsEgress.nodeLocal([]), 'dns.nodeLocal [] is no address'],
  ['a port that is none', () => DnsEgress.to(kplus.Pods.all(chart(), 'all'), 0), 'dns.port 0'],
  ['a peer that is nobody', () => DnsEgress.to(kplus.Namespaces.select(chart(), 'none', { names: [] })), 'dns "test/none" is nobody'],
])('fails for %s', (_, dns, message) => {
  expect(dns).toThrow(message);
});
