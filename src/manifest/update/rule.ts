import { Impact, Outcome } from './finding';
import { CheckOf, Fault, RuleOf } from '../lint/rule';
import { Inventory } from '../model/inventory';
import { ManifestObject } from '../model/object';
import { PodTemplate } from '../model/pod-template';
import { Service } from '../model/service';
import { StatefulSet } from '../model/stateful-set';

/**
 * One object before and after the update, both with the defaults of the API filled in.
 */
export interface Change<T> {
  readonly before: T;

  /** The old manifest as it is, without defaults unless a cluster has printed it. */
  readonly original: ManifestObject;

  /** The object after the update, with the fields that an apply does not touch. */
  readonly after: T;

  /** The new manifest without defaults. */
  readonly written: ManifestObject;

  /** All objects of the old manifests, or of the cluster. */
  readonly earlier: Inventory;

  /** Whether the old one comes from a cluster, which has filled in fields that no manifest had. */
  readonly isLive: boolean;
}

/**
 * A ConfigMap or a Secret before and after.
 */
export interface DataChange extends Change<ManifestObject> {
  /** The pods that run before and after it, and that it does not replace, as what is written of them stays the same. */
  readonly keptPods: readonly PodTemplate[];
}

/**
 * A workload that comes in the place of one of another kind, such as a StatefulSet for a Deployment.
 */
export interface KindChange {
  readonly before: PodTemplate;
  readonly after: PodTemplate;
}

/**
 * A StatefulSet that comes in the place of another one.
 */
export interface Replacement {
  readonly before: StatefulSet;
  readonly after: StatefulSet;
}

/**
 * What an update rule says of one place; what is absent is said by the rule.
 */
export interface UpdateFault extends Fault, Partial<Impact> {
  readonly consequence?: string;
}

/**
 * What update rules look at.
 */
export interface UpdateSubjects {
  readonly statefulSet: Change<StatefulSet>;
  readonly service: Change<Service>;
  readonly claim: Change<ManifestObject>;

  /** ConfigMaps and Secrets. */
  readonly data: DataChange;

  /** Every object that is there before and after. */
  readonly object: Change<ManifestObject>;

  /** The pods of all workloads, StatefulSets among them. */
  readonly pod: Change<PodTemplate>;

  /** StatefulSets under another name, or in another namespace. */
  readonly replacement: Replacement;

  /** StatefulSets that the new manifests do not have, under any name. */
  readonly removed: StatefulSet;
  readonly kindChange: KindChange;

  /** PersistentVolumeClaims that the new manifests do not have. */
  readonly removedClaim: ManifestObject;

  /** ConfigMaps and Secrets that the new manifests do not have. */
  readonly removedData: ManifestObject;
}

/**
 * A rule on what an update may change. Its context is that of the new manifests.
 */
export interface UpdateRule extends RuleOf<UpdateSubjects, UpdateFault> {
  readonly outcome: Outcome;

  /** What happens to the data, as a sentence. */
  readonly data: string;
  readonly check: CheckOf<UpdateSubjects, UpdateFault>;
}
