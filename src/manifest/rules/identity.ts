import { claimName, CONTROLLER_LABELS } from '../identity';
import { LONGEST_STATEFUL_SET_NAME } from '../names';
import { NONE, Rule, source } from '../rule';
import { selectorKeys } from '../selectors';

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
    id: 'R05',
    name: 'claim-names-collide',
    severity: 'error',
    demand: 'No two claim templates of StatefulSets in one namespace make claims of one name (`<claim>-<set>-<ordinal>`).',
    consequence: 'pods of both StatefulSets use one volume',
    fix: 'rename the claim template or the StatefulSet',
    link: 'https://github.com/kubernetes/kubernetes/issues/41153',
    check: {
      statefulSet: (set, { inventory }) => set.claimTemplates.flatMap(claim => {
        const others = inventory.claimsNamed(claimName(claim.name, set.name, 0), set.object).filter(other => other.set !== set);
        return others.map(other => ({
          at: claim.metadata.at('name'),
          problem: `makes the claims of the template ${JSON.stringify(other.claim.name)} of StatefulSet ${JSON.stringify(other.set.name)} `
            + `(${claimName(claim.name, set.name, 0)}, …)`,
          related: [other.set.object],
        }));
      }),
    },
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
      statefulSet: ({ pod, spec, selector }) => {
        const inTemplate = pod.metadata.at('labels').fields.filter(label => CONTROLLER_LABELS.includes(label.name));
        const inSelector = selectorKeys(selector).filter(key => CONTROLLER_LABELS.includes(key));
        return [
          ...inTemplate.map(label => ({ at: label, problem: 'is a label that the controller sets' })),
          ...inSelector.map(key => ({ at: spec.at('selector'), problem: `has the key ${JSON.stringify(key)}, a label that the controller sets` })),
        ];
      },
    },
  },
];
