import { Difference } from './differences';
import { Field } from '../model/field';
import { groupedBy } from '../model/grouped-by';
import { isJson } from '../model/json';

/** What tells the items of a list apart in the API, in which no two have the same: `x-kubernetes-list-map-keys` of its schema. */
const BY_NAME = ['name'];
const LIST_KEYS: ReadonlyMap<string, readonly string[]> = new Map(Object.entries({
  containers: BY_NAME,
  initContainers: BY_NAME,
  ephemeralContainers: BY_NAME,
  volumes: BY_NAME,
  env: BY_NAME,
  imagePullSecrets: BY_NAME,
  resourceClaims: BY_NAME,
  claims: BY_NAME,
  evictionResponders: BY_NAME,
  schedulingGates: BY_NAME,
  ports: ['containerPort', 'protocol'],
  volumeMounts: ['mountPath'],
  volumeDevices: ['devicePath'],
  hostAliases: ['ip'],
  topologySpreadConstraints: ['topologyKey', 'whenUnsatisfiable'],
}));

/**
 * What tells each item of a list of the pod template apart, by the fields of the API: `[{ name: 'db' }]`. Undefined where the API
 * knows nothing of the kind, or the items do not keep to it.
 *
 * @param name the name of the list, such as `env`
 */
export function itemKeys(name: string, items: readonly unknown[]): readonly Key[] | undefined {
  const fields = LIST_KEYS.get(name);
  const keys = fields && items.map(item => isJson(item) ? Object.fromEntries(fields.map(field => [field, item[field]])) : {});
  return keys?.every(isComplete) && new Set(keys.map(keyText)).size === keys.length ? keys : undefined;
}

type Key = Readonly<Record<string, number | string>>;

function isComplete(key: Record<string, unknown>): key is Key {
  const values = Object.values(key);
  return values.length > 0 && values.every(value => typeof value === 'string' || typeof value === 'number');
}

/**
 * A key as the API server writes it: `name="db"`.
 */
export function keyText(key: Readonly<Record<string, unknown>>): string {
  return Object.entries(key).map(([field, value]) => `${field}=${JSON.stringify(value)}`).join(',');
}

/**
 * Pairs the items of two lists as the API tells them apart: a mount by its path, a variable by its name. Items of other lists, such as
 * tolerations, are the same where all in them is; the rest is paired one after the other. So an item that comes or goes changes no
 * other one.
 *
 * Input: the mounts `/a, /b` and `/b, /c, /a`. Output: `/a` with `/a`, `/b` with `/b`, nothing with `/c`, and another order.
 */
export function byKey(before: Field, after: Field): Difference[] {
  const [old, now] = [before, after].map(({ name, items }) => itemKeys(name, items.map(({ value }) => value)));
  return old === undefined || now === undefined ? byContent(before, after) : byKeys(before, old.map(keyText), after, now.map(keyText));
}

function byKeys(before: Field, old: readonly string[], after: Field, now: readonly string[]): Difference[] {
  const [oldItems, items] = [new Map(old.map((key, index) => [key, index])), new Set(now)];
  const kept = now.flatMap(key => oldItems.get(key) ?? []);
  return [
    ...now.map((key, index) => ({ before: before.at(oldItems.get(key) ?? key), after: after.at(index) })),
    ...old.flatMap((key, index) => items.has(key) ? [] : [{ before: before.at(index), after: after.at(key) }]),
    ...orderOf(kept, before, after),
  ];
}

function byContent(before: Field, after: Field): Difference[] {
  const left = groupedBy([...before.items.keys()], index => contentOf(before.at(index)));
  const same = after.items.map(item => left.get(contentOf(item))?.shift());
  const changed = [...left.values()].flat().sort((one, other) => one - other);
  const pairs = after.items.flatMap((item, index) => same[index] === undefined
    ? [{ before: before.at(changed.shift() ?? before.items.length), after: item }]
    : []);
  const gone = changed.map((index, count) => ({ before: before.at(index), after: after.at(after.items.length + count) }));
  return [...pairs, ...gone, ...orderOf(same.filter(index => index !== undefined), before, after)];
}

/** All that is in an item, whatever the order of its keys. */
function contentOf(item: Field): string {
  return JSON.stringify(item.value, (_, value: unknown) => isJson(value) ? inOrderOfKeys(value) : value);
}

function inOrderOfKeys(value: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.keys(value).sort().map(key => [key, value[key]]));
}

function orderOf(places: readonly number[], before: Field, after: Field): Difference[] {
  return places.some((place, index) => index > 0 && place < (places[index - 1] ?? 0)) ? [{ before, after, isOrder: true }] : [];
}
