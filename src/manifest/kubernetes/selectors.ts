import { labelValueProblem, qualifiedNameProblem } from './names';
import { Problem, problemWithin } from './problem';

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
export function selectorProblem(selector: LabelSelector): Problem | undefined {
  const expressions = selector.matchExpressions ?? [];
  const values = [...Object.values(selector.matchLabels ?? {}), ...expressions.flatMap(expression => expression.values ?? [])];
  return firstProblem('key', selectorKeys(selector), qualifiedNameProblem)
    ?? firstProblem('value', values, labelValueProblem)
    ?? expressions.map(operatorProblem).find(problem => problem !== undefined);
}

function firstProblem(what: string, texts: readonly string[], problemOf: (text: string) => Problem | undefined): Problem | undefined {
  const wrong = texts.find(text => problemOf(text) !== undefined);
  return wrong === undefined ? undefined : problemWithin(`has the ${what} ${JSON.stringify(wrong)}, which`, problemOf(wrong));
}

function operatorProblem({ key, operator, values = [] }: LabelSelectorRequirement): Problem | undefined {
  switch (operator) {
    case 'In':
    case 'NotIn':
      return values.length === 0 ? { problem: `compares ${JSON.stringify(key)} with no value`, fix: 'give at least one value' } : undefined;
    case 'Exists':
    case 'DoesNotExist':
      return values.length > 0
        ? { problem: `has values for ${JSON.stringify(key)} beside the operator ${operator}`, fix: 'leave the values out' }
        : undefined;
    default:
      return { problem: `has the operator ${JSON.stringify(operator)}, which is none of In, NotIn, Exists and DoesNotExist` };
  }
}
