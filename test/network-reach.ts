import { Manifest } from './support';
import { LabelSelector, selectorMatches } from '../src/manifest/kubernetes/selectors';

/**
 * A pod as policies see it.
 */
export interface Place {
  readonly labels: Record<string, string>;
  readonly namespace: string;
}

/**
 * Whether a connection is let through, as the documentation of NetworkPolicy says. It is a model, and no network.
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/network-policies/#the-two-sorts-of-pod-isolation
 */
export function reaches(policies: Manifest[], from: Place, to: Place, port: number, protocol = 'TCP'): boolean {
  return lets('Egress', from, to) && lets('Ingress', to, from);

  function lets(direction: 'Egress' | 'Ingress', own: Place, other: Place): boolean {
    const holding = policies.filter(({ metadata, spec }) => (metadata.namespace ?? 'default') === own.namespace
      && matches(spec.podSelector, own.labels) && spec.policyTypes.includes(direction));
    const [rules, peers] = direction === 'Egress' ? ['egress', 'to'] : ['ingress', 'from'];
    const isLet = (policy: Manifest) => (policy.spec[rules] ?? []).some((rule: Manifest) =>
      ((rule[peers] ?? []).length === 0 || rule[peers].some((peer: Manifest) => isPeer(peer, other, policy.metadata.namespace ?? 'default')))
      && ((rule.ports ?? []).length === 0 || rule.ports.some((one: Manifest) => isPort(one, port, protocol))));
    return holding.length === 0 || holding.some(isLet);
  }
}

function isPeer({ ipBlock, namespaceSelector, podSelector }: Manifest, place: Place, namespace: string): boolean {
  const isNamespace = namespaceSelector === undefined
    ? place.namespace === namespace
    : matches(namespaceSelector, { 'kubernetes.io/metadata.name': place.namespace });
  return ipBlock === undefined && isNamespace && matches(podSelector ?? {}, place.labels);
}

function isPort(one: Manifest, port: number, protocol: string): boolean {
  return (one.protocol ?? 'TCP') === protocol && (one.port === undefined || (one.port <= port && port <= (one.endPort ?? one.port)));
}

function matches(selector: LabelSelector, labels: Record<string, string>): boolean {
  return selectorMatches(selector, labels);
}
