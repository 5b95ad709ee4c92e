import { cached } from './cached';
import { Clusters } from './clusters';
import { groupedBy } from './grouped-by';
import { Inventory } from './inventory';
import { ManifestObject } from './object';
import { CONTROLLERS } from './object-index';
import { PodTemplate } from './pod-template';
import { labelSelectorAt } from './selector';
import { selectsEverything } from '../kubernetes/selectors';

/**
 * PodDisruptionBudgets that select the same pods, directly or by way of others.
 */
export interface BudgetOverlap {
  /** Each name once, in their order. */
  readonly budgets: readonly ManifestObject[];

  /** What makes the pods. */
  readonly owners: readonly ManifestObject[];

  /** Whether two of them are in one namespace for certain. */
  readonly isCertain: boolean;
}

/**
 * The overlaps of PodDisruptionBudgets, each at the first of its budgets.
 */
export const budgetOverlaps = cached((inventory: Inventory): ReadonlyMap<ManifestObject, BudgetOverlap> => {
  const clusters = new Clusters<ManifestObject>();
  const selections = [...groupedBy(inventory.pods, pod => inventory.budgetsSelecting(pod))].filter(([budgets]) => budgets.length > 1);
  for (const [budgets] of selections) {
    const byNamespace = groupedBy(budgets, ({ namespace }) => namespace);
    const anywhere = byNamespace.get(undefined) ?? [];
    byNamespace.forEach(beside => clusters.join([...beside, ...anywhere.slice(0, 1)]));
  }
  const owners = new Map<ManifestObject, ManifestObject[]>();
  for (const [budgets, pods] of selections) {
    for (const root of new Set(budgets.map(budget => clusters.rootOf(budget)))) {
      const known = owners.get(root) ?? [];
      pods.forEach(({ owner }) => known.push(owner));
      owners.set(root, known);
    }
  }
  const members = groupedBy(inOrder(selections.flatMap(([budgets]) => budgets), inventory), budget => clusters.rootOf(budget));
  return new Map([...members].flatMap(([root, all]): [ManifestObject, BudgetOverlap][] => {
    // two manifests of one name are one object in the cluster
    const budgets = [...new Map(all.map(budget => [budget.name, budget])).values()];
    const namespaces = new Set(all.map(({ namespace }) => namespace));
    const isCertain = new Set(all.map(({ namespace, name }) => `${namespace}/${name}`)).size > namespaces.size;
    return budgets.length < 2 ? [] : [[budgets[0]!, { budgets, owners: owners.get(root) ?? [], isCertain }]];
  }));
});

/**
 * Controllers of which some select pods of others, directly or by way of others.
 */
export interface ControllerOverlap {
  /** One that selects pods of another one; a Deployment only where no other does. */
  readonly controller: ManifestObject;

  /** One whose pods it selects. */
  readonly selected: ManifestObject;

  /** The others. */
  readonly others: readonly ManifestObject[];
}

/**
 * The overlaps of StatefulSets with each other and with other controllers, each at its controller.
 */
export const controllerOverlaps = cached((inventory: Inventory): ReadonlyMap<ManifestObject, ControllerOverlap> => {
  const clusters = new Clusters<ManifestObject>();
  const selections = new Map<ManifestObject, ManifestObject>();
  const pods = inventory.pods.filter(({ owner }) => CONTROLLERS.some(kind => kind === owner.groupKind));
  if (pods.every(pod => isAlone(pod, inventory))) {
    return new Map();
  }
  for (const [controllers, selected] of groupedBy(pods, pod => inventory.controllersSelecting(pod))) {
    for (const [isOfSets, owners] of groupedBy(selected.map(({ owner }) => owner), isStatefulSet)) {
      const candidates = ranked(distinct(isOfSets ? controllers : controllers.filter(isStatefulSet)));
      const other = (owner: ManifestObject) => candidates.find(({ title }) => title !== owner.title);
      const overlapping = owners.filter(other);
      overlapping.forEach(owner => selections.set(other(owner)!, selections.get(other(owner)!) ?? owner));
      clusters.join(overlapping.length === 0 ? [] : [...candidates, ...overlapping]);
    }
  }
  const members = groupedBy(inOrder(clusters.items, inventory), each => clusters.rootOf(each));
  return new Map([...members.values()].map(all => {
    const [controller] = ranked(all.filter(each => selections.has(each))) as [ManifestObject];
    const selected = selections.get(controller)!;
    const others = distinct(all).filter(({ title }) => title !== controller.title && title !== selected.title);
    return [controller, { controller, selected, others }];
  }));
});

/** Whether a controller selects no other pods than its own, as most do. */
function isAlone({ owner, statefulSet }: PodTemplate, inventory: Inventory): boolean {
  const selector = statefulSet?.selector ?? labelSelectorAt(owner.spec.at('selector'));
  return selectsEverything(selector) || inventory.podsSelectedBy(selector, owner).every(pod => pod.owner === owner);
}

function isStatefulSet({ kind }: ManifestObject): boolean {
  return kind === 'StatefulSet';
}

/** Deployments last: they tell their own pods by one label more. */
function ranked(controllers: readonly ManifestObject[]): ManifestObject[] {
  return [false, true].flatMap(isDeployment => controllers.filter(({ kind }) => (kind === 'Deployment') === isDeployment));
}

/** Each kind and name once: two manifests of one object are one in the cluster. */
function distinct(objects: readonly ManifestObject[]): ManifestObject[] {
  return [...new Map(objects.map(object => [object.title, object])).values()];
}

function inOrder(objects: Iterable<ManifestObject>, inventory: Inventory): ManifestObject[] {
  const some = new Set(objects);
  return some.size === 0 ? [] : inventory.objects.filter(object => some.has(object));
}
