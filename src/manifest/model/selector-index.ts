import { groupedBy } from './grouped-by';
import { LabelSelector, selectorMatches, selectsEverything } from '../kubernetes/selectors';

/** Things that have the same selector. */
interface Group<T> {
  readonly id: number;
  readonly selector: LabelSelector;
  readonly items: readonly T[];
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
    const selecting = items.map(item => ({ item, selector: selectorOf(item) })).filter(({ selector }) => !selectsEverything(selector));
    const groups = [...groupedBy(selecting, ({ selector }) => JSON.stringify(selector)).values()]
      .map((group, id) => ({ id, selector: group[0]!.selector, items: group.map(({ item }) => item) }));
    const counts = countsOf(groups.flatMap(({ selector }) => demandsOf(selector).flat()));
    const countOf = (demand: readonly string[]) => demand.reduce((sum, label) => sum + (counts.get(label) ?? 0), 0);
    for (const group of groups) {
      // many selectors have the label of the whole application
      const rarest = demandsOf(group.selector).reduce<readonly string[] | undefined>(
        (best, demand) => best === undefined || countOf(demand) < countOf(best) ? demand : best, undefined);
      for (const label of rarest ?? ['']) {
        const list = this.byDemand.get(label);
        if (list) {
          list.push(group);
        } else {
          this.byDemand.set(label, [group]);
        }
      }
    }
  }

  /** What selects an object with these labels: the same list for objects that the same things select. */
  public selecting(labels: Readonly<Record<string, string>>): readonly T[] {
    const candidates = this.byDemand.size === 0 ? [] : ['', ...Object.entries(labels).flatMap(([key, value]) => [key, `${key}=${value}`])];
    const groups = candidates.flatMap(label => this.byDemand.get(label) ?? []).filter(({ selector }) => selectorMatches(selector, labels));
    if (groups.length < 2) {
      return groups[0]?.items ?? NOTHING;
    }
    const ids = groups.map(({ id }) => id).join();
    const found = this.found.get(ids) ?? groups.flatMap(({ items }) => items);
    this.found.set(ids, found);
    return found;
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

function countsOf(labels: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  labels.forEach(label => counts.set(label, (counts.get(label) ?? 0) + 1));
  return counts;
}
