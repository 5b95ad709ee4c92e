import { ApiObject } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { DnsEgress } from './dns-egress';
import { omitUndefined } from './manifest/model/omit-undefined';
import { selectorLabels } from './pod-selector';
import { errorMessage } from './private/errors';
import { PropertiesOf, requireKnown } from './private/known-properties';
import { PeerSpec, peersToJson, PortSpec, portToJson, requirePeer, requirePorts } from './private/network-peers';
import { jsonObject } from './private/render/json-object';
import { declaredPorts, portKey } from './service-ports';

/**
 * Who may reach the pods, and where.
 */
export interface NetworkPolicyClient {
  /**
   * Who may: a workload, `kplus.Pods.select(…)`, `kplus.Namespaces.select(…)` or `kplus.NetworkPolicyIpBlock.ipv4(…)`.
   */
  readonly peer: kplus.INetworkPolicyPeer;

  /**
   * The ports, those of containers.
   *
   * @default - those of `portNames`
   */
  readonly ports?: kplus.NetworkPolicyPort[];

  /**
   * The names of the ports, as the containers declare them.
   *
   * @default - with no `ports` either, all ports of the containers, and none of their sidecars
   */
  readonly portNames?: string[];
}

/**
 * Options of `StatefulApp.addNetworkPolicy()`.
 */
export interface StatefulAppNetworkPolicyOptions {
  /**
   * Who may reach the pods, and where. Clients that are isolated themselves need a way out, too:
   * `client.connections.allowTo(app, { isolation: kplus.PodConnectionsIsolation.POD })`.
   *
   * @default - nobody but the peers
   */
  readonly clients?: NetworkPolicyClient[];

  /**
   * Who else is a peer, such as the pods of the same app in another namespace.
   *
   * @default - the pods of the app only
   */
  readonly peers?: kplus.INetworkPolicyPeer[];

  /**
   * Where peers reach each other, whether a container declares the port or not.
   *
   * @default - at every port
   */
  readonly peerPorts?: kplus.NetworkPolicyPort[];

  /**
   * Where else the pods may go, such as an object store for backups. A rule without ports is for all of them.
   *
   * @default - nowhere but to the peers and the DNS
   */
  readonly egress?: kplus.NetworkPolicyRule[];

  /**
   * Where the pods may ask for names.
   *
   * @default DnsEgress.kubeDns()
   */
  readonly dns?: DnsEgress;
}

const OPTIONS: PropertiesOf<StatefulAppNetworkPolicyOptions> = { clients: true, peers: true, peerPorts: true, egress: true, dns: true };
const CLIENT: PropertiesOf<NetworkPolicyClient> = { peer: true, ports: true, portNames: true };

/**
 * Closes the pods of an app but for what it needs: peers reach each other, clients reach the ports for clients, and names
 * are asked for at the DNS. Unlike `isolate` of cdk8s-plus, which closes the DNS as well, the app works with it.
 *
 * It is one NetworkPolicy that is called like the app. Policies add up, so that `isolate` takes nothing away, and
 * `app.connections` open more. The node of a pod reaches it in any case, and so do its probes.
 *
 * A cluster needs a network plugin that enforces policies; without one the object is stored and nothing is closed.
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/network-policies/
 */
export class StatefulAppNetworkPolicy extends kplus.Resource {
  /**
   * @internal
   */
  public static _create(app: kplus.Workload, options: StatefulAppNetworkPolicyOptions): StatefulAppNetworkPolicy {
    return new StatefulAppNetworkPolicy(app, options);
  }

  /**
   * @see kplus.Resource.resourceType
   */
  public readonly resourceType = 'networkpolicies';

  /**
   * @see kplus.Resource.apiObject
   */
  protected readonly apiObject: ApiObject;

  private readonly clients: NetworkPolicyClient[] = [];
  private readonly others: kplus.INetworkPolicyPeer[] = [];
  private readonly rules: kplus.NetworkPolicyRule[] = [];

  private constructor(private readonly app: kplus.Workload, private readonly options: StatefulAppNetworkPolicyOptions) {
    super(app, 'NetworkPolicy');
    requireKnown({ owner: 'addNetworkPolicy', properties: OPTIONS }, options);
    requirePorts('peerPorts', options.peerPorts);
    options.clients?.forEach(client => this.addClient(client));
    options.peers?.forEach(peer => this.addPeer(peer));
    options.egress?.forEach(rule => this.addEgress(rule));
    this.apiObject = jsonObject(this, 'Resource', {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata: { name: app.name, namespace: app.metadata.namespace },
      spec: () => this.renderSpec(),
    });
    this.node.addValidation({ validate: () => this.errors() });
  }

  /**
   * Lets somebody reach the pods.
   *
   * @throws where the peer or the ports are none
   */
  public addClient(client: NetworkPolicyClient): void {
    requireKnown({ owner: 'clients', properties: CLIENT }, client);
    requirePeer('clients.peer', client.peer);
    requirePorts('clients.ports', client.ports);
    if (client.portNames?.length === 0) {
      throw new Error('clients.portNames [] names no port; leave it out, or name one');
    }
    this.clients.push(client);
  }

  /**
   * Makes somebody a peer, who reaches the pods and is reached by them as they reach each other.
   *
   * @throws where it is nobody
   */
  public addPeer(peer: kplus.INetworkPolicyPeer): void {
    requirePeer('peers', peer);
    this.others.push(peer);
  }

  /**
   * Lets the pods reach somebody.
   *
   * @throws where the peer or the ports are none
   */
  public addEgress(rule: kplus.NetworkPolicyRule): void {
    requirePeer('egress.peer', rule.peer);
    requirePorts('egress.ports', rule.ports);
    this.rules.push(rule);
  }

  private renderSpec(): object {
    const own = { matchLabels: selectorLabels(this.app) };
    const peers: PeerSpec[] = [{ podSelector: own }, ...this.others.flatMap(peersToJson)];
    const peerPorts = this.options.peerPorts?.map(portToJson);
    return {
      podSelector: own,
      policyTypes: ['Ingress', 'Egress'],
      ingress: [
        omitUndefined({ from: peers, ports: peerPorts }),
        ...this.clients.map(client => ({ from: peersToJson(client.peer), ports: this.portsFor(client) })),
      ],
      egress: [
        omitUndefined({ to: peers, ports: peerPorts }),
        ...(this.options.dns ?? DnsEgress.kubeDns())._rules(),
        ...this.rules.map(({ peer, ports }) => omitUndefined({ to: peersToJson(peer), ports: ports?.map(portToJson) })),
      ],
    };
  }

  /** Names become numbers, as not every network plugin looks up names. */
  private portsFor({ ports, portNames }: NetworkPolicyClient): PortSpec[] {
    const chosen = ports === undefined && portNames === undefined
      ? portsOf(this.app.containers)
      : declaredPorts(this.app).filter(port => portNames?.includes(port.name ?? ''));
    const items = [...ports?.map(portToJson) ?? [], ...chosen.map(port => ({ protocol: port.protocol ?? kplus.Protocol.TCP, port: port.number }))];
    const isFirst = (item: PortSpec, index: number) => items.findIndex(other => samePort(item, other)) === index;
    return items.filter(isFirst);
  }

  private errors(): string[] {
    const withoutEffect = this.app.hostNetwork
      ? ['hostNetwork is on, and no NetworkPolicy holds for pods on the network of their node; leave out one of the two']
      : [];
    return [...withoutEffect, ...this.clients.flatMap(client => this.errorsOf(client))];
  }

  private errorsOf({ ports, portNames }: NetworkPolicyClient): string[] {
    const declared = declaredPorts(this.app);
    if (ports === undefined && portNames === undefined) {
      return portsOf(this.app.containers).length > 0 ? [] : ['clients need a port, and no container declares one; declare one, or say which with ports'];
    }
    const names = declared.flatMap(port => port.name ?? []);
    const numbers = declared.map(port => portKey(port.number, port.protocol));
    const single = ports?.map(portToJson).filter(({ port, endPort }) => port !== undefined && endPort === undefined) ?? [];
    return [
      ...(portNames ?? []).filter(name => !names.includes(name))
        .map(name => errorMessage('clients.portNames', name,
          'is the name of no port', names.length > 0 ? `use one of ${names.join(', ')}` : 'name the port of the container')),
      ...single.map(({ port, protocol }) => `${port}/${protocol ?? kplus.Protocol.TCP}`).filter(port => !numbers.includes(port))
        .map(port => `clients.ports ${port} is a port of no container; ${numbers.length > 0 ? `use one of ${numbers.join(', ')}` : 'declare it on a container'}`),
    ];
  }
}

function portsOf(containers: kplus.Container[]): kplus.ContainerPort[] {
  return containers.flatMap(container => container.ports);
}

function samePort(one: PortSpec, other: PortSpec): boolean {
  return one.port === other.port && one.endPort === other.endPort && (one.protocol ?? 'TCP') === (other.protocol ?? 'TCP');
}
