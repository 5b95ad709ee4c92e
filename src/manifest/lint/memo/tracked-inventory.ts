import { Inventory } from '../../model/inventory';
import { StatefulSet } from '../../model/stateful-set';

/** All that an inventory offers. */
type Lookups = { readonly [lookup in keyof Inventory]: Inventory[lookup] };

/** Kinds, as the group of the API and the kind. */
const AUTOSCALERS = ['autoscaling', 'HorizontalPodAutoscaler'] as const;
const BUDGETS = ['policy', 'PodDisruptionBudget'] as const;
const SERVICES = ['', 'Service'] as const;

/**
 * The inventory that a rule gets while it is tracked what it reads. Of a kind of which there is no object, every lookup says so.
 * A lookup that might find something fails: what a rule reads in other objects is not tracked, so that it must run on each object.
 */
export function trackedInventory(inventory: Inventory): Inventory {
  const lookups: Lookups = new TrackedInventory(inventory);
  return lookups as Inventory;
}

/** Each lookup of an inventory has its line here: a new one does not compile without. */
class TrackedInventory implements Lookups {
  constructor(private readonly inventory: Inventory) {}

  public get objects(): never { return fail(); }
  public get pods(): never { return fail(); }
  public get statefulSets(): never { return fail(); }
  public get services(): never[] { return this.none(SERVICES); }
  public get budgets(): never[] { return this.none(BUDGETS); }

  public ofKind(group: string, kind: string): never[] { return this.none([group, kind]); }
  public find(group: string, kind: string): never[] { return this.none([group, kind]); }

  public servicesNamed(): never[] { return this.none(SERVICES); }
  public servicesNamedBeside(): never[] { return this.none(SERVICES); }
  public governingService(): undefined { return this.none(SERVICES)[0]; }
  public servicesSelecting(): never[] { return this.none(SERVICES); }
  public servicesByRole(): never[] { return this.none(SERVICES); }
  public servicesWithoutSelector(): never[] { return this.none(SERVICES); }
  public servicesOfSinglePods(): never[] { return this.none(SERVICES); }
  public servicesAtNodePort(): never[] { return this.none(SERVICES); }

  public budgetsSelecting(): never[] { return this.none(BUDGETS); }
  public autoscalersOf(): never[] { return this.none(AUTOSCALERS); }
  public autoscalersFor(): never[] { return this.none(AUTOSCALERS); }
  public mostReplicas(set: StatefulSet): number { return this.none(AUTOSCALERS).length + set.replicas; }

  public podsWithRoleOf(): never { return fail(); }
  public controllersSelecting(): never { return fail(); }
  public podsLabelled(): never { return fail(); }
  public claimsNamed(): never { return fail(); }
  public podsSelectedBy(): never { return fail(); }
  public podsBehind(): never { return fail(); }
  public setsNamed(): never { return fail(); }

  private none([group, kind]: readonly [group: string, kind: string]): never[] {
    return this.inventory.ofKind(group, kind).length > 0 ? fail() : [];
  }
}

function fail(): never {
  throw new Error('what is read in other objects is not tracked');
}
