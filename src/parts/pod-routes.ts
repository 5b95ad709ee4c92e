import { ApiObject, Lazy } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { Construct, IConstruct } from 'constructs';
import { filled, hostProblem, requireDistinct } from './ordinal-template';
import { PodRouteKind } from './pod-route-kind';
import { dnsSubdomainProblem } from '../manifest/kubernetes/names';
import { errorMessage, refuse, requireInteger } from '../private/errors';
import { requireAnnotations, requireLabels } from '../private/metadata';
import { StatefulApp } from '../stateful-app';

/**
 * Properties of `PodRoutes`. In every text `{pod}` stands for the name of the pod, such as `db-0`, and `{ordinal}` for its
 * ordinal.
 */
export interface PodRoutesProps {
  /**
   * The host name by which clients reach a pod: `{pod}.db.example.com`. It must differ from pod to pod, but for
   * `PodRouteKind.tcp()`, where the port does.
   */
  readonly hostname: string;

  /**
   * The kind of the objects through which clients reach the pods.
   */
  readonly kind: PodRouteKind;

  /**
   * The port of the pod's Service.
   *
   * @default - that of `portName`
   */
  readonly port?: number;

  /**
   * The name of the port of the pod's Service.
   *
   * @default - with no `port` either, the only TCP port of the Service
   */
  readonly portName?: string;

  /**
   * What the objects are called. Give it where there are several of a kind for each pod.
   *
   * @default '{pod}' - like the pod, and like its Service
   */
  readonly name?: string;

  /**
   * Labels of the objects.
   *
   * @default - those of the chart
   */
  readonly labels?: { [key: string]: string };

  /**
   * Annotations of the objects. In their values, too, `{pod}` and `{ordinal}` stand for the pod; anything else in braces
   * stays as it is. One for an Ingress is `nginx.ingress.kubernetes.io/backend-protocol` with `HTTPS`.
   *
   * @default - none
   */
  readonly annotations?: { [key: string]: string };
}

/**
 * A way from outside to each single pod: an object for each of them, which leads to the Service of the pod.
 *
 * Each pod that has a Service gets one. Where an autoscaler sets the number of pods they are complete from the synthesis
 * on, as the Services are.
 */
export class PodRoutes extends Construct {
  private readonly objects = new Map<number, ApiObject>();
  private readonly asked = new Set<number>();

  /**
   * @throws where properties contradict each other, or would lead to the same pod
   */
  constructor(private readonly app: StatefulApp, id: string, private readonly props: PodRoutesProps) {
    super(app, id);
    const first = app.identity.firstOrdinal;
    if (props.kind._byHost) {
      requireDistinct('hostname', props.hostname);
    }
    refuse('hostname', props.hostname, hostProblem(this.fill(props.hostname, first)));
    requireDistinct('name', this.nameTemplate());
    refuse('name', this.nameTemplate(), dnsSubdomainProblem(this.fill(this.nameTemplate(), first)));
    const twin = app.node.children.find(child => child !== this && isPodRoutes(child) && child.isCalledLike(this));
    refuse('name', this.nameTemplate(),
      twin ? { problem: `is that of the objects of "${twin.node.id}", too`, fix: 'give one of them another name' } : undefined);
    requireInteger('port', props.port, 1, 65535);
    refuse('portName', props.portName,
      props.port !== undefined && props.portName !== undefined ? { problem: 'goes not together with port', fix: 'keep one' } : undefined);
    requireLabels('labels', this.fillAll(props.labels, first));
    requireAnnotations('annotations', this.fillAll(props.annotations, first));
    this.complete();
    this.node.addValidation({ validate: () => this.errors() });
  }

  /**
   * The host name by which clients from outside reach a pod, for the address that it advertises to them.
   *
   * @param ordinal an ordinal, not below the first one
   */
  public hostnameOf(ordinal: number): string {
    requireInteger('ordinal', ordinal, this.app.identity.firstOrdinal);
    this.asked.add(ordinal);
    return this.fill(this.props.hostname, ordinal);
  }

  /**
   * The host name of the pod's own, for the template that all pods share: `$(POD_INDEX)` stands in it for the ordinal, and
   * Kubernetes puts that in, in `command`, `args` and variables. The container needs `StatefulApp.POD_INDEX` as `POD_INDEX`,
   * before the variables that use it.
   *
   * @see https://kubernetes.io/docs/tasks/inject-data-application/define-interdependent-environment-variables/
   */
  public get ownHostname(): string {
    return this.fill(this.props.hostname, '$(POD_INDEX)');
  }

  /**
   * The port at which clients from outside reach a pod: that of its listener; of an Ingress 443 with TLS, else 80.
   *
   * @param ordinal an ordinal, not below the first one
   * @throws where `gateway.port` and `basePort` are not given
   */
  public portOf(ordinal: number): number {
    requireInteger('ordinal', ordinal, this.app.identity.firstOrdinal);
    this.asked.add(ordinal);
    const port = this.props.kind._portOf(ordinal);
    if (port === undefined) {
      throw new Error('gateway.port is missing, and nothing else says at which port the listener is; give it');
    }
    return port;
  }

  /**
   * The object of one pod.
   *
   * @throws where the pod has no Service
   */
  public routeOf(ordinal: number): ApiObject {
    this.app.podService(ordinal);
    if (!this.objects.has(ordinal)) {
      this.complete();
    }
    return this.objects.get(ordinal)!;
  }

  /** Creates the objects of the pods that have a Service by now. */
  private complete(): void {
    this.app.podServices.forEach((service, index) => {
      const ordinal = this.app.identity.firstOrdinal + index;
      if (!this.objects.has(ordinal)) {
        this.objects.set(ordinal, this.create(ordinal, service));
      }
    });
  }

  private create(ordinal: number, service: kplus.Service): ApiObject {
    const { kind, hostname, labels, annotations } = this.props;
    return new ApiObject(this, `Route-${ordinal}`, {
      apiVersion: kind._apiVersion,
      kind: kind._kind,
      metadata: {
        name: this.fill(this.nameTemplate(), ordinal),
        namespace: this.app.metadata.namespace,
        labels: this.fillAll(labels, ordinal),
        annotations: this.fillAll(annotations, ordinal),
      },
      // containers may declare more ports until then
      spec: Lazy.any({
        produce: () => kind._spec({
          host: this.fill(hostname, ordinal), ordinal, service: service.name, port: this.candidates(service)[0].port, appName: this.app.name,
        }),
      }),
    });
  }

  /** The ports of a Service that may be meant; one, where all is well. */
  private candidates(service: kplus.Service): kplus.ServicePort[] {
    const { port, portName } = this.props;
    return tcpPorts(service).filter(one => (port === undefined || one.port === port) && (portName === undefined || one.name === portName));
  }

  private errors(): string[] {
    this.complete();
    if (this.objects.size === 0 && this.app.podOrdinals().count !== 0) {
      return ['routes need the Services of the pods, and there are none; declare a port on a container, and leave out PodServices.none()'];
    }
    const services = this.app.podServices;
    const wrongPort = services.flatMap(service => this.portErrors(service)).slice(0, 1);
    const wrong = [...this.objects.keys()].flatMap(ordinal => this.ordinalErrors(ordinal)).slice(0, 1);
    const known = [...this.objects.keys()].join(', ');
    return [
      ...wrongPort,
      ...wrong,
      ...[...this.asked].filter(ordinal => !this.objects.has(ordinal))
        .map(ordinal => errorMessage('ordinal', ordinal, `has no route; ${known ? `ordinals with one are ${known}` : 'no pod has one'}`)),
    ];
  }

  private portErrors(service: kplus.Service): string[] {
    const { port, portName } = this.props;
    const found = this.candidates(service).length;
    const offered = tcpPorts(service).map(one => one.name === undefined ? `${one.port}` : `${one.port} (${one.name})`).join(', ');
    const use = offered ? `use one of ${offered}` : 'it has no TCP port at all';
    if (port !== undefined || portName !== undefined) {
      const [property, value] = port === undefined ? ['portName', portName] : ['port', port];
      return found > 0 ? [] : [errorMessage(property, value, `is no TCP port of Service "${service.name}"`, use)];
    }
    return found === 1 ? [] : [`port is missing, and Service "${service.name}" has not one TCP port alone; ${use}`];
  }

  private ordinalErrors(ordinal: number): string[] {
    const host = this.fill(this.props.hostname, ordinal);
    const name = this.fill(this.nameTemplate(), ordinal);
    const port = this.props.kind._portOf(ordinal) ?? 1;
    return [
      ...[hostProblem(host)].flatMap(problem => problem ? [errorMessage('hostname', host, problem.problem, problem.fix)] : []),
      ...[dnsSubdomainProblem(name)].flatMap(problem => problem ? [errorMessage('name', name, problem.problem, problem.fix)] : []),
      ...port > 65535 ? [errorMessage('basePort', port - ordinal,
        `gives ordinal ${ordinal} the port ${port}, and the last one is 65535`, 'begin lower')] : [],
    ];
  }

  private isCalledLike(other: PodRoutes): boolean {
    return this.props.kind._kind === other.props.kind._kind && this.nameTemplate() === other.nameTemplate();
  }

  private nameTemplate(): string {
    return this.props.name ?? '{pod}';
  }

  private fill(template: string, ordinal: number | string): string {
    return filled(template, this.app.name, ordinal);
  }

  private fillAll(texts: { readonly [key: string]: string } | undefined, ordinal: number): { [key: string]: string } | undefined {
    return texts && Object.fromEntries(Object.entries(texts).map(([key, text]) => [key, this.fill(text, ordinal)]));
  }
}

function tcpPorts(service: kplus.Service): kplus.ServicePort[] {
  return service.ports.filter(({ protocol }) => protocol === undefined || protocol === kplus.Protocol.TCP);
}

/** Known by what it has: one of another copy of this package is of another class. */
function isPodRoutes(construct: IConstruct): construct is PodRoutes {
  return 'isCalledLike' in construct && typeof construct.isCalledLike === 'function';
}
