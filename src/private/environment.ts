import * as kplus from 'cdk8s-plus-28';
import { POD_INDEX_LABEL } from '../manifest/identity';

/**
 * The ordinal of the pod, from the label that the controller sets. Kubernetes 1.28 or later.
 */
export const POD_INDEX = kplus.EnvValue.fromFieldRef(kplus.EnvFieldPaths.POD_LABEL, { key: POD_INDEX_LABEL });

/**
 * Whether two environment variables have the same value, or take it from the same place.
 */
export function isSameValue(one: kplus.EnvValue, other: kplus.EnvValue): boolean {
  return JSON.stringify([one.value, one.valueFrom]) === JSON.stringify([other.value, other.valueFrom]);
}
