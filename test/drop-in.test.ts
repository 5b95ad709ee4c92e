import { Chart } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { HeadlessService, PodServices, StatefulApp } from '../src';
import { asEvery, chart, CONTAINER, manifestOf, manifestsOf } from './support';

type Workload = kplus.StatefulSet | StatefulApp;

/** Does the same to a StatefulSet of cdk8s-plus and to the StatefulApp that takes its place. */
function both(
  use: (workload: Workload, scope: Chart) => void,
  props: kplus.WorkloadProps = { containers: [CONTAINER] },
): { ours: Chart; theirs: Chart; original: kplus.StatefulSet } {
  const [ours, theirs] = [chart('prod'), chart('prod')];
  const original = new kplus.StatefulSet(theirs, 'db', props);
  const app = new StatefulApp(ours, 'db', {
    ...props,
    matchLabels: original.matchLabels,
    service: HeadlessService.create({ name: original.service.name }),
    podServices: PodServices.none(),
  });
  use(original, theirs);
  use(app, ours);
  return { ours, theirs, original };
}

function podOf(scope: Chart) {
  const { enableServiceLinks: _, shareProcessNamespace: __, ...spec } = manifestOf(scope, 'StatefulSet').spec.template.spec;
  return { metadata: manifestOf(scope, 'StatefulSet').spec.template.metadata, spec };
}

test.each<[string, (workload: Workload, scope: Chart) => void]>([
  ['a container is added', workload => workload.addContainer({ name: 'exporter', image: 'exporter:1.0', ports: [{ number: 9187 }] })],
  ['a container is attached', workload => workload.attachContainer(new kplus.Container({ name: 'exporter', image: 'exporter:1.0' }))],
  ['an init container is added', workload => workload.addInitContainer({ image: 'busybox:1.36' })],
  ['a volume is added', (workload, scope) => workload.addVolume(kplus.Volume.fromEmptyDir(scope, 'tmp', 'tmp'))],
  ['a volume is mounted', (workload, scope) => workload.containers[0].mount('/tmp', kplus.Volume.fromEmptyDir(scope, 'tmp', 'tmp'))],
  ['a host alias is added', workload => workload.addHostAlias({ ip: '192.0.2.1', hostnames: ['old'] })],
  ['an annotation is added', workload => workload.podMetadata.addAnnotation('example.com/a', 'b')],
  ['pods are spread', workload => workload.scheduling.spread({ topology: kplus.Topology.ZONE })],
  ['pods are attracted to nodes', workload => workload.scheduling.attract(kplus.Node.labeled(kplus.NodeLabelQuery.is('disk', 'ssd')))],
  ['pods are assigned to a node', workload => workload.scheduling.assign(kplus.Node.named('node-1'))],
  ['pods tolerate a taint', workload => workload.scheduling.tolerate(kplus.Node.tainted(kplus.NodeTaintQuery.is('only', 'db')))],
  ['pods are kept apart from others', (workload, scope) => workload.scheduling.separate(kplus.Pods.select(scope, 'others', { labels: { app: 'web' } }))],
  ['pods are put beside others', (workload, scope) => workload.scheduling.colocate(kplus.Pods.select(scope, 'others', { labels: { app: 'web' } }))],
])('the pods are the same when %s', (_, use) => {
  const { ours, theirs, original } = both(use);
  const { metadata, spec } = podOf(theirs);
  expect(podOf(ours)).toEqual({ metadata, spec: asEvery(spec, original) });
});

test('the pods are the same but for the startup probe that nobody asked for', () => {
  const { ours, theirs } = both(() => {}, { containers: [{ image: 'postgres:16.4', portNumber: 5432 }] });
  const pod = podOf(theirs);
  const [{ startupProbe, ...container }] = pod.spec.containers;
  expect(startupProbe).toBeDefined();
  expect(podOf(ours)).toEqual({ ...pod, spec: { ...pod.spec, containers: [container] } });
});

test('the immutable fields are the same, so that an existing StatefulSet can be taken over in place', () => {
  const { ours, theirs } = both(() => {});
  const [our, their] = [ours, theirs].map(scope => manifestOf(scope, 'StatefulSet'));
  expect([our.metadata.name, our.spec.selector, our.spec.serviceName, our.spec.podManagementPolicy])
    .toEqual([their.metadata.name, their.spec.selector, their.spec.serviceName, their.spec.podManagementPolicy]);
});

test('the selector grows in the same way', () => {
  const { ours, theirs } = both(workload => {
    workload.podMetadata.addLabel('tier', 'data');
    workload.select(kplus.LabelSelector.of({ labels: { tier: 'data' } }));
  });
  expect(manifestOf(ours, 'StatefulSet').spec.selector).toEqual(manifestOf(theirs, 'StatefulSet').spec.selector);
});

test('the headless Service has the same ports', () => {
  const ports = [{ number: 80, name: 'a' }, { number: 81, name: 'b', protocol: kplus.Protocol.UDP }];
  const { ours, theirs } = both(() => {}, { containers: [{ ...CONTAINER, ports }] });
  // a target port that is left out is the port
  const portsOf = (scope: Chart) => manifestOf(scope, 'Service').spec.ports.map((port: any) => ({ targetPort: port.port, ...port }));
  expect(portsOf(ours)).toEqual(portsOf(theirs));
});

test('a Service of cdk8s-plus selects the same pods', () => {
  const { ours, theirs } = both((selector, scope) => new kplus.Service(scope, 'clients', { selector, ports: [{ port: 80 }], metadata: { name: 'clients' } }));
  expect(manifestOf(ours, 'Service', 'clients')).toEqual(manifestOf(theirs, 'Service', 'clients'));
});

test('an autoscaler of cdk8s-plus scales the same target', () => {
  const { ours, theirs } = both((target, scope) => new kplus.HorizontalPodAutoscaler(scope, 'autoscaler', { target, maxReplicas: 5 }));
  expect(manifestOf(ours, 'HorizontalPodAutoscaler')).toEqual(manifestOf(theirs, 'HorizontalPodAutoscaler'));
});

test('connections make the same network policies', () => {
  const { ours, theirs } = both((workload, scope) => {
    const web = new kplus.Deployment(scope, 'web', { containers: [{ image: 'nginx:1.27', portNumber: 80 }] });
    workload.connections.allowFrom(web);
    workload.connections.allowTo(web);
  });
  expect(manifestsOf(ours, 'NetworkPolicy')).toEqual(manifestsOf(theirs, 'NetworkPolicy'));
});

test('isolation makes the same network policy', () => {
  const { ours, theirs } = both(() => {}, { containers: [CONTAINER], isolate: true });
  expect(manifestsOf(ours, 'NetworkPolicy')).toEqual(manifestsOf(theirs, 'NetworkPolicy'));
});

test('permissions can be granted on it in the same way', () => {
  const { ours, theirs } = both((workload, scope) => workload.permissions.grantRead(new kplus.ServiceAccount(scope, 'account')));
  expect(manifestOf(ours, 'Role').rules).toEqual(manifestOf(theirs, 'Role').rules);
});

test('it can be granted permissions in the same way', () => {
  const { ours, theirs } = both(
    (workload, scope) => new kplus.Role(scope, 'role').bind(workload),
    { containers: [CONTAINER], automountServiceAccountToken: true },
  );
  expect(manifestOf(ours, 'RoleBinding').subjects).toEqual(manifestOf(theirs, 'RoleBinding').subjects);
});

test('the default for spread is the same', () => {
  const { ours, theirs } = both(() => {}, { containers: [CONTAINER], spread: true });
  expect(podOf(ours)).toEqual(podOf(theirs));
});
