import { Application } from './application';
import { objectWithDefaults, withDefaults } from './defaults/defaults';
import { diff } from './diff';
import { DEFAULT_CLUSTER_DOMAIN, PodIdentity } from './kubernetes/pod-identity';
import { TargetVersions } from './kubernetes/target-versions';
import { Contexts } from './lint/contexts';
import { groupedBy } from './model/grouped-by';
import { Inventory } from './model/inventory';
import { ManifestObject } from './model/object';
import { StatefulSet } from './model/stateful-set';
import { whyNotPlanned } from './plan/plannable';
import { Planner, SetPlan, Transition, Troubles } from './plan/set-plan';
import { fieldChanges } from './update/field-changes';
import { UpdateFinding } from './update/finding';
import { appliedTo } from './update/last-applied';
import { pairsOf } from './update/matching';

/**
 * What a plan is for.
 */
export interface PlanOptions {
  /**
   * The versions of Kubernetes for all objects.
   *
   * @default - what an object says in its annotation, and TargetVersions.ALL for the others
   */
  readonly target?: TargetVersions;

  /** Pods that never get ready with the new manifests. */
  readonly fails?: readonly PodIdentity[];

  /** Pods that are not ready to begin with. */
  readonly broken?: readonly PodIdentity[];

  /** Pods that vanish on the way. */
  readonly lost?: readonly PodIdentity[];

  /** The pods that are the primary; one without a set is that of every set that has it. */
  readonly primary?: readonly PrimaryPod[];

  /**
   * How many pods have to be ready.
   *
   * @default - it does not matter
   */
  readonly quorum?: number;

  /**
   * What `diff` finds between the manifests.
   *
   * @default - it is found
   */
  readonly findings?: readonly UpdateFinding[];
}

/**
 * A pod that the others depend on, such as the one that takes writes.
 */
export interface PrimaryPod {
  readonly statefulSet?: string;
  readonly ordinal: number;
}

/**
 * What applying manifests comes to.
 */
export interface Plan {
  /** The StatefulSets that change, and how: one plan for each group of versions that do the same. */
  readonly sets: readonly (readonly SetPlan[])[];

  /** The StatefulSets whose change the API server refuses, with what it refuses. */
  readonly refused: readonly { readonly object: ManifestObject; readonly findings: readonly UpdateFinding[] }[];

  /** The StatefulSets that stay as they are. */
  readonly unchanged: readonly ManifestObject[];

  /** The StatefulSets that no plan is made for, each with the reason. */
  readonly notPlanned: readonly NotPlanned[];

  /** All other objects. They are created, changed and deleted in no order that a StatefulSet waits for. */
  readonly others: Record<'created' | 'changed' | 'deleted', readonly ManifestObject[]>;
}

export interface NotPlanned {
  readonly object: ManifestObject;
  readonly reason: string;
}

const SET = 'apps/StatefulSet';

/**
 * What the StatefulSet controller will do when manifests are applied where others are, or where there is nothing.
 *
 * It is a pure function, and it throws nothing, whatever the manifests hold.
 */
export function plan(before: readonly ManifestObject[], after: readonly ManifestObject[], options: PlanOptions = {}): Plan {
  const pairs = pairsOf(before, after);
  const earlier = before.map(object => filled(object));
  // most stays the same in a large program, and takes a while to fill in
  const byOrigin = new Map(earlier.map(({ written, object }) => [written, object]));
  const known = new Map(pairs.changed.filter(([, now]) => pairs.same.has(now)).map(([old, now]) => [now, byOrigin.get(old)]));
  const later = after.map(written => known.has(written) ? { written, object: known.get(written)! } : filled(written));
  const defaults = new Map([...earlier, ...later].map(({ written, object }) => [written, object]));
  const inventories = { before: new Inventory(earlier.map(({ object }) => object)), after: new Inventory(later.map(({ object }) => object)) };
  const inventory = new Inventory(after);
  const contexts = new Contexts(inventory, { target: options.target });
  const application = (object: ManifestObject, among: Inventory): Application =>
    ({ set: new StatefulSet(object), inventory: among, clusterDomain: DEFAULT_CLUSTER_DOMAIN });
  const refusals = refusalsBetween(before.filter(isSet), after.filter(isSet), options);

  const changed = pairs.changed
    .filter(([, written]) => !pairs.same.has(written))
    .map(([old, written]) => ({ old, written, asApplied: new ManifestObject(withDefaults(appliedTo(old, written, inventory)), written.source) }));
  const differing = changed.filter(({ old, asApplied }) => fieldChanges(defaults.get(old)!, asApplied).length > 0);
  const isDiffering = new Set(differing.map(({ written }) => written));
  const transitions: Transition[] = [
    ...pairs.added.filter(isSet).map(written => ({ written, after: application(defaults.get(written)!, inventories.after) })),
    ...differing.filter(({ written }) => isSet(written) && !refusals.has(written)).map(({ old, written, asApplied }) => ({
      written,
      before: application(defaults.get(old)!, inventories.before),
      after: application(asApplied, inventories.after),
    })),
    ...pairs.removed.filter(isSet).map(written => ({ written, before: application(defaults.get(written)!, inventories.before) })),
  ];
  const planner = new Planner();
  const others = (objects: readonly ManifestObject[]) => objects.filter(object => !isSet(object));
  return {
    sets: transitions.filter(transition => reasonOf(transition) === undefined).map(transition => {
      const troubles = { ...troublesOf(transition.written.name, options), quorum: options.quorum };
      return planner.plans(transition, troubles, contexts.of(transition.written).target);
    }),
    notPlanned: transitions.flatMap(transition => {
      const reason = reasonOf(transition);
      return reason === undefined ? [] : [{ object: transition.written, reason }];
    }),
    refused: [...refusals].filter(([object]) => isSet(object)).map(([object, findings]) => ({ object, findings })),
    unchanged: pairs.changed.map(([, written]) => written).filter(written => isSet(written) && !isDiffering.has(written)),
    others: {
      created: others(pairs.added),
      changed: others(differing.map(({ written }) => written)),
      deleted: others(pairs.removed),
    },
  };
}

function isSet({ groupKind }: ManifestObject): boolean {
  return groupKind === SET;
}

function reasonOf({ before, after }: Transition): string | undefined {
  return [before, after].map(application => application && whyNotPlanned(application.set)).find(reason => reason !== undefined);
}

/** What the API server refuses, by the new objects. */
function refusalsBetween(before: readonly ManifestObject[], after: readonly ManifestObject[], { target, findings }: PlanOptions) {
  return groupedBy((findings ?? diff(before, after, { target })).filter(({ outcome }) => outcome === 'refused'), ({ object }) => object);
}

interface Filled {
  readonly written: ManifestObject;
  readonly object: ManifestObject;
}

/** A manifest with the defaults of the API server. */
function filled(written: ManifestObject): Filled {
  return { written, object: new ManifestObject(objectWithDefaults(written), written.source) };
}

function troublesOf(set: string, { fails = [], broken = [], lost = [], primary = [] }: PlanOptions): Omit<Troubles, 'quorum'> {
  const of = (pods: readonly PodIdentity[]) => pods.filter(({ statefulSet }) => statefulSet === set).map(({ ordinal }) => ordinal);
  const primaries = primary.filter(({ statefulSet = set }) => statefulSet === set).map(({ ordinal }) => ordinal);
  return { fails: of(fails), broken: of(broken), lost: of(lost), ...primaries.length > 0 && { primary: primaries } };
}
