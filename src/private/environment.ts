import * as kplus from 'cdk8s-plus-28';
import { PodSpec } from './cdk8s-plus';
import { inOrderOfUse } from '../manifest/kubernetes/environment-references';
import { POD_INDEX_LABEL } from '../manifest/kubernetes/pod-identity';

/**
 * The ordinal of the pod, from the label that the controller sets. Kubernetes 1.28 or later.
 */
export const POD_INDEX = kplus.EnvValue.fromFieldRef(kplus.EnvFieldPaths.POD_LABEL, { key: POD_INDEX_LABEL });

/**
 * The pods, with the variables of each container after those that they refer to. Programs in languages whose maps have no
 * order cannot say in which order they are.
 */
export function orderVariables(pod: PodSpec): PodSpec {
  for (const container of [...pod.initContainers ?? [], ...pod.containers]) {
    if (container.env?.some(({ value }) => refersToOthers(value))) {
      container.env = inOrderOfUse(container.env);
    }
  }
  return pod;
}

/** A value may be a token still, of which nobody knows yet what it refers to. */
function refersToOthers(value: unknown): boolean {
  return typeof value === 'string' && value.includes('$(');
}
