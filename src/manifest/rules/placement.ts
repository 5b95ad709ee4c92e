import { affinityFaults } from '../field-faults/affinity';
import { labelValueProblem, qualifiedNameProblem } from '../kubernetes/names';
import { choiceFaults, isEmpty, REFUSED, textFaults } from '../lint/faults';
import { Fault, NONE, Rule, source } from '../lint/rule';
import { Field } from '../model/field';

const VALIDATION = 'pkg/apis/core/validation/validation.go';

/**
 * Rules on tolerations and affinity as the API server validates them.
 */
export const PLACEMENT: readonly Rule[] = [
  {
    id: 'P21',
    name: 'toleration-invalid',
    severity: 'error',
    demand: 'A toleration has a key or the operator Exists, no value with Exists, and tolerationSeconds only for NoExecute.',
    consequence: REFUSED,
    fix: 'compare it with the taint: key, value and effect are those of the taint',
    link: source(VALIDATION, 4268),
    check: { pod: ({ spec }) => spec.at('tolerations').items.flatMap(tolerationFaults) },
  },
  {
    id: 'P22',
    name: 'affinity-invalid',
    severity: 'error',
    demand: 'A preference has a weight from 1 to 100, a term on pods a topologyKey, and selectors have known operators and valid keys and values.',
    consequence: REFUSED,
    fix: 'correct the term: topologyKey is a label of nodes such as kubernetes.io/hostname, and weight is from 1 to 100',
    link: source(VALIDATION, 5030),
    check: { pod: ({ spec }, { target }) => spec.at('affinity').isSet ? affinityFaults(spec.at('affinity'), target) : NONE },
  },
];

function tolerationFaults(toleration: Field): readonly Fault[] {
  const [key, operator, value, effect] = ['key', 'operator', 'value', 'effect'].map(name => toleration.at(name));
  const exists = operator.string === 'Exists';
  return [
    ...textFaults(key, qualifiedNameProblem),
    ...isEmpty(key) && !exists ? [{ at: key, problem: 'is missing; only Exists goes without it', fix: 'name the key of the taint' }] : NONE,
    ...choiceFaults(operator, ['Equal', 'Exists']),
    ...exists && value.string ? [{ at: value, problem: 'stands beside Exists', fix: 'remove the value, or use Equal' }] : NONE,
    ...exists ? NONE : textFaults(value, labelValueProblem),
    ...choiceFaults(effect, ['NoSchedule', 'PreferNoSchedule', 'NoExecute']),
    ...toleration.at('tolerationSeconds').isSet && effect.string !== 'NoExecute'
      ? [{ at: toleration.at('tolerationSeconds'), problem: 'is for the effect NoExecute only', fix: 'set effect: NoExecute, or remove it' }]
      : NONE,
  ];
}
