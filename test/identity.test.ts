import * as kplus from 'cdk8s-plus-28';
import * as fc from 'fast-check';
import { HeadlessService, StatefulApp, StatefulAppProps } from '../src';
import { chart, CONTAINER, manifestOf, statefulApp } from './support';

function identityOf(props: Partial<StatefulAppProps> = {}, namespace?: string) {
  return new StatefulApp(chart(namespace), 'web', {
    metadata: { name: 'web' }, service: HeadlessService.create({ name: 'nginx' }), containers: [CONTAINER], replicas: 3, ...props,
  }).identity;
}

// the rows of https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#stable-network-id
test.each([
  [undefined, 'default', 'nginx.default.svc.cluster.local', 'web-2.nginx.default.svc.cluster.local'],
  [undefined, 'foo', 'nginx.foo.svc.cluster.local', 'web-2.nginx.foo.svc.cluster.local'],
  ['kube.local', 'foo', 'nginx.foo.svc.kube.local', 'web-2.nginx.foo.svc.kube.local'],
])('with the domain %s and the namespace %s the Service is %s and pod 2 is %s', (clusterDomain, namespace, service, pod) => {
  const identity = identityOf({ clusterDomain }, namespace);
  expect([identity.serviceDnsName, identity.podDnsName(2)]).toEqual([service, pod]);
});

test('the namespace of the app takes precedence over that of the chart', () => {
  expect(identityOf({ metadata: { name: 'web', namespace: 'own' } }, 'charts').serviceDnsName).toBe('nginx.own.svc.cluster.local');
});

test('without a namespace names are those that resolve in any of them', () => {
  expect(identityOf().podDnsName(0)).toBe('web-0.nginx');
});

test('a pod is called after the set and its ordinal', () => {
  expect(identityOf().podName(1)).toBe('web-1');
});

test('the claim of a pod is called after the template and the pod', () => {
  expect(identityOf().claimName('www', 1)).toBe('www-web-1');
});

test.each([['foo', 'web.foo.svc.cluster.local'], [undefined, 'web']])('another Service in the namespace %s is %s', (namespace, name) => {
  expect(identityOf({}, namespace).dnsNameOfService('web')).toBe(name);
});

test('the SRV name of a port', () => {
  expect(identityOf({}, 'foo').srvName('client')).toBe('_client._tcp.nginx.foo.svc.cluster.local');
});

test('the SRV name of a UDP port', () => {
  expect(identityOf({}, 'foo').srvName('dns', kplus.Protocol.UDP)).toBe('_dns._udp.nginx.foo.svc.cluster.local');
});

test('the peers are all pods from the first ordinal on', () => {
  expect(identityOf({ ordinals: { start: 5 }, replicas: 2 }).peers()).toEqual(['web-5.nginx', 'web-6.nginx']);
});

test('peers can have a port', () => {
  expect(identityOf({ replicas: 1 }, 'foo').peers({ port: 27017 })).toEqual(['web-0.nginx.foo.svc.cluster.local:27017']);
});

test('the ordinals are those of all pods', () => {
  expect(identityOf({ ordinals: { start: 5 }, replicas: 2 }).ordinals()).toEqual([5, 6]);
});

test('the number of ordinals can be given', () => {
  expect(identityOf({ replicas: undefined }).ordinals(2)).toEqual([0, 1]);
});

test('the number of peers can be given', () => {
  expect(identityOf({ replicas: undefined }).peers({ count: 2 })).toEqual(['web-0.nginx', 'web-1.nginx']);
});

test('there are as many peers as replicas, all different', () => {
  fc.assert(fc.property(fc.nat(20), fc.nat(100), (replicas, start) => {
    expect(new Set(identityOf({ replicas, ordinals: { start } }).peers()).size).toBe(replicas);
  }));
});

test('the identity tells the first ordinal and the domain', () => {
  const { firstOrdinal, clusterDomain } = identityOf({ ordinals: { start: 3 } });
  expect([firstOrdinal, clusterDomain]).toEqual([3, 'cluster.local']);
});

test('a pod knows its names from its environment, each from variables before it', () => {
  const scope = chart('prod');
  const app = statefulApp(scope, { service: HeadlessService.create({ name: 'peers' }) });
  const own = Object.entries({ ...app.identity.environment(), ID: kplus.EnvValue.fromValue('node-$(POD_INDEX)') });
  own.forEach(([name, value]) => app.containers[0].env.addVariable(name, value));
  expect(manifestOf(scope, 'StatefulSet').spec.template.spec.containers[0].env).toEqual([
    { name: 'POD_NAME', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } },
    { name: 'POD_NAMESPACE', valueFrom: { fieldRef: { fieldPath: 'metadata.namespace' } } },
    { name: 'POD_INDEX', valueFrom: { fieldRef: { fieldPath: "metadata.labels['apps.kubernetes.io/pod-index']" } } },
    { name: 'POD_DNS_NAME', value: '$(POD_NAME).peers.$(POD_NAMESPACE).svc.cluster.local' },
    { name: 'ID', value: 'node-$(POD_INDEX)' },
  ]);
});

test('in whichever order a program gives the variables, each comes after those that it refers to', () => {
  const scope = chart('prod');
  const app = statefulApp(scope);
  Object.entries(app.identity.environment()).reverse().forEach(([name, value]) => app.containers[0].env.addVariable(name, value));
  const names = manifestOf(scope, 'StatefulSet').spec.template.spec.containers[0].env.map(({ name }: { name: string }) => name);
  expect(names).toEqual(['POD_NAMESPACE', 'POD_NAME', 'POD_DNS_NAME', 'POD_INDEX']);
});

test('the name that a pod knows is that by which others know it', () => {
  const { identity } = statefulApp(chart('prod'));
  const name = identity.environment().POD_DNS_NAME.value as string;
  expect(name.replace('$(POD_NAME)', 'db-0').replace('$(POD_NAMESPACE)', 'prod')).toBe(identity.podDnsName(0));
});

test('fails to list peers whose number is not known', () => {
  expect(() => identityOf({ replicas: undefined }).peers()).toThrow('count is missing, and the number of pods is not known; set replicas of the app, or pass count');
});

test.each([-1, 0.5])('fails for the ordinal %d', ordinal => {
  expect(() => identityOf().podName(ordinal)).toThrow(`ordinal ${ordinal} is not a whole number of 0 or more`);
});

test('fails for an ordinal below the first', () => {
  expect(() => identityOf({ ordinals: { start: 5 } }).claimName('www', 4)).toThrow('ordinal 4 is not a whole number of 5 or more');
});

test('fails for a port that is none', () => {
  expect(() => identityOf().peers({ port: 70000 })).toThrow('port 70000 is not a whole number from 1 to 65535');
});

test('fails for the SRV name of a port without a name', () => {
  expect(() => identityOf().srvName('')).toThrow('portName "" is empty; only named ports have SRV records');
});
