import { fillPodTemplate } from './pod-defaults';
import { FILL_WORKLOAD } from './workload-defaults';
import { withoutZeroValues } from './zero-values';
import { cached } from '../model/cached';
import { fill, isJson, itemsAt, Json, objectAt } from '../model/json';
import { groupOf, ManifestObject } from '../model/object';

/**
 * A manifest as the API server stores it: without zero values, and with the defaults of the API. Two manifests with the same
 * result describe the same object, so that the output of a cluster can be compared with what was applied to it.
 *
 * It is filled in for workloads, Services, PersistentVolumeClaims and bindings of roles. What the cluster chooses, such as an address, is
 * nothing that a default could tell.
 *
 * @see https://github.com/kubernetes/kubernetes/blob/v1.34.4/pkg/apis/apps/v1/zz_generated.defaults.go#L1027
 */
export function withDefaults(manifest: unknown): unknown {
  const object = withoutZeroValues(manifest);
  if (isJson(object)) {
    FILL.get(kindIn(object))?.(object);
  }
  return object;
}

/**
 * The same for an object, which several look at.
 */
export const objectWithDefaults = cached((object: ManifestObject) => withDefaults(object.manifest));

/**
 * Whether the defaults of that kind of object are known.
 */
export function hasKnownDefaults(object: Json): boolean {
  return FILL.has(kindIn(object));
}

function kindIn({ apiVersion, kind }: Json): string {
  return `${typeof apiVersion === 'string' ? groupOf(apiVersion) : ''}/${String(kind)}`;
}

const RBAC = 'rbac.authorization.k8s.io';

const FILL = new Map<string, (object: Json) => void>([
  ['apps/StatefulSet', object => fillStatefulSet(objectAt(object, 'spec'))],
  ['/Service', object => fillService(objectAt(object, 'spec'))],
  ['/PersistentVolumeClaim', object => {
    fillClaim(object);
    mirrorDataSource(objectAt(object, 'spec'));
  }],
  ...FILL_WORKLOAD,
  [`${RBAC}/RoleBinding`, fillBinding],
  [`${RBAC}/ClusterRoleBinding`, fillBinding],
]);

/** @see https://github.com/kubernetes/kubernetes/blob/v1.34.4/pkg/apis/rbac/v1/defaults.go */
function fillBinding(binding: Json): void {
  fill(objectAt(binding, 'roleRef'), { apiGroup: RBAC });
  for (const subject of itemsAt(binding, 'subjects')) {
    if (subject.apiGroup === '') {
      delete subject.apiGroup;
    }
    fill(subject, subject.kind === 'User' || subject.kind === 'Group' ? { apiGroup: RBAC } : {});
  }
}

function fillStatefulSet(spec: Json): void {
  fill(spec, { podManagementPolicy: 'OrderedReady', replicas: 1, revisionHistoryLimit: 10 });
  fill(objectAt(spec, 'persistentVolumeClaimRetentionPolicy'), { whenDeleted: 'Retain', whenScaled: 'Retain' });
  fillUpdateStrategy(objectAt(spec, 'updateStrategy'));
  fillPodTemplate(objectAt(spec, 'template'));
  for (const claim of itemsAt(spec, 'volumeClaimTemplates')) {
    // the API server takes these off, and puts them on whatever it prints
    delete claim.apiVersion;
    delete claim.kind;
    fillClaim(claim);
  }
}

function fillUpdateStrategy(strategy: Json): void {
  if (strategy.type === undefined) {
    strategy.type = 'RollingUpdate';
    objectAt(strategy, 'rollingUpdate');
  }
  // where the type is written and this is not, it stays away
  if (isJson(strategy.rollingUpdate)) {
    // 1 is what a version does that drops maxUnavailable
    fill(strategy.rollingUpdate, { partition: 0, maxUnavailable: 1 });
  }
}

function fillClaim(claim: Json): void {
  fill(objectAt(claim, 'spec'), { volumeMode: 'Filesystem' });
  fill(objectAt(claim, 'status'), { phase: 'Pending' });
}

/**
 * A claim has its source under two names. Through the old one only claims and snapshots count, and one of another
 * namespace takes a feature that is off. A claim template keeps both names as they are written.
 *
 * @see https://github.com/kubernetes/kubernetes/blob/v1.34.4/pkg/api/persistentvolumeclaim/util.go#L38-L181
 */
function mirrorDataSource(spec: Json): void {
  if (isJson(spec.dataSourceRef) && spec.dataSourceRef.namespace !== undefined) {
    delete spec.dataSourceRef;
  }
  const { dataSource, dataSourceRef } = spec;
  if (isJson(dataSource) && dataSourceRef === undefined) {
    if (isClaimOrSnapshot(dataSource)) {
      spec.dataSourceRef = { ...dataSource };
    } else {
      delete spec.dataSource;
    }
  } else if (isJson(dataSourceRef) && dataSource === undefined) {
    spec.dataSource = { ...dataSourceRef };
  }
}

function isClaimOrSnapshot({ kind, apiGroup = '' }: Json): boolean {
  return kind === 'PersistentVolumeClaim' && apiGroup === '' || kind === 'VolumeSnapshot' && apiGroup === 'snapshot.storage.k8s.io';
}

function fillService(spec: Json): void {
  fill(spec, { sessionAffinity: 'None', type: 'ClusterIP' });
  fillSessionAffinity(spec);
  for (const port of itemsAt(spec, 'ports')) {
    fill(port, { protocol: 'TCP' });
    if (port.targetPort === undefined || port.targetPort === 0) {
      port.targetPort = port.port;
    }
  }
  const leadsOutside = spec.type === 'LoadBalancer' || spec.type === 'NodePort' || spec.type === 'ClusterIP' && itemsOf(spec.externalIPs) > 0;
  if (leadsOutside) {
    fill(spec, { externalTrafficPolicy: 'Cluster' });
  }
  if (spec.type === 'ExternalName') {
    delete spec.internalTrafficPolicy;
  } else {
    fill(spec, { internalTrafficPolicy: 'Cluster' });
  }
  if (spec.type === 'LoadBalancer') {
    fill(spec, { allocateLoadBalancerNodePorts: true });
  }
  if (typeof spec.clusterIP === 'string') {
    fill(spec, { clusterIPs: [spec.clusterIP] });
  }
}

function fillSessionAffinity(spec: Json): void {
  if (spec.sessionAffinity === 'None') {
    delete spec.sessionAffinityConfig;
  }
  if (spec.sessionAffinity === 'ClientIP') {
    fill(objectAt(objectAt(spec, 'sessionAffinityConfig'), 'clientIP'), { timeoutSeconds: 10800 });
  }
}

function itemsOf(list: unknown): number {
  return Array.isArray(list) ? list.length : 0;
}
