import { Inventory } from './inventory';
import { Kind } from './kinds';
import { ManifestObject } from './object';

/**
 * How many pods a workload has: always the same number, or as many as an autoscaler makes.
 */
export interface Scale {
  readonly least: number;
  readonly most: number;

  /** Whether the manifests say it; the API server makes one pod where they do not. */
  readonly isSaid: boolean;
}

/** The workloads that have a number of replicas. */
const SCALABLE = new Set<Kind | undefined>(['apps/StatefulSet', 'apps/Deployment', 'apps/ReplicaSet', '/ReplicationController']);

/**
 * How many pods a workload has; undefined where it is not a matter of replicas.
 */
export function scaleOf(workload: ManifestObject, inventory: Inventory): Scale | undefined {
  if (!SCALABLE.has(workload.groupKind)) {
    return undefined;
  }
  const replicas = workload.spec.at('replicas').number;
  const [autoscaler] = inventory.autoscalersFor(workload);
  const most = autoscaler?.spec.at('maxReplicas').number;
  if (autoscaler !== undefined && most !== undefined) {
    return { least: autoscaler.spec.at('minReplicas').number ?? 1, most, isSaid: true };
  }
  return { least: replicas ?? 1, most: replicas ?? 1, isSaid: replicas !== undefined };
}
