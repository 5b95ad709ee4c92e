import * as kplus from 'cdk8s-plus-28';
import * as manifest from './manifest/kubernetes/pod-identity';
import { POD_INDEX } from './private/environment';
import { errorMessage, requireInteger } from './private/errors';

/**
 * Options of `StatefulAppIdentity.peers()`.
 */
export interface PeersOptions {
  /**
   * A port to append to every name, after a colon.
   *
   * @default - names only
   */
  readonly port?: number;

  /**
   * How many peers to list, from the first ordinal on.
   *
   * @default - `replicas` of the StatefulApp; needed where an autoscaler sets them
   */
  readonly count?: number;
}

/**
 * What the identity of a StatefulApp's pods is made of.
 */
export interface IdentityProps {
  readonly name: string;
  readonly serviceName: string;
  readonly namespace?: string;
  readonly clusterDomain: string;
  readonly firstOrdinal: number;
  readonly replicas?: number;
}

/**
 * The names by which others reach the pods and their claims. They follow from the StatefulApp's properties alone, and
 * are right as soon as it exists.
 *
 * Names in DNS are fully qualified where the namespace is known (from `metadata.namespace` or the chart). Otherwise they
 * are `<pod>.<service>`, which resolves from pods of the same namespace, whichever it turns out to be.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#stable-network-id
 */
export class StatefulAppIdentity {
  /**
   * @internal
   */
  public static _of(props: IdentityProps): StatefulAppIdentity {
    return new StatefulAppIdentity(props);
  }

  /**
   * The first ordinal.
   */
  public readonly firstOrdinal: number;

  /**
   * The domain of the cluster.
   */
  public readonly clusterDomain: string;

  /**
   * The DNS name of the governing Service, such as `db.prod.svc.cluster.local`. It resolves to the addresses of all
   * pods.
   */
  public readonly serviceDnsName: string;

  private constructor(private readonly props: IdentityProps) {
    this.firstOrdinal = props.firstOrdinal;
    this.clusterDomain = props.clusterDomain;
    this.serviceDnsName = manifest.serviceDnsName(props.serviceName, props.namespace, props.clusterDomain);
  }

  /**
   * The name of a pod, such as `db-0`. It is the host name that its processes see, too, unless it is on the host network.
   *
   * @param ordinal an ordinal, not below the first one
   */
  public podName(ordinal: number): string {
    requireInteger('ordinal', ordinal, this.firstOrdinal);
    return manifest.podName(this.props.name, ordinal);
  }

  /**
   * The DNS name of a pod, such as `db-0.db.prod.svc.cluster.local`.
   *
   * @param ordinal an ordinal, not below the first one
   */
  public podDnsName(ordinal: number): string {
    return manifest.podDnsName(this.podName(ordinal), this.serviceDnsName);
  }

  /**
   * The DNS name of another Service in the namespace of the app, such as `db-client.prod.svc.cluster.local`.
   *
   * @param serviceName the name of the Service
   */
  public dnsNameOfService(serviceName: string): string {
    return manifest.serviceDnsName(serviceName, this.props.namespace, this.clusterDomain);
  }

  /**
   * The ordinals of all pods, in ascending order.
   *
   * @param count how many pods there are; `replicas` of the StatefulApp unless given
   * @throws where neither `replicas` of the StatefulApp nor `count` is given
   */
  public ordinals(count?: number): number[] {
    requireInteger('count', count, 0);
    const known = count ?? this.props.replicas;
    if (known === undefined) {
      throw new Error('count is missing, and the number of pods is not known; set replicas of the app, or pass count where an autoscaler sets them');
    }
    return manifest.ordinals(this.firstOrdinal, known);
  }

  /**
   * The DNS names of all pods, in the order of their ordinals.
   *
   * @throws where neither `replicas` of the StatefulApp nor `count` is given
   */
  public peers(options: PeersOptions = {}): string[] {
    requireInteger('port', options.port, 1, 65535);
    const port = options.port === undefined ? '' : `:${options.port}`;
    return this.ordinals(options.count).map(ordinal => this.podDnsName(ordinal) + port);
  }

  /**
   * What a pod knows of itself, as environment variables: `POD_NAME`, `POD_NAMESPACE`, `POD_INDEX` (its ordinal;
   * Kubernetes 1.28 or later) and `POD_DNS_NAME`. They are all that can differ by ordinal in the environment without a
   * shell; anything else needs a file, such as one of `OrdinalFiles`.
   *
   * Kubernetes expands `$(POD_NAME)` in commands, in arguments, and in the variables that stand after it. The pods of a
   * StatefulApp have each variable after those that it refers to, in whichever order they were given.
   *
   * @see https://kubernetes.io/docs/tasks/inject-data-application/define-interdependent-environment-variables/
   */
  public environment(): { [name: string]: kplus.EnvValue } {
    // the namespace of the pod itself, which the program need not know
    const domain = manifest.serviceDnsName(this.props.serviceName, '$(POD_NAMESPACE)', this.clusterDomain);
    return {
      POD_NAME: kplus.EnvValue.fromFieldRef(kplus.EnvFieldPaths.POD_NAME),
      POD_NAMESPACE: kplus.EnvValue.fromFieldRef(kplus.EnvFieldPaths.POD_NAMESPACE),
      POD_INDEX,
      POD_DNS_NAME: kplus.EnvValue.fromValue(manifest.podDnsName('$(POD_NAME)', domain)),
    };
  }

  /**
   * The name whose SRV records list the pods behind a named port, such as `_client._tcp.db.prod.svc.cluster.local`.
   *
   * @param portName the name of a port of the governing Service
   * @param protocol the protocol of that port
   */
  public srvName(portName: string, protocol: kplus.Protocol = kplus.Protocol.TCP): string {
    if (portName === '') {
      throw new Error(errorMessage('portName', portName, 'is empty; only named ports have SRV records'));
    }
    return manifest.srvName(portName, protocol, this.serviceDnsName);
  }

  /**
   * The name of the PersistentVolumeClaim of a claim template for a pod, such as `data-db-0`.
   *
   * @param template the name of the claim template
   * @param ordinal an ordinal, not below the first one
   */
  public claimName(template: string, ordinal: number): string {
    requireInteger('ordinal', ordinal, this.firstOrdinal);
    return manifest.claimName(template, this.props.name, ordinal);
  }
}
