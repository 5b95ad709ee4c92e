import { Field } from '../model/field';
import { isJson } from '../model/json';

/** What an edit can write: one value, or a list of some. */
export type Written = string | number | boolean | readonly string[];

/**
 * What mends a fault, where there is exactly one way and it says what was meant: a value to write at a place, or a name that its
 * key gets.
 */
export type Edit = {
  /** @default - the place of the fault */
  readonly at?: Field;
} & ({ readonly set: Written } | { readonly rename: string });

/**
 * An edit of an object, as data: `{ keys: ['spec', 'ports', 0, 'protocol'], set: 'TCP' }`.
 */
export type ObjectEdit = {
  /** The keys that lead to the place, from the whole object on. */
  readonly keys: readonly (string | number)[];
} & ({ readonly set: Written } | { readonly rename: string });

/** The edit of a fault at that place, as data. */
export function objectEdit(place: Field, { at = place, ...change }: Edit): ObjectEdit {
  return { keys: at.keysFromRoot, ...change };
}

/**
 * A copy of the manifest with the edit made, without what contains itself; the same where there is no such place.
 */
export function edited(manifest: unknown, edit: ObjectEdit): unknown {
  const [key, ...below] = edit.keys;
  if (key === undefined) {
    return manifest;
  }
  if (Array.isArray(manifest)) {
    return manifest.map((item, index) => index === key ? below.length === 0 ? changed(item, edit) : edited(item, { ...edit, keys: below }) : item);
  }
  if (!isJson(manifest)) {
    return manifest;
  }
  if (below.length > 0) {
    return { ...manifest, [key]: edited(manifest[key], { ...edit, keys: below }) };
  }
  if ('set' in edit) {
    return { ...manifest, [key]: edit.set };
  }
  return key in manifest ? Object.fromEntries(Object.entries(manifest).map(([name, value]) => [name === key ? edit.rename : name, value])) : manifest;
}

function changed(item: unknown, edit: ObjectEdit): unknown {
  return 'set' in edit ? edit.set : item;
}

/**
 * The edit that writes the one of the words that differs from the text in nothing but capital letters; none where no word does.
 */
export function inItsLetters(text: string | undefined, words: readonly string[]): { readonly edit?: Edit } {
  const meant = words.find(word => word !== text && word.toLowerCase() === text?.trim().toLowerCase());
  return meant === undefined ? {} : { edit: { set: meant } };
}
