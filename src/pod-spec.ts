import * as kplus from 'cdk8s-plus-28';
import { Claim } from './claim';
import { mountClaims } from './claim-mounts';
import { defined } from './manifest/defined';
import { serviceSelector } from './pod-selector';
import { isSaidByJson, PodSpec, podSpecToJson, rawPodSpecOf } from './private/cdk8s-plus';
import { commonPart } from './private/common-parts';
import { orderVariables } from './private/environment';
import { plainOf } from './private/plain';
import { StatefulAppProps } from './stateful-app-props';
import { renderConstraint, TopologySpreadConstraint } from './topology-spread-constraint';

/**
 * What says how the pods of an app are.
 */
export interface PodSource {
  readonly app: kplus.Workload;
  readonly props: StatefulAppProps;
  readonly claims: readonly Claim[];
  readonly spreads: readonly TopologySpreadConstraint[];
}

/**
 * The spec of the pods, as it stands in a manifest.
 */
export function renderPodSpec(source: PodSource): PodSpec {
  return rendered(rawPodSpecOf(source.app), fieldsOf(source), source.claims);
}

/**
 * The same, rendered once for all apps of the program that have the same pods.
 */
export function commonPodSpec(source: PodSource): object {
  const { app, claims } = source;
  const [raw, fields] = [rawPodSpecOf(app), fieldsOf(source)];
  const all = [raw, fields, claims.map(({ name, isBlock, mounts }) => [name, isBlock, mounts])];
  return isSaidByJson(all)
    ? commonPart(app.node.root, all, () => plainOf(rendered(raw, fields, claims)) ?? {})
    : rendered(raw, fields, claims);
}

/** The fields that cdk8s-plus-28 does not know. */
function fieldsOf({ app, spreads, props: { priorityClassName, runtimeClassName, schedulerName, enableServiceLinks } }: PodSource): object {
  const labels = serviceSelector(app);
  return defined({
    topologySpreadConstraints: spreads.length > 0 ? spreads.map(spread => renderConstraint(spread, labels)) : undefined,
    priorityClassName,
    runtimeClassName,
    schedulerName,
    enableServiceLinks: enableServiceLinks ?? false,
  });
}

function rendered(raw: kplus.k8s.PodSpec, fields: object, claims: readonly Claim[]): PodSpec {
  return { ...defined(mountClaims(orderVariables(podSpecToJson(raw)), claims)), ...fields };
}
