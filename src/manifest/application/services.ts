import { ServiceDescription } from './descriptions';
import { Application, podsOf } from './pods';
import { serviceDnsName } from '../kubernetes/pod-identity';

/**
 * The Services that lead to pods of an application, in the order of the manifests.
 */
export function servicesOf(application: Application): ServiceDescription[] {
  const { set, inventory, clusterDomain } = application;
  const pods = podsOf(application);
  return inventory.services
    .filter(({ object, type }) => object.mayShareNamespace(set.object) && type !== 'ExternalName')
    .map(service => ({
      name: service.name,
      dnsName: serviceDnsName(service.name, set.object.namespace ?? service.object.namespace, clusterDomain),
      type: service.type,
      isHeadless: service.isHeadless,
      publishesNotReadyAddresses: service.publishesNotReadyAddresses,
      podNames: pods.filter(({ labels }) => service.matches(labels)).map(({ name }) => name),
    }))
    .filter(({ podNames }) => podNames.length > 0);
}
