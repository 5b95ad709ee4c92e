import * as kplus from 'cdk8s-plus-28';
import { addressProblem } from './manifest/kubernetes/addresses';
import { refuse, requireInteger } from './private/errors';
import { PeerSpec, peersToJson, requirePeer } from './private/network-peers';

/** What the pods of the cluster's DNS carry, CoreDNS as well as the kube-dns before it. */
const KUBE_DNS: PeerSpec = {
  namespaceSelector: { matchLabels: { [kplus.Namespace.NAME_LABEL]: 'kube-system' } },
  podSelector: { matchLabels: { 'k8s-app': 'kube-dns' } },
};

/** The address at which NodeLocal DNSCache listens on every node, unless told otherwise. */
const NODE_LOCAL_ADDRESS = '169.254.20.10';

/**
 * Where the pods of a `StatefulAppNetworkPolicy` may ask for names, by UDP and TCP.
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/
 */
export class DnsEgress {
  /**
   * The pods with the label `k8s-app: kube-dns` in the namespace `kube-system`, at port 53: CoreDNS in most clusters.
   */
  public static kubeDns(): DnsEgress {
    return new DnsEgress([KUBE_DNS]);
  }

  /**
   * The cache on each node, and the pods of `kubeDns()`.
   *
   * @param addresses the addresses of the cache; where kube-proxy does not run in IPVS mode it also listens on that of
   *   the Service of the cluster's DNS, so give both. By default `169.254.20.10`
   * @see https://kubernetes.io/docs/tasks/administer-cluster/nodelocaldns/
   */
  public static nodeLocal(addresses: string[] = [NODE_LOCAL_ADDRESS]): DnsEgress {
    refuse('dns.nodeLocal', addresses,
      addresses.length === 0 ? { problem: 'is no address', fix: 'leave it out for 169.254.20.10, or use DnsEgress.kubeDns()' } : undefined);
    addresses.forEach(address => refuse('dns.nodeLocal', address, addressProblem(address)));
    const blocks = addresses.map(address => ({ ipBlock: { cidr: `${address}/${address.includes(':') ? 128 : 32}` } }));
    return new DnsEgress([KUBE_DNS, ...blocks]);
  }

  /**
   * A DNS that is somewhere else.
   *
   * @param peer its pods or addresses
   * @param port the port at which its *pods* listen, which may be another than that of their Service: 5353 in OpenShift
   */
  public static to(peer: kplus.INetworkPolicyPeer, port: number = DNS_PORT): DnsEgress {
    requirePeer('dns', peer);
    return new DnsEgress(peersToJson(peer), port);
  }

  /**
   * Whoever it is, at port 53. It lets data out, too: a name that is asked for can carry it.
   */
  public static anywhere(): DnsEgress {
    return new DnsEgress();
  }

  /**
   * No DNS. The pods find each other by address only.
   */
  public static none(): DnsEgress {
    return new DnsEgress([]);
  }

  private constructor(private readonly peers?: PeerSpec[], private readonly port: number = DNS_PORT) {
    requireInteger('dns.port', port, 1, 65535);
  }

  /**
   * The rules for it, as they stand in `egress`.
   *
   * @internal
   */
  public _rules(): object[] {
    // `to: []` would be everywhere
    const isNowhere = this.peers?.length === 0;
    const ports = ['UDP', 'TCP'].map(protocol => ({ protocol, port: this.port }));
    return isNowhere ? [] : [this.peers ? { to: this.peers, ports } : { ports }];
  }
}

const DNS_PORT = 53;
