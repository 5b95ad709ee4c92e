import { LONGEST_STATEFUL_SET_NAME } from '../kubernetes/names';
import { claimName, CONTROLLER_LABELS, DEFAULT_CLUSTER_DOMAIN, podDnsName, podName, serviceDnsName } from '../kubernetes/pod-identity';
import { listed } from '../lint/listed';
import { Context, Fault, NONE, Rule, source } from '../lint/rule';
import { Inventory } from '../model/inventory';
import { controllerOverlaps } from '../model/overlaps';
import { PodTemplate } from '../model/pod-template';
import { StatefulSet } from '../model/stateful-set';

/** The longest host name that a Linux kernel takes. */
const LONGEST_HOST_NAME = 64;

/**
 * Rules on names, identity and selectors.
 */
export const IDENTITY: readonly Rule[] = [
  {
    id: 'R01',
    name: 'stateful-set-name-too-long',
    severity: 'error',
    demand: `The name of a StatefulSet has at most ${LONGEST_STATEFUL_SET_NAME} characters.`,
    consequence: 'the StatefulSet is accepted and never gets a pod, as the label controller-revision-hash (the name and up to eleven characters) '
      + 'would be longer than 63',
    fix: `shorten the name to ${LONGEST_STATEFUL_SET_NAME} characters`,
    link: 'https://github.com/kubernetes/kubernetes/issues/64023',
    check: {
      statefulSet: ({ name, object }) => name.length > LONGEST_STATEFUL_SET_NAME
        ? [{ at: object.metadata.at('name'), problem: `has ${name.length} characters, and ${LONGEST_STATEFUL_SET_NAME} is the most` }]
        : NONE,
    },
  },
  {
    id: 'R04',
    name: 'host-name-too-long',
    severity: 'error',
    demand: `With \`setHostnameAsFQDN\` the full DNS name of each pod has at most ${LONGEST_HOST_NAME} characters.`,
    consequence: 'the pod stays in ContainerCreating, as the kubelet cannot set its host name',
    fix: 'shorten the name of the StatefulSet or of its Service, or remove setHostnameAsFQDN',
    link: source('pkg/kubelet/util/util.go', 36),
    check: { statefulSet: longHostNames },
  },
  {
    id: 'R05',
    name: 'claim-names-collide',
    severity: 'error',
    demand: 'No two claim templates of StatefulSets in one namespace make claims of one name (`<claim>-<set>-<ordinal>`).',
    consequence: 'pods of both StatefulSets use one volume',
    fix: 'rename the claim template or the StatefulSet',
    link: 'https://github.com/kubernetes/kubernetes/issues/41153',
    check: { statefulSet: collisions },
  },
  {
    id: 'R08',
    name: 'selectors-overlap',
    severity: 'error',
    demand: 'The selector of a StatefulSet selects only its own pods, and no other controller selects them.',
    consequence: 'autoscalers and disruption budgets count the pods of both as one, each adopts what the other leaves behind, and the StatefulSet '
      + 'controller calls it a user error',
    fix: 'give the pods and the selector of each a label that the other has not',
    link: source('pkg/controller/statefulset/stateful_set.go', 366),
    check: { pod: overlaps },
  },
  {
    id: 'R09',
    name: 'reserved-label',
    severity: 'error',
    demand: 'The labels that the StatefulSet controller sets are neither in the pod template nor in the selector.',
    consequence: 'the controller overwrites the label, and pods that the selector then loses are made again without end',
    fix: 'remove the label',
    link: source('pkg/controller/statefulset/stateful_set_utils.go', 446),
    check: {
      statefulSet: ({ pod, spec }) => {
        const labels = pod.metadata.at('labels');
        const inTemplate = CONTROLLER_LABELS.filter(key => labels.has(key)).map(key => labels.at(key));
        const selected = spec.at('selector', 'matchLabels');
        const expressions = spec.at('selector', 'matchExpressions').items;
        const inSelector = CONTROLLER_LABELS.filter(key => selected.has(key) || expressions.some(expression => expression.at('key').string === key));
        return [
          ...inTemplate.map(label => ({ at: label, problem: 'is a label that the controller sets' })),
          ...inSelector.map(key => ({ at: spec.at('selector'), problem: `has the key ${JSON.stringify(key)}, a label that the controller sets` })),
        ];
      },
    },
  },
];

function longHostNames(set: StatefulSet, { inventory }: Context): readonly Fault[] {
  const at = set.pod.spec.at('setHostnameAsFQDN');
  if (at.boolean !== true || set.serviceName === '') {
    return NONE;
  }
  const last = podName(set.name, set.firstOrdinal + Math.max(1, inventory.mostReplicas(set)) - 1);
  const lengthIn = (namespace: string) => podDnsName(last, serviceDnsName(set.serviceName, namespace, DEFAULT_CLUSTER_DOMAIN)).length;
  const length = lengthIn(set.object.namespace ?? 'default');
  if (length <= LONGEST_HOST_NAME) {
    return NONE;
  }
  // where the namespace is not known it may have a name as short as can be
  const isCertain = lengthIn(set.object.namespace ?? 'a') > LONGEST_HOST_NAME;
  const problem = `makes the DNS name of pod ${JSON.stringify(last)} its host name, which then has ${length} characters`;
  return [{ at, problem, severity: isCertain ? 'error' : 'warning' }];
}

/** The claims of one name are one fault, which is told at the first template that makes them. */
function collisions(set: StatefulSet, { inventory }: Context): readonly Fault[] {
  return set.claimTemplates.flatMap(claim => {
    // the ordinal begins after the last hyphen, so that the names are the same for one ordinal or for none
    const all = inventory.claimsNamed(claimName(claim.name, set.name, 0), set.object);
    const isFirst = all.length > 1 && all[0]?.claim === claim;
    const others = isFirst ? [...new Map(all.map(each => [each.set.name, each])).values()].filter(each => each.set.name !== set.name) : [];
    const [other] = others;
    return other === undefined ? NONE : [{
      at: claim.metadata.at('name'),
      problem: `makes the claims of the template ${JSON.stringify(other.claim.name)} of ${other.set.object.title}`
        + `${others.length > 1 ? ` and ${others.length - 1} more` : ''} (${claimName(claim.name, set.name, set.firstOrdinal)}, …)`,
      severity: shareOrdinals([set, ...others.map(each => each.set)], inventory) ? 'error' : 'warning',
      related: others.map(each => each.set.object),
    }];
  });
}

/** Whether two of them have a pod of one ordinal now; where they have none, they may after scaling. */
function shareOrdinals(sets: readonly StatefulSet[], inventory: Inventory): boolean {
  const ranges = sets.map(set => ({ first: set.firstOrdinal, end: set.firstOrdinal + inventory.mostReplicas(set) }))
    .filter(({ first, end }) => first < end).sort((one, other) => one.first - other.first);
  // where ranges overlap, neighbours do
  return ranges.some(({ first }, index) => index > 0 && first < ranges[index - 1]!.end);
}

/** The selectors that overlap are one fault, which is told at one of them that selects the pods of another controller. */
function overlaps({ owner }: PodTemplate, { inventory }: Context): readonly Fault[] {
  const overlap = controllerOverlaps(inventory).get(owner);
  return overlap === undefined ? NONE : [{
    at: owner.spec.at('selector'),
    problem: `selects the pods of ${overlap.selected.title}, too`
      + `${overlap.others.length > 0 ? `, and overlaps with the selectors of ${listed(overlap.others)}` : ''}`,
    severity: owner.kind === 'Deployment' ? 'warning' : 'error',
    related: [overlap.selected, ...overlap.others],
  }];
}
