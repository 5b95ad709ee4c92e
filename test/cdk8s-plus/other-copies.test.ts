import { Chart, Size, Testing } from 'cdk8s';
import * as own from 'cdk8s-plus-28';
import { copyOf } from './copy';
import { HeadlessService, OrdinalRange, StatefulApp } from '../../src';
import { chart, CONTAINER, Manifest } from '../support';

// Constructs of a second copy of cdk8s-plus, or of another cdk8s-plus, are of other classes. At run time each does what that of
// the own one does.

type Plus = typeof own;

const NAME = 'cdk8s-plus-28';
const OTHER = NAME.endsWith('28') ? 'cdk8s-plus-34' : ['cdk8s-plus', 28].join('-');

const COPIES: [string, Plus][] = [
  ['a second copy of the same', copyOf(NAME)],
  ['another cdk8s-plus', copyOf(OTHER)],
];

/** What is done to an app with constructs of one of them. */
const USES: [string, (app: StatefulApp, plus: Plus, scope: Chart) => void][] = [
  ['a container is attached', (app, plus) => app.attachContainer(new plus.Container({ name: 'a', image: 'a', portNumber: 80 }))],
  ['a container with all kinds of probes is added', (app, plus) => app.addContainer({
    name: 'a',
    image: 'a',
    liveness: plus.Probe.fromHttpGet('/', { port: 80 }),
    readiness: plus.Probe.fromTcpSocket({ port: 80 }),
    startup: plus.Probe.fromCommand(['a']),
    lifecycle: { preStop: plus.Handler.fromCommand(['b']) },
  })],
  ['a container has resources', (app, plus) => app.addContainer({
    name: 'a', image: 'a', resources: { cpu: { limit: plus.Cpu.units(1) }, memory: { request: Size.gibibytes(1) } },
  })],
  ['variables are added', (app, plus, scope) => {
    const map = plus.ConfigMap.fromConfigMapName(scope, 'map', 'map');
    app.containers[0].env.addVariable('A', plus.EnvValue.fromValue('a'));
    app.containers[0].env.addVariable('B', plus.EnvValue.fromConfigMap(map, 'b'));
    app.containers[0].env.copyFrom(plus.Env.fromConfigMap(map));
  }],
  ['a volume is added', (app, plus, scope) => app.addVolume(plus.Volume.fromEmptyDir(scope, 'v', 'v', { sizeLimit: Size.gibibytes(1) }))],
  ['a volume is mounted', (app, plus, scope) => app.containers[0].mount('/a', plus.Volume.fromSecret(scope, 'v', plus.Secret.fromSecretName(scope, 's', 's')))],
  ['a claim is mounted into an attached container', (app, plus) => {
    const container = new plus.Container({ name: 'a', image: 'a' });
    app.attachContainer(container);
    container.mount('/a', app.volumeClaimTemplates[0].asVolume());
  }],
  ['pods are placed', (app, plus, scope) => {
    const others = plus.Pods.select(scope, 'others', { labels: { app: 'web' } });
    app.scheduling.colocate(others);
    app.scheduling.separate(others, { topology: plus.Topology.ZONE });
    app.scheduling.attract(plus.Node.labeled(plus.NodeLabelQuery.is('disk', 'ssd')));
    app.scheduling.tolerate(plus.Node.tainted(plus.NodeTaintQuery.is('only', 'db')));
    app.scheduling.spread({ topology: plus.Topology.HOSTNAME });
  }],
  ['labels select', (app, plus) => {
    app.podMetadata.addLabel('tier', 'data');
    app.select(plus.LabelSelector.of({ labels: { tier: 'data' } }));
  }],
  ['an autoscaler targets it', (app, plus, scope) => new plus.HorizontalPodAutoscaler(scope, 'autoscaler', { target: app, maxReplicas: 3 })],
  ['a Service selects it', (app, plus, scope) => new plus.Service(scope, 's', { selector: app, ports: [{ port: 1 }] })],
  ['an Ingress leads to its Service', (app, plus, scope) => (
    new plus.Ingress(scope, 'i', { rules: [{ path: '/', backend: plus.IngressBackend.fromService(app.addClientService()) }] }))],
  ['peers are allowed', (app, plus, scope) => {
    const web = new plus.Deployment(scope, 'web', { containers: [{ image: 'nginx:1.27', portNumber: 80 }] });
    app.connections.allowFrom(web);
    app.connections.allowTo(plus.NetworkPolicyIpBlock.ipv4(scope, 'block', '192.0.2.0/24'));
  }],
  ['a policy names clients', (app, plus, scope) => app.addNetworkPolicy({
    clients: [{ peer: plus.Pods.select(scope, 'others', { labels: { app: 'web' } }), ports: [plus.NetworkPolicyPort.tcp(5432)] }],
  } as object)],
];

function manifests(use: (typeof USES)[number][1], plus: Plus): Manifest[] {
  const scope = chart();
  const app = new StatefulApp(scope, 'db', {
    metadata: { name: 'db' }, containers: [CONTAINER], volumeClaimTemplates: [{ name: 'data', storage: Size.gibibytes(1) }],
  });
  use(app, plus, scope);
  return withoutDefaults(Testing.synth(scope) as Manifest[]);
}

/** Without what the Deployments of one cdk8s-plus say and those of another do not. */
function withoutDefaults(objects: Manifest[]): Manifest[] {
  return objects.filter(({ kind }) => kind !== 'Deployment');
}

describe.each(COPIES)('with %s', (_, other) => {
  test.each(USES)('%s', (__, use) => {
    expect(manifests(use, other)).toEqual(manifests(use, own));
  });

  test('its classes are others', () => {
    expect(other.Container).not.toBe(own.Container);
  });

  test('one of its Services governs', () => {
    const governedBy = (plus: Plus) => {
      const scope = chart();
      const service = new plus.Service(scope, 's', { metadata: { name: 's' }, clusterIP: 'None', ports: [{ port: 5432 }] });
      new StatefulApp(scope, 'db', { metadata: { name: 'db' }, containers: [CONTAINER], service: HeadlessService.fromService(service) });
      return Testing.synth(scope);
    };
    expect(governedBy(other)).toEqual(governedBy(own));
  });

  test('its update strategy is told to be of another type', () => {
    const strategy = other.StatefulSetUpdateStrategy.onDelete();
    expect(() => new StatefulApp(chart(), 'db', { containers: [CONTAINER], strategy } as object)).toThrow('strategy is no property of StatefulApp; write updateStrategy');
  });
});

test('an app of another copy of the library is one of those that share a range', () => {
  const copy = copyOf<{ StatefulApp: typeof StatefulApp }>('../../src');
  expect(copy.StatefulApp).not.toBe(StatefulApp);
  const scope = chart();
  const range = new OrdinalRange(scope, 'range', { name: 'db', replicas: 3 });
  new copy.StatefulApp(scope, 'db', { metadata: { name: 'db' }, containers: [CONTAINER], ...range.slice(0, 2) });
  expect(() => Testing.synth(scope)).not.toThrow();
});
