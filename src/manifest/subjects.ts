import { Subjects } from './lint/rule';
import { Inventory } from './model/inventory';
import { Kind } from './model/kinds';
import { ManifestObject } from './model/object';
import { Service } from './model/service';
import { podOf, StatefulSet } from './model/stateful-set';

/**
 * How something that rules look at is found.
 */
export interface Subject<T> {
  /**
   * The kind of its objects.
   *
   * @default - any
   */
  readonly kind?: Kind;

  /** All that the manifests have of it. */
  readonly within: (inventory: Inventory) => readonly T[];
  readonly objectOf: (subject: T) => ManifestObject;

  /** The same, made of its object alone. */
  readonly from: (object: ManifestObject) => T;
}

/**
 * What rules on manifests look at.
 */
export const SUBJECTS: { readonly [K in keyof Subjects]: Subject<Subjects[K]> } = {
  statefulSet: {
    kind: 'apps/StatefulSet',
    within: inventory => inventory.statefulSets,
    objectOf: set => set.object,
    from: object => new StatefulSet(object),
  },
  pod: {
    within: inventory => inventory.pods,
    objectOf: pod => pod.owner,
    from: podOf,
  },
  service: {
    kind: '/Service',
    within: inventory => inventory.services,
    objectOf: service => service.object,
    from: object => new Service(object),
  },
  object: {
    within: inventory => inventory.objects,
    objectOf: object => object,
    from: object => object,
  },
};
