import * as kplus from 'cdk8s-plus-28';
import { filled, requireDistinct, requireTemplateOfName } from './ordinal-template';
import { IngressPodRouteOptions, PodRouteGateway, TcpPodRouteOptions, TlsPodRouteOptions } from './pod-route-options';
import { dnsLabelProblem, dnsSubdomainProblem } from '../manifest/kubernetes/names';
import { Problem } from '../manifest/kubernetes/problem';
import { omitUndefined } from '../manifest/model/omit-undefined';
import { refuse, requireInteger, requireValid } from '../private/errors';

/**
 * What a route leads from and to, for one pod.
 */
export interface RoutedPod {
  readonly host: string;
  readonly ordinal: number;
  readonly service: string;
  readonly port: number;
  readonly appName: string;
}

interface Rendering {
  readonly apiVersion: string;
  readonly kind: string;

  /** Whether the hosts of the pods must differ. */
  readonly byHost: boolean;
  readonly spec: (pod: RoutedPod) => object;

  /** The port at which clients reach a pod, where it is known. */
  readonly port: (ordinal: number) => number | undefined;
}

const GROUP = 'gateway.networking.k8s.io';

/**
 * By which kind of object clients from outside reach single pods.
 */
export class PodRouteKind {
  /**
   * A TLSRoute: a Gateway tells the pods apart by the host name that the client names in the handshake (SNI). Any
   * protocol over TLS, as long as its client sends that name.
   *
   * @throws where the options are out of range
   * @see https://gateway-api.sigs.k8s.io/reference/api-types/tlsroute/
   */
  public static tls(options: TlsPodRouteOptions): PodRouteKind {
    requireGateway(options.gateway);
    return new PodRouteKind({
      kind: 'TLSRoute',
      apiVersion: requireVersion(options.apiVersion, ['v1', 'v1alpha3', 'v1alpha2']),
      byHost: true,
      spec: pod => ({ parentRefs: [parentOf(options.gateway, pod)], hostnames: [pod.host], rules: [backendOf(pod)] }),
      port: () => options.gateway.port,
    });
  }

  /**
   * A TCPRoute: a Gateway has a listener for each pod.
   *
   * @throws where the options are out of range, or give all pods the same listener
   * @see https://gateway-api.sigs.k8s.io/reference/api-types/tcproute/
   */
  public static tcp(options: TcpPodRouteOptions): PodRouteKind {
    const { gateway, basePort } = options;
    requireGateway(gateway);
    requireInteger('basePort', basePort, 1, 65535);
    refuse('gateway.port', gateway.port,
      basePort !== undefined && gateway.port !== undefined ? { problem: 'goes not together with basePort', fix: 'keep one' } : undefined);
    if (basePort === undefined) {
      if (gateway.sectionName === undefined) {
        throw new Error('basePort and gateway.sectionName are missing, and plain TCP has no host name that tells pods apart; give one, for a listener for each pod');
      }
      requireDistinct('gateway.sectionName', gateway.sectionName);
    }
    const port = (ordinal: number) => basePort === undefined ? gateway.port : basePort + ordinal;
    return new PodRouteKind({
      kind: 'TCPRoute',
      apiVersion: requireVersion(options.apiVersion, ['v1', 'v1alpha2']),
      byHost: false,
      spec: pod => ({ parentRefs: [parentOf({ ...gateway, port: port(pod.ordinal) }, pod)], rules: [backendOf(pod)] }),
      port,
    });
  }

  /**
   * An Ingress: HTTP, told apart by host name.
   *
   * @throws where the options are out of range
   * @see https://kubernetes.io/docs/concepts/services-networking/ingress/
   */
  public static ingress(options: IngressPodRouteOptions = {}): PodRouteKind {
    const { ingressClassName, tlsSecretName, path = '/', pathType = kplus.HttpIngressPathType.PREFIX } = options;
    requireValid('ingressClassName', ingressClassName, dnsSubdomainProblem);
    requireTemplateOfName('tlsSecretName', tlsSecretName);
    refuse('path', path, pathProblem(path, pathType));
    return new PodRouteKind({
      kind: 'Ingress',
      apiVersion: 'networking.k8s.io/v1',
      byHost: true,
      spec: ({ host, service, port, appName, ordinal }) => omitUndefined({
        ingressClassName,
        tls: tlsSecretName === undefined ? undefined : [{ hosts: [host], secretName: filled(tlsSecretName, appName, ordinal) }],
        rules: [{ host, http: { paths: [{ path, pathType, backend: { service: { name: service, port: { number: port } } } }] } }],
      }),
      port: () => tlsSecretName === undefined ? 80 : 443,
    });
  }

  private constructor(private readonly rendering: Rendering) {}

  /**
   * @internal
   */
  public get _kind(): string {
    return this.rendering.kind;
  }

  /**
   * @internal
   */
  public get _apiVersion(): string {
    return this.rendering.apiVersion;
  }

  /**
   * @internal
   */
  public get _byHost(): boolean {
    return this.rendering.byHost;
  }

  /**
   * @internal
   */
  public _spec(pod: RoutedPod): object {
    return this.rendering.spec(pod);
  }

  /**
   * @internal
   */
  public _portOf(ordinal: number): number | undefined {
    return this.rendering.port(ordinal);
  }
}

function requireGateway({ name, namespace, kind, sectionName, port }: PodRouteGateway): void {
  refuse('gateway.name', name, dnsSubdomainProblem(name));
  requireValid('gateway.namespace', namespace, dnsLabelProblem);
  refuse('gateway.kind', kind,
    kind === undefined || ['Gateway', 'ListenerSet'].includes(kind) ? undefined : { problem: "is not one of 'Gateway', 'ListenerSet'" });
  requireTemplateOfName('gateway.sectionName', sectionName);
  requireInteger('gateway.port', port, 1, 65535);
}

function requireVersion(apiVersion: string | undefined, versions: string[]): string {
  const known = versions.map(version => `${GROUP}/${version}`);
  requireValid('apiVersion', apiVersion, given => known.includes(given) ? undefined : { problem: `is not one of ${known.join(', ')}` });
  return apiVersion ?? known[0];
}

function parentOf({ name, namespace, kind, sectionName, port }: PodRouteGateway, { appName, ordinal }: RoutedPod): object {
  return omitUndefined({ kind, namespace, name, sectionName: sectionName && filled(sectionName, appName, ordinal), port });
}

function backendOf({ service, port }: RoutedPod): object {
  return { backendRefs: [{ name: service, port }] };
}

/** As the API server looks at it. */
function pathProblem(path: string, pathType: kplus.HttpIngressPathType): Problem | undefined {
  if (!path.startsWith('/')) {
    return { problem: "does not begin with '/'", fix: 'put one before it' };
  }
  const isFree = pathType === kplus.HttpIngressPathType.IMPLEMENTATION_SPECIFIC;
  const [part] = /\/\/|\/\.\.?(?=\/|$)|%2f/i.exec(path) ?? [];
  return isFree || part === undefined ? undefined : { problem: `has ${JSON.stringify(part)} in it, which Kubernetes refuses`, fix: 'leave it out' };
}
