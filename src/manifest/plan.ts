import { Application } from './application';
import { FeatureGates } from './controller/algorithm';
import { objectWithDefaults } from './defaults/defaults';
import { compare, Compared } from './diff';
import { DEFAULT_CLUSTER_DOMAIN, PodIdentity } from './kubernetes/pod-identity';
import { TargetVersions } from './kubernetes/target-versions';
import { Contexts } from './lint/contexts';
import { groupedBy } from './model/grouped-by';
import { Inventory } from './model/inventory';
import { ManifestObject } from './model/object';
import { StatefulSet } from './model/stateful-set';
import { isOfTemplate, liveOf } from './plan/live-state';
import { whyNotPlanned } from './plan/plannable';
import { Planner, SetPlan, Transition, Troubles } from './plan/set-plan';
import { fieldChangesIn } from './update/field-changes';
import { UpdateFinding } from './update/finding';
import { UPDATE_RULES } from './update/rules';

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

  /**
   * The pods that are the primary; one without a set is that of every set that has it.
   *
   * @default - the pod that a Service leads to alone which is called like the set with `-primary`
   */
  readonly primary?: readonly PrimaryPod[];

  /**
   * How many pods have to be ready.
   *
   * @default - what a PodDisruptionBudget says that keeps a majority of the pods; else it does not matter
   */
  readonly quorum?: number;

  /**
   * The feature gates of the controller that are not as the version has them by default.
   *
   * @default - all are as by default
   */
  readonly featureGates?: FeatureGates;
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

  /** Changes that apply and do nothing, as pods of StatefulSets read a ConfigMap or a Secret at their start alone. */
  readonly withoutEffect: readonly UpdateFinding[];

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

/** Those whose findings are a part of a plan. */
const RULES = UPDATE_RULES.filter(({ outcome }) => outcome === 'refused' || outcome === 'no-effect');

/**
 * What the StatefulSet controller will do when manifests are applied where others are, or where there is nothing.
 *
 * It is a pure function, and it throws nothing, whatever the manifests hold.
 */
export function plan(before: readonly ManifestObject[], after: readonly ManifestObject[], options: PlanOptions = {}): Plan {
  return planOf(compare(before, after, { target: options.target }, RULES), options);
}

/**
 * The same for manifests that have been compared.
 */
export function planOf({ comparison, findings }: Compared, options: PlanOptions = {}): Plan {
  const { pairs, both, inventory, earlier } = comparison;
  const contexts = new Contexts(inventory, { target: options.target });
  const refusals = groupedBy(findings.filter(({ outcome }) => outcome === 'refused'), ({ object }) => object);
  const differing = both.filter(change => fieldChangesIn(change).length > 0);
  const isDiffering = new Set(differing.map(({ written }) => written));
  const live = (before: Application) => liveOf(before.set, earlier);
  const fromBefore = (before: Application) => ({ before, live: live(before) });
  const transitions: Transition[] = [
    ...pairs.added.filter(isSet).map(written => ({ written, after: applicationOf(filled(written), inventory) })),
    ...both.filter(({ written }) => isSet(written) && !refusals.has(written)).map(({ before, after, written }) => ({
      written,
      ...fromBefore(applicationOf(before, earlier)),
      after: applicationOf(after, inventory),
    })).filter(transition => isDiffering.has(transition.written) || transition.live !== undefined),
    ...pairs.removed.filter(isSet).map(written => ({ written, ...fromBefore(applicationOf(filled(written), earlier)) })),
  ];
  const [planned, notPlanned]: [Transition[], NotPlanned[]] = [[], []];
  for (const transition of transitions) {
    const reason = reasonOf(transition, options.featureGates, contexts.of(transition.written).target);
    if (reason === undefined) {
      planned.push(transition);
    } else {
      notPlanned.push({ object: transition.written, reason });
    }
  }
  const planner = new Planner();
  const others = (objects: readonly ManifestObject[]) => objects.filter(object => !isSet(object));
  const sets = planned.map(transition => {
    const troubles = { ...troublesOf(transition.written.name, options), quorum: options.quorum, featureGates: options.featureGates ?? {} };
    return planner.plans(transition, troubles, contexts.of(transition.written).target);
  }).filter(plans => plans.some(one => isDiffering.has(one.object) || !isIdle(one)));
  const isPlanned = new Set([...sets.flat().map(({ object }) => object), ...notPlanned.map(({ object }) => object)]);
  return {
    sets,
    notPlanned,
    refused: [...refusals].filter(([object]) => isSet(object)).map(([object, found]) => ({ object, findings: found })),
    withoutEffect: findings.filter(({ outcome, related }) => outcome === 'no-effect' && related.some(isSet)),
    unchanged: pairs.changed.map(([, written]) => written).filter(written => isSet(written) && !isDiffering.has(written) && !isPlanned.has(written)),
    others: {
      created: others(pairs.added),
      changed: others(differing.map(({ written }) => written)),
      deleted: others(pairs.removed).filter(object => !isMadeByController(object, earlier)),
    },
  };
}

function applicationOf(object: ManifestObject, inventory: Inventory): Application {
  return { set: new StatefulSet(object), inventory, clusterDomain: DEFAULT_CLUSTER_DOMAIN };
}

function isSet({ groupKind }: ManifestObject): boolean {
  return groupKind === SET;
}

function reasonOf({ before, after }: Transition, gates: FeatureGates | undefined, target: TargetVersions): string | undefined {
  return [before, after].map(application => application && whyNotPlanned(application.set, gates, target)).find(reason => reason !== undefined);
}

/** Whether nothing happens to pods and claims, and all is as the manifests demand. */
function isIdle({ change, steps, ending }: SetPlan): boolean {
  return change === 'update' && steps.length === 0 && ending.outcome === 'done';
}

/** Whether a controller has made the object, so that no manifest has to have it: a pod, a revision, the claim of a claim template. */
function isMadeByController(object: ManifestObject, { statefulSets }: Inventory): boolean {
  return object.metadata.at('ownerReferences').items.some(owner => owner.at('controller').boolean === true)
    || (object.groupKind === '/PersistentVolumeClaim' && statefulSets.some(set => isOfTemplate(object, set)));
}

/** A manifest with the defaults of the API server. */
function filled(written: ManifestObject): ManifestObject {
  return new ManifestObject(objectWithDefaults(written), written.source);
}

function troublesOf(set: string, { fails = [], broken = [], lost = [], primary = [] }: PlanOptions): Omit<Troubles, 'quorum' | 'featureGates'> {
  const of = (pods: readonly PodIdentity[]) => pods.filter(({ statefulSet }) => statefulSet === set).map(({ ordinal }) => ordinal);
  const primaries = primary.filter(({ statefulSet = set }) => statefulSet === set).map(({ ordinal }) => ordinal);
  return { fails: of(fails), broken: of(broken), lost: of(lost), ...primaries.length > 0 && { primary: primaries } };
}
