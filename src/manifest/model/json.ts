/**
 * An object in a manifest.
 */
export type Json = Record<string, unknown>;

export function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * Sets a value, also at a key that would set the prototype of the object.
 */
export function put(object: Json, key: string, value: unknown): void {
  if (key === '__proto__') {
    Object.defineProperty(object, key, { value, enumerable: true, configurable: true, writable: true });
  } else {
    object[key] = value;
  }
}

/**
 * Sets what is not set.
 */
export function fill(object: Json, defaults: Json): void {
  for (const [key, value] of Object.entries(defaults)) {
    if (object[key] === undefined) {
      object[key] = value;
    }
  }
}

/**
 * The object below another one, which is made where there is none. A value of another type stays as it is, and what is
 * filled in is lost.
 */
export function objectAt(parent: Json, key: string): Json {
  fill(parent, { [key]: {} });
  const child = parent[key];
  return isJson(child) ? child : {};
}

/** The objects of a list. */
export function itemsAt(parent: Json, key: string): Json[] {
  const list = parent[key];
  return Array.isArray(list) ? list.filter(isJson) : [];
}

/**
 * Whether two values are written in the same way, but for the order of keys.
 */
export function isIdentical(one: unknown, other: unknown): boolean {
  if (one === other) {
    return true;
  }
  if (Array.isArray(one) && Array.isArray(other)) {
    return one.length === other.length && one.every((item, index) => isIdentical(item, other[index]));
  }
  if (!isJson(one) || !isJson(other)) {
    return false;
  }
  const keys = Object.keys(one);
  return keys.length === Object.keys(other).length && keys.every(key => Object.hasOwn(other, key) && isIdentical(one[key], other[key]));
}

/**
 * The later value, in which all that is identical in the earlier one is the same object. So whoever compares the two looks only at what
 * differs.
 *
 * Input: `{ a: X, b: 1 }` and `{ a: Y, b: 2 }`, where X and Y are two objects that are identical. Output: `{ a: X, b: 2 }`.
 */
export function sharedWith(earlier: unknown, later: unknown): unknown {
  if (earlier === later) {
    return earlier;
  }
  if (Array.isArray(earlier) && Array.isArray(later)) {
    const items = later.map((item, index) => sharedWith(earlier[index], item));
    return items.length === earlier.length && items.every((item, index) => item === earlier[index]) ? earlier : items;
  }
  if (!isJson(earlier) || !isJson(later)) {
    return later;
  }
  const isThere = (key: string) => Object.hasOwn(earlier, key);
  const entries = Object.keys(later).map((key): [string, unknown] => [key, isThere(key) ? sharedWith(earlier[key], later[key]) : later[key]]);
  const isSame = entries.length === Object.keys(earlier).length && entries.every(([key, value]) => isThere(key) && value === earlier[key]);
  return isSame ? earlier : Object.fromEntries(entries);
}
