import * as kplus from 'cdk8s-plus-28';
import { selectorLabels } from './pod-selector';
import { errorMessage, refuse } from './private/errors';
import { requireLabels } from './private/metadata';
import { createService, requireServiceOptions } from './service';
import { ServiceOptions } from './service-options';
import { chosenPortErrors } from './service-ports';

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

  /**
   * Labels that a pod must have beside those by which the app selects its pods, such as `role: primary`. The pod template
   * need not have them: the application, a sidecar or a controller sets them on the pods. As long as no pod has them, the
   * Service leads nowhere.
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

/**
 * Creates a Service that leads clients to all pods, or to those with further labels.
 */
export function clientService(app: kplus.Workload, options: ClientServiceOptions): kplus.Service {
  const { name = `${app.name}-client`, podLabels, select = true } = options;
  const property = `Service ${JSON.stringify(name)} podLabels`;
  requireLabels(property, podLabels);
  refuse(property, podLabels, podLabels && !select ? { problem: 'go not together with select false', fix: 'keep one' } : undefined);
  const service = addressedService(app, name, () => select ? { ...selectorLabels(app), ...podLabels } : {}, options);
  service.node.addValidation({
    validate: () => Object.entries(selectorLabels(app)).filter(([key, value]) => (podLabels?.[key] ?? value) !== value)
      .map(([key, value]) => errorMessage(`${property}.${key}`, podLabels?.[key],
        `contradicts the selector of the app, which has ${JSON.stringify(value)}`, 'leave it out')),
  });
  return service;
}

/**
 * Creates a Service with an address of its own beside those that every StatefulApp has. Its errors name it, as the options
 * may be those of a part.
 */
export function addressedService(
  app: kplus.Workload, name: string, selector: () => Record<string, string>, options: TypedServiceOptions,
): kplus.Service {
  const type = options.type ?? kplus.ServiceType.CLUSTER_IP;
  const title = `Service ${JSON.stringify(name)}`;
  requireServiceOptions(`${title} `, type, options);
  const service = createService(app, `Service-${name}`, `${title} `, { name, type, selector }, options);
  service.node.addValidation({
    validate: () => [
      ...service.ports.length === 0 ? [`${title} needs a port, and no container declares one; declare one on a container`] : [],
      ...chosenPortErrors(`${title} ports`, app, options.ports),
    ],
  });
  return service;
}
