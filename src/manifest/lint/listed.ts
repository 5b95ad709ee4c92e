import { ManifestObject } from '../model/object';

/** How many of several objects a sentence names. */
const MOST_NAMED = 3;

/** How many names a sentence has of what there is, where something else was meant. */
const MOST_KNOWN = 20;

/** How many related objects are shown, and how many a finding has where it is one of many that are about the same objects. */
const MOST_RELATED = 10;

/**
 * Objects in a sentence: `StatefulSet "a"`, `StatefulSets "a" and "b"`, `StatefulSets "a", "b", "c" and 37 more`.
 */
export function listed(objects: readonly ManifestObject[]): string {
  const kinds = new Set(objects.map(({ kind }) => kind));
  const [kind] = kinds;
  const isOneKind = kinds.size === 1 && objects.length > 1;
  const names = objects.slice(0, MOST_NAMED).map(({ name, title }) => isOneKind ? JSON.stringify(name) : title);
  const more = objects.length > MOST_NAMED ? [`${objects.length - MOST_NAMED} more`] : [];
  const all = [...names, ...more];
  return `${isOneKind ? `${kind}s ` : ''}${[all.slice(0, -1).join(', '), ...all.slice(-1)].filter(text => text !== '').join(' and ')}`;
}

/**
 * The names of what there is: `db, sidecar`. Of many there are the first ones: where many names are wrong each of the sentences would have
 * all that are right.
 */
export function listedNames(names: readonly string[]): string {
  const more = names.length - MOST_KNOWN;
  return more > 0 ? `${names.slice(0, MOST_KNOWN).join(', ')} and ${more} more` : names.join(', ');
}

/**
 * The first of what a finding relates to, as nobody reads a thousand. Where there are as many findings as objects, and each had all,
 * there would be as many as the square of them.
 */
export function firstOf<T>(all: readonly T[]): readonly T[] {
  return all.length > MOST_RELATED ? all.slice(0, MOST_RELATED) : all;
}
