import { cached } from './cached';
import { isClusterScoped } from './cluster-scoped';
import { groupedBy } from './grouped-by';
import { Inventory } from './inventory';
import { ManifestObject } from './object';
import { beginningsOf } from '../kubernetes/names';

/**
 * Manifests of one object: of one API group, kind, namespace and name.
 */
export interface Repetition {
  /** At least two. */
  readonly manifests: readonly ManifestObject[];

  /** Other objects that are there several times, as parts of this one: the Services `db` and `db-client` of StatefulSet `db`. */
  readonly parts: readonly ManifestObject[];
}

/**
 * The objects that are there several times, each at its second manifest. What is a part of a StatefulSet, by its name, is there with it.
 */
export const repetitions = cached((inventory: Inventory): ReadonlyMap<ManifestObject, Repetition> => {
  const groups = [...groupedBy(inventory.objects.filter(hasIdentity), identityOf).values()].filter(manifests => manifests.length > 1);
  const repeated = groups.filter(manifests => !areOneNamespace(manifests));
  const sets = new Map(repeated.flatMap((manifests): [string, Group][] => {
    const { groupKind, namespace, name } = manifests[0]!;
    return groupKind === 'apps/StatefulSet' ? [[placeOf(namespace, name), { manifests, parts: [] }]] : [];
  }));
  const others: Group[] = [];
  for (const manifests of repeated.filter(([first]) => first!.groupKind !== 'apps/StatefulSet')) {
    const whole = wholeOf(manifests, sets);
    if (whole === undefined) {
      others.push({ manifests, parts: [] });
    } else {
      whole.parts.push(manifests[1]!);
    }
  }
  return new Map([...sets.values(), ...others].map(group => [group.manifests[1]!, group]));
});

/** Whether one of the objects is there several times, so that what belongs to which of them is not known. */
export function isRepeated(objects: readonly ManifestObject[], inventory: Inventory): boolean {
  const repeated = allRepeated(inventory);
  return repeated.size > 0 && objects.some(object => repeated.has(object));
}

const allRepeated = cached((inventory: Inventory) => new Set([...repetitions(inventory).values()].flatMap(({ manifests }) => manifests)));

interface Group {
  readonly manifests: readonly ManifestObject[];
  readonly parts: ManifestObject[];
}

function hasIdentity({ kind, name }: ManifestObject): boolean {
  return kind !== '' && name !== '';
}

/** Any version of an API names the same object. */
function identityOf(object: ManifestObject): string {
  return `${object.group}/${object.kind}/${isClusterScoped(object) ? '' : placeOf(object.namespace, object.name)}/${object.name}`;
}

function placeOf(namespace: string | undefined, name: string): string {
  return `${namespace === undefined ? '' : `of ${namespace}`}/${name}`;
}

/** A Namespace is often written beside each application in it; where all say the same, it does not matter which is the last. */
function areOneNamespace(manifests: readonly ManifestObject[]): boolean {
  return manifests[0]!.groupKind === '/Namespace' && new Set(manifests.map(({ manifest }) => JSON.stringify(manifest))).size === 1;
}

/** The StatefulSet `db` of which `db`, `db-client` or `db-0` is a part, where that is there several times. */
function wholeOf(manifests: readonly ManifestObject[], sets: ReadonlyMap<string, Group>): Group | undefined {
  const { namespace, name } = manifests[0]!;
  const beginnings = sets.size === 0 ? [] : beginningsOf(name);
  return beginnings.map(beginning => sets.get(placeOf(namespace, beginning))).find(set => set !== undefined);
}
