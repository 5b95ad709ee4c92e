import { labelValueProblem, qualifiedNameProblem } from '../kubernetes/names';
import { problemWithin } from '../kubernetes/problem';
import { choiceFaults, isEmpty, missing, requiredTextFaults, textFaults } from '../lint/faults';
import { Fault, faultsAt, NONE } from '../lint/rule';
import { Field } from '../model/field';

/**
 * What is wrong with a label selector, each at its place.
 */
export function labelSelectorFaults(selector: Field): readonly Fault[] {
  return selector.isSet
    ? [...labelFaults(selector.at('matchLabels')), ...selector.at('matchExpressions').items.flatMap(requirementFaults)]
    : NONE;
}

/** What is wrong with keys and values of labels. */
export function labelFaults(labels: Field): readonly Fault[] {
  return labels.fields.flatMap(label => [
    ...faultsAt(label, problemWithin(`has the key ${JSON.stringify(label.name)}, which`, qualifiedNameProblem(label.name))),
    ...textFaults(label, labelValueProblem),
  ]);
}

function requirementFaults(requirement: Field): readonly Fault[] {
  return [
    ...requiredTextFaults(requirement.at('key'), qualifiedNameProblem),
    ...operatorFaults(requirement, ['In', 'NotIn', 'Exists', 'DoesNotExist']),
    ...valueFaults(requirement),
  ];
}

/** What is wrong with the operator of a requirement, and with the number of values it has for that operator. */
export function operatorFaults(requirement: Field, operators: readonly string[]): readonly Fault[] {
  const [operator, values] = [requirement.at('operator'), requirement.at('values')];
  if (isEmpty(operator)) {
    return [missing(operator)];
  }
  if (operator.string === undefined) {
    return NONE;
  }
  if (!operators.includes(operator.string)) {
    return choiceFaults(operator, operators);
  }
  const takesValues = operator.string !== 'Exists' && operator.string !== 'DoesNotExist';
  if (takesValues === isEmpty(values)) {
    return [{ at: values, problem: takesValues ? `has nothing for ${operator.string} to compare with` : `stands beside ${operator.string}` }];
  }
  const takesOne = operator.string === 'Gt' || operator.string === 'Lt';
  return takesOne && values.items.length > 1 ? [{ at: values, problem: `has more than one value for ${operator.string}` }] : NONE;
}

/** What is wrong with the values of a requirement. */
export function valueFaults(requirement: Field): readonly Fault[] {
  return requirement.at('values').items.flatMap(value => textFaults(value, labelValueProblem));
}
