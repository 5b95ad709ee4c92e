import { Chart } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { surprises } from './support/acceptance';
import { GatewayApi } from './support/gateway-api';
import { statefulSet } from './support/manifests';
import { inNamespace } from './support/namespace';
import { KubernetesObject, Manifest } from './support/objects';
import { DnsEgress } from '../../src/dns-egress';
import { StatefulAppNetworkPolicyOptions } from '../../src/network-policy';
import { PodRouteKind } from '../../src/parts/pod-route-kind';
import { PodRoutes, PodRoutesProps } from '../../src/parts/pod-routes';

const { NetworkPolicyIpBlock, NetworkPolicyPort, Namespaces, Pods } = kplus;

/** An app with this policy. */
const closed = (props: (scope: Chart) => StatefulAppNetworkPolicyOptions, isolate = false): Manifest[] =>
  statefulSet({ isolate }, (app, chart) => app.addNetworkPolicy(props(chart)));

/** What leads to the pods of an app, without the app. */
const routed = (props: Omit<PodRoutesProps, 'hostname'>): Manifest[] =>
  statefulSet({}, (app) => new PodRoutes(app, 'Routes', { hostname: '{pod}.example.com', ...props })).filter(({ kind }) => kind === props.kind._kind);

const GATEWAY = { name: 'public', namespace: 'gateways', kind: 'Gateway', sectionName: '{pod}', port: 443 };
const METADATA = { name: '{pod}-route', labels: { pod: '{pod}' }, annotations: { 'example.com/host': '{pod}.example.com' } };

/** Every kind of peer and of port that there is, in every place. */
const everything = (scope: Chart): Required<StatefulAppNetworkPolicyOptions> => ({
  clients: [
    { peer: Pods.select(scope, 'pods', { labels: { app: 'web' }, expressions: [kplus.LabelExpression.in('tier', ['a', 'b'])] }) },
    { peer: Namespaces.select(scope, 'named', { names: ['one', 'two'], labels: { team: 'web' } }), portNames: ['web'] },
    { peer: NetworkPolicyIpBlock.ipv4(scope, 'v4', '192.0.2.0/24', ['192.0.2.128/25']), ports: [NetworkPolicyPort.tcp(80), NetworkPolicyPort.tcpRange(8000, 9000)] },
  ],
  peers: [Namespaces.all(scope, 'all'), NetworkPolicyIpBlock.ipv6(scope, 'v6', '2001:db8::/32', ['2001:db8:1::/48'])],
  peerPorts: [NetworkPolicyPort.allTcp(), NetworkPolicyPort.allUdp()],
  egress: [{ peer: NetworkPolicyIpBlock.anyIpv4(scope, 'any'), ports: [NetworkPolicyPort.tcp(443)] }, { peer: Pods.all(scope, 'pods-here') }],
  dns: DnsEgress.nodeLocal(['169.254.20.10', 'fd00::a']),
});

test.each<[string, Manifest[]]>([
  ['that only closes an app', closed(() => ({}))],
  ['of an app that is isolated as well', closed(() => ({}), true)],
  ['with every option', closed(everything)],
  ['with any DNS', closed(() => ({ dns: DnsEgress.anywhere() }))],
  ['with none', closed(() => ({ dns: DnsEgress.none() }))],
])('a network policy %s is accepted, and stored with every field of it', (_, manifests) => inNamespace(async (namespace) => {
  expect(await surprises(namespace, manifests.filter(({ kind }) => kind === 'NetworkPolicy'))).toEqual([]);
})());

test('the network policy selects every pod of the app', inNamespace(async (namespace) => {
  const manifests = closed(() => ({}));
  await namespace.apply(manifests);
  const pods = await namespace.pods.until('three pods', (all) => all.length === 3);
  const { podSelector } = manifests.find(({ kind }) => kind === 'NetworkPolicy')!.spec as { podSelector: { matchLabels: object } };
  pods.forEach(({ metadata }) => expect(metadata?.labels).toMatchObject(podSelector.matchLabels));
}));

test('fails for all TCP ports as cdk8s-plus writes them', inNamespace(async (namespace) => {
  const [policy] = statefulSet({}, (app) => new kplus.NetworkPolicy(app, 'Theirs', {
    metadata: { name: 'theirs' }, ingress: { rules: [{ peer: app, ports: [NetworkPolicyPort.allTcp()] }] },
  })).filter(({ kind }) => kind === 'NetworkPolicy');
  expect(await namespace.dryRun(policy)).toEqual({ accepted: false, message: expect.stringContaining('must be between 1 and 65535') });
}));

test.each<[string, Omit<PodRoutesProps, 'hostname'>]>([
  ['by default', { kind: PodRouteKind.ingress() }],
  ['with every option', {
    ...METADATA,
    portName: 'web',
    kind: PodRouteKind.ingress({ ingressClassName: 'nginx', tlsSecretName: '{pod}-tls', path: '/api', pathType: kplus.HttpIngressPathType.EXACT }),
  }],
])('an Ingress for each pod is accepted %s, and stored with every field of it', (_, props) => inNamespace(async (namespace) => {
  const manifests = routed(props);
  expect(manifests.length).toBe(3);
  expect(await surprises(namespace, manifests)).toEqual([]);
})());

describe('with the Gateway API', () => {
  let gateway: GatewayApi;
  beforeAll(async () => {
    gateway = await GatewayApi.provide();
  });
  afterAll(async () => gateway.remove());

  test('a TLSRoute for each pod is accepted in every version that the cluster serves', inNamespace(async (namespace) => {
    const versions = gateway.versions('TLSRoute');
    expect(versions).not.toEqual([]);
    for (const apiVersion of versions) {
      const manifests = routed({ ...METADATA, port: 80, kind: PodRouteKind.tls({ gateway: GATEWAY, apiVersion }) });
      expect(await surprises(namespace, manifests)).toEqual([]);
    }
  }));

  test('a TCPRoute for each pod is accepted in every version that the cluster serves', inNamespace(async (namespace) => {
    const versions = gateway.versions('TCPRoute');
    expect(versions).not.toEqual([]);
    for (const apiVersion of versions) {
      const byListener = routed({ ...METADATA, kind: PodRouteKind.tcp({ gateway: GATEWAY, apiVersion }) });
      const byPort = routed({ kind: PodRouteKind.tcp({ gateway: { name: 'public' }, basePort: 9000, apiVersion }) });
      expect(await surprises(namespace, [...byListener, ...byPort])).toEqual([]);
    }
  }));

  test('fails for a field that a TLSRoute does not have', inNamespace(async (namespace) => {
    const [route] = routed({ kind: PodRouteKind.tls({ gateway: GATEWAY, apiVersion: gateway.versions('TLSRoute')[0] }) });
    const verdict = await namespace.dryRun({ ...route, spec: { ...route.spec as object, hosts: [] } });
    expect(verdict).toEqual({ accepted: false, message: expect.stringContaining('.spec.hosts: field not declared in schema') });
  }));

  test('fails for a host name that is an IP address, as the library does', inNamespace(async (namespace) => {
    const versions = gateway.versions('TLSRoute');
    const [route] = routed({ kind: PodRouteKind.tls({ gateway: GATEWAY, apiVersion: versions[0] }) });
    const { accepted } = await namespace.dryRun({ ...route, spec: { ...route.spec as object, hostnames: ['192.0.2.1'] } });
    // before v1 it was only written in the documentation
    expect(accepted).toBe(!versions.includes('gateway.networking.k8s.io/v1'));
  }));
});

test('the Services that routes lead to are there', inNamespace(async (namespace) => {
  await namespace.apply(statefulSet({ replicas: 2 }, (app) => new PodRoutes(app, 'Routes', { hostname: '{pod}.example.com', kind: PodRouteKind.ingress() })));
  const ingresses = await namespace.list<KubernetesObject & { spec: { rules: { http: { paths: { backend: { service: { name: string } } }[] } }[] } }>(
    { apiVersion: 'networking.k8s.io/v1', kind: 'Ingress' });
  const services = await namespace.list<KubernetesObject>({ apiVersion: 'v1', kind: 'Service' });
  const backends = ingresses.map(({ spec }) => spec.rules[0].http.paths[0].backend.service.name);
  expect(services.map(({ metadata }) => metadata?.name)).toEqual(expect.arrayContaining(backends));
  expect(backends).toEqual((await namespace.pods.until('two pods', (all) => all.length === 2)).map(({ metadata }) => metadata?.name));
}));
