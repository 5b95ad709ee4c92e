import { Kind } from '../model/kinds';
import { ManifestObject } from '../model/object';
import { Service } from '../model/service';
import { StatefulSet } from '../model/stateful-set';

/**
 * Objects that rules on updates compare.
 */
export interface Changed<T> {
  readonly kind: Kind;
  readonly from: (object: ManifestObject) => T;
}

/** By the names that rules have for them. */
export const CHANGED: { readonly statefulSet: Changed<StatefulSet>; readonly service: Changed<Service>; readonly claim: Changed<ManifestObject> } = {
  statefulSet: { kind: 'apps/StatefulSet', from: object => new StatefulSet(object) },
  service: { kind: '/Service', from: object => new Service(object) },
  claim: { kind: '/PersistentVolumeClaim', from: object => object },
};
