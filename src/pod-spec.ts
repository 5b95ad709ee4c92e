import * as kplus from 'cdk8s-plus-28';
import { mountClaims } from './claim-mounts';
import { omitUndefined } from './manifest/model/omit-undefined';
import { plainFields, POD_FIELDS } from './plain-fields';
import { selectorLabels } from './pod-selector';
import { PodRendering, podSpecToJson } from './private/cdk8s-plus';
import { orderVariables } from './private/environment';
import { sharedJson } from './private/render/shared-json';
import { StatefulAppProps } from './stateful-app-props';
import { renderConstraint, TopologySpreadConstraint } from './topology-spread-constraint';
import { VolumeClaimTemplate } from './volume-claim-template';

/**
 * What says how the pods of an app are.
 */
export interface PodSource {
  readonly app: kplus.Workload;
  readonly rendering: PodRendering;
  readonly props: StatefulAppProps;
  readonly claims: readonly VolumeClaimTemplate[];
  readonly spreads: readonly TopologySpreadConstraint[];
}

/**
 * The spec of the pods, rendered once for all apps of the program that have the same pods.
 */
export function renderPodSpec(source: PodSource): object {
  const { app, rendering, claims, props } = source;
  const raw = rendering.rawSpec(props.podDefaults === false ? props : undefined);
  const fields = fieldsOf(source);
  const mounts = claims.map(({ name, volumeMode, mounts: own }) => [name, volumeMode, own]);
  return sharedJson(app.node.root, [raw, fields, mounts], () => ({ ...mountClaims(orderVariables(podSpecToJson(raw)), claims), ...fields }));
}

/** The fields that cdk8s-plus-28 does not know. */
function fieldsOf({ app, spreads, props }: PodSource): object {
  // a property of a newer cdk8s-plus, which would write it unasked
  const { shareProcessNamespace } = props as { readonly shareProcessNamespace?: boolean };
  const { podDefaults = true, enableServiceLinks = podDefaults ? false : undefined } = props;
  const labels = selectorLabels(app);
  return omitUndefined({
    topologySpreadConstraints: spreads.length > 0 ? spreads.map(spread => renderConstraint(spread, labels)) : undefined,
    ...plainFields(POD_FIELDS, props),
    shareProcessNamespace,
    enableServiceLinks,
  });
}
