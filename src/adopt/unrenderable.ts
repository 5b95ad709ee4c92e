import { Field } from '../manifest/model/field';
import { ManifestObject } from '../manifest/model/object';

/** Of an object with the one, cdk8s thinks that it is of a class; the other, it loses. */
const KEYS = ['constructor', '__proto__'];

/**
 * Why objects cannot be included as YAML: cdk8s renders no key that objects of JavaScript have a meaning for.
 */
export function unrenderableIn(objects: readonly ManifestObject[]): string[] {
  return objects.flatMap(object => keysIn(object.root)
    .map(({ path, name }) => `${object.title} cannot be in a program: cdk8s renders no key "${name}" (${path}); leave the object out of what is adopted`));
}

function keysIn(field: Field): Field[] {
  const inner = [...field.fields, ...field.items];
  return [...field.fields.filter(({ name }) => KEYS.includes(name)), ...inner.flatMap(keysIn)];
}
