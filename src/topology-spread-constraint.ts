import * as kplus from 'cdk8s-plus-28';
import { qualifiedNameProblem } from './manifest/kubernetes/names';
import { selectorProblem, selectorKeys } from './manifest/kubernetes/selectors';
import { labelSelectorToJson } from './private/cdk8s-plus';
import { errorMessage, refuse, requireInteger } from './private/errors';
import { PropertiesOf, requireKnown } from './private/known-properties';

/**
 * What the scheduler does with a pod that cannot satisfy a constraint.
 */
export enum WhenUnsatisfiable {
  /** Leave it unscheduled. */
  DO_NOT_SCHEDULE = 'DoNotSchedule',

  /** Schedule it all the same, where the skew stays least. */
  SCHEDULE_ANYWAY = 'ScheduleAnyway',
}

/**
 * Whether a property of nodes is taken into account when the skew is counted.
 */
export enum NodeInclusionPolicy {
  /** Only nodes that the pod could run on count. */
  HONOR = 'Honor',

  /** All nodes count. */
  IGNORE = 'Ignore',
}

/**
 * How the pods spread over a topology.
 *
 * @see https://kubernetes.io/docs/concepts/scheduling-eviction/topology-spread-constraints/
 */
export interface TopologySpreadConstraint {
  /** What the pods spread over, such as `kplus.Topology.ZONE`. */
  readonly topology: kplus.Topology;

  /**
   * How many more pods one domain of the topology may have than another; 1 or more.
   *
   * @default 1
   */
  readonly maxSkew?: number;

  /**
   * What the scheduler does with a pod that cannot satisfy the constraint.
   *
   * @default WhenUnsatisfiable.DO_NOT_SCHEDULE
   */
  readonly whenUnsatisfiable?: WhenUnsatisfiable;

  /**
   * The pods that are counted.
   *
   * @default - the pods of the StatefulApp
   */
  readonly labelSelector?: kplus.LabelSelector;

  /**
   * The least number of domains; 1 or more, and only with DO_NOT_SCHEDULE.
   *
   * @default - none
   */
  readonly minDomains?: number;

  /**
   * Pod labels by whose value pods are counted apart, such as `controller-revision-hash`.
   *
   * @default - none
   */
  readonly matchLabelKeys?: string[];

  /**
   * Whether node affinity and node selector limit the nodes that count.
   *
   * @default NodeInclusionPolicy.HONOR
   */
  readonly nodeAffinityPolicy?: NodeInclusionPolicy;

  /**
   * Whether taints limit the nodes that count.
   *
   * @default NodeInclusionPolicy.IGNORE
   */
  readonly nodeTaintsPolicy?: NodeInclusionPolicy;
}

const PROPERTIES: PropertiesOf<TopologySpreadConstraint> = {
  topology: true,
  maxSkew: true,
  whenUnsatisfiable: true,
  labelSelector: true,
  minDomains: true,
  matchLabelKeys: true,
  nodeAffinityPolicy: true,
  nodeTaintsPolicy: true,
};

/**
 * Throws where the constraint contradicts itself or one of the others.
 */
export function requireConstraint(constraint: TopologySpreadConstraint, others: readonly TopologySpreadConstraint[]): void {
  const owner = 'topologySpreadConstraints';
  requireKnown({ owner, properties: PROPERTIES, instead: { topologyKey: 'topology: kplus.Topology.ZONE' } }, constraint);
  requireInteger(`${owner}.maxSkew`, constraint.maxSkew, 1);
  requireInteger(`${owner}.minDomains`, constraint.minDomains, 1);
  if (constraint.minDomains !== undefined && unsatisfiable(constraint) !== WhenUnsatisfiable.DO_NOT_SCHEDULE) {
    throw new Error(errorMessage(`${owner}.minDomains`, constraint.minDomains, 'needs whenUnsatisfiable DO_NOT_SCHEDULE'));
  }
  for (const key of constraint.matchLabelKeys ?? []) {
    refuse(`${owner}.matchLabelKeys`, key, qualifiedNameProblem(key));
  }
  const selector = constraint.labelSelector && labelSelectorToJson(constraint.labelSelector);
  refuse(`${owner}.labelSelector`, selector, selector && selectorProblem(selector));
  refuse(`${owner}.topology`, constraint.topology.key, qualifiedNameProblem(constraint.topology.key));
  const twin = others.some(other => other.topology.key === constraint.topology.key && unsatisfiable(other) === unsatisfiable(constraint));
  refuse(`${owner}.topology`, constraint.topology.key,
    twin ? { problem: `is there twice with whenUnsatisfiable ${unsatisfiable(constraint)}`, fix: 'keep one' } : undefined);
}

/**
 * What is wrong with the constraint, now that the labels that select the pods are known.
 */
export function constraintErrors(constraint: TopologySpreadConstraint, matchLabels: Record<string, string>): string[] {
  const selector = constraint.labelSelector ? labelSelectorToJson(constraint.labelSelector) : { matchLabels };
  const keys = new Set(selectorKeys(selector));
  return (constraint.matchLabelKeys ?? [])
    .filter(key => keys.has(key))
    .map(key => errorMessage('topologySpreadConstraints.matchLabelKeys', key,
      'is also a key of the label selector, with which Kubernetes refuses the pods', 'drop it'));
}

/**
 * The constraint as it stands in a manifest.
 */
export function renderConstraint(constraint: TopologySpreadConstraint, matchLabels: Record<string, string>): Record<string, unknown> {
  return {
    maxSkew: constraint.maxSkew ?? 1,
    topologyKey: constraint.topology.key,
    whenUnsatisfiable: unsatisfiable(constraint),
    labelSelector: constraint.labelSelector ? labelSelectorToJson(constraint.labelSelector) : { matchLabels },
    minDomains: constraint.minDomains,
    matchLabelKeys: constraint.matchLabelKeys,
    nodeAffinityPolicy: constraint.nodeAffinityPolicy,
    nodeTaintsPolicy: constraint.nodeTaintsPolicy,
  };
}

function unsatisfiable(constraint: TopologySpreadConstraint): WhenUnsatisfiable {
  return constraint.whenUnsatisfiable ?? WhenUnsatisfiable.DO_NOT_SCHEDULE;
}
