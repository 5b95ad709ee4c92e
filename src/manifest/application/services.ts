import { ServiceDescription } from './descriptions';
import { Application, podsOf } from './pods';
import { CONTROLLER_LABELS, serviceDnsName } from '../kubernetes/pod-identity';
import { omitUndefined } from '../model/omit-undefined';

/**
 * The Services that lead to pods of an application, by name; those among them that lead to the pods
 * with labels that something adds.
 */
export function servicesOf(application: Application): ServiceDescription[] {
  const { set, inventory, clusterDomain } = application;
  const pods = podsOf(application);
  const byRole = new Set(inventory.servicesByRole(set));
  return inventory.servicesThatMayLeadTo(set)
    .filter(({ type }) => type !== 'ExternalName')
    .map(service => omitUndefined({
      name: service.name,
      dnsName: serviceDnsName(service.name, set.object.namespace ?? service.object.namespace, clusterDomain),
      type: service.type,
      isHeadless: service.isHeadless,
      publishesNotReadyAddresses: service.publishesNotReadyAddresses,
      podNames: pods.filter(({ labels }) => service.matches(labels)).map(({ name }) => name),
      podLabels: byRole.has(service) ? furtherLabels(service.selector, set.pod.labels) : undefined,
    }))
    .filter(({ podNames, podLabels }) => podNames.length > 0 || podLabels !== undefined);
}

/** What is selected and not in the template: `role: primary` of `app: db, role: primary` where the template has `app: db`. */
function furtherLabels(selector: Readonly<Record<string, string>>, template: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(selector).filter(([key, value]) => template[key] !== value && !CONTROLLER_LABELS.includes(key)));
}
