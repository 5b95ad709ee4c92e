import * as fc from 'fast-check';
import { claimName, ordinals, parsePodName, podDnsName, podName, serviceDnsName, srvName } from '../../../src/manifest/kubernetes/pod-identity';

const label = fc.stringMatching(/^[a-z]([-a-z0-9]{0,20}[a-z0-9])?$/);

test('ordinals begin at the start and follow each other', () => {
  expect(ordinals(5, 3)).toEqual([5, 6, 7]);
});

// the table of https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#stable-network-id
test.each([
  ['cluster.local', 'default', 'nginx.default.svc.cluster.local', 'web-0.nginx.default.svc.cluster.local'],
  ['cluster.local', 'foo', 'nginx.foo.svc.cluster.local', 'web-0.nginx.foo.svc.cluster.local'],
  ['kube.local', 'foo', 'nginx.foo.svc.kube.local', 'web-0.nginx.foo.svc.kube.local'],
])('in the domain %s and the namespace %s the Service is %s and pod 0 is %s', (domain, namespace, service, pod) => {
  expect([serviceDnsName('nginx', namespace, domain), podDnsName(podName('web', 0), serviceDnsName('nginx', namespace, domain))]).toEqual([service, pod]);
});

test('without a namespace a Service has its short name', () => {
  expect(serviceDnsName('nginx', undefined, 'cluster.local')).toBe('nginx');
});

test('the SRV name has the port and the protocol in front', () => {
  expect(srvName('web', 'TCP', 'nginx.default.svc.cluster.local')).toBe('_web._tcp.nginx.default.svc.cluster.local');
});

test('the claim of a pod has the template in front', () => {
  expect(claimName('www', 'web', 2)).toBe('www-web-2');
});

test('pods of one set never share a name', () => {
  fc.assert(fc.property(label, fc.nat(1000), fc.integer({ min: 1, max: 50 }), (set, start, count) => {
    const names = ordinals(start, count).map(ordinal => podName(set, ordinal));
    expect(new Set(names).size).toBe(count);
  }));
});

test('a pod name tells the set and the ordinal that it was made of', () => {
  fc.assert(fc.property(label, fc.nat(), (set, ordinal) => {
    expect(parsePodName(podName(set, ordinal))).toEqual({ statefulSet: set, ordinal });
  }));
});

test.each(['db', 'db-', '-0', 'db-00', 'db-01', 'db-a', 'db-0a'])('%s is no name of a pod of a StatefulSet', name => {
  expect(parsePodName(name)).toBeUndefined();
});
