import { demandsOf, exclusionsOf } from './selector-terms';
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
 * have this label. One that only excludes labels is at those, and selects everything that has none of them. Things of the same selector
 * are found together, as one list that all share who find it.
 */
export class SelectorIndex<T> {
  private readonly byDemand = new Map<string, Group<T>[]>();

  /** Those that demand nothing, all of them, and by what they exclude. */
  private readonly excluding: Group<T>[] = [];
  private readonly byExclusion = new Map<string, Group<T>[]>();
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
      const exclusions = exclusionsOf(group.selector);
      if (exclusions) {
        this.excluding.push(group);
        exclusions.forEach(label => add(this.byExclusion, label, group));
      } else {
        // many selectors have the label of the whole application
        const [first, ...others] = group.demands;
        const rarest = others.reduce((best, labels) => countOf(labels) < countOf(best) ? labels : best, first ?? NOTHING);
        rarest.forEach(label => add(this.byDemand, label, group));
      }
    }
  }

  /** What selects an object with these labels: the same list for objects that the same things select. */
  public selecting(labels: Readonly<Record<string, string>>): readonly T[] {
    const groups: Group<T>[] = [];
    const excluded = new Set<Group<T>>();
    const look = (label: string) => {
      this.byDemand.get(label)?.forEach(group => {
        if (selectorMatches(group.selector, labels)) {
          groups.push(group);
        }
      });
      this.byExclusion.get(label)?.forEach(group => excluded.add(group));
    };
    for (const key of this.byDemand.size === 0 && this.excluding.length === 0 ? [] : Object.keys(labels)) {
      look(key);
      look(`${key}=${labels[key]}`);
    }
    return groups.length < 2 && this.excluding.length === 0 ? groups[0]?.items ?? NOTHING : this.joined(groups, excluded);
  }

  private joined(groups: readonly Group<T>[], excluded: ReadonlySet<Group<T>>): readonly T[] {
    const ids = `${idsOf(groups)}-${idsOf(excluded)}`;
    let found = this.found.get(ids);
    if (found === undefined) {
      const all = [...this.excluding.filter(group => !excluded.has(group)), ...groups];
      found = all.length === 1 ? all[0]!.items : all.flatMap(({ items }) => items);
      this.found.set(ids, found);
    }
    return found;
  }
}

function add<T>(groups: Map<string, Group<T>[]>, label: string, group: Group<T>): void {
  const list = groups.get(label);
  if (list) {
    list.push(group);
  } else {
    groups.set(label, [group]);
  }
}

function idsOf<T>(groups: Iterable<Group<T>>): string {
  return [...groups].map(({ id }) => id).join();
}

const NOTHING: readonly never[] = [];
