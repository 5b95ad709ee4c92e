import { Testing } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { ServiceOptions } from '../src';
import { chart, CONTAINER, manifestOf, statefulApp } from './support';
import { check, objectsOf } from '../src/manifest/check';
import { messageOf } from '../src/manifest/lint/finding';

test('a client Service leads to the ready pods', () => {
  const scope = chart();
  statefulApp(scope, { replicas: 3 }).addClientService();
  expect(manifestOf(scope, 'Service', 'db-client').spec)
    .toEqual({ type: 'ClusterIP', ports: [{ name: 'client', port: 5432 }], selector: { 'cdk8s.io/metadata.addr': 'db' } });
});

test('a client Service can have a name and a type', () => {
  const scope = chart();
  statefulApp(scope).addClientService({ name: 'db-public', type: kplus.ServiceType.LOAD_BALANCER });
  expect(manifestOf(scope, 'Service', 'db-public').spec.type).toBe('LoadBalancer');
});

test('there can be several client Services', () => {
  const scope = chart();
  const app = statefulApp(scope);
  expect([app.addClientService().name, app.addClientService({ name: 'db-read' }).name]).toEqual(['db-client', 'db-read']);
});

test('a client Service can lead to the pods with further labels', () => {
  const scope = chart();
  statefulApp(scope).addClientService({ name: 'db-primary', podLabels: { role: 'primary' } });
  expect(manifestOf(scope, 'Service', 'db-primary').spec.selector).toEqual({ 'cdk8s.io/metadata.addr': 'db', 'role': 'primary' });
});

test('further labels enter neither the pods nor the selector of the app', () => {
  const [plain, labelled] = [chart(), chart()];
  statefulApp(plain).addClientService();
  statefulApp(labelled).addClientService({ podLabels: { role: 'primary' } });
  expect(manifestOf(labelled, 'StatefulSet')).toEqual(manifestOf(plain, 'StatefulSet'));
});

test('a client Service can select no pods, and still has the ports of the containers', () => {
  const scope = chart();
  statefulApp(scope).addClientService({ name: 'db-primary', select: false });
  expect(manifestOf(scope, 'Service', 'db-primary').spec).toEqual({ type: 'ClusterIP', ports: [{ name: 'client', port: 5432 }] });
});

test('a label that is selected later is selected', () => {
  const scope = chart();
  statefulApp(scope).addClientService({ name: 'db-primary', select: false }).selectLabel('role', 'primary');
  expect(manifestOf(scope, 'Service', 'db-primary').spec.selector).toEqual({ role: 'primary' });
});

test.each<[string, ServiceOptions]>([
  ['further labels', { podLabels: { role: 'primary' } }], ['no selector', { select: false }],
])('no rule takes a Service with %s for one that leads nowhere', (_, options) => {
  const scope = chart();
  statefulApp(scope, { replicas: 3, containers: [{ ...CONTAINER, readiness: kplus.Probe.fromTcpSocket() }] })
    .addClientService({ name: 'db-primary', ...options });
  const findings = check(Testing.synth(scope).flatMap(manifest => objectsOf(manifest)));
  expect(findings.filter(({ object }) => object.kind === 'Service').map(finding => messageOf(finding))).toEqual([]);
});

test('a Service can lead to one pod', () => {
  const scope = chart();
  statefulApp(scope, { replicas: 3 }).addPodService(0, { name: 'db-primary' });
  expect(manifestOf(scope, 'Service', 'db-primary').spec)
    .toEqual({ type: 'ClusterIP', ports: [{ name: 'client', port: 5432 }], selector: { 'statefulset.kubernetes.io/pod-name': 'db-0' } });
});

test('a Service that leads to one pod is called like it with -client', () => {
  expect(statefulApp(chart(), { replicas: 3 }).addPodService(1).name).toBe('db-1-client');
});

test('a Service can lead to one pod as long as it has further labels', () => {
  const scope = chart();
  statefulApp(scope).addPodService(0, { podLabels: { role: 'primary' } });
  expect(manifestOf(scope, 'Service', 'db-0-client').spec.selector).toEqual({ 'role': 'primary', 'statefulset.kubernetes.io/pod-name': 'db-0' });
});

test('a Service that leads to one pod can have a type', () => {
  const scope = chart();
  statefulApp(scope).addPodService(0, { name: 'db-primary', type: kplus.ServiceType.NODE_PORT });
  expect(manifestOf(scope, 'Service', 'db-primary').spec.type).toBe('NodePort');
});

test('a Service that leads to one pod stays while the app is scaled to zero', () => {
  const scope = chart();
  statefulApp(scope, { replicas: 0 }).addPodService(0, { name: 'db-primary' });
  expect(manifestOf(scope, 'Service', 'db-primary').metadata.name).toBe('db-primary');
});

test('a Service can lead to a pod that an autoscaler makes', () => {
  const scope = chart();
  const app = statefulApp(scope);
  app.addPodService(2, { name: 'db-last' });
  new kplus.HorizontalPodAutoscaler(scope, 'autoscaler', { target: app, maxReplicas: 3 });
  expect(manifestOf(scope, 'Service', 'db-last').metadata.name).toBe('db-last');
});

test('fails for a Service of a pod beyond the last', () => {
  const scope = chart();
  statefulApp(scope, { replicas: 3 }).addPodService(3, { name: 'db-primary' });
  expect(() => manifestOf(scope, 'StatefulSet')).toThrow('Service "db-primary" ordinal 3 is no pod of StatefulSet "db", which has db-0 to db-2;');
});

test('fails for a Service of a pod below the first', () => {
  expect(() => statefulApp(chart(), { ordinals: { start: 2 } }).addPodService(1, { name: 'db-primary' }))
    .toThrow('Service "db-primary" ordinal 1 is not a whole number of 2 or more');
});

test('fails for a Service of one pod without a selector', () => {
  expect(() => statefulApp(chart()).addPodService(0, { name: 'db-primary', select: false }))
    .toThrow('Service "db-primary" select false goes not together with an ordinal; use addClientService for a Service without a selector');
});

test('fails for two Services of one name', () => {
  const app = statefulApp(chart());
  app.addClientService();
  expect(() => app.addClientService()).toThrow('Service "db-client" name "db-client" is there twice; give each Service another name');
});

test('fails for a name that is none', () => {
  expect(() => statefulApp(chart()).addClientService({ name: 'DB' })).toThrow('Service "DB" name "DB" is not a DNS label');
});

test('fails for an address without a port', () => {
  const scope = chart();
  statefulApp(scope, { containers: [{ image: 'worker:1.0' }] }).addClientService();
  expect(() => manifestOf(scope, 'StatefulSet')).toThrow('Service "db-client" needs a port, and no container declares one');
});

test('fails for a port of no container', () => {
  const scope = chart();
  statefulApp(scope).addClientService({ ports: [{ port: 80 }] });
  expect(() => manifestOf(scope, 'StatefulSet')).toThrow('Service "db-client" ports 80 is a port of no container; use one of 5432');
});

test('fails for a further label that is none', () => {
  expect(() => statefulApp(chart()).addClientService({ podLabels: { role: 'the primary' } }))
    .toThrow('Service "db-client" podLabels.role "the primary" is not a label value');
});

test('fails for further labels of a Service that selects no pods', () => {
  expect(() => statefulApp(chart()).addClientService({ podLabels: { role: 'primary' }, select: false }))
    .toThrow('Service "db-client" podLabels {"role":"primary"} go not together with select false; keep one');
});

test('fails for a further label that no pod of the app can have', () => {
  const scope = chart();
  statefulApp(scope, { matchLabels: { app: 'db' } }).addClientService({ podLabels: { app: 'web' } });
  expect(() => manifestOf(scope, 'StatefulSet'))
    .toThrow('Service "db-client" podLabels.app "web" contradicts the selector of the app, which has "db"; leave it out');
});
