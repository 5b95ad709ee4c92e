import * as kplus from 'cdk8s-plus-28';
import { selectsEverything } from './manifest/kubernetes/selectors';

/**
 * The labels by which a Service selects the pods. It has no expressions, and so cannot say all that a StatefulSet's
 * selector can.
 */
export function selectorLabels(app: kplus.Workload): Record<string, string> {
  const labels = app.matchLabels;
  return Object.keys(labels).length > 0 ? labels : { [kplus.Pod.ADDRESS_LABEL]: app.name };
}

/**
 * What is wrong with the selector of the StatefulSet, before rules look at it.
 */
export function podSelectorErrors(app: kplus.Workload): string[] {
  return selectsEverything({ matchLabels: app.matchLabels, matchExpressions: app.matchExpressions })
    ? ['select is false and nothing else selects the pods; give matchLabels, or call select()']
    : [];
}
