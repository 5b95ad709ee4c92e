import { LabelSelector } from '../kubernetes/selectors';

/**
 * What an object must have one of, for each requirement that can be looked up: `[['app=db'], ['role=a', 'role=b'], ['zone']]`
 * of a selector of the label `app: db`, one of two roles, and any zone.
 */
export function demandsOf({ matchLabels = {}, matchExpressions = [] }: LabelSelector): string[][] {
  return [
    ...Object.entries(matchLabels).map(label => [label.join('=')]),
    ...matchExpressions.flatMap(({ key, operator, values = [] }) => {
      switch (operator) {
        case 'In': return [[...new Set(values)].map(value => `${key}=${value}`)];
        case 'Exists': return [[key]];
        default: return [];
      }
    }),
  ];
}

/**
 * The labels of which an object must have none, in the same form: `app=db` for NotIn, and `app` for DoesNotExist. Undefined of a
 * selector that says more; with an operator that there is none of, it selects nothing.
 */
export function exclusionsOf({ matchLabels = {}, matchExpressions = [] }: LabelSelector): string[] | undefined {
  const excludesOnly = Object.keys(matchLabels).length === 0
    && matchExpressions.every(({ operator }) => operator === 'NotIn' || operator === 'DoesNotExist');
  return excludesOnly ? matchExpressions.flatMap(({ key, operator, values = [] }) =>
    operator === 'DoesNotExist' ? [key] : [...new Set(values)].map(value => `${key}=${value}`)) : undefined;
}
