/**
 * The function, which computes once for each object that it is called with.
 */
export function cached<K extends object, V>(compute: (key: K) => V): (key: K) => V {
  const known = new WeakMap<K, { readonly value: V }>();
  return key => {
    let entry = known.get(key);
    if (entry === undefined) {
      entry = { value: compute(key) };
      known.set(key, entry);
    }
    return entry.value;
  };
}

/** A list that is no longer is looked through again as quickly as it is found in a table. */
const SHORT = 16;

/**
 * The function, which computes once for each long list that it is called with.
 */
export function cachedPerList<T, V>(compute: (list: readonly T[]) => V): (list: readonly T[]) => V {
  const computedOnce = cached(compute);
  return list => list.length < SHORT ? compute(list) : computedOnce(list);
}

/**
 * What the function makes, which is called when somebody first needs it.
 */
export function lazily<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}
