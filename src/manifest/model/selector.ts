import { Field } from './field';
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
