import { Inventory } from './inventory';
import { Kind } from './kinds';
import { ManifestObject } from './object';

/**
 * How many pods a workload has: always the same number, or as many as an autoscaler makes.
 */
export interface Scale {
  readonly least: number;
  readonly most: number;

  /** Whether the manifests have the number; without one the API server sets 1. */
  readonly isSaid: boolean;
}

/** The workloads that have a number of replicas. */
const SCALABLE = new Set<Kind | undefined>(['apps/StatefulSet', 'apps/Deployment', 'apps/ReplicaSet', '/ReplicationController']);

/**
 * How many pods a workload has; undefined for kinds without replicas, such as a DaemonSet.
 */
export function scaleOf(workload: ManifestObject, inventory: Inventory): Scale | undefined {
  if (!SCALABLE.has(workload.groupKind)) {
    return undefined;
  }
  const replicas = workload.spec.at('replicas').number;
  const [autoscaler] = inventory.autoscalersFor(workload);
  const most = autoscaler?.most;
  if (autoscaler !== undefined && most !== undefined) {
    return { least: autoscaler.least, most, isSaid: true };
  }
  return { least: replicas ?? 1, most: replicas ?? 1, isSaid: replicas !== undefined };
}
