import { budgetsOf } from './budgets';
import { Application } from '../application';
import { labelSelectorAt } from '../model/selector';

/**
 * How many pods have to be ready for an application to work.
 */
export interface Quorum {
  readonly needed: number;

  /** What says so in the manifests: `PodDisruptionBudget db`; undefined where the user does. */
  readonly from?: string;
}

/** Two pods have no majority that bears the loss of one. */
const LEAST_MEMBERS = 3;

/**
 * The quorum that manifests tell for certain: a budget of these pods alone that keeps exactly a majority of them, and the same before and
 * after.
 */
export function quorumIn(before: Application, after: Application): Quorum | undefined {
  const [old, now] = [majorityIn(before), majorityIn(after)];
  return now !== undefined && old?.needed === now.needed ? now : undefined;
}

function majorityIn({ set, inventory }: Application): Quorum | undefined {
  const majority = Math.floor(set.replicas / 2) + 1;
  const own = new Set(inventory.budgetsSelecting(set.pod)
    .filter(budget => inventory.podsSelectedBy(labelSelectorAt(budget.spec.at('selector')), budget).length === 1).map(({ name }) => name));
  const budget = budgetsOf(set, inventory, set.replicas).find(({ name, needed }) => own.has(name) && needed === majority);
  return budget === undefined || set.replicas < LEAST_MEMBERS ? undefined : { needed: majority, from: `PodDisruptionBudget ${budget.name}` };
}

/**
 * The pods that manifests tell to be the primary: one that a Service leads to alone, and that is called so.
 */
export function primariesIn({ set, inventory }: Application): { readonly ordinal: number; readonly from: string }[] {
  return inventory.servicesOfSinglePods(set).flatMap(({ name, pod }) =>
    pod !== undefined && name === `${set.name}-primary` ? [{ ordinal: pod.ordinal, from: `Service ${name}` }] : []);
}
