import { LabelSelector, selectorMatches, selectsEverything } from '../kubernetes/selectors';

/**
 * Things that select by labels, found by the labels that they select. It looks only at those that share a label with
 * what is asked for, as a comparison of all with all would take a time that grows with the square.
 */
export class SelectorIndex<T> {
  private readonly items: [LabelSelector, T][] = [];
  private index?: ReadonlyMap<string, readonly [LabelSelector, T][]>;

  /** Adds something that selects; an empty selector selects nothing here. */
  public add(selector: LabelSelector, item: T): void {
    if (!selectsEverything(selector)) {
      this.items.push([selector, item]);
      this.index = undefined;
    }
  }

  /** What selects an object with these labels. */
  public selecting(labels: Readonly<Record<string, string>>): T[] {
    const index = this.index ??= byRarestLabel(this.items);
    const candidates = Object.entries(labels).flatMap(label => index.get(label.join('=')) ?? []);
    return [...candidates, ...index.get('') ?? []].filter(([selector]) => selectorMatches(selector, labels)).map(([, item]) => item);
  }
}

/**
 * Each thing at that label of its selector which the fewest others have: many have the one of the whole application.
 * Those that have expressions only are at ''.
 */
function byRarestLabel<T>(items: readonly [LabelSelector, T][]): Map<string, [LabelSelector, T][]> {
  const counts = new Map<string, number>();
  for (const label of items.flatMap(([selector]) => labelsOf(selector))) {
    counts.set(label, (counts.get(label) ?? 0) + 1);
  }
  const index = new Map<string, [LabelSelector, T][]>();
  for (const item of items) {
    const [rarest = ''] = labelsOf(item[0]).sort((one, other) => (counts.get(one) ?? 0) - (counts.get(other) ?? 0));
    const list = index.get(rarest);
    if (list) {
      list.push(item);
    } else {
      index.set(rarest, [item]);
    }
  }
  return index;
}

function labelsOf({ matchLabels = {} }: LabelSelector): string[] {
  return Object.entries(matchLabels).map(label => label.join('='));
}
