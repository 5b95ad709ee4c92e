import { Chart, Testing } from 'cdk8s';
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

const promoted = (promotions: number[], app: Partial<StatefulAppProps> = {}, props: PrimaryAndReplicasProps = {}) =>
  roles({ promotions, ...props }, app);
const told = (...args: Parameters<typeof promoted>) =>
  manifestOf(promoted(...args).scope, 'ConfigMap', 'db-primary').data as Record<string, string>;

test('without promotions there is no ConfigMap', () => {
  expect(namesOf(roles().scope, 'ConfigMap')).toEqual([]);
});

test('with promotions the pods are told the term and the primary in one line', () => {
  expect(told([2, 1]).promotion).toBe('2 db-1.db.prod.svc.cluster.local\n');
});

test('before the first promotion they are told the first primary', () => {
  expect(told([], {}, { primaryOrdinal: 2 }).promotion).toBe('0 db-2.db.prod.svc.cluster.local\n');
});

test('they are told whose word counts', () => {
  expect(told([1]).pods).toBe('db-0.db.prod.svc.cluster.local\ndb-1.db.prod.svc.cluster.local\ndb-2.db.prod.svc.cluster.local\n');
});

test('the word of the former primary counts where it is scaled away', () => {
  expect(told([2, 0], { replicas: 1 }).pods).toBe('db-0.db.prod.svc.cluster.local\ndb-2.db.prod.svc.cluster.local\n');
});

test('the word of an earlier primary counts as well, as the one after it may never have been confirmed', () => {
  expect(told([2, 1, 0], { replicas: 2 }).pods).toContain('db-2');
});

test('the word of pods counts that an autoscaler may make', () => {
  const { scope, roles: { primaryService } } = promoted([1], { replicas: undefined });
  new kplus.HorizontalPodAutoscaler(scope, 'autoscaler', { target: statefulAppOf(primaryService), maxReplicas: 4 });
  expect((manifestOf(scope, 'ConfigMap', 'db-primary').data as Record<string, string>).pods).toContain('db-3.');
});

test('the last one who was promoted is the primary, whom everything follows', () => {
  const { scope, roles: { primaryOrdinal, primaryPodAddress } } = promoted([1, 2]);
  expect([primaryOrdinal, primaryPodAddress]).toEqual([2, 'db-2.db.prod.svc.cluster.local']);
  expect(manifestOf(scope, 'Service', 'db-primary').spec.selector).toEqual({ 'statefulset.kubernetes.io/pod-name': 'db-2' });
});

test('addresses of replicas are those of all pods but the one that was promoted', () => {
  expect(promoted([1]).roles.replicaAddresses()).toEqual(['db-0.db.prod.svc.cluster.local', 'db-2.db.prod.svc.cluster.local']);
});

/** All objects of an app whose container sees the files. */
function mounted(promotions: number[]) {
  const { scope, roles: part } = promoted(promotions);
  part.mountInto(statefulAppOf(part.primaryService).containers[0], '/etc/db/primary');
  return Testing.synth(scope) as { kind: string; metadata: { name: string }; spec: { template: { spec: object } } }[];
}

test('a container sees the files as a directory, which changes while it runs', () => {
  expect(mounted([]).find(({ kind }) => kind === 'StatefulSet')!.spec.template.spec).toMatchObject({
    containers: [{ volumeMounts: expect.arrayContaining([{ name: 'primary', mountPath: '/etc/db/primary', readOnly: true }]) }],
    volumes: expect.arrayContaining([{ name: 'primary', configMap: { name: 'db-primary' } }]),
  });
});

test('a promotion changes the ConfigMap and the Service for writers, and nothing else', () => {
  const [before, after] = [mounted([]), mounted([1])];
  expect(after.filter((object, index) => JSON.stringify(object) !== JSON.stringify(before[index])).map(({ kind, metadata: { name } }) => `${kind}/${name}`).sort())
    .toEqual(['ConfigMap/db-primary', 'Service/db-primary']);
});

test('fails to promote the primary that is', () => {
  expect(() => promoted([0])).toThrow('promotions[0] 0 is the primary already; append the ordinal of another pod, or nothing');
});

test('fails to promote the same pod twice in a row', () => {
  expect(() => promoted([1, 1])).toThrow('promotions[1] 1 is the primary already');
});

test('fails to promote what is no ordinal', () => {
  expect(() => promoted([1.5])).toThrow('promotions[0] 1.5 is not a whole number of 0 or more');
});

test('fails to promote a pod that there is not', () => {
  expect(() => manifestOf(promoted([3]).scope, 'StatefulSet')).toThrow('Service "db-primary" ordinal 3 is no pod of StatefulSet "db", which has db-0 to db-2;');
});

test('fails to tell pods who is the primary where nobody knows how many there may be', () => {
  const { scope, roles: { primaryService } } = promoted([1], { replicas: undefined });
  statefulAppOf(primaryService).markHasAutoscaler();
  expect(() => manifestOf(scope, 'StatefulSet')).toThrow('promotions need all pods, and how many there may be is not known');
});

test('fails to mount the files where promotions are not given', () => {
  const { roles: part } = roles();
  expect(() => part.mountInto(statefulAppOf(part.primaryService).containers[0], '/etc/db/primary')).toThrow('promotions are missing');
});

test('fails to mount the files at a path that is not absolute', () => {
  const { roles: part } = promoted([]);
  expect(() => part.mountInto(statefulAppOf(part.primaryService).containers[0], 'primary')).toThrow('path "primary" is not absolute');
});
