import * as kplus from 'cdk8s-plus-28';

/**
 * The Gateway through which a route leads.
 *
 * @see https://gateway-api.sigs.k8s.io/reference/spec/#parentreference
 */
export interface PodRouteGateway {
  /**
   * The name of the Gateway.
   */
  readonly name: string;

  /**
   * The namespace of the Gateway. Its listener must let routes of the namespace of the app in (`allowedRoutes`).
   *
   * @default - that of the app
   */
  readonly namespace?: string;

  /**
   * What it is: `Gateway`, or `ListenerSet` from Gateway API 1.5 on.
   *
   * @default 'Gateway'
   */
  readonly kind?: string;

  /**
   * The name of the listener; `{pod}` and `{ordinal}` stand for the pod.
   *
   * @default - every listener that lets the route in
   */
  readonly sectionName?: string;

  /**
   * The port of the listener, 1 to 65535. Not every Gateway can tell listeners by it.
   *
   * @default - any
   */
  readonly port?: number;
}

/**
 * Options of `PodRouteKind.tls()`.
 */
export interface TlsPodRouteOptions {
  /**
   * The Gateway, with a listener of protocol TLS.
   */
  readonly gateway: PodRouteGateway;

  /**
   * The version of TLSRoute that the cluster has: `gateway.networking.k8s.io/v1` from Gateway API 1.5 on,
   * `…/v1alpha3` in 1.4, `…/v1alpha2` before; the alpha ones are in its experimental channel only.
   *
   * @default 'gateway.networking.k8s.io/v1'
   */
  readonly apiVersion?: string;
}

/**
 * Options of `PodRouteKind.tcp()`. Plain TCP has no host name by which a listener could tell pods apart, so each pod needs a
 * listener of its own: give `basePort`, or a `gateway.sectionName` with a placeholder.
 */
export interface TcpPodRouteOptions {
  /**
   * The Gateway, with a listener of protocol TCP for each pod.
   */
  readonly gateway: PodRouteGateway;

  /**
   * The port of the listener for ordinal 0; that of each pod is this plus its ordinal. 1 to 65535.
   *
   * @default - listeners are chosen by `gateway.sectionName`
   */
  readonly basePort?: number;

  /**
   * The version of TCPRoute that the cluster has: `gateway.networking.k8s.io/v1` from Gateway API 1.6 on, `…/v1alpha2`
   * before, in its experimental channel only.
   *
   * @default 'gateway.networking.k8s.io/v1'
   */
  readonly apiVersion?: string;
}

/**
 * Options of `PodRouteKind.ingress()`. What else a controller can do, such as speaking TLS to the pods, it takes from
 * annotations of its own; see `annotations` of `PodRoutes`.
 */
export interface IngressPodRouteOptions {
  /**
   * The name of the IngressClass.
   *
   * @default - the default one of the cluster
   */
  readonly ingressClassName?: string;

  /**
   * The Secret with the certificate: one for each pod, as in `{pod}-tls`, or one for all, where it is for a wildcard.
   *
   * @default - no TLS
   */
  readonly tlsSecretName?: string;

  /**
   * The path of the requests; it begins with '/'.
   *
   * @default '/'
   */
  readonly path?: string;

  /**
   * How the path is compared.
   *
   * @default HttpIngressPathType.PREFIX
   */
  readonly pathType?: kplus.HttpIngressPathType;
}
