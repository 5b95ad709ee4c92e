import { Edit } from './edit';
import { Severity } from './finding';
import { Problem } from '../kubernetes/problem';
import { TargetVersions } from '../kubernetes/target-versions';
import { Field } from '../model/field';
import { Inventory } from '../model/inventory';
import { Kind } from '../model/kinds';
import { ManifestObject } from '../model/object';
import { PodTemplate } from '../model/pod-template';
import { Service } from '../model/service';
import { StatefulSet } from '../model/stateful-set';

/**
 * What a rule may look at beside the thing that it checks.
 */
export interface Context {
  /** All objects of the input. */
  readonly inventory: Inventory;

  /** The versions of Kubernetes that the manifests are meant for. */
  readonly target: TargetVersions;

  /**
   * Whether the input is known to be a complete program: what is not in it, nobody applies beside it. Only then is an
   * object that is missing from the input a fault; otherwise it may be in another file, or in the cluster.
   */
  readonly isComplete: boolean;
}

/**
 * A problem at one place in the manifests, as a rule finds it. Without a fix of its own, the fix of the rule counts.
 */
export interface Fault extends Problem {
  /** The place. */
  readonly at: Field;

  /**
   * @default - that of the rule
   */
  readonly severity?: Severity;

  /**
   * Other objects that have a part in it; it can be accepted on them, too.
   *
   * @default - none
   */
  readonly related?: readonly ManifestObject[];

  /**
   * What mends it, so that `check --fix` can.
   *
   * @default - only a person can say
   */
  readonly edit?: Edit;
}

/** What a check returns where there is nothing to say; one list for all, as most checks find nothing. */
export const NONE: readonly Fault[] = [];

/** The fault that there is a problem with the value of a field; none where there is no problem. */
export function faultsAt(at: Field, problem: Problem | undefined): readonly Fault[] {
  return problem === undefined ? NONE : [{ at, ...problem }];
}

/**
 * Finds what is wrong with one thing.
 */
export type Check<T, F extends Fault = Fault> = (subject: T, context: Context) => readonly F[];

/**
 * A check of one of the subjects `S`, under the name of the subject: `{ service: checkService }`.
 */
export type CheckOf<S, F extends Fault = Fault> = { readonly [K in keyof S]: { readonly [name in K]: Check<S[K], F> } }[keyof S];

/**
 * What rules on manifests look at.
 */
export interface Subjects {
  readonly statefulSet: StatefulSet;

  /** The pods of every workload: StatefulSet, Deployment, DaemonSet, Job, …, Pod. */
  readonly pod: PodTemplate;
  readonly service: Service;

  /** Every object, or those of some kinds. */
  readonly object: ManifestObject;
}

/**
 * A rule: what it demands, what comes of breaking it, and the function that finds where it is broken.
 */
export interface RuleOf<S, F extends Fault> {
  readonly id: string;

  /** In lower case with hyphens; it names the fault: `replicas-negative`. */
  readonly name: string;

  /** That of a finding, unless it says another one. */
  readonly severity: Severity;

  /** What the rule demands, as a sentence. */
  readonly demand: string;

  /** What comes of breaking it, as a part of a sentence: `the API server refuses the StatefulSet`. */
  readonly consequence: string;

  /** What to do, in the imperative. */
  readonly fix: string;

  /** Where it is explained: documentation, or the line in the source of Kubernetes. */
  readonly link: string;

  /**
   * The versions of Kubernetes in which it holds, for readers.
   *
   * @default - every version from 1.28
   */
  readonly versions?: string;

  /** One of them, as `CheckOf` says. */
  readonly check: { readonly [K in keyof S]?: Check<S[K], F> };
}

/**
 * A rule on manifests. One of severity info finds nothing worse.
 */
export interface Rule extends RuleOf<Subjects, Fault> {
  /** With the kinds of the objects that it looks at, where it is not about every object. */
  readonly check: CheckOf<Subjects> & { readonly kinds?: readonly Kind[] };
}

/**
 * A link to a line in the source of Kubernetes, in the version that the rules were read from.
 */
export function source(path: string, line?: number): string {
  return `https://github.com/kubernetes/kubernetes/blob/v1.34.4/${path}${line === undefined ? '' : `#L${line}`}`;
}
