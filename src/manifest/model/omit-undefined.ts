/**
 * The object without what is undefined. cdk8s looks for tokens in every value of an object, absent ones included.
 */
export function omitUndefined<T extends object>(object: T): T {
  const kept: Record<string, unknown> = {};
  for (const key of Object.keys(object)) {
    const value = object[key as keyof T];
    if (value !== undefined) {
      kept[key] = value;
    }
  }
  return kept as T;
}
