import { CONTROLLER_LABELS } from '../kubernetes/pod-identity';
import { selectorMatches } from '../kubernetes/selectors';
import { NONE, Rule, source } from '../lint/rule';
import { Field } from '../model/field';
import { Inventory } from '../model/inventory';
import { scaleOf } from '../model/scale';
import { labelSelectorAt } from '../model/selector';
import { StatefulSet } from '../model/stateful-set';

/** The label that a Deployment gives to its pods. */
const DEPLOYMENT_LABEL = 'pod-template-hash';

/**
 * Rules on how the pods of a StatefulSet are spread over nodes.
 */
export const SPREADING: readonly Rule[] = [
  {
    id: 'R80',
    name: 'anti-affinity-selects-other-pods',
    severity: 'warning',
    demand: 'A term of the anti-affinity of a StatefulSet selects its own pods.',
    consequence: 'the scheduler may put all of them on one node',
    fix: 'select the labels of the pod template in labelSelector',
    link: 'https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/#inter-pod-affinity-and-anti-affinity',
    check: {
      statefulSet: (set, { inventory }) => {
        const terms = antiAffinityTerms(set);
        // what is spread otherwise may keep away from others on purpose
        const isSpread = terms.some(term => selectsOwnPods(term, set, inventory))
          || (spreadConstraints(set).some(spread => matchesOwnLabels(spread, set)) && terms.some(term => selectsAnyPods(term, inventory)));
        return terms.length === 0 || isSpread || hasOnePod(set, inventory) ? NONE : [{
          at: terms[0].at('labelSelector'),
          problem: terms.length > 1 ? 'selects none of the own pods, nor does another term' : 'selects none of the own pods',
        }];
      },
    },
  },
  {
    id: 'R81',
    name: 'topology-spread-selects-other-pods',
    severity: 'warning',
    demand: 'The labelSelector of a topology spread constraint selects the own pods.',
    consequence: 'the constraint does not count the pods that it should spread, and the scheduler may put all of them into one place',
    fix: 'select the labels of the pod template in labelSelector',
    link: source('pkg/api/pod/warnings.go', 121),
    check: {
      statefulSet: set => spreadConstraints(set).filter(spread => !matchesOwnLabels(spread, set)).map(spread => ({
        at: spread.at('labelSelector'),
        problem: spread.at('labelSelector').isSet ? 'selects none of the own pods' : 'is missing, and so selects no pod',
      })),
    },
  },
  {
    id: 'R82',
    name: 'pods-not-spread',
    severity: 'info',
    demand: 'A StatefulSet of several pods has an anti-affinity or a topology spread constraint.',
    consequence: 'the scheduler may put all of them on one node',
    fix: 'spread them over nodes or zones',
    link: 'https://kubernetes.io/docs/concepts/scheduling-eviction/topology-spread-constraints/',
    check: {
      statefulSet: (set, { inventory }) => hasOnePod(set, inventory) || antiAffinityTerms(set).length > 0 || spreadConstraints(set).length > 0
        ? NONE
        : [{ at: set.pod.spec.at('topologySpreadConstraints'), problem: 'is missing, as is an anti-affinity' }],
    },
  },
  {
    id: 'R83',
    name: 'pod-template-hash-in-match-label-keys',
    severity: 'warning',
    demand: `The matchLabelKeys of a StatefulSet do not have ${DEPLOYMENT_LABEL}.`,
    consequence: 'the key is ignored, as the pods of a StatefulSet have no such label, and pods of old revisions count, too',
    fix: 'use controller-revision-hash',
    link: 'https://kubernetes.io/docs/concepts/scheduling-eviction/topology-spread-constraints/#spread-constraint-definition',
    check: {
      statefulSet: set => [...spreadConstraints(set), ...affinityTerms(set, 'podAffinity'), ...antiAffinityTerms(set)]
        .flatMap(term => [...term.at('matchLabelKeys').items, ...term.at('mismatchLabelKeys').items])
        .filter(({ string }) => string === DEPLOYMENT_LABEL)
        .map(at => ({ at, problem: 'is a label of the pods of Deployments' })),
    },
  },
];

function hasOnePod(set: StatefulSet, inventory: Inventory): boolean {
  return (scaleOf(set.object, inventory)?.most ?? 0) <= 1;
}

function spreadConstraints({ pod }: StatefulSet): Field[] {
  return pod.spec.at('topologySpreadConstraints').items;
}

function antiAffinityTerms(set: StatefulSet): Field[] {
  return affinityTerms(set, 'podAntiAffinity');
}

function affinityTerms({ pod }: StatefulSet, kind: string): Field[] {
  const affinity = pod.spec.at('affinity', kind);
  return [
    ...affinity.at('requiredDuringSchedulingIgnoredDuringExecution').items,
    ...affinity.at('preferredDuringSchedulingIgnoredDuringExecution').items.map(preferred => preferred.at('podAffinityTerm')),
  ];
}

function selectsOwnPods(term: Field, set: StatefulSet, inventory: Inventory): boolean {
  // a mismatched key leaves out the pods with the value of the own ones
  const leavesOut = term.at('mismatchLabelKeys').strings.some(key => set.pod.labels[key] !== undefined);
  return !leavesOut && matchesOwnLabels(term, set) && mayMeanOwnNamespace(term, set, inventory);
}

function selectsAnyPods(term: Field, inventory: Inventory): boolean {
  return term.at('labelSelector').isSet && inventory.podsSelectedBy(labelSelectorAt(term.at('labelSelector'))).length > 0;
}

/** Whether the selector of a term matches the pods; without a selector it matches none, and an empty one all. */
function matchesOwnLabels(term: Field, { pod }: StatefulSet): boolean {
  const selector = labelSelectorAt(term.at('labelSelector'));
  return term.at('labelSelector').isSet && selectorMatches({
    matchLabels: Object.fromEntries(Object.entries(selector.matchLabels ?? {}).filter(([key]) => !CONTROLLER_LABELS.includes(key))),
    matchExpressions: selector.matchExpressions?.filter(({ key }) => !CONTROLLER_LABELS.includes(key)),
  }, pod.labels);
}

function mayMeanOwnNamespace(term: Field, { object }: StatefulSet, inventory: Inventory): boolean {
  const names = term.at('namespaces').strings;
  const selector = term.at('namespaceSelector');
  const { namespace } = object;
  if ((names.length === 0 && !selector.isSet) || namespace === undefined || names.includes(namespace)) {
    return true;
  }
  if (!selector.isSet) {
    return false;
  }
  const [found] = inventory.find('/Namespace', namespace, object);
  const labels = { ...found?.labels, 'kubernetes.io/metadata.name': namespace };
  const expected = labelSelectorAt(selector);
  // what labels a namespace has is known only where it is here; but its name always is one
  const isKnown = found !== undefined || [
    ...Object.keys(expected.matchLabels ?? {}), ...expected.matchExpressions?.map(({ key }) => key) ?? [],
  ].every(key => key in labels);
  return !isKnown || selectorMatches(expected, labels);
}
