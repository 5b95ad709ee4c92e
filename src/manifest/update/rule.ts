import { Outcome } from './finding';
import { TargetVersions } from '../kubernetes/target-versions';
import { Fault, Rule } from '../lint/rule';
import { Inventory } from '../model/inventory';
import { ManifestObject } from '../model/object';
import { Service } from '../model/service';
import { StatefulSet } from '../model/stateful-set';

/**
 * One object before and after the update, both with the defaults of the API filled in.
 */
export interface Change<T> {
  readonly before: T;

  /** As it will be: with what an apply leaves as it is, too. */
  readonly after: T;

  /** The new manifest as it stands. */
  readonly written: ManifestObject;

  /** Whether the old one comes from a cluster, which has filled in fields that no manifest had. */
  readonly isLive: boolean;
}

/**
 * A StatefulSet that comes in the place of another one.
 */
export interface Replacement {
  readonly before: StatefulSet;
  readonly after: StatefulSet;
}

/**
 * What an update rule may look at beside the change.
 */
export interface UpdateContext {
  readonly target: TargetVersions;

  /** All objects of the new manifests. */
  readonly inventory: Inventory;
}

/**
 * What an update rule says of one place; what is absent is said by the rule.
 */
export interface UpdateFault extends Fault {
  readonly outcome?: Outcome;
  readonly consequence?: string;
  readonly data?: string;
  readonly apiServerMessage?: string;
}

type Check<T> = (subject: T, context: UpdateContext) => readonly UpdateFault[];

/**
 * What an update rule looks at, and the pure function that looks.
 */
export type UpdateSubject =
  | { readonly statefulSet: Check<Change<StatefulSet>> }
  | { readonly service: Check<Change<Service>> }
  | { readonly claim: Check<Change<ManifestObject>> }
  /** StatefulSets under another name, or in another namespace. */
  | { readonly replacement: Check<Replacement> }
  /** StatefulSets that the new manifests do not have, under any name. */
  | { readonly removed: Check<StatefulSet> };

/**
 * A rule on what an update may change.
 */
export interface UpdateRule extends Omit<Rule, 'check'> {
  readonly outcome: Outcome;

  /** What happens to the data, as a sentence. */
  readonly data: string;
  readonly check: UpdateSubject;
}
