import { dataKeysOf } from './data-keys';
import { Inventory } from './inventory';
import { ManifestObject } from './object';
import { Container } from './pod-template';

/**
 * The variables that a container gets through `envFrom`, by the keys of ConfigMaps and Secrets among the manifests; undefined where one
 * of these is elsewhere, or something else adds to its keys.
 */
export function importedNames({ field }: Container, inventory: Inventory, owner: ManifestObject): ReadonlySet<string> | undefined {
  const names = new Set<string>();
  for (const from of field.at('envFrom').items) {
    const objects = from.at('secretRef').isSet
      ? inventory.find('/Secret', from.at('secretRef', 'name').string ?? '', owner)
      : inventory.find('/ConfigMap', from.at('configMapRef', 'name').string ?? '', owner);
    const keys = objects.map(dataKeysOf);
    if (keys.length === 0 || keys.includes(undefined)) {
      return undefined;
    }
    keys.forEach(each => each?.forEach(key => names.add(`${from.at('prefix').string ?? ''}${key}`)));
  }
  return names;
}
