import { AUTOSCALERS } from '../../model/autoscaler';
import { Inventory } from '../../model/inventory';
import { Kind } from '../../model/kinds';
import { StatefulSet } from '../../model/stateful-set';

/** All that an inventory offers. */
type Lookups = { readonly [lookup in keyof Inventory]: Inventory[lookup] };

const BUDGETS = 'policy/PodDisruptionBudget' satisfies Kind;
const POLICIES = 'networking.k8s.io/NetworkPolicy' satisfies Kind;
const SERVICES = '/Service' satisfies Kind;

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
  public get existing(): never { return fail(); }

  public ofKind(kind: Kind): never[] { return this.none(kind); }
  public find(kind: Kind): never[] { return this.none(kind); }
  public findAnywhere(kind: Kind): never[] { return this.none(kind); }
  public exists(kind: Kind): false {
    return this.inventory.existing.some(object => object.kind === kind) || this.none(kind).length > 0 ? fail() : false;
  }

  public servicesNamed(): never[] { return this.none(SERVICES); }
  public servicesNamedBeside(): never[] { return this.none(SERVICES); }
  public governingService(): undefined { return this.none(SERVICES)[0]; }
  public servicesSelecting(): never[] { return this.none(SERVICES); }
  public servicesThatMayLeadTo(): never[] { return this.none(SERVICES); }
  public servicesByRole(): never[] { return this.none(SERVICES); }
  public servicesWithoutSelector(): never[] { return this.none(SERVICES); }
  public servicesOfSinglePods(): never[] { return this.none(SERVICES); }

  public budgetsSelecting(): never[] { return this.none(BUDGETS); }
  public networkPoliciesSelecting(): never[] { return this.none(POLICIES); }
  public autoscalersOf(): never[] { return this.none(...AUTOSCALERS); }
  public autoscalersOfTarget(): never { return fail(); }
  public mostReplicas(set: StatefulSet): number { return this.none(...AUTOSCALERS).length + set.replicas; }

  public podsWithRoleOf(): never { return fail(); }
  public controllersSelecting(): never { return fail(); }
  public podsLabelled(): never { return fail(); }
  public claimsNamed(): never { return fail(); }
  public podsSelectedBy(): never { return fail(); }
  public podsBehind(): never { return fail(); }
  public setsNamed(): never { return fail(); }
  public setsIn(): never { return fail(); }
  public setsGovernedBy(): never { return fail(); }

  private none(...kinds: readonly Kind[]): never[] {
    return kinds.some(kind => this.inventory.ofKind(kind).length > 0) ? fail() : [];
  }
}

function fail(): never {
  throw new Error('what is read in other objects is not tracked');
}
