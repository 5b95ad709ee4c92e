import { Kind } from '../model/kinds';
import { ManifestObject } from '../model/object';
import { Service } from '../model/service';
import { StatefulSet } from '../model/stateful-set';

/**
 * Objects that rules on updates compare.
 */
export interface Changed<T> {
  readonly kinds: readonly Kind[];
  readonly from: (object: ManifestObject) => T;
}

/** By the names that rules have for them. */
export const CHANGED: {
  readonly statefulSet: Changed<StatefulSet>;
  readonly service: Changed<Service>;
  readonly claim: Changed<ManifestObject>;
  readonly data: Changed<ManifestObject>;
} = {
  statefulSet: { kinds: ['apps/StatefulSet'], from: object => new StatefulSet(object) },
  service: { kinds: ['/Service'], from: object => new Service(object) },
  claim: { kinds: ['/PersistentVolumeClaim'], from: object => object },
  data: { kinds: ['/ConfigMap', '/Secret'], from: object => object },
};

/**
 * Whether such an object is one of them.
 */
export function isOf({ kinds }: Pick<Changed<unknown>, 'kinds'>, { groupKind }: ManifestObject): boolean {
  return groupKind !== undefined && kinds.includes(groupKind);
}
