import * as kplus from 'cdk8s-plus-28';
import * as fc from 'fast-check';
import { ExternalTrafficPolicy, IpFamily, IpFamilyPolicy, PodServices, PodServicesOptions, SessionAffinity, StatefulAppProps } from '../src';
import { chart, CONTAINER, manifestOf, manifestsOf, namesOf, statefulApp } from './support';

const METRICS: kplus.ContainerPort = { number: 9187, name: 'metrics' };

function services(props: Partial<StatefulAppProps>) {
  const scope = chart();
  statefulApp(scope, { replicas: 3, ...props });
  return manifestsOf(scope, 'Service').filter(service => service.metadata.name !== 'db');
}

test('each pod has a Service of its name that selects it by the pod-name label', () => {
  expect(services({ replicas: 2 }).map(({ metadata, spec }) => [metadata.name, spec.selector])).toEqual([
    ['db-0', { 'statefulset.kubernetes.io/pod-name': 'db-0' }],
    ['db-1', { 'statefulset.kubernetes.io/pod-name': 'db-1' }],
  ]);
});

test('the Service of a pod has an address, the ports of the containers, and ready pods only', () => {
  expect(services({ replicas: 1 })[0].spec).toEqual({
    type: 'ClusterIP', ports: [{ name: 'client', port: 5432 }], selector: { 'statefulset.kubernetes.io/pod-name': 'db-0' },
  });
});

test('they begin with the first ordinal', () => {
  expect(services({ ordinals: { start: 5 }, replicas: 2 }).map(service => service.metadata.name)).toEqual(['db-5', 'db-6']);
});

test('there is one for every ordinal and no other', () => {
  fc.assert(fc.property(fc.nat(8), fc.nat(100), (replicas, start) => {
    expect(services({ replicas, ordinals: { start } }).map(service => service.metadata.name))
      .toEqual(Array.from({ length: replicas }, (_, index) => `db-${start + index}`));
  }), { numRuns: 20 });
});

test('there can be none', () => {
  expect(services({ podServices: PodServices.none() })).toEqual([]);
});

test('without a port there are none', () => {
  expect(services({ containers: [{ image: 'worker:1.0' }] })).toEqual([]);
});

test('a port that is declared later makes them', () => {
  const scope = chart();
  statefulApp(scope, { containers: [{ image: 'worker:1.0' }] }).containers[0].addPort({ number: 80 });
  expect(namesOf(scope, 'Service').sort()).toEqual(['db', 'db-0']);
});

test('an app that is scaled to zero can keep them', () => {
  expect(services({ replicas: 0, podServices: PodServices.loadBalancer({ count: 1 }) }).map(service => service.metadata.name)).toEqual(['db-0']);
});

test.each([
  ['more than there are pods, nothing', { replicas: 3, count: 5 }, []],
  ['fewer than there are pods, a warning', { replicas: 3, count: 2 }, [expect.stringContaining('replicas 3 makes the pod db-2, which has no Service')]],
])('there is said, where there are %s', (_, { replicas, count }, expected) => {
  const printed = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
  services({ replicas, podServices: PodServices.clusterIP({ count }) });
  const said = printed.mock.calls.map(([text]) => String(text)).filter(text => text.includes('R22'));
  printed.mockRestore();
  expect(said).toEqual(expected);
});

test('with an autoscaler they cover its maximum', () => {
  const scope = chart();
  const app = statefulApp(scope);
  new kplus.HorizontalPodAutoscaler(scope, 'autoscaler', { target: app, maxReplicas: 4 });
  expect(namesOf(scope, 'Service').sort()).toEqual(['db', 'db-0', 'db-1', 'db-2', 'db-3']);
});

test('the Service of a pod can be had before the synthesis', () => {
  expect(statefulApp(chart(), { replicas: 2 }).podService(1).name).toBe('db-1');
});

test('the Service of a pod that only an autoscaler makes can be had before the synthesis', () => {
  const scope = chart();
  const app = statefulApp(scope);
  new kplus.HorizontalPodAutoscaler(scope, 'autoscaler', { target: app, maxReplicas: 4 });
  expect(app.podService(3).name).toBe('db-3');
});

test('all Services of pods can be had', () => {
  expect(statefulApp(chart(), { replicas: 2 }).podServices.map(service => service.name)).toEqual(['db-0', 'db-1']);
});

test('an ingress can lead to one pod', () => {
  const scope = chart();
  statefulApp(scope).podService(0).exposeViaIngress('/db-0');
  expect(manifestOf(scope, 'Ingress').spec.rules[0].http.paths[0].backend.service.name).toBe('db-0');
});

test.each([
  ['ClusterIP', PodServices.clusterIP()],
  ['NodePort', PodServices.nodePort()],
  ['LoadBalancer', PodServices.loadBalancer()],
])('they can be of type %s', (type, podServices) => {
  expect(services({ podServices }).map(service => service.spec.type)).toEqual([type, type, type]);
});

test.each<[keyof PodServicesOptions, PodServicesOptions, unknown]>([
  ['ports', { ports: [{ port: 5432, name: 'sql' }] }, [{ name: 'sql', port: 5432 }]],
  ['publishNotReadyAddresses', { publishNotReadyAddresses: true }, true],
  ['sessionAffinity', { sessionAffinity: SessionAffinity.CLIENT_IP }, 'ClientIP'],
  ['ipFamilies', { ipFamilies: [IpFamily.IPV4, IpFamily.IPV6], ipFamilyPolicy: IpFamilyPolicy.PREFER_DUAL_STACK }, ['IPv4', 'IPv6']],
  ['ipFamilyPolicy', { ipFamilyPolicy: IpFamilyPolicy.REQUIRE_DUAL_STACK }, 'RequireDualStack'],
  ['externalTrafficPolicy', { externalTrafficPolicy: ExternalTrafficPolicy.LOCAL }, 'Local'],
  ['loadBalancerIP', { loadBalancerIP: '192.0.2.1' }, '192.0.2.1'],
  ['loadBalancerClass', { loadBalancerClass: 'example.com/lb' }, 'example.com/lb'],
  ['loadBalancerSourceRanges', { loadBalancerSourceRanges: ['192.0.2.0/24'] }, ['192.0.2.0/24']],
  ['allocateLoadBalancerNodePorts', { allocateLoadBalancerNodePorts: false }, false],
])('%s renders', (field, options, value) => {
  expect(services({ replicas: 1, podServices: PodServices.loadBalancer(options) })[0].spec[field]).toEqual(value);
});

test('labels and annotations are those of all pods and those of the pod', () => {
  const podServices = PodServices.loadBalancer({
    labels: { app: 'db' },
    annotations: { 'example.com/all': 'yes' },
    perOrdinal: [{ ordinal: 1, labels: { role: 'replica' }, annotations: { 'external-dns.alpha.kubernetes.io/hostname': 'db-1.example.com' } }],
  });
  expect(services({ replicas: 2, podServices })[1].metadata).toEqual({
    name: 'db-1',
    labels: { app: 'db', role: 'replica' },
    annotations: { 'example.com/all': 'yes', 'external-dns.alpha.kubernetes.io/hostname': 'db-1.example.com' },
  });
});

test('what one pod has does not reach the others', () => {
  const podServices = PodServices.loadBalancer({ perOrdinal: [{ ordinal: 1, annotations: { 'example.com/a': 'b' }, loadBalancerIP: '192.0.2.1' }] });
  expect(services({ replicas: 2, podServices })[0]).toEqual({
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'db-0' },
    spec: { type: 'LoadBalancer', ports: [{ name: 'client', port: 5432 }], selector: { 'statefulset.kubernetes.io/pod-name': 'db-0' } },
  });
});

test('each pod can have a node port of its own', () => {
  const perOrdinal = [0, 1, 2].map(ordinal => ({ ordinal, ports: [{ port: 5432, nodePort: 30000 + ordinal }] }));
  const podServices = PodServices.nodePort({ perOrdinal });
  expect(services({ podServices }).map(service => service.spec.ports[0].nodePort)).toEqual([30000, 30001, 30002]);
});

test.each<[string, () => PodServices, string]>([
  ['a negative count', () => PodServices.clusterIP({ count: -1 }), 'podServices.count -1 is not a whole number of 0 or more'],
  ['a fraction of an ordinal', () => PodServices.clusterIP({ perOrdinal: [{ ordinal: 0.5 }] }), 'podServices.perOrdinal.ordinal 0.5 is not a whole number'],
  [
    'an ordinal that is there twice',
    () => PodServices.clusterIP({ perOrdinal: [{ ordinal: 1 }, { ordinal: 1 }] }),
    'podServices.perOrdinal.ordinal 1 is there twice; keep one',
  ],
  [
    'a node port for all pods',
    () => PodServices.nodePort({ ports: [{ port: 5432, nodePort: 30000 }] }),
    'podServices.ports.nodePort 30000 would be the same for every pod; set it in perOrdinal',
  ],
  [
    'a load balancer address of a ClusterIP',
    () => PodServices.clusterIP({ perOrdinal: [{ ordinal: 2, loadBalancerIP: '192.0.2.1' }] }),
    'podServices.perOrdinal[2].loadBalancerIP "192.0.2.1" needs a Service of type LoadBalancer, and this one is ClusterIP',
  ],
])('fails for %s', (_, create, message) => {
  expect(create).toThrow(message);
});

test('fails for one node port of two pods', () => {
  const perOrdinal = [0, 1].map(ordinal => ({ ordinal, ports: [{ port: 5432, nodePort: 30000 }] }));
  expect(() => services({ podServices: PodServices.nodePort({ perOrdinal }) }))
    .toThrow('Service "db-1" ports.nodePort 30000 is also one of Service "db-0"; choose another');
});

test('fails for settings of an ordinal beyond the last', () => {
  expect(() => services({ podServices: PodServices.clusterIP({ perOrdinal: [{ ordinal: 3 }] }) }))
    .toThrow('podServices.perOrdinal.ordinal 3 is not an ordinal with a Service (they are 0 to 2); drop it, or change replicas');
});

test('fails for settings of an ordinal below the first', () => {
  expect(() => services({ ordinals: { start: 1 }, podServices: PodServices.clusterIP({ perOrdinal: [{ ordinal: 0 }] }) }))
    .toThrow('podServices.perOrdinal.ordinal 0 is not an ordinal with a Service (they are 1 to 3)');
});

test('fails for settings of an ordinal of an app that is scaled to zero', () => {
  expect(() => services({ replicas: 0, podServices: PodServices.clusterIP({ perOrdinal: [{ ordinal: 0 }] }) }))
    .toThrow('podServices.perOrdinal.ordinal 0 is not an ordinal with a Service (there is none; give count to keep Services at zero replicas)');
});

test('fails for a port of no container', () => {
  expect(() => services({ podServices: PodServices.clusterIP({ ports: [{ port: 80 }] }) }))
    .toThrow('podServices.ports 80 is a port of no container; use one of 5432');
});

test('fails for a port of no container of one pod', () => {
  const containers = [{ ...CONTAINER, ports: [METRICS] }];
  const perOrdinal = [{ ordinal: 0, ports: [{ port: 80, targetPort: 8080 }] }];
  expect(() => services({ containers, podServices: PodServices.clusterIP({ perOrdinal }) }))
    .toThrow('podServices.perOrdinal[0].ports 8080 is a port of no container; use one of 9187');
});

test('fails where they are wanted and no container has a port', () => {
  expect(() => services({ containers: [{ image: 'worker:1.0' }], podServices: PodServices.clusterIP() }))
    .toThrow('podServices need a port, and no container declares one; declare one, or use PodServices.none()');
});

test('fails where something scales the app that the program does not show', () => {
  const scope = chart();
  statefulApp(scope).markHasAutoscaler();
  expect(() => manifestOf(scope, 'StatefulSet')).toThrow('podServices do not know how many pods there may be');
});

test('fails to give the Service of a pod that has none', () => {
  expect(() => statefulApp(chart(), { replicas: 2 }).podService(2)).toThrow('podService 2 has no Service; ordinals with one are 0, 1');
});

test('fails to give the Service of a pod where no pod has one', () => {
  expect(() => statefulApp(chart(), { podServices: PodServices.none() }).podService(0)).toThrow('podService 0 has no Service; no pod has one');
});
