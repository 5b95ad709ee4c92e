import { LabelSelector, selectorMatches, selectsEverything } from '../selectors';

/**
 * Things that select by labels, found by the labels that they select. It looks only at those that share a label with
 * what is asked for, as a comparison of all with all would take a time that grows with the square.
 */
export class SelectorIndex<T> {
  private readonly byLabel = new Map<string, [LabelSelector, T][]>();
  private readonly others: [LabelSelector, T][] = [];

  /** Adds something that selects; an empty selector selects nothing here. */
  public add(selector: LabelSelector, item: T): void {
    if (selectsEverything(selector)) {
      return;
    }
    const [label] = Object.entries(selector.matchLabels ?? {});
    if (label === undefined) {
      this.others.push([selector, item]);
      return;
    }
    const key = label.join('=');
    const list = this.byLabel.get(key);
    if (list) {
      list.push([selector, item]);
    } else {
      this.byLabel.set(key, [[selector, item]]);
    }
  }

  /** What selects an object with these labels. */
  public selecting(labels: Readonly<Record<string, string>>): T[] {
    const candidates = Object.entries(labels).flatMap(label => this.byLabel.get(label.join('=')) ?? []);
    return [...candidates, ...this.others].filter(([selector]) => selectorMatches(selector, labels)).map(([, item]) => item);
  }
}
