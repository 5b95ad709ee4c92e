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
export const SCALABLE = ['apps/StatefulSet', 'apps/Deployment', 'apps/ReplicaSet', '/ReplicationController'] as const satisfies readonly Kind[];

/**
 * How many pods a workload has; undefined for kinds without replicas, such as a DaemonSet.
 */
export function scaleOf(workload: ManifestObject, inventory: Inventory): Scale | undefined {
  if (!SCALABLE.some(kind => kind === workload.groupKind)) {
    return undefined;
  }
  const replicas = workload.spec.at('replicas').number;
  const [autoscaler] = inventory.autoscalersOf(workload);
  const most = autoscaler?.most;
  if (autoscaler !== undefined && most !== undefined) {
    return { least: autoscaler.least, most, isSaid: true };
  }
  return { least: replicas ?? 1, most: replicas ?? 1, isSaid: replicas !== undefined };
}
