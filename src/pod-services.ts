import * as kplus from 'cdk8s-plus-28';
import { StatefulAppIdentity } from './identity';
import { POD_NAME_LABEL } from './manifest/kubernetes/pod-identity';
import { PodCount, PodOrdinals } from './pod-count';
import { errorMessage, refuse, requireInteger } from './private/errors';
import { PropertiesOf, requireKnown } from './private/known-properties';
import { ADDRESSED_OPTIONS, createService, requireServiceOptions } from './service';
import { AddressedServiceOptions } from './service-options';
import { chosenPortErrors, declaredPorts } from './service-ports';

/**
 * What the Service of one pod has that the others have not.
 */
export interface OrdinalServiceOptions extends AddressedServiceOptions {
  /**
   * The ordinal of the pod.
   */
  readonly ordinal: number;
}

/**
 * Options of the per-pod Services.
 */
export interface PodServicesOptions extends AddressedServiceOptions {
  /**
   * What the Services of single pods have besides. Labels and annotations are added to the shared ones; everything else
   * takes their place.
   *
   * @default - every Service is the same
   */
  readonly perOrdinal?: OrdinalServiceOptions[];

  /**
   * For how many pods, from the first ordinal on, there is a Service. Give it to keep the Services, and their
   * addresses, of an app that is scaled to zero, or where something other than a HorizontalPodAutoscaler of this
   * program scales it.
   *
   * @default - `replicas`, or the `maxReplicas` of the autoscaler
   */
  readonly count?: number;
}

const OPTIONS: PropertiesOf<PodServicesOptions> = { ...ADDRESSED_OPTIONS, perOrdinal: true, count: true };
const OPTIONS_OF_ONE: PropertiesOf<OrdinalServiceOptions> = { ...ADDRESSED_OPTIONS, ordinal: true };

/**
 * Which Service each pod has. It selects its pod by the label `statefulset.kubernetes.io/pod-name` and is called like
 * it.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#pod-name-label
 */
export class PodServices {
  /**
   * Services with an address inside the cluster.
   *
   * @throws where the options contradict each other
   */
  public static clusterIP(options: PodServicesOptions = {}): PodServices {
    return new PodServices(kplus.ServiceType.CLUSTER_IP, options);
  }

  /**
   * Services with a port on every node. Choose the numbers in the `ports` of `perOrdinal`, or let the cluster choose.
   *
   * @throws where the options contradict each other
   */
  public static nodePort(options: PodServicesOptions = {}): PodServices {
    return new PodServices(kplus.ServiceType.NODE_PORT, options);
  }

  /**
   * Services with a load balancer each.
   *
   * @throws where the options contradict each other
   */
  public static loadBalancer(options: PodServicesOptions = {}): PodServices {
    return new PodServices(kplus.ServiceType.LOAD_BALANCER, options);
  }

  /**
   * No Services: pods are reached by their DNS names only.
   */
  public static none(): PodServices {
    return new PodServices(kplus.ServiceType.CLUSTER_IP, { count: 0 });
  }

  /**
   * For how many pods there is a Service, where it was given.
   *
   * @internal
   */
  public readonly _count?: number;

  private readonly perOrdinal = new Map<number, OrdinalServiceOptions>();

  private constructor(private readonly type: kplus.ServiceType, private readonly options: PodServicesOptions) {
    requireKnown({ owner: 'podServices', properties: OPTIONS }, options);
    requireInteger('podServices.count', options.count, 0);
    this._count = options.count;
    requireServiceOptions('podServices.', type, options);
    const shared = options.ports?.find(port => port.nodePort !== undefined)?.nodePort;
    refuse('podServices.ports.nodePort', shared,
      shared === undefined ? undefined : { problem: 'would be the same for every pod', fix: 'set it in perOrdinal' });
    for (const own of options.perOrdinal ?? []) {
      requireKnown({ owner: 'podServices.perOrdinal', properties: OPTIONS_OF_ONE }, own);
      requireInteger('podServices.perOrdinal.ordinal', own.ordinal, 0);
      refuse('podServices.perOrdinal.ordinal', own.ordinal,
        this.perOrdinal.has(own.ordinal) ? { problem: 'is there twice', fix: 'keep one' } : undefined);
      requireServiceOptions(`podServices.perOrdinal[${own.ordinal}].`, type, own);
      this.perOrdinal.set(own.ordinal, own);
    }
  }

  /**
   * @internal
   */
  public _create(app: kplus.Workload, identity: StatefulAppIdentity, ordinal: number): kplus.Service {
    const options = this.optionsOf(ordinal);
    const name = identity.podName(ordinal);
    const spec = { name, type: this.type, selector: () => podSelector(name) };
    return createService(app, `PodService-${ordinal}`, 'podServices.', spec, options);
  }

  private optionsOf(ordinal: number): AddressedServiceOptions {
    const { ordinal: _, ...own } = this.perOrdinal.get(ordinal) ?? { ordinal };
    return Object.keys(own).length === 0 ? this.options : {
      ...this.options,
      ...own,
      labels: { ...this.options.labels, ...own.labels },
      annotations: { ...this.options.annotations, ...own.annotations },
    };
  }

  /**
   * What is wrong, now that all containers and the number of Services are known.
   *
   * @internal
   */
  public _errors(app: kplus.Workload, { first, count = 0, last = first - 1 }: PodOrdinals): string[] {
    const range = count === 0 ? 'there is none; give count to keep Services at zero replicas' : `they are ${first} to ${last}`;
    return [
      ...count > 0 && declaredPorts(app).length === 0
        ? ['podServices need a port, and no container declares one; declare one, or use PodServices.none()']
        : [],
      ...chosenPortErrors('podServices.ports', app, this.options.ports),
      ...[...this.perOrdinal.values()].flatMap(own => [
        ...own.ordinal < first || own.ordinal > last
          ? [errorMessage('podServices.perOrdinal.ordinal', own.ordinal,
            `is not an ordinal with a Service (${range})`, 'drop it, or change replicas')]
          : [],
        ...chosenPortErrors(`podServices.perOrdinal[${own.ordinal}].ports`, app, own.ports),
      ]),
    ];
  }
}

/**
 * The Services that the pods of an app have by now: more are due once an autoscaler or a port is there.
 */
export class ServicesOfPods {
  private readonly services = new Map<number, kplus.Service>();
  private readonly ordinals: PodOrdinals;

  /**
   * @param chosen what the user chose, if anything
   */
  constructor(
    private readonly app: kplus.Workload,
    private readonly identity: StatefulAppIdentity,
    podCount: PodCount,
    private readonly chosen: PodServices | undefined,
  ) {
    this.ordinals = PodOrdinals._of(identity.firstOrdinal, podCount, chosen?._count);
    this.complete();
  }

  /**
   * Creates the Services that are due and not there yet.
   */
  public complete(): void {
    if (this.services.size < (this.ordinals.count ?? 0) && this.isDue()) {
      const kind = this.chosen ?? DEFAULT;
      this.ordinals.all()
        .filter(ordinal => !this.services.has(ordinal))
        .forEach(ordinal => this.services.set(ordinal, kind._create(this.app, this.identity, ordinal)));
    }
  }

  /**
   * All Services, by ascending ordinal.
   */
  public all(): kplus.Service[] {
    return [...this.services.values()];
  }

  /**
   * The Service of one pod.
   */
  public of(ordinal: number): kplus.Service {
    this.complete();
    const service = this.services.get(ordinal);
    if (service === undefined) {
      const known = [...this.services.keys()].join(', ');
      throw new Error(errorMessage('podService', ordinal, `has no Service; ${known ? `ordinals with one are ${known}` : 'no pod has one'}`));
    }
    return service;
  }

  /**
   * What is wrong, now that the whole program is known.
   */
  public errors(): string[] {
    if (this.ordinals.count === undefined && this.isDue()) {
      return ['podServices do not know how many pods there may be, as no HorizontalPodAutoscaler of this program scales the app; '
        + 'give count, or use PodServices.none()'];
    }
    return this.chosen?._errors(this.app, this.ordinals) ?? [];
  }

  /** By default an app without ports has no Services; chosen ones are due, or refused for want of a port. */
  private isDue(): boolean {
    return this.chosen !== undefined || this.services.size > 0 || declaredPorts(this.app).length > 0;
  }
}

/** What an app has that chooses nothing. */
const DEFAULT = PodServices.clusterIP();

/**
 * The labels that only the pod of this name has.
 */
export function podSelector(pod: string): Record<string, string> {
  return { [POD_NAME_LABEL]: pod };
}
