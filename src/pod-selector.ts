import * as kplus from 'cdk8s-plus-28';
import { selectorFault, selectorKeys, selectorMatches, selectsEverything } from './manifest/selectors';
import { labelSelectorOf } from './private/cdk8s-plus';
import { fault } from './private/refuse';

/**
 * The labels by which a Service selects the pods. It has no expressions, and so cannot say all that a StatefulSet's
 * selector can.
 */
export function serviceSelector(app: kplus.Workload): Record<string, string> {
  const labels = app.matchLabels;
  return Object.keys(labels).length > 0 ? labels : { [kplus.Pod.ADDRESS_LABEL]: app.name };
}

/**
 * What is wrong with the selector of the StatefulSet, now that the labels of the pods are known.
 */
export function podSelectorFaults(app: kplus.Workload): string[] {
  const selector = { matchLabels: app.matchLabels, matchExpressions: app.matchExpressions };
  if (selectsEverything(selector)) {
    return ['select is false and nothing else selects the pods; give matchLabels, or call select()'];
  }
  const invalid = selectorFault(selector);
  if (invalid) {
    return [fault('the selector', selector, invalid)];
  }
  const keys = selectorKeys(selector).filter(key => app.podMetadata.getLabel(key) !== undefined);
  const labels = Object.fromEntries(keys.map(key => [key, app.podMetadata.getLabel(key)!]));
  return selectorMatches(selector, labels)
    ? []
    : [fault('the selector', labelSelectorOf(app), `does not select the pods, whose labels are ${JSON.stringify(labels)}; put what is missing into podMetadata`)];
}
