import { Field } from './field';
import { CONTROLLER_LABELS, POD_INDEX_LABEL, POD_NAME_LABEL } from '../kubernetes/pod-identity';
import { LabelSelector } from '../kubernetes/selectors';

/**
 * A label selector as it stands in a manifest, without what has another type.
 */
export function labelSelectorAt(field: Field): LabelSelector {
  return {
    matchLabels: field.at('matchLabels').stringMap,
    matchExpressions: field.at('matchExpressions').items.map(expression => ({
      key: expression.at('key').string ?? '',
      operator: expression.at('operator').string ?? '',
      values: expression.at('values').strings,
    })),
  };
}

/**
 * What a label selector demands of labels that the StatefulSet controller gives to single pods, as the fields of the values: one list for
 * each requirement, of whose values a pod has one.
 */
export function podTermsAt(field: Field): readonly PodTerm[] {
  const expressions = field.at('matchExpressions').items.filter(expression => expression.at('operator').string === 'In');
  return OF_SINGLE_PODS.flatMap(label => [
    ...field.at('matchLabels', label).string === undefined ? [] : [{ label, values: [field.at('matchLabels', label)] }],
    ...expressions.filter(expression => expression.at('key').string === label).map(expression => ({ label, values: expression.at('values').items })),
  ]);
}

export interface PodTerm {
  readonly label: string;
  readonly values: readonly Field[];
}

const OF_SINGLE_PODS = [POD_NAME_LABEL, POD_INDEX_LABEL];

/**
 * The selector without what it demands of labels that no template has.
 */
export function templateSelectorOf({ matchLabels = {}, matchExpressions = [] }: LabelSelector): LabelSelector {
  return {
    matchLabels: Object.fromEntries(Object.entries(matchLabels).filter(([label]) => !CONTROLLER_LABELS.includes(label))),
    matchExpressions: matchExpressions.filter(({ key }) => !CONTROLLER_LABELS.includes(key)),
  };
}
