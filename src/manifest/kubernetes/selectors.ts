import { labelValueFault, qualifiedNameFault } from './names';

/**
 * A label selector as it stands in a manifest.
 */
export interface LabelSelector {
  readonly matchLabels?: Readonly<Record<string, string>>;
  readonly matchExpressions?: readonly LabelSelectorRequirement[];
}

/**
 * One requirement of a label selector.
 */
export interface LabelSelectorRequirement {
  readonly key: string;
  readonly operator: string;
  readonly values?: readonly string[];
}

/**
 * Whether the selector has no requirement at all; the API server refuses it in a StatefulSet.
 */
export function selectsEverything(selector: LabelSelector): boolean {
  return Object.keys(selector.matchLabels ?? {}).length === 0 && (selector.matchExpressions ?? []).length === 0;
}

/**
 * Whether an object with these labels is selected, by the rules of Kubernetes' label selectors.
 *
 * @see https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#label-selectors
 */
export function selectorMatches(selector: LabelSelector, labels: Readonly<Record<string, string>>): boolean {
  return Object.entries(selector.matchLabels ?? {}).every(([key, value]) => labels[key] === value)
    && (selector.matchExpressions ?? []).every(requirement => requirementMatches(requirement, labels));
}

function requirementMatches({ key, operator, values = [] }: LabelSelectorRequirement, labels: Readonly<Record<string, string>>): boolean {
  const has = Object.prototype.hasOwnProperty.call(labels, key);
  switch (operator) {
    case 'In': return has && values.includes(labels[key]);
    // an object without the label is selected, too
    case 'NotIn': return !has || !values.includes(labels[key]);
    case 'Exists': return has;
    case 'DoesNotExist': return !has;
    default: return false;
  }
}

/**
 * The keys of the labels that the selector looks at.
 */
export function selectorKeys(selector: LabelSelector): string[] {
  return [...Object.keys(selector.matchLabels ?? {}), ...(selector.matchExpressions ?? []).map(requirement => requirement.key)];
}

/**
 * Why Kubernetes would not take the selector, or undefined.
 */
export function selectorFault(selector: LabelSelector): string | undefined {
  const expressions = selector.matchExpressions ?? [];
  const keys = selectorKeys(selector).filter(key => qualifiedNameFault(key) !== undefined);
  if (keys.length > 0) {
    return `has the key ${JSON.stringify(keys[0])}, which ${qualifiedNameFault(keys[0])}`;
  }
  const values = [...Object.values(selector.matchLabels ?? {}), ...expressions.flatMap(expression => expression.values ?? [])];
  const wrong = values.find(value => labelValueFault(value) !== undefined);
  if (wrong !== undefined) {
    return `has the value ${JSON.stringify(wrong)}, which ${labelValueFault(wrong)}`;
  }
  return expressions.map(operatorFault).find(fault => fault !== undefined);
}

function operatorFault({ key, operator, values = [] }: LabelSelectorRequirement): string | undefined {
  switch (operator) {
    case 'In':
    case 'NotIn':
      return values.length === 0 ? `compares ${JSON.stringify(key)} with no value; give at least one` : undefined;
    case 'Exists':
    case 'DoesNotExist':
      return values.length > 0 ? `has values for ${JSON.stringify(key)} beside the operator ${operator}; leave them out` : undefined;
    default:
      return `has the operator ${JSON.stringify(operator)}, which is none of In, NotIn, Exists and DoesNotExist`;
  }
}
