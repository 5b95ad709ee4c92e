import { ApiObject, ApiObjectMetadata, ApiObjectMetadataDefinition } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { selectsEverything } from './manifest/kubernetes/selectors';

/**
 * What says how the pods are labelled and selected.
 */
export interface PodLabels {
  readonly podMetadata?: ApiObjectMetadata;
  readonly matchLabels?: { [key: string]: string };
  readonly select?: boolean;
  readonly podDefaults?: boolean;
}

/**
 * Labels the pods of a StatefulSet, and selects them by what never changes.
 *
 * @returns labels and annotations of the pods
 */
export function labelPods(app: kplus.Workload, statefulSet: ApiObject, props: PodLabels): ApiObjectMetadataDefinition {
  const { podMetadata, matchLabels, select = true, podDefaults = true } = props;
  const own = { [kplus.Pod.ADDRESS_LABEL]: statefulSet.name };
  const selected = matchLabels ?? (select ? own : undefined);
  if (selected) {
    app.select(kplus.LabelSelector.of({ labels: selected }));
  }
  const labels = podDefaults || matchLabels === undefined ? own : undefined;
  return new ApiObjectMetadataDefinition({ ...podMetadata, labels: { ...podMetadata?.labels, ...labels, ...matchLabels }, apiObject: statefulSet });
}

/**
 * The labels by which a Service selects the pods. It has no expressions, and so cannot say all that a StatefulSet's
 * selector can.
 */
export function selectorLabels(app: kplus.Workload): Record<string, string> {
  const labels = app.matchLabels;
  return Object.keys(labels).length > 0 ? labels : { [kplus.Pod.ADDRESS_LABEL]: app.name };
}

/**
 * How others select the pods where these do not have the label of cdk8s-plus; undefined where they have it.
 */
export function podSelectorConfig(app: kplus.Workload): kplus.PodSelectorConfig | undefined {
  if (app.podMetadata.getLabel(kplus.Pod.ADDRESS_LABEL) !== undefined) {
    return undefined;
  }
  const { namespace } = app.metadata;
  return {
    labelSelector: kplus.LabelSelector.of({ labels: app.matchLabels }),
    namespaces: namespace === undefined ? undefined : { names: [namespace] },
  };
}

/**
 * What is wrong with the selector of the StatefulSet, before rules look at it.
 */
export function podSelectorErrors(app: kplus.Workload): string[] {
  return selectsEverything({ matchLabels: app.matchLabels, matchExpressions: app.matchExpressions })
    ? ['select is false and nothing else selects the pods; give matchLabels, or call select()']
    : [];
}
