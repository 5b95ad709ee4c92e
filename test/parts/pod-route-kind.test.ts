import * as kplus from 'cdk8s-plus-28';
import { PodRouteKind } from '../../src/parts/pod-route-kind';

const POD = { host: 'db-1.example.com', ordinal: 1, service: 'db-1', port: 5432, appName: 'db' };
const BACKEND = { backendRefs: [{ name: 'db-1', port: 5432 }] };

test.each<[string, PodRouteKind, object]>([
  ['tls', PodRouteKind.tls({ gateway: { name: 'public' } }), { parentRefs: [{ name: 'public' }], hostnames: ['db-1.example.com'], rules: [BACKEND] }],
  ['tls through one listener of a ListenerSet',
    PodRouteKind.tls({ gateway: { name: 'public', namespace: 'gateways', kind: 'ListenerSet', sectionName: 'tls', port: 443 } }),
    { parentRefs: [{ kind: 'ListenerSet', namespace: 'gateways', name: 'public', sectionName: 'tls', port: 443 }], hostnames: ['db-1.example.com'], rules: [BACKEND] }],
  ['tcp by ports', PodRouteKind.tcp({ gateway: { name: 'public' }, basePort: 9000 }), { parentRefs: [{ name: 'public', port: 9001 }], rules: [BACKEND] }],
  ['tcp by listeners', PodRouteKind.tcp({ gateway: { name: 'public', sectionName: '{pod}' } }), { parentRefs: [{ name: 'public', sectionName: 'db-1' }], rules: [BACKEND] }],
  ['tcp by listeners that are called like the ordinal', PodRouteKind.tcp({ gateway: { name: 'public', sectionName: 'broker-{ordinal}', port: 9092 } }),
    { parentRefs: [{ name: 'public', sectionName: 'broker-1', port: 9092 }], rules: [BACKEND] }],
  ['ingress', PodRouteKind.ingress(), {
    rules: [{ host: 'db-1.example.com', http: { paths: [{ path: '/', pathType: 'Prefix', backend: { service: { name: 'db-1', port: { number: 5432 } } } }] } }],
  }],
])('%s leads to the pod', (_, route, spec) => {
  expect(route._spec(POD)).toEqual(spec);
});

test.each<[string, object, object]>([
  ['ingressClassName', { ingressClassName: 'nginx' }, { ingressClassName: 'nginx' }],
  ['tlsSecretName for each pod', { tlsSecretName: '{pod}-tls' }, { tls: [{ hosts: ['db-1.example.com'], secretName: 'db-1-tls' }] }],
  ['tlsSecretName for all', { tlsSecretName: 'wildcard' }, { tls: [{ hosts: ['db-1.example.com'], secretName: 'wildcard' }] }],
  ['path', { path: '/api' }, { rules: [{ http: { paths: [{ path: '/api' }] } }] }],
  ['pathType', { pathType: kplus.HttpIngressPathType.EXACT }, { rules: [{ http: { paths: [{ pathType: 'Exact' }] } }] }],
  ['a path as the controller likes it', { path: '/(.*)//', pathType: kplus.HttpIngressPathType.IMPLEMENTATION_SPECIFIC },
    { rules: [{ http: { paths: [{ path: '/(.*)//', pathType: 'ImplementationSpecific' }] } }] }],
])('%s of an Ingress renders', (_, options, spec) => {
  expect(PodRouteKind.ingress(options)._spec(POD)).toMatchObject(spec);
});

test.each([
  ['tls', PodRouteKind.tls({ gateway: { name: 'public' }, apiVersion: 'gateway.networking.k8s.io/v1alpha3' }), 'gateway.networking.k8s.io/v1alpha3'],
  ['tcp', PodRouteKind.tcp({ gateway: { name: 'public' }, basePort: 9000, apiVersion: 'gateway.networking.k8s.io/v1alpha2' }), 'gateway.networking.k8s.io/v1alpha2'],
  ['tcp, the newest', PodRouteKind.tcp({ gateway: { name: 'public' }, basePort: 9000 }), 'gateway.networking.k8s.io/v1'],
])('apiVersion of %s', (_, route, apiVersion) => {
  expect(route._apiVersion).toBe(apiVersion);
});

test.each<[string, PodRouteKind, number | undefined]>([
  ['of tls is that of the listener', PodRouteKind.tls({ gateway: { name: 'public', port: 443 } }), 443],
  ['of tls is unknown without it', PodRouteKind.tls({ gateway: { name: 'public' } }), undefined],
  ['of tcp begins with that of ordinal 0', PodRouteKind.tcp({ gateway: { name: 'public' }, basePort: 9000 }), 9001],
  ['of an Ingress is that of HTTP', PodRouteKind.ingress(), 80],
  ['of an Ingress with TLS is that of HTTPS', PodRouteKind.ingress({ tlsSecretName: 'wildcard' }), 443],
])('the port %s', (_, route, port) => {
  expect(route._portOf(1)).toBe(port);
});

test.each<[string, () => PodRouteKind, string]>([
  ['one listener for all pods', () => PodRouteKind.tcp({ gateway: { name: 'public', sectionName: 'tcp' } }),
    'gateway.sectionName "tcp" would be the same for every pod; put {pod} or {ordinal} into it'],
  ['no listener of its own', () => PodRouteKind.tcp({ gateway: { name: 'public' } }), 'basePort and gateway.sectionName are missing'],
  ['two ports', () => PodRouteKind.tcp({ gateway: { name: 'public', port: 80 }, basePort: 9000 }), 'gateway.port 80 goes not together with basePort; keep one'],
  ['a base port that is none', () => PodRouteKind.tcp({ gateway: { name: 'public' }, basePort: 0 }), 'basePort 0'],
  ['a version that there is not', () => PodRouteKind.tcp({ gateway: { name: 'public' }, basePort: 1, apiVersion: 'gateway.networking.k8s.io/v1alpha3' }),
    'apiVersion "gateway.networking.k8s.io/v1alpha3" is not one of gateway.networking.k8s.io/v1, gateway.networking.k8s.io/v1alpha2'],
  ['a Gateway without a name', () => PodRouteKind.tls({ gateway: { name: '' } }), 'gateway.name "" is not a DNS subdomain'],
  ['a namespace that is none', () => PodRouteKind.tls({ gateway: { name: 'public', namespace: 'a.b' } }), 'gateway.namespace "a.b" is not a DNS label'],
  ['a kind that is none', () => PodRouteKind.tls({ gateway: { name: 'public', kind: 'Service' } }), "gateway.kind \"Service\" is not one of 'Gateway', 'ListenerSet'"],
  ['a listener that is none', () => PodRouteKind.tls({ gateway: { name: 'public', sectionName: 'TLS' } }), 'gateway.sectionName "TLS" is not a DNS subdomain'],
  ['a listener with an unknown placeholder', () => PodRouteKind.tls({ gateway: { name: 'public', sectionName: '{zone}' } }), 'gateway.sectionName "{zone}" has {zone} in it'],
  ['a port that is none', () => PodRouteKind.tls({ gateway: { name: 'public', port: 70000 } }), 'gateway.port 70000'],
  ['a class that is none', () => PodRouteKind.ingress({ ingressClassName: 'A' }), 'ingressClassName "A" is not a DNS subdomain'],
  ['a Secret that is none', () => PodRouteKind.ingress({ tlsSecretName: 'a_b' }), 'tlsSecretName "a_b" is not a DNS subdomain'],
  ['a path without a slash', () => PodRouteKind.ingress({ path: 'api' }), "path \"api\" does not begin with '/'"],
  ['a path with two slashes', () => PodRouteKind.ingress({ path: '/a//b' }), 'path "/a//b" has "//" in it, which Kubernetes refuses'],
  ['a path that goes up', () => PodRouteKind.ingress({ path: '/a/..' }), 'path "/a/.." has "/.." in it'],
])('fails for %s', (_, route, message) => {
  expect(route).toThrow(message);
});
