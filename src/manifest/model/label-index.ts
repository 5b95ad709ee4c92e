import { lazily } from './cached';
import { demandsOf, exclusionsOf } from './selector-terms';
import { LabelSelector, selectorMatches } from '../kubernetes/selectors';

/**
 * Things that have labels, found by selectors: the same list for the same selector.
 */
export class LabelIndex<T> {
  /** By `key=value`, and by the key alone. */
  private readonly byLabel = new Map<string, T[]>();
  private readonly found = new Map<string, readonly T[]>();
  private readonly positions = lazily(() => new Map(this.items.map((item, index) => [item, index])));

  constructor(private readonly items: readonly T[], private readonly labelsOf: (item: T) => Readonly<Record<string, string>>) {
    for (const item of items) {
      Object.entries(labelsOf(item)).forEach(([key, value]) => [key, `${key}=${value}`].forEach(label => this.add(label, item)));
    }
  }

  /** Those that have the label. */
  public labelled(key: string, value: string): readonly T[] {
    return this.having(`${key}=${value}`);
  }

  /** Those that a selector selects; all with an empty selector. */
  public selectedBy(selector: LabelSelector): readonly T[] {
    const { matchLabels = {}, matchExpressions = [] } = selector;
    const [label, ...others] = Object.entries(matchLabels);
    if (label !== undefined && others.length === 0 && matchExpressions.length === 0) {
      return this.labelled(...label);
    }
    const id = JSON.stringify([matchLabels, matchExpressions]);
    const found = this.found.get(id) ?? this.matching(selector);
    this.found.set(id, found);
    return found;
  }

  private matching(selector: LabelSelector): readonly T[] {
    const exclusions = exclusionsOf(selector);
    if (exclusions === undefined) {
      return this.candidates(selector).filter(item => selectorMatches(selector, this.labelsOf(item)));
    }
    // the same list of all is shared by those that exclude none
    const excluded = new Set(exclusions.flatMap(label => this.having(label)));
    return excluded.size === 0 ? this.items : this.items.filter(item => !excluded.has(item));
  }

  /** Those that meet the requirement which the fewest meet: a label that many share would have each selector look at all of them. */
  private candidates(selector: LabelSelector): readonly T[] {
    return demandsOf(selector).map(labels => this.inOrder(labels.map(label => this.having(label))))
      .reduce((least, some) => some.length < least.length ? some : least, this.items);
  }

  /** Those with a label: `app=db`, or `app` of any value. */
  private having(label: string): readonly T[] {
    return this.byLabel.get(label) ?? [];
  }

  /** The items of several lists in the order of all items. */
  private inOrder(lists: readonly (readonly T[])[]): readonly T[] {
    const positionOf = (item: T) => this.positions().get(item) ?? 0;
    return lists.length === 1 ? lists[0]! : lists.flat().sort((one, other) => positionOf(one) - positionOf(other));
  }

  private add(label: string, item: T): void {
    const list = this.byLabel.get(label);
    if (list) {
      list.push(item);
    } else {
      this.byLabel.set(label, [item]);
    }
  }
}
