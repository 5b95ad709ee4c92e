import { Difference } from '../defaults/differences';
import { Field } from '../model/field';
import { ManifestObject } from '../model/object';

const LONGEST = 80;

/**
 * How a place changed, as the rest of a sentence that begins with the place and its new value: `is new`, `was 3`,
 * `is missing, which means 1, and was 3` where 1 is the default, `is missing, and was "fast"` where there is no default.
 *
 * @param written the new manifest without defaults
 */
export function howChanged({ before, after }: Difference, written: ManifestObject): string {
  if (!before.isSet) {
    return 'is new';
  }
  const was = `was ${told(before)}`;
  if (fieldIn(written, after).isSet) {
    return was;
  }
  return after.isSet ? `is missing, which means ${told(after)}, and ${was}` : `is missing, and ${was}`;
}

/**
 * The same place in another manifest of the object.
 */
export function fieldIn(object: ManifestObject, field: Field): Field {
  return field.parent === field ? object.root : fieldIn(object, field.parent).at(field.name);
}

function told(field: Field): string {
  const text = JSON.stringify(field.value);
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}
