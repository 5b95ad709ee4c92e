import { Application, governingDomainOf } from '../application';
import { PodState } from '../controller/state';
import { podDnsName, podName } from '../kubernetes/pod-identity';

/**
 * Names that come and go.
 */
export interface Names {
  readonly come: readonly string[];
  readonly go: readonly string[];
}

/**
 * The names that are only in one of the two.
 */
export function namesBetween(before: readonly string[], after: readonly string[]): Names {
  const [old, now] = [new Set(before), new Set(after)];
  return { come: [...now].filter(name => !old.has(name)), go: [...old].filter(name => !now.has(name)) };
}

/**
 * The DNS names of pods; none where no Service governs them.
 */
export function dnsNamesOf(pods: readonly PodState[], application: Application | undefined): string[] {
  const domain = application && governingDomainOf(application);
  return domain === undefined ? [] : pods.map(({ ordinal }) => podDnsName(podName(application!.set.name, ordinal), domain));
}

/**
 * The Services that lead to pods of an application.
 */
export function servicesOf(application: Application | undefined): string[] {
  if (application === undefined) {
    return [];
  }
  const { inventory, set } = application;
  return [...inventory.servicesSelecting(set.pod), ...inventory.servicesOfSinglePods(set), ...inventory.servicesByRole(set)].map(({ name }) => name);
}
