import { Chart } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { PrimaryAndReplicas, PrimaryAndReplicasProps, StatefulAppProps } from '../../src';
import { chart, manifestOf, namesOf, statefulApp } from '../support';

function roles(props: PrimaryAndReplicasProps = {}, app: Partial<StatefulAppProps> = {}, scope: Chart = chart('prod')) {
  return { scope, roles: new PrimaryAndReplicas(statefulApp(scope, { replicas: 3, ...app }), 'Roles', props) };
}

test('writers have a Service to the first pod only', () => {
  expect(manifestOf(roles().scope, 'Service', 'db-primary').spec).toEqual({
    type: 'ClusterIP', ports: [{ name: 'client', port: 5432 }], selector: { 'statefulset.kubernetes.io/pod-name': 'db-0' },
  });
});

test('readers have a Service to all ready pods', () => {
  expect(manifestOf(roles().scope, 'Service', 'db-read').spec).toEqual({
    type: 'ClusterIP', ports: [{ name: 'client', port: 5432 }], selector: { 'cdk8s.io/metadata.addr': 'db' },
  });
});

test('the primary is the first pod where ordinals begin elsewhere', () => {
  expect(roles({}, { ordinals: { start: 5 } }).roles.primaryOrdinal).toBe(5);
});

test('primaryOrdinal chooses the primary', () => {
  const { spec } = manifestOf(roles({ primaryOrdinal: 2 }).scope, 'Service', 'db-primary');
  expect(spec.selector).toEqual({ 'statefulset.kubernetes.io/pod-name': 'db-2' });
});

test('primaryService has options', () => {
  const { scope } = roles({ primaryService: { type: kplus.ServiceType.LOAD_BALANCER, annotations: { 'example.com/a': 'b' } } });
  expect(manifestOf(scope, 'Service', 'db-primary')).toMatchObject({ metadata: { annotations: { 'example.com/a': 'b' } }, spec: { type: 'LoadBalancer' } });
});

test('readService has options', () => {
  const { scope } = roles({ readService: { type: kplus.ServiceType.NODE_PORT, publishNotReadyAddresses: true } });
  expect(manifestOf(scope, 'Service', 'db-read').spec).toMatchObject({ type: 'NodePort', publishNotReadyAddresses: true });
});

test('both Services can have another name, which the addresses follow', () => {
  const { primaryAddress, readAddress } = roles({ primaryService: { name: 'db-rw' }, readService: { name: 'db-r' } }).roles;
  expect([primaryAddress, readAddress]).toEqual(['db-rw.prod.svc.cluster.local', 'db-r.prod.svc.cluster.local']);
});

test('addresses are DNS names', () => {
  const { primaryAddress, readAddress, primaryPodAddress } = roles().roles;
  expect([primaryAddress, readAddress, primaryPodAddress]).toEqual([
    'db-primary.prod.svc.cluster.local', 'db-read.prod.svc.cluster.local', 'db-0.db.prod.svc.cluster.local',
  ]);
});

test('addresses are names of the same namespace where that is not known', () => {
  const { primaryAddress, readAddress, primaryPodAddress } = roles({}, {}, chart()).roles;
  expect([primaryAddress, readAddress, primaryPodAddress]).toEqual(['db-primary', 'db-read', 'db-0.db']);
});

test('addresses of replicas are those of all pods but the primary', () => {
  expect(roles({ primaryOrdinal: 1 }).roles.replicaAddresses({ port: 5432 })).toEqual([
    'db-0.db.prod.svc.cluster.local:5432', 'db-2.db.prod.svc.cluster.local:5432',
  ]);
});

test('addresses of replicas follow the ordinals of the app', () => {
  expect(roles({}, { ordinals: { start: 5 }, replicas: 2 }).roles.replicaAddresses()).toEqual(['db-6.db.prod.svc.cluster.local']);
});

test('addresses of replicas can be had for a number of pods', () => {
  expect(roles().roles.replicaAddresses({ count: 2 })).toEqual(['db-1.db.prod.svc.cluster.local']);
});

test('an app that is scaled to zero keeps the Services', () => {
  expect(namesOf(roles({ primaryOrdinal: 1 }, { replicas: 0 }).scope, 'Service').sort()).toEqual(['db', 'db-primary', 'db-read']);
});

test('the primary can be one that an autoscaler makes', () => {
  const { scope, roles: { primaryService } } = roles({ primaryOrdinal: 3 }, { replicas: undefined });
  new kplus.HorizontalPodAutoscaler(scope, 'autoscaler', { target: statefulAppOf(primaryService), maxReplicas: 4 });
  expect(namesOf(scope, 'Service')).toContain('db-primary');
});

function statefulAppOf(service: kplus.Service) {
  return service.node.scope as ReturnType<typeof statefulApp>;
}

test('fails for a primary below the first ordinal', () => {
  expect(() => roles({ primaryOrdinal: 0 }, { ordinals: { start: 1 } })).toThrow('primaryOrdinal 0 is not a whole number of 1 or more');
});

test('fails for a primary beyond the last ordinal', () => {
  expect(() => manifestOf(roles({ primaryOrdinal: 3 }).scope, 'StatefulSet')).toThrow('Service "db-primary" ordinal 3 is no pod of StatefulSet "db", which has db-0 to db-2;');
});

test('fails for a primary beyond those that an autoscaler makes', () => {
  const { scope, roles: { primaryService } } = roles({ primaryOrdinal: 4 }, { replicas: undefined });
  new kplus.HorizontalPodAutoscaler(scope, 'autoscaler', { target: statefulAppOf(primaryService), maxReplicas: 4 });
  expect(() => manifestOf(scope, 'StatefulSet')).toThrow('Service "db-primary" ordinal 4 is no pod of StatefulSet "db", which has db-0 to db-3;');
});

test.each<[string, PrimaryAndReplicasProps, string]>([
  ['the primary', { primaryService: { loadBalancerIP: '192.0.2.1' } }, 'Service "db-primary" loadBalancerIP "192.0.2.1" needs a Service of type LoadBalancer'],
  ['readers', { readService: { loadBalancerIP: '192.0.2.1' } }, 'Service "db-read" loadBalancerIP "192.0.2.1" needs a Service of type LoadBalancer'],
])('fails for wrong options of the Service for %s', (_, props, message) => {
  expect(() => roles(props)).toThrow(message);
});

test('fails to give the addresses of replicas where nobody knows how many', () => {
  expect(() => roles({}, { replicas: undefined }).roles.replicaAddresses()).toThrow('count is missing, and the number of pods is not known');
});
