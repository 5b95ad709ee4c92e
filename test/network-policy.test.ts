import { ApiObject, Chart, JsonPatch } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { Place, reaches } from './network-reach';
import { StatefulAppProps } from '../src';
import { chart, CONTAINER, Manifest, manifestOf, manifestsOf, statefulApp } from './support';
import { DnsEgress } from '../src/dns-egress';
import { StatefulAppNetworkPolicy, StatefulAppNetworkPolicyOptions } from '../src/network-policy';

const OWN = { podSelector: { matchLabels: { 'cdk8s.io/metadata.addr': 'db' } } };
const METRICS: kplus.ContainerPort = { number: 9187, name: 'metrics' };

/** The spec of the policy of an app; what it is given may need the chart. */
function policySpec(props: (scope: Chart) => StatefulAppNetworkPolicyOptions = () => ({}), app: Partial<StatefulAppProps> = {}): Manifest {
  const scope = chart();
  statefulApp(scope, app).addNetworkPolicy(props(scope));
  return manifestOf(scope, 'NetworkPolicy').spec;
}

const web = (scope: Chart) => kplus.Pods.select(scope, 'web', { labels: { app: 'web' } });
const WEB = { podSelector: { matchLabels: { app: 'web' } } };

test('by default peers reach each other, names are asked for at the DNS, and everything else is closed', () => {
  const kubeDns = {
    namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'kube-system' } },
    podSelector: { matchLabels: { 'k8s-app': 'kube-dns' } },
  };
  expect(policySpec()).toEqual({
    ...OWN,
    policyTypes: ['Ingress', 'Egress'],
    ingress: [{ from: [OWN] }],
    egress: [{ to: [OWN] }, { to: [kubeDns], ports: [{ protocol: 'UDP', port: 53 }, { protocol: 'TCP', port: 53 }] }],
  });
});

test('it is called like the app, and is in its namespace', () => {
  const scope = chart('prod');
  statefulApp(scope).addNetworkPolicy();
  expect(manifestOf(scope, 'NetworkPolicy').metadata).toEqual({ name: 'db', namespace: 'prod' });
});

test('it selects the pods as their Services do', () => {
  expect(policySpec(undefined, { matchLabels: { app: 'db' } }).podSelector).toEqual({ matchLabels: { app: 'db' } });
});

test('a JSON patch reaches it', () => {
  const scope = chart();
  const policy = statefulApp(scope).addNetworkPolicy();
  ApiObject.of(policy).addJsonPatch(JsonPatch.remove('/spec/egress'));
  expect(manifestOf(scope, 'NetworkPolicy').spec.egress).toBeUndefined();
});

describe('clients', () => {
  test('reach the ports of the containers', () => {
    expect(policySpec(scope => ({ clients: [{ peer: web(scope) }] })).ingress[1]).toEqual({ from: [WEB], ports: [{ protocol: 'TCP', port: 5432 }] });
  });

  test('do not reach the ports of sidecars unless told so', () => {
    const sidecar: kplus.ContainerProps = {
      name: 'clone-server', image: 'postgres:16.4', restartPolicy: kplus.ContainerRestartPolicy.ALWAYS, ports: [{ number: 8888, name: 'clone' }],
    };
    const clients = (scope: Chart) => [{ peer: web(scope) }, { peer: kplus.Pods.all(scope, 'all'), portNames: ['clone'] }];
    const { ingress } = policySpec(scope => ({ clients: clients(scope) }), { initContainers: [sidecar], targetVersion: '1.29-1.37' });
    expect(ingress.slice(1).map((rule: Manifest) => rule.ports)).toEqual([[{ protocol: 'TCP', port: 5432 }], [{ protocol: 'TCP', port: 8888 }]]);
  });

  test('reach a port by its name', () => {
    const containers = [{ ...CONTAINER, ports: [...CONTAINER.ports!, METRICS] }];
    expect(policySpec(scope => ({ clients: [{ peer: web(scope), portNames: ['metrics'] }] }), { containers }).ingress[1].ports)
      .toEqual([{ protocol: 'TCP', port: 9187 }]);
  });

  test('reach a port by its number', () => {
    expect(policySpec(scope => ({ clients: [{ peer: web(scope), ports: [kplus.NetworkPolicyPort.tcp(5432)] }] })).ingress[1].ports)
      .toEqual([{ protocol: 'TCP', port: 5432 }]);
  });

  test('reach a port that is given by name and by number once', () => {
    const client = (scope: Chart) => ({ peer: web(scope), ports: [kplus.NetworkPolicyPort.tcp(5432)], portNames: ['client'] });
    expect(policySpec(scope => ({ clients: [client(scope)] })).ingress[1].ports)
      .toEqual([{ protocol: 'TCP', port: 5432 }]);
  });

  test('reach a port once whose protocol is not said', () => {
    const ports = [kplus.NetworkPolicyPort.of({ port: 5432 }), kplus.NetworkPolicyPort.tcp(5432)];
    const spec = policySpec(scope => ({ clients: [{ peer: web(scope), ports }] }));
    expect(spec.ingress[1].ports).toEqual([{ port: 5432 }]);
  });

  test('reach a range of ports', () => {
    expect(policySpec(scope => ({ clients: [{ peer: web(scope), ports: [kplus.NetworkPolicyPort.tcpRange(5000, 6000)] }] })).ingress[1].ports)
      .toEqual([{ protocol: 'TCP', port: 5000, endPort: 6000 }]);
  });

  test('reach a port with the protocol of the container', () => {
    const containers = [{ ...CONTAINER, ports: [{ number: 53, name: 'dns', protocol: kplus.Protocol.UDP }] }];
    expect(policySpec(scope => ({ clients: [{ peer: web(scope) }] }), { containers }).ingress[1].ports).toEqual([{ protocol: 'UDP', port: 53 }]);
  });

  test('reach a port that is declared later', () => {
    const scope = chart();
    const app = statefulApp(scope);
    app.addNetworkPolicy({ clients: [{ peer: web(scope), portNames: ['metrics'] }] });
    app.containers[0].addPort(METRICS);
    expect(manifestOf(scope, 'NetworkPolicy').spec.ingress[1].ports).toEqual([{ protocol: 'TCP', port: 9187 }]);
  });

  test('can be added later', () => {
    const scope = chart();
    statefulApp(scope).addNetworkPolicy().addClient({ peer: web(scope) });
    expect(manifestOf(scope, 'NetworkPolicy').spec.ingress[1].from).toEqual([WEB]);
  });
});

test('other peers reach the pods, and are reached by them', () => {
  const { ingress, egress } = policySpec(scope => ({ peers: [web(scope)] }));
  expect([ingress[0].from, egress[0].to]).toEqual([[OWN, WEB], [OWN, WEB]]);
});

test('another peer can be added later', () => {
  const scope = chart();
  statefulApp(scope).addNetworkPolicy().addPeer(web(scope));
  expect(manifestOf(scope, 'NetworkPolicy').spec.ingress[0].from).toEqual([OWN, WEB]);
});

test('peerPorts hold for both directions', () => {
  const { ingress, egress } = policySpec(() => ({ peerPorts: [kplus.NetworkPolicyPort.tcp(7000)] }));
  expect([ingress[0].ports, egress[0].ports]).toEqual([[{ protocol: 'TCP', port: 7000 }], [{ protocol: 'TCP', port: 7000 }]]);
});

test('egress leads elsewhere', () => {
  const { egress } = policySpec(scope => ({
    egress: [{ peer: kplus.NetworkPolicyIpBlock.ipv4(scope, 'backups', '192.0.2.0/24'), ports: [kplus.NetworkPolicyPort.tcp(443)] }],
  }));
  expect(egress[2]).toEqual({ to: [{ ipBlock: { cidr: '192.0.2.0/24' } }], ports: [{ protocol: 'TCP', port: 443 }] });
});

test('egress can be added later, and without ports is for all of them', () => {
  const scope = chart();
  statefulApp(scope).addNetworkPolicy().addEgress({ peer: web(scope) });
  expect(manifestOf(scope, 'NetworkPolicy').spec.egress[2]).toEqual({ to: [WEB] });
});

test('dns is another than that of the cluster', () => {
  expect(policySpec(() => ({ dns: DnsEgress.none() })).egress).toEqual([{ to: [OWN] }]);
});

describe('what the policies of a program let through together', () => {
  const place = (addr: string, namespace = 'prod'): Place => ({ labels: { 'cdk8s.io/metadata.addr': addr }, namespace });
  const DNS: Place = { labels: { 'k8s-app': 'kube-dns' }, namespace: 'kube-system' };
  const [db, other] = [place('db'), place('other')];

  function policies(app: Partial<StatefulAppProps>, more: (app: ReturnType<typeof statefulApp>, scope: Chart) => void = () => {}): Manifest[] {
    const scope = chart('prod');
    const isolated = statefulApp(scope, app);
    isolated.addNetworkPolicy();
    more(isolated, scope);
    return manifestsOf(scope, 'NetworkPolicy');
  }

  test.each([true, false])('peers reach each other with isolate %s', isolate => {
    expect(reaches(policies({ isolate }), db, db, 7000)).toBe(true);
  });

  test.each(['UDP', 'TCP'])('names are asked for by %s though the app is isolated', protocol => {
    expect(reaches(policies({ isolate: true }), db, DNS, 53, protocol)).toBe(true);
  });

  test('nobody else reaches the pods', () => {
    expect(reaches(policies({}), other, db, 5432)).toBe(false);
  });

  test('pods that are called the same in another namespace are no peers', () => {
    expect(reaches(policies({}), place('db', 'test'), db, 5432)).toBe(false);
  });

  test('the pods reach nobody else', () => {
    expect(reaches(policies({}), db, other, 80)).toBe(false);
  });

  test('app.connections open more, at the ports of the containers', () => {
    const opened = policies({ isolate: true }, (app, scope) => app.connections.allowFrom(
      kplus.Pods.select(scope, 'other', { labels: { 'cdk8s.io/metadata.addr': 'other' } }), { isolation: kplus.PodConnectionsIsolation.POD }));
    expect([reaches(opened, other, db, 5432), reaches(opened, other, db, 7000)]).toEqual([true, false]);
  });

  test('app.connections open a way out', () => {
    const opened = policies({}, (app, scope) => app.connections.allowTo(
      kplus.Pods.select(scope, 'other', { labels: { 'cdk8s.io/metadata.addr': 'other' } }), { isolation: kplus.PodConnectionsIsolation.POD }));
    expect(reaches(opened, db, other, 80)).toBe(true);
  });

  test('a client that is isolated, too, gets through with a way out of its own', () => {
    const opened = policies({}, (app, scope) => {
      const client = new kplus.Deployment(scope, 'client', { isolate: true, containers: [{ image: 'web:1.0' }] });
      (app.node.findChild('NetworkPolicy') as StatefulAppNetworkPolicy).addClient({ peer: client });
      client.connections.allowTo(app, { isolation: kplus.PodConnectionsIsolation.POD });
    });
    const client = opened.find(({ spec }) => spec.podSelector.matchLabels['cdk8s.io/metadata.addr'] !== 'db')!.spec.podSelector.matchLabels;
    expect(reaches(opened, { labels: client, namespace: 'prod' }, db, 5432)).toBe(true);
  });

  test('isolate alone closes the DNS', () => {
    const scope = chart('prod');
    statefulApp(scope, { isolate: true });
    expect(reaches(manifestsOf(scope, 'NetworkPolicy'), db, DNS, 53, 'UDP')).toBe(false);
  });
});

describe('fails', () => {
  test.each<[string, (scope: Chart) => StatefulAppNetworkPolicyOptions, string]>([
    ['for a port of no container', scope => ({ clients: [{ peer: web(scope), ports: [kplus.NetworkPolicyPort.tcp(9999)] }] }),
      'clients.ports 9999/TCP is a port of no container; use one of 5432/TCP'],
    ['for a name of no port', scope => ({ clients: [{ peer: web(scope), portNames: ['sql'] }] }),
      'clients.portNames "sql" is the name of no port; use one of client'],
    ['for no ports, which would be all', scope => ({ clients: [{ peer: web(scope), ports: [] }] }),
      'clients.ports [] means every port to Kubernetes; leave ports out, or name one'],
    ['for no names of ports', scope => ({ clients: [{ peer: web(scope), portNames: [] }] }), 'clients.portNames [] names no port; leave it out, or name one'],
    ['for namespaces of no name, which would be everybody', scope => ({ clients: [{ peer: kplus.Namespaces.select(scope, 'none', { names: [] }) }] }),
      'clients.peer "test/none" is nobody, which Kubernetes takes for everybody; leave it out, or name a namespace'],
    ['for such a peer', scope => ({ peers: [kplus.Namespaces.select(scope, 'none', { names: [] })] }), 'peers "test/none" is nobody'],
    ['for such an egress', scope => ({ egress: [{ peer: kplus.Namespaces.select(scope, 'none', { names: [] }) }] }), 'egress.peer "test/none" is nobody'],
    ['for no ports of peers', () => ({ peerPorts: [] }), 'peerPorts [] means every port to Kubernetes'],
    ['for no ports of egress', scope => ({ egress: [{ peer: web(scope), ports: [] }] }), 'egress.ports [] means every port to Kubernetes'],
  ])('%s', (_, props, message) => {
    expect(() => policySpec(props)).toThrow(message);
  });

  test('for clients of an app without a port', () => {
    expect(() => policySpec(scope => ({ clients: [{ peer: web(scope) }] }), { containers: [{ image: 'worker:1.0' }] }))
      .toThrow('clients need a port, and no container declares one; declare one, or say which with ports');
  });

  test('for a name and a port where no container declares one', () => {
    const asked = (scope: Chart) => ({ clients: [{ peer: web(scope), portNames: ['sql'], ports: [kplus.NetworkPolicyPort.of({ port: 5432 })] }] });
    const asking = () => policySpec(asked, { containers: [{ image: 'worker:1.0' }] });
    expect(asking).toThrow('clients.portNames "sql" is the name of no port; name the port of the container');
    expect(asking).toThrow('clients.ports 5432/TCP is a port of no container; declare it on a container');
  });

  test('for the network of the node', () => {
    expect(() => policySpec(undefined, { hostNetwork: true })).toThrow('hostNetwork is on, and no NetworkPolicy holds for pods on the network of their node');
  });

  test('for a second one of the app', () => {
    const app = statefulApp(chart());
    app.addNetworkPolicy();
    expect(() => app.addNetworkPolicy()).toThrow('addNetworkPolicy was called twice, and both policies would be called "db"');
  });
});
