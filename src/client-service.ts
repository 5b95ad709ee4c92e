import * as kplus from 'cdk8s-plus-28';
import { createService, requireServiceOptions } from './service';
import { ServiceOptions } from './service-options';
import { chosenPortFaults } from './service-ports';

/**
 * Options of a Service of which a type can be chosen: that of `StatefulApp.addPodService()`, and those of `PrimaryAndReplicas`.
 */
export interface TypedServiceOptions extends ServiceOptions {
  /**
   * The type of the Service.
   *
   * @default ServiceType.CLUSTER_IP
   */
  readonly type?: kplus.ServiceType;
}

/**
 * Options of `StatefulApp.addClientService()`.
 */
export interface ClientServiceOptions extends TypedServiceOptions {
  /**
   * The name of the Service.
   *
   * @default - the name of the StatefulSet with `-client`
   */
  readonly name?: string;
}

/**
 * Creates a Service with an address of its own beside those that every StatefulApp has. Its errors name it, as the options
 * may be those of a part.
 */
export function addressedService(app: kplus.Workload, name: string, selector: () => Record<string, string>, options: TypedServiceOptions): kplus.Service {
  const type = options.type ?? kplus.ServiceType.CLUSTER_IP;
  const title = `Service ${JSON.stringify(name)}`;
  requireServiceOptions(`${title} `, type, options);
  const service = createService(app, `Service-${name}`, `${title} `, { name, type, selector }, options);
  service.node.addValidation({
    validate: () => [
      ...service.ports.length === 0 ? [`${title} needs a port, and no container declares one; declare one on a container`] : [],
      ...chosenPortFaults(`${title} ports`, app, options.ports),
    ],
  });
  return service;
}
