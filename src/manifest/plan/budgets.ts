import { scaledUp } from '../kubernetes/numbers';
import { Inventory } from '../model/inventory';
import { StatefulSet } from '../model/stateful-set';

/**
 * A PodDisruptionBudget of a StatefulSet.
 */
export interface Budget {
  readonly name: string;

  /** How many pods have to be ready for an eviction to be allowed. */
  readonly needed: number;
}

/**
 * The budgets that select the pods. They bind evictions, such as those of a drain, and never the controller.
 */
export function budgetsOf(set: StatefulSet, inventory: Inventory, replicas: number): Budget[] {
  return inventory.budgetsSelecting(set.pod).flatMap(({ name, spec }) => {
    const [min, max] = [spec.at('minAvailable').intOrString, spec.at('maxUnavailable').intOrString];
    const needed = max !== undefined ? replicas - scaledUp(max, replicas) : scaledUp(min ?? 0, replicas);
    return Number.isFinite(needed) ? [{ name, needed: Math.max(needed, 0) }] : [];
  });
}
