import { ApiObject } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { serviceNameProblem } from './manifest/kubernetes/names';
import { errorMessage, refuse } from './private/errors';
import { PropertiesOf, requireKnown } from './private/known-properties';
import { COMMON_OPTIONS, createService, requireCommonOptions } from './service';
import { CommonServiceOptions } from './service-options';
import { chosenPortErrors } from './service-ports';

/**
 * Options of the headless Service that a StatefulApp makes.
 */
export interface HeadlessServiceOptions extends CommonServiceOptions {
  /**
   * The name of the Service. It is part of every pod's DNS name and cannot be changed later: the API server refuses
   * another `serviceName` on an existing StatefulSet.
   *
   * @default - the name of the StatefulSet
   */
  readonly name?: string;

  /**
   * Whether pods that are not ready have DNS records, too. Peers that must find each other to become ready need it.
   *
   * @see https://github.com/kubernetes/kubernetes/issues/25283
   * @default true
   */
  readonly publishNotReadyAddresses?: boolean;
}

const OPTIONS: PropertiesOf<HeadlessServiceOptions> = { ...COMMON_OPTIONS, name: true, publishNotReadyAddresses: true };

/**
 * What binding a governing Service to its pods gives.
 */
export interface BoundHeadlessService {
  readonly name: string;

  /** The Service, where it is part of the program. */
  readonly service?: kplus.Service;
}

/**
 * The headless Service that governs a StatefulSet's pods: it gives each of them its DNS name.
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/service/#headless-services
 */
export class HeadlessService {
  /**
   * A headless Service made with the StatefulApp.
   *
   * @throws where the options contradict each other, or the name is not one of a Service
   */
  public static create(options: HeadlessServiceOptions = {}): HeadlessService {
    requireKnown({ owner: 'HeadlessService.create', properties: OPTIONS }, options);
    requireCommonOptions('service.', options);
    const nodePort = options.ports?.find(port => port.nodePort !== undefined)?.nodePort;
    refuse('service.ports.nodePort', nodePort,
      nodePort === undefined ? undefined : { problem: 'is nothing that a headless Service can have', fix: 'leave it out' });
    if (options.name !== undefined) {
      refuse('service.name', options.name, serviceNameProblem(options.name));
    }
    return new HeadlessService((app, selector) => made(app, selector, options));
  }

  /**
   * A headless Service of your own. It must be in the namespace of the StatefulApp; it is made to select the pods.
   *
   * @throws where the Service has an address of its own (`clusterIP` is not `None`)
   */
  public static fromService(service: kplus.Service): HeadlessService {
    if (service.clusterIP !== 'None') {
      throw new Error(`service "${service.name}" is not headless, so that pods would get no DNS names; create it with clusterIP: 'None'`);
    }
    return new HeadlessService(app => {
      const [theirs, ours] = [service.metadata.namespace, app.metadata.namespace];
      if (theirs !== ours) {
        throw new Error(errorMessage('service', service.name,
          `is in namespace ${JSON.stringify(theirs ?? 'default')}, and the pods are in ${JSON.stringify(ours ?? 'default')}; `
            + 'pods get DNS names only from a Service of their own namespace'));
      }
      service.select(app);
      // it may be in another chart, which is then applied first
      ApiObject.of(app).addDependency(service);
      return { name: service.name, service };
    });
  }

  /**
   * A headless Service that exists, or is made elsewhere, in the namespace of the StatefulApp. Nothing checks that it
   * is there and selects the pods; without it their DNS names never resolve.
   *
   * @param name the name of the Service
   * @throws where the name is not one of a Service
   */
  public static fromServiceName(name: string): HeadlessService {
    refuse('service', name, serviceNameProblem(name));
    return new HeadlessService(() => ({ name }));
  }

  private constructor(
    private readonly bind: (app: kplus.Workload, selector: () => Record<string, string>) => BoundHeadlessService,
  ) {}

  /**
   * @internal
   */
  public _bind(app: kplus.Workload, selector: () => Record<string, string>): BoundHeadlessService {
    return this.bind(app, selector);
  }
}

function made(app: kplus.Workload, selector: () => Record<string, string>, options: HeadlessServiceOptions): BoundHeadlessService {
  const name = options.name ?? app.name;
  const service = createService(app, 'Service', 'service.', { name, type: kplus.ServiceType.CLUSTER_IP, headless: true, selector }, {
    ...options,
    publishNotReadyAddresses: options.publishNotReadyAddresses ?? true,
  });
  if (options.ports) {
    service.node.addValidation({ validate: () => chosenPortErrors('service.ports', app, options.ports) });
  }
  return { name, service };
}
