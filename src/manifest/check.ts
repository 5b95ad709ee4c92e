import { isRule } from './is-rule';
import { Contexts } from './lint/contexts';
import { Finding } from './lint/finding';
import { Checks, memo } from './lint/memo/memo';
import { Fault, Rule, Subjects } from './lint/rule';
import { findingOf, Run, run, RunOptions, severityIn, SubjectsOf } from './lint/run';
import { groupedBy } from './model/grouped-by';
import { Inventory } from './model/inventory';
import { isJson } from './model/json';
import { Kind } from './model/kinds';
import { ManifestObject } from './model/object';
import { RULES } from './rules';
import { Subject, SUBJECTS } from './subjects';

/**
 * What the rules find in manifests, in the order of the manifests.
 *
 * It is a pure function, and it throws nothing, whatever the manifests hold.
 */
export function check(objects: readonly ManifestObject[], options: RunOptions = {}): Finding[] {
  const inventory = new Inventory(objects, options.existing);
  const contexts = new Contexts(inventory, options);
  // one of severity info finds nothing worse
  const rules = RULES.filter(rule => (severityIn(options.severities, rule) ?? rule.severity) !== 'info' || options.severity === 'info');
  return run({ rules, subjects: subjectsIn(inventory, contexts), contexts, findingOf, isRule, objects }, options);
}

/**
 * The objects of a manifest: those of a List, or itself.
 */
export function objectsOf(manifest: unknown, source?: string): ManifestObject[] {
  const object = new ManifestObject(manifest, source);
  const isList = object.kind.endsWith('List') && Array.isArray(object.root.at('items').value);
  // a list in a list is none that Kubernetes knows
  return isList ? object.root.at('items').items.map(item => new ManifestObject(withKind(item.value, object), source, item.path)) : [object];
}

/**
 * Why there is nothing among the objects that rules could say anything of; undefined where there is something.
 */
export function whyNothing(objects: readonly ManifestObject[]): string | undefined {
  if (objects.length === 0) {
    return 'there is no object';
  }
  return objects.some(({ groupKind }) => groupKind !== undefined) ? undefined : 'there is no object of a kind that a rule is about';
}

/** An item of a StatefulSetList is a StatefulSet, where it does not say anything itself: so the API prints lists, and kubectl reads them. */
function withKind(item: unknown, { kind, apiVersion }: ManifestObject): unknown {
  return kind !== 'List' && isJson(item) && !('kind' in item) && !('apiVersion' in item) ? { apiVersion, kind: kind.slice(0, -'List'.length), ...item } : item;
}

/** What the rules look at, with those of them that may find something in an object. */
function subjectsIn(inventory: Inventory, contexts: Contexts): Run<Subjects, Rule, Fault, Finding>['subjects'] {
  const { statefulSet, pod, service, object } = SUBJECTS;
  const objects = groupedBy(inventory.objects, each => contexts.of(each));
  const memos = new Map([...objects].map(([context, some]) => [context, memo(context, some)]));
  const looked = <T>({ within, objectOf, from }: Subject<T>, ofKind: OfKind<T> = checks => checks): SubjectsOf<Rule, T, Fault> => ({
    all: within(inventory),
    objectOf,
    checksFor: (checks, each, context) => {
      const all = ofKind(checks, each);
      return memos.get(context)?.(all, each, from) ?? all;
    },
  });
  return { statefulSet: looked(statefulSet), pod: looked(pod), service: looked(service), object: looked(object, byKind()) };
}

/** Those of the rules that are on objects of that kind, or of any. */
type OfKind<T> = (checks: Checks<T>, object: ManifestObject) => Checks<T>;

/** Chooses them once for each kind. */
function byKind(): OfKind<ManifestObject> {
  const known = new Map<Kind | undefined, Checks<ManifestObject>>();
  return (checks, { groupKind: kind }) => {
    const chosen = known.get(kind)
      ?? checks.filter(({ rule: { check: { kinds } } }) => kinds === undefined || (kind !== undefined && kinds.includes(kind)));
    known.set(kind, chosen);
    return chosen;
  };
}
