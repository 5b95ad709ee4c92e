import { Chart } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { PodServices, StatefulApp, StatefulAppProps } from '../../src';
import { PodRouteKind } from '../../src/parts/pod-route-kind';
import { PodRoutes, PodRoutesProps } from '../../src/parts/pod-routes';
import { chart, CONTAINER, Manifest, manifestOf, manifestsOf, namesOf, statefulApp } from '../support';

const GATEWAY = { name: 'public', namespace: 'gateways', sectionName: 'tls', port: 443 };
const TLS = PodRouteKind.tls({ gateway: GATEWAY });
const METRICS: kplus.ContainerPort = { number: 9187, name: 'metrics' };
const TWO_PORTS = { containers: [{ ...CONTAINER, ports: [...CONTAINER.ports!, METRICS] }] };

function routes(scope: Chart, props: Partial<PodRoutesProps> = {}, app: Partial<StatefulAppProps> = {}): PodRoutes {
  return new PodRoutes(statefulApp(scope, { replicas: 2, ...app }), 'Routes', { hostname: '{pod}.db.example.com', kind: TLS, ...props });
}

function routeOf(pod: string, props: Partial<PodRoutesProps> = {}, app: Partial<StatefulAppProps> = {}): Manifest {
  const scope = chart();
  routes(scope, props, app);
  return manifestOf(scope, (props.kind ?? TLS)._kind, pod);
}

const backendPort = (props: Partial<PodRoutesProps>, app: Partial<StatefulAppProps> = {}) => routeOf('db-0', props, app).spec.rules[0].backendRefs[0].port;

test('each pod has a route of its name that leads to its Service', () => {
  const scope = chart('prod');
  routes(scope);
  expect(manifestOf(scope, 'TLSRoute', 'db-1')).toEqual({
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'TLSRoute',
    metadata: { name: 'db-1', namespace: 'prod' },
    spec: {
      parentRefs: [{ namespace: 'gateways', name: 'public', sectionName: 'tls', port: 443 }],
      hostnames: ['db-1.db.example.com'],
      rules: [{ backendRefs: [{ name: 'db-1', port: 5432 }] }],
    },
  });
});

test('they begin with the first ordinal', () => {
  const scope = chart();
  routes(scope, {}, { ordinals: { start: 5 } });
  expect(namesOf(scope, 'TLSRoute')).toEqual(['db-5', 'db-6']);
});

test('with an autoscaler they cover its maximum', () => {
  const scope = chart();
  const app = statefulApp(scope);
  new PodRoutes(app, 'Routes', { hostname: '{pod}.db.example.com', kind: TLS });
  new kplus.HorizontalPodAutoscaler(scope, 'autoscaler', { target: app, maxReplicas: 3 });
  expect(namesOf(scope, 'TLSRoute')).toEqual(['db-0', 'db-1', 'db-2']);
});

test('they follow the count of Services', () => {
  const scope = chart();
  routes(scope, {}, { replicas: 0, podServices: PodServices.clusterIP({ count: 1 }) });
  expect(namesOf(scope, 'TLSRoute')).toEqual(['db-0']);
});

test('an app that is scaled to zero has none', () => {
  const scope = chart();
  routes(scope, {}, { replicas: 0 });
  expect(namesOf(scope, 'TLSRoute')).toEqual([]);
});

test('{ordinal} stands for the ordinal', () => {
  expect(routeOf('db-1', { hostname: '{ordinal}.db.example.com' }).spec.hostnames).toEqual(['1.db.example.com']);
});

test('port chooses a port of the Service', () => {
  expect(backendPort({ port: 9187 }, TWO_PORTS)).toBe(9187);
});

test('portName chooses a port of the Service', () => {
  expect(backendPort({ portName: 'metrics' }, TWO_PORTS)).toBe(9187);
});

test('the port is that of the Service, not that of the container', () => {
  expect(backendPort({}, { podServices: PodServices.clusterIP({ ports: [{ port: 80, targetPort: 5432 }] }) })).toBe(80);
});

test('the port is the only TCP port', () => {
  expect(backendPort({}, { containers: [{ ...CONTAINER, ports: [...CONTAINER.ports!, { number: 53, name: 'dns', protocol: kplus.Protocol.UDP }] }] })).toBe(5432);
});

test('a port that is declared later can be chosen', () => {
  const scope = chart();
  const app = statefulApp(scope);
  new PodRoutes(app, 'Routes', { hostname: '{pod}.db.example.com', kind: TLS, portName: 'metrics' });
  app.containers[0].addPort(METRICS);
  expect(manifestOf(scope, 'TLSRoute').spec.rules[0].backendRefs).toEqual([{ name: 'db-0', port: 9187 }]);
});

test('name tells several of a kind apart', () => {
  const scope = chart();
  const app = statefulApp(scope, TWO_PORTS);
  new PodRoutes(app, 'Routes', { hostname: '{pod}.db.example.com', kind: TLS, portName: 'client' });
  new PodRoutes(app, 'Metrics', { hostname: '{pod}.metrics.example.com', kind: TLS, portName: 'metrics', name: '{pod}-metrics' });
  expect(namesOf(scope, 'TLSRoute')).toEqual(['db-0', 'db-0-metrics']);
});

test('several of different kinds may be called the same', () => {
  const scope = chart();
  const app = statefulApp(scope);
  new PodRoutes(app, 'Routes', { hostname: '{pod}.db.example.com', kind: TLS });
  new PodRoutes(app, 'Web', { hostname: '{pod}.web.example.com', kind: PodRouteKind.ingress() });
  expect([...namesOf(scope, 'TLSRoute'), ...namesOf(scope, 'Ingress')]).toEqual(['db-0', 'db-0']);
});

test('labels render', () => {
  expect(routeOf('db-1', { labels: { pod: '{pod}' } }).metadata.labels).toEqual({ pod: 'db-1' });
});

test('annotations render, and keep what is in other braces', () => {
  const annotations = { 'external-dns.alpha.kubernetes.io/hostname': '{pod}.example.com', 'example.com/json': '{"a":{}}' };
  expect(routeOf('db-1', { annotations }).metadata.annotations).toEqual({
    'external-dns.alpha.kubernetes.io/hostname': 'db-1.example.com', 'example.com/json': '{"a":{}}',
  });
});

describe('values', () => {
  test('hostnameOf is the host name of a pod', () => {
    expect(routes(chart()).hostnameOf(1)).toBe('db-1.db.example.com');
  });

  test('hostnameOf knows pods that only an autoscaler makes', () => {
    const scope = chart();
    const app = statefulApp(scope);
    const of = new PodRoutes(app, 'Routes', { hostname: '{pod}.db.example.com', kind: TLS });
    const host = of.hostnameOf(2);
    new kplus.HorizontalPodAutoscaler(scope, 'autoscaler', { target: app, maxReplicas: 3 });
    expect(manifestOf(scope, 'TLSRoute', 'db-2').spec.hostnames).toEqual([host]);
  });

  test('ownHostname is the host name as a pod reads its own', () => {
    expect(routes(chart()).ownHostname).toBe('db-$(POD_INDEX).db.example.com');
  });

  test('portOf is the port of the listener', () => {
    expect(routes(chart()).portOf(1)).toBe(443);
  });

  test('routeOf is the object of a pod, also of one that only an autoscaler makes', () => {
    const scope = chart();
    const app = statefulApp(scope);
    const of = new PodRoutes(app, 'Routes', { hostname: '{pod}.db.example.com', kind: TLS });
    new kplus.HorizontalPodAutoscaler(scope, 'autoscaler', { target: app, maxReplicas: 3 });
    expect(of.routeOf(2).name).toBe('db-2');
  });
});

describe('fails', () => {
  test.each<[string, Partial<PodRoutesProps>, Partial<StatefulAppProps>, string]>([
    ['for a host name without a placeholder', { hostname: 'db.example.com' }, {},
      'hostname "db.example.com" would be the same for every pod; put {pod} or {ordinal} into it'],
    ['for a placeholder that stands for nothing', { hostname: '{pod}.{zone}.example.com' }, {},
      'hostname "{pod}.{zone}.example.com" has {zone} in it, which stands for nothing; use {pod} or {ordinal}'],
    ['for a brace that is left open', { hostname: '{pod}.{ordinal' }, {}, 'hostname "{pod}.{ordinal" has {ordinal in it'],
    ['for what is no DNS name', { hostname: '{pod}_db.example.com' }, {}, 'hostname "{pod}_db.example.com" is not a DNS subdomain'],
    ['for a wildcard, which is no address', { hostname: '*.{pod}.example.com' }, {}, 'hostname "*.{pod}.example.com" is not a DNS subdomain'],
    ['for an IP address', { hostname: '192.0.2.{ordinal}' }, {}, 'hostname "192.0.2.{ordinal}" is an IP address; use a DNS name'],
    ['for a label that is too long', { hostname: `${'a'.repeat(60)}-{pod}.example.com` }, {}, 'has a label of 65 characters, and DNS takes 63'],
    ['for a name without a placeholder', { name: 'route' }, {}, 'name "route" would be the same for every pod'],
    ['for a name that is none', { name: '{pod}_tls' }, {}, 'name "{pod}_tls" is not a DNS subdomain'],
    ['for a port and a name', { port: 5432, portName: 'client' }, {}, 'portName "client" goes not together with port; keep one'],
    ['for a port that is none', { port: 0 }, {}, 'port 0'],
    ['for another port than those of the Service', { port: 9999 }, {}, 'port 9999 is no TCP port of Service "db-0"; use one of 5432 (client)'],
    ['for a name of no port', { portName: 'sql' }, {}, 'portName "sql" is no TCP port of Service "db-0"; use one of 5432 (client)'],
    ['for a name where ports have none', { portName: 'sql' }, { containers: [{ image: 'db:1.0', ports: [{ number: 5432 }] }] },
      'portName "sql" is no TCP port of Service "db-0"; use one of 5432'],
    ['for no port where there are several', {}, TWO_PORTS, 'port is missing, and Service "db-0" has not one TCP port alone; use one of 5432 (client), 9187 (metrics)'],
    ['for no TCP port', {}, { containers: [{ image: 'dns:1.0', ports: [{ number: 53, protocol: kplus.Protocol.UDP }] }] }, 'it has no TCP port at all'],
    ['for no Services', {}, { podServices: PodServices.none() }, 'routes need the Services of the pods, and there are none; declare a port on a container'],
    ['for no port of the app', {}, { containers: [{ image: 'worker:1.0' }] }, 'routes need the Services of the pods, and there are none'],
    ['for a label that is none', { labels: { a: '-' } }, {}, 'labels.a "-" is not a label value'],
    ['for an annotation that is none', { annotations: { 'a b': '' } }, {}, 'annotations "a b" is not a qualified name'],
    ['for a base port that leaves none for the last', { kind: PodRouteKind.tcp({ gateway: { name: 'public' }, basePort: 65535 }) }, {},
      'basePort 65535 gives ordinal 1 the port 65536, and the last one is 65535; begin lower'],
  ])('%s', (_, props, app, message) => {
    expect(() => routeOf('db-0', props, app)).toThrow(message);
  });

  test('for two of a kind that are called the same', () => {
    const app: StatefulApp = statefulApp(chart());
    const props = { hostname: '{pod}.db.example.com', kind: TLS };
    new PodRoutes(app, 'Routes', props);
    expect(() => new PodRoutes(app, 'Others', props)).toThrow('name "{pod}" is that of the objects of "Routes", too; give one of them another name');
  });

  test('for the host of a pod that has no route', () => {
    const scope = chart();
    routes(scope).hostnameOf(2);
    expect(() => manifestOf(scope, 'TLSRoute', 'db-0')).toThrow('ordinal 2 has no route; ordinals with one are 0, 1');
  });

  test('for the host of a pod where no pod has a route', () => {
    const scope = chart();
    routes(scope, {}, { replicas: 0 }).hostnameOf(2);
    expect(() => manifestsOf(scope, 'TLSRoute')).toThrow('ordinal 2 has no route; no pod has one');
  });

  test('for an ordinal below the first', () => {
    expect(() => routes(chart(), {}, { ordinals: { start: 5 } }).hostnameOf(0)).toThrow('ordinal 0');
  });

  test('for the route of a pod that has none', () => {
    expect(() => routes(chart()).routeOf(2)).toThrow('podService 2 has no Service; ordinals with one are 0, 1');
  });

  test('for a port of a listener that nothing tells', () => {
    expect(() => routes(chart(), { kind: PodRouteKind.tls({ gateway: { name: 'public' } }) }).portOf(0))
      .toThrow('gateway.port is missing, and nothing else says at which port the listener is; give it');
  });
});
