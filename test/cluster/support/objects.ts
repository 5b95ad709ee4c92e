import type {
  V1Condition, V1EndpointSlice, V1ObjectMeta, V1PersistentVolumeClaim, V1Pod, V1PodDisruptionBudget, V1StatefulSet,
} from '@kubernetes/client-node' with { 'resolution-mode': 'import',
  };

/** An object as it is sent and as it comes back: plain JSON, so times are strings whatever the client's types say. */
export interface KubernetesObject {
  apiVersion?: string;
  kind?: string;
  metadata?: V1ObjectMeta;
}

/** A manifest that has what it takes to send it. */
export interface Manifest extends KubernetesObject {
  apiVersion: string;
  kind: string;
  metadata: V1ObjectMeta & { name: string };
  [field: string]: unknown;
}

export interface Kind {
  apiVersion: string;
  kind: string;
}

export type Pod = V1Pod;
export type StatefulSet = V1StatefulSet;
export type PersistentVolumeClaim = V1PersistentVolumeClaim;
export type PodDisruptionBudget = V1PodDisruptionBudget;
export type EndpointSlice = V1EndpointSlice;
export type Condition = V1Condition;

export const POD: Kind = { apiVersion: 'v1', kind: 'Pod' };
export const STATEFUL_SET: Kind = { apiVersion: 'apps/v1', kind: 'StatefulSet' };
export const PERSISTENT_VOLUME_CLAIM: Kind = { apiVersion: 'v1', kind: 'PersistentVolumeClaim' };
export const POD_DISRUPTION_BUDGET: Kind = { apiVersion: 'policy/v1', kind: 'PodDisruptionBudget' };
export const HORIZONTAL_POD_AUTOSCALER: Kind = { apiVersion: 'autoscaling/v2', kind: 'HorizontalPodAutoscaler' };
export const EVENT: Kind = { apiVersion: 'v1', kind: 'Event' };
export const ENDPOINT_SLICE: Kind = { apiVersion: 'discovery.k8s.io/v1', kind: 'EndpointSlice' };
export const SERVICE_ACCOUNT: Kind = { apiVersion: 'v1', kind: 'ServiceAccount' };

export function nameOf(object: KubernetesObject): string {
  return object.metadata?.name ?? '';
}

export function revisionOf(pod: Pod): string {
  return pod.metadata?.labels?.['controller-revision-hash'] ?? '';
}

export function hasCondition(pod: Pod, type: string): boolean {
  return pod.status?.conditions?.some((condition) => condition.type === type && condition.status === 'True') ?? false;
}

export function isReady(pod: Pod): boolean {
  return pod.status?.phase === 'Running' && hasCondition(pod, 'Ready') && !pod.metadata?.deletionTimestamp;
}

/** For `until`: this many pods, every one of them ready. */
export function ready(count: number): (pods: Pod[]) => boolean {
  return (pods) => pods.length === count && pods.every(isReady);
}
