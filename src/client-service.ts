import { ApiObject } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { StatefulAppIdentity } from './identity';
import { POD_NAME_LABEL } from './manifest/kubernetes/pod-identity';
import { selectorLabels } from './pod-selector';
import { podSelector } from './pod-services';
import { hasProperties } from './private/check/property-path';
import { errorMessage, refuse, refuseToken, requireInteger } from './private/errors';
import { PropertiesOf, requireKnown } from './private/known-properties';
import { requireLabels } from './private/metadata';
import { ADDRESSED_OPTIONS, createService, requireServiceOptions } from './service';
import { ServiceOptions } from './service-options';
import { chosenPortErrors } from './service-ports';

const OPTIONS: PropertiesOf<ServiceOptions> = { ...ADDRESSED_OPTIONS, name: true, type: true, podLabels: true, select: true };

/**
 * Creates a Service that leads clients to all pods, or to those with further labels.
 */
export function clientService(app: kplus.Workload, options: ServiceOptions): kplus.Service {
  return addressedService(app, options.name ?? `${app.name}-client`, () => selectorLabels(app), options);
}

/**
 * Creates a Service that leads clients to the pod of this ordinal, where it has the further labels.
 */
export function podService(app: kplus.Workload, identity: StatefulAppIdentity, ordinal: number, options: ServiceOptions): kplus.Service {
  const property = options.name === undefined ? 'addPodService ordinal' : `Service ${JSON.stringify(options.name)} ordinal`;
  requireInteger(property, ordinal, identity.firstOrdinal);
  const pod = identity.podName(ordinal);
  const name = options.name ?? `${pod}-client`;
  refuse(`Service ${JSON.stringify(name)} select`, options.select, options.select === false
    ? { problem: 'goes not together with an ordinal', fix: 'use addClientService for a Service without a selector' } : undefined);
  const service = addressedService(app, name, () => podSelector(pod), options);
  hasProperties(ApiObject.of(service), path => path === `spec.selector['${POD_NAME_LABEL}']` ? { name: property, value: ordinal } : undefined);
  return service;
}

/**
 * Creates a Service with an address of its own beside those that every StatefulApp has. Its errors name it, as the options
 * may be those of a part.
 */
function addressedService(app: kplus.Workload, name: string, selector: () => Record<string, string>, options: ServiceOptions): kplus.Service {
  const { type = kplus.ServiceType.CLUSTER_IP, podLabels, select = true } = options;
  const title = `Service ${JSON.stringify(name)}`;
  requireKnown({ owner: title, properties: OPTIONS, instead: { selector: 'podLabels' } }, options);
  const property = `${title} podLabels`;
  requireLabels(property, podLabels);
  Object.entries(podLabels ?? {}).forEach(([key, value]) => refuseToken(`${property}.${key}`, value));
  refuse(property, podLabels, podLabels && !select ? { problem: 'go not together with select false', fix: 'keep one' } : undefined);
  requireServiceOptions(`${title} `, type, options);
  const selected = () => select ? { ...selector(), ...podLabels } : {};
  const service = createService(app, `Service-${name}`, `${title} `, { name, type, selector: selected }, options);
  service.node.addValidation({
    validate: () => [
      ...service.ports.length === 0 ? [`${title} needs a port, and no container declares one; declare one on a container`] : [],
      ...chosenPortErrors(`${title} ports`, app, options.ports),
      ...Object.entries(selector()).filter(([key, value]) => (podLabels?.[key] ?? value) !== value)
        .map(([key, value]) => errorMessage(`${property}.${key}`, podLabels?.[key],
          `contradicts the selector of the app, which has ${JSON.stringify(value)}`, 'leave it out')),
    ],
  });
  return service;
}
