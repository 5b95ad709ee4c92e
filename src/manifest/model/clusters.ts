/**
 * Things in clusters: what is joined directly or by way of others.
 */
export class Clusters<T> {
  private readonly parents = new Map<T, T>();

  /** All that is in a cluster. */
  public get items(): Iterable<T> {
    return this.parents.keys();
  }

  /** Puts all into one cluster. */
  public join(items: readonly T[]): void {
    const [first, ...others] = items;
    if (first !== undefined) {
      others.forEach(other => this.parents.set(this.rootOf(other), this.rootOf(first)));
      this.parents.set(first, this.rootOf(first));
    }
  }

  /** One thing for each cluster, the same for all that are in it. */
  public rootOf(item: T): T {
    let root = item;
    for (let parent = this.parents.get(root); parent !== undefined && parent !== root; parent = this.parents.get(root)) {
      root = parent;
    }
    // the way is made short for the next time
    for (let each = item; each !== root;) {
      const next = this.parents.get(each) ?? root;
      this.parents.set(each, root);
      each = next;
    }
    return root;
  }
}
