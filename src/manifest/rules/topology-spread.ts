import { labelKeysFaults } from '../field-faults/affinity';
import { labelSelectorFaults } from '../field-faults/label-selectors';
import { choiceFaults, isEmpty, missing, numberFaults, REFUSED, repeated, requiredFaults, strictChoiceFaults } from '../lint/faults';
import { Fault, NONE, Rule, source } from '../lint/rule';
import { Field } from '../model/field';

/**
 * Rules on topology spread constraints as the API server validates them.
 */
export const TOPOLOGY_SPREAD: readonly Rule[] = [
  {
    id: 'P23',
    name: 'topology-spread-invalid',
    severity: 'error',
    demand: 'A topology spread constraint has a maxSkew of 1 or more, a topologyKey and whenUnsatisfiable, is there once, '
      + 'and has minDomains only with DoNotSchedule.',
    consequence: REFUSED,
    fix: 'correct the constraint: maxSkew is 1 or more, topologyKey a label of nodes, labelSelector selects the pods',
    link: source('pkg/apis/core/validation/validation.go', 8437),
    check: {
      pod: ({ spec }) => {
        const constraints = spec.at('topologySpreadConstraints').items;
        return [
          ...constraints.flatMap(constraintFaults),
          ...repeated(constraints, kindOf).map(constraint => ({
            at: constraint.at('topologyKey'),
            problem: `is in another constraint with ${constraint.at('whenUnsatisfiable').string}, too`,
            fix: 'merge the two constraints',
          })),
        ];
      },
    },
  },
];

function constraintFaults(constraint: Field): readonly Fault[] {
  const [maxSkew, whenUnsatisfiable, minDomains] = ['maxSkew', 'whenUnsatisfiable', 'minDomains'].map(name => constraint.at(name));
  return [
    ...maxSkew.isSet ? numberFaults(maxSkew, 1) : [missing(maxSkew)],
    ...requiredFaults(constraint.at('topologyKey')),
    ...isEmpty(whenUnsatisfiable) ? [missing(whenUnsatisfiable)] : choiceFaults(whenUnsatisfiable, ['DoNotSchedule', 'ScheduleAnyway']),
    ...numberFaults(minDomains, 1),
    ...minDomains.isSet && whenUnsatisfiable.string !== 'DoNotSchedule'
      ? [{ at: minDomains, problem: 'is for DoNotSchedule only', fix: 'set whenUnsatisfiable: DoNotSchedule, or remove it' }]
      : NONE,
    ...['nodeAffinityPolicy', 'nodeTaintsPolicy'].flatMap(name => strictChoiceFaults(constraint.at(name), ['Honor', 'Ignore'])),
    ...labelKeysFaults(constraint, 'matchLabelKeys'),
    ...labelSelectorFaults(constraint.at('labelSelector')),
  ];
}

function kindOf(constraint: Field): string | undefined {
  const [key, action] = [constraint.at('topologyKey').string, constraint.at('whenUnsatisfiable').string];
  return key && action && `${key} ${action}`;
}
