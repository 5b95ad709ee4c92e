import { LabelSelector, selectorMatches, selectsEverything } from '../kubernetes/selectors';

/** Things that have the same selector. */
interface Group<T> {
  readonly id: number;
  readonly selector: LabelSelector;

  /** What an object must have one of each of, as `demandsOf` says. */
  readonly demands: readonly (readonly string[])[];
  readonly items: T[];
}

/**
 * Things that select by labels, found by the labels that they select.
 *
 * Each selector is at one of its demands, and is compared only with labels that meet it: `app: db` with those of the pods that
 * have this label. Things of the same selector are found together, as one list that all share who find it.
 */
export class SelectorIndex<T> {
  private readonly byDemand = new Map<string, Group<T>[]>();
  private readonly found = new Map<string, readonly T[]>();

  /**
   * An empty selector selects nothing here.
   */
  constructor(items: readonly T[], selectorOf: (item: T) => LabelSelector) {
    const groups = new Map<string, Group<T>>();
    for (const item of items) {
      const selector = selectorOf(item);
      if (!selectsEverything(selector)) {
        const demands = demandsOf(selector);
        const key = demands.length === 1 && !selector.matchExpressions?.length ? demands[0]![0]! : JSON.stringify(selector);
        const group = groups.get(key) ?? { id: groups.size, selector, demands, items: [] };
        if (group.items.push(item) === 1) {
          groups.set(key, group);
        }
      }
    }
    const counts = new Map<string, number>();
    for (const { demands } of groups.values()) {
      demands.forEach(labels => labels.forEach(label => counts.set(label, (counts.get(label) ?? 0) + 1)));
    }
    const countOf = (labels: readonly string[]) => labels.reduce((sum, label) => sum + (counts.get(label) ?? 0), 0);
    for (const group of groups.values()) {
      // many selectors have the label of the whole application
      const [first = [''], ...others] = group.demands;
      const rarest = others.reduce((best, labels) => countOf(labels) < countOf(best) ? labels : best, first);
      rarest.forEach(label => this.add(label, group));
    }
  }

  /** What selects an object with these labels: the same list for objects that the same things select. */
  public selecting(labels: Readonly<Record<string, string>>): readonly T[] {
    const groups: Group<T>[] = [];
    const look = (label: string) => this.byDemand.get(label)?.forEach(group => {
      if (selectorMatches(group.selector, labels)) {
        groups.push(group);
      }
    });
    look('');
    for (const key of this.byDemand.size === 0 ? [] : Object.keys(labels)) {
      look(key);
      look(`${key}=${labels[key]}`);
    }
    return groups.length < 2 ? groups[0]?.items ?? NOTHING : this.joined(groups);
  }

  private joined(groups: readonly Group<T>[]): readonly T[] {
    const ids = groups.map(({ id }) => id).join();
    const found = this.found.get(ids) ?? groups.flatMap(({ items }) => items);
    this.found.set(ids, found);
    return found;
  }

  private add(label: string, group: Group<T>): void {
    const list = this.byDemand.get(label);
    if (list) {
      list.push(group);
    } else {
      this.byDemand.set(label, [group]);
    }
  }
}

const NOTHING: readonly never[] = [];

/**
 * What an object must have one of, for each requirement that can be looked up: `[['app=db'], ['role=a', 'role=b'], ['zone']]`
 * of a selector of the label `app: db`, one of two roles, and any zone.
 */
function demandsOf({ matchLabels = {}, matchExpressions = [] }: LabelSelector): string[][] {
  return [
    ...Object.entries(matchLabels).map(label => [label.join('=')]),
    ...matchExpressions.flatMap(({ key, operator, values = [] }) => {
      switch (operator) {
        case 'In': return [[...new Set(values)].map(value => `${key}=${value}`)];
        case 'Exists': return [[key]];
        default: return [];
      }
    }),
  ];
}
