import { Chart } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { HeadlessService, HeadlessServiceOptions, IpFamily, IpFamilyPolicy } from '../src';
import { chart, CONTAINER, manifestOf, namesOf, specOf, statefulApp } from './support';

function headless(options: HeadlessServiceOptions = {}, containers: kplus.ContainerProps[] = [CONTAINER]) {
  const scope = chart();
  statefulApp(scope, { service: HeadlessService.create(options), containers, podServices: undefined });
  return manifestOf(scope, 'Service', options.name ?? 'db');
}

function ownService(scope: Chart, namespace?: string) {
  return new kplus.Service(scope, 'own', { metadata: { name: 'own', namespace }, clusterIP: 'None', ports: [{ port: 5432 }] });
}

test('by default it has the name of the set, selects its pods, and publishes those that are not ready', () => {
  const scope = chart();
  statefulApp(scope);
  expect(manifestOf(scope, 'Service', 'db')).toEqual({
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'db' },
    spec: {
      type: 'ClusterIP',
      clusterIP: 'None',
      publishNotReadyAddresses: true,
      ports: [{ name: 'client', port: 5432 }],
      selector: { 'cdk8s.io/metadata.addr': 'db' },
    },
  });
});

test('the set is governed by it', () => {
  expect(specOf({ service: HeadlessService.create({ name: 'peers' }) }).serviceName).toBe('peers');
});

test('the chart of a Service of your own is applied before that of the set', () => {
  const first = chart();
  const second = new Chart(first.node.scope!, 'a-name-that-comes-first');
  statefulApp(second, { service: HeadlessService.fromService(ownService(first)) });
  first.toJson();
  expect(second.node.dependencies).toContain(first);
});

test('it works without ports', () => {
  expect(headless({}, [{ image: 'worker:1.0' }]).spec).not.toHaveProperty('ports');
});

test.each<[keyof HeadlessServiceOptions, HeadlessServiceOptions, string, unknown]>([
  ['ipFamilies', { ipFamilies: [IpFamily.IPV6] }, 'ipFamilies', ['IPv6']],
  ['ipFamilyPolicy', { ipFamilyPolicy: IpFamilyPolicy.PREFER_DUAL_STACK }, 'ipFamilyPolicy', 'PreferDualStack'],
  ['publishNotReadyAddresses', { publishNotReadyAddresses: false }, 'publishNotReadyAddresses', false],
  ['ports', { ports: [{ port: 5432, name: 'sql' }] }, 'ports', [{ name: 'sql', port: 5432 }]],
])('%s renders', (_, options, field, value) => {
  expect(headless(options).spec[field]).toEqual(value);
});

test('labels and annotations render', () => {
  expect(headless({ labels: { app: 'db' }, annotations: { 'example.com/a': 'b' } }).metadata)
    .toEqual({ name: 'db', labels: { app: 'db' }, annotations: { 'example.com/a': 'b' } });
});

test('it is in the namespace of the app', () => {
  const scope = chart();
  statefulApp(scope, { metadata: { name: 'db', namespace: 'prod' } });
  expect(manifestOf(scope, 'Service', 'db').metadata.namespace).toBe('prod');
});

test('it follows containers that are added later', () => {
  const scope = chart();
  statefulApp(scope).addContainer({ name: 'exporter', image: 'exporter:1.0', ports: [{ number: 9187, name: 'metrics' }] });
  expect(manifestOf(scope, 'Service', 'db').spec.ports).toEqual([{ name: 'client', port: 5432 }, { name: 'metrics', port: 9187 }]);
});

test('it selects by labels of your own', () => {
  const scope = chart();
  statefulApp(scope, { matchLabels: { app: 'db' } });
  expect(manifestOf(scope, 'Service', 'db').spec.selector).toEqual({ app: 'db' });
});

test('it selects by the address of the pods where the set selects by expressions only', () => {
  const scope = chart();
  statefulApp(scope, { select: false, podMetadata: { labels: { tier: 'data' } } })
    .select(kplus.LabelSelector.of({ expressions: [kplus.LabelExpression.in('tier', ['data'])] }));
  expect(manifestOf(scope, 'Service', 'db').spec.selector).toEqual({ 'cdk8s.io/metadata.addr': 'db' });
});

test('a Service of your own governs, and selects the pods', () => {
  const scope = chart();
  statefulApp(scope, { service: HeadlessService.fromService(ownService(scope)) });
  expect([manifestOf(scope, 'StatefulSet').spec.serviceName, manifestOf(scope, 'Service', 'own').spec.selector])
    .toEqual(['own', { 'cdk8s.io/metadata.addr': 'db' }]);
});

test('with a Service of your own no other is made', () => {
  const scope = chart();
  statefulApp(scope, { service: HeadlessService.fromService(ownService(scope)) });
  expect(namesOf(scope, 'Service').sort()).toEqual(['db-0', 'own']);
});

test('an existing Service governs by its name', () => {
  expect(specOf({ service: HeadlessService.fromServiceName('existing') }).serviceName).toBe('existing');
});

test('with an existing Service none is made', () => {
  const scope = chart();
  statefulApp(scope, { service: HeadlessService.fromServiceName('existing') });
  expect(namesOf(scope, 'Service')).toEqual(['db-0']);
});

test('the app gives its Service', () => {
  expect(statefulApp(chart()).service.name).toBe('db');
});

test('fails to give a Service that is known by name only', () => {
  expect(() => statefulApp(chart(), { service: HeadlessService.fromServiceName('existing') }).service)
    .toThrow('service "existing" was given by name and is no part of this program; use serviceName');
});

test('fails for a Service of another namespace', () => {
  const scope = chart('prod');
  expect(() => statefulApp(scope, { service: HeadlessService.fromService(ownService(scope, 'other')) }))
    .toThrow('service "own" is in namespace "other", and the pods are in "prod"; pods get DNS names only from a Service of their own namespace');
});

test('fails for a Service that is not headless', () => {
  expect(() => HeadlessService.fromService(new kplus.Service(chart(), 'own', { metadata: { name: 'own' }, ports: [{ port: 80 }] })))
    .toThrow('service "own" is not headless, so that pods would get no DNS names; create it with clusterIP: \'None\'');
});

test('fails for a name that is none', () => {
  expect(() => headless({ name: 'my_db' })).toThrow('service.name "my_db" is not a DNS label');
});

test('fails for a node port', () => {
  expect(() => headless({ ports: [{ port: 5432, nodePort: 30000 }] }))
    .toThrow('service.ports.nodePort 30000 is nothing that a headless Service can have; leave it out');
});

test('fails for a port with the protocol of no container port', () => {
  expect(() => headless({ ports: [{ port: 5432, protocol: kplus.Protocol.UDP }] }))
    .toThrow('service.ports 5432/UDP is a port of no container; use one of 5432');
});

test('fails for the name of an existing Service that is none', () => {
  expect(() => HeadlessService.fromServiceName('0db')).toThrow('service "0db" begins with a digit');
});

test('fails for a port of no container', () => {
  expect(() => headless({ ports: [{ port: 9999 }] })).toThrow('service.ports 9999 is a port of no container; use one of 5432');
});
