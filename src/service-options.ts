import * as kplus from 'cdk8s-plus-28';

/**
 * An IP family of a Service.
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/dual-stack/
 */
export enum IpFamily {
  /** IPv4. */
  IPV4 = 'IPv4',

  /** IPv6. */
  IPV6 = 'IPv6',
}

/**
 * How many IP families a Service asks for.
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/dual-stack/#services
 */
export enum IpFamilyPolicy {
  /** One family. */
  SINGLE_STACK = 'SingleStack',

  /** Two families where the cluster has them, else one. */
  PREFER_DUAL_STACK = 'PreferDualStack',

  /** Two families, or the API server refuses the Service. */
  REQUIRE_DUAL_STACK = 'RequireDualStack',
}

/**
 * Whether a client's connections stay with one pod.
 *
 * @see https://kubernetes.io/docs/reference/networking/virtual-ips/#session-affinity
 */
export enum SessionAffinity {
  /** Any connection may go to any pod. */
  NONE = 'None',

  /** Connections from one client address go to one pod. */
  CLIENT_IP = 'ClientIP',
}

/**
 * Where traffic from outside the cluster goes.
 *
 * @see https://kubernetes.io/docs/reference/networking/virtual-ips/#external-traffic-policy
 */
export enum ExternalTrafficPolicy {
  /** To any pod; the client's address is lost on the way. */
  CLUSTER = 'Cluster',

  /** Only to pods on the node that it reached; the client's address is kept. */
  LOCAL = 'Local',
}

/**
 * What every Service of a StatefulApp can be given. jsii copies its properties into those that extend it.
 *
 * @internal
 */
export interface CommonServiceOptions {
  /**
   * The ports of the Service. Each `targetPort` (`port` where there is none) must be a port of a container; a missing
   * name or protocol is that container port's.
   *
   * @default - all ports of all containers, named when there are several
   */
  readonly ports?: kplus.ServicePort[];

  /**
   * Labels of the Service.
   *
   * @default - the labels of the chart
   */
  readonly labels?: { [key: string]: string };

  /**
   * Annotations of the Service.
   *
   * @default - none
   */
  readonly annotations?: { [key: string]: string };

  /**
   * The IP families of the Service, the primary one first; at most two.
   *
   * @see https://kubernetes.io/docs/concepts/services-networking/dual-stack/
   * @default - chosen by the cluster
   */
  readonly ipFamilies?: IpFamily[];

  /**
   * How many IP families the Service asks for.
   *
   * @see https://kubernetes.io/docs/concepts/services-networking/dual-stack/
   * @default - chosen by the cluster: one family
   */
  readonly ipFamilyPolicy?: IpFamilyPolicy;
}

/**
 * What a Service with an address of its own can be given.
 *
 * @internal
 */
export interface AddressedServiceOptions extends CommonServiceOptions {
  /**
   * Whether pods that are not ready get traffic, too.
   *
   * @default false
   */
  readonly publishNotReadyAddresses?: boolean;

  /**
   * Whether a client's connections stay with one pod.
   *
   * @default SessionAffinity.NONE
   */
  readonly sessionAffinity?: SessionAffinity;

  /**
   * Where traffic from outside the cluster goes. Only for NodePort and LoadBalancer.
   *
   * @default ExternalTrafficPolicy.CLUSTER
   */
  readonly externalTrafficPolicy?: ExternalTrafficPolicy;

  /**
   * The address that the load balancer should get. Only for LoadBalancer; many implementations want an annotation
   * instead.
   *
   * @default - chosen by the load balancer
   */
  readonly loadBalancerIP?: string;

  /**
   * The class of the load balancer, such as `service.k8s.aws/nlb`. Only for LoadBalancer; it cannot be changed later.
   *
   * @see https://kubernetes.io/docs/concepts/services-networking/service/#load-balancer-class
   * @default - the load balancer of the cloud provider
   */
  readonly loadBalancerClass?: string;

  /**
   * The client addresses that may use the load balancer, as CIDR blocks. Only for LoadBalancer.
   *
   * @default - every address
   */
  readonly loadBalancerSourceRanges?: string[];

  /**
   * Whether the load balancer also takes a node port for each port. Only for LoadBalancer.
   *
   * @see https://kubernetes.io/docs/concepts/services-networking/service/#load-balancer-nodeport-allocation
   * @default true
   */
  readonly allocateLoadBalancerNodePorts?: boolean;
}

/**
 * Options of a Service for clients: of `StatefulApp.addClientService()` and `StatefulApp.addPodService()`.
 */
export interface ServiceOptions extends AddressedServiceOptions {
  /**
   * The name of the Service.
   *
   * @default - the name of the StatefulSet, or of the pod, with `-client`
   */
  readonly name?: string;

  /**
   * The type of the Service.
   *
   * @default ServiceType.CLUSTER_IP
   */
  readonly type?: kplus.ServiceType;

  /**
   * Labels that a pod must have beside those by which the Service selects it anyway, such as `role: primary`. The pod
   * template need not have them: the application, a sidecar or a controller sets them on the pods. As long as no pod has
   * them, the Service leads nowhere.
   *
   * @default - none
   */
  readonly podLabels?: { [key: string]: string };

  /**
   * Whether the Service selects pods. One without a selector leads where its EndpointSlices or Endpoints say, which the
   * application or a controller writes.
   *
   * @see https://kubernetes.io/docs/concepts/services-networking/service/#services-without-selectors
   * @default true
   */
  readonly select?: boolean;
}
