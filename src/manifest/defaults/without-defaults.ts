import { isDeepStrictEqual } from 'util';
import { hasKnownDefaults, withDefaults } from './defaults';
import { isJson, Json } from '../model/json';

/** Fields that are kept even with their default. An apply with `replicas` sets the number that an autoscaler has chosen. */
const KEPT = 'replicas';

/**
 * The manifest without defaults of the API server and without zero values. Two manifests with the same result describe the
 * same object. Kinds whose defaults are not known are left as they are.
 */
export function withoutDefaults(manifest: unknown): unknown {
  if (!isJson(manifest) || !hasKnownDefaults(manifest)) {
    return manifest;
  }
  const copy = structuredClone(manifest);
  const whole = new Surroundings(copy);
  stripAll(copy, whole, narrowed);
  if (whole.saysTheSame()) {
    return copy;
  }
  // items of one list that mean something to each other are looked at in the whole manifest
  const slow = structuredClone(manifest);
  stripAll(slow, new Surroundings(slow), surroundings => surroundings);
  return slow;
}

/**
 * The part of a manifest that decides which defaults a value in it has.
 */
class Surroundings {
  private readonly meaning: unknown;

  constructor(public readonly part: unknown, public readonly keys: readonly (string | number)[] = []) {
    this.meaning = isJson(part) ? withDefaults(part) : part;
  }

  /** Whether the part means what it meant at first. */
  public saysTheSame(): boolean {
    return isJson(this.part) && isDeepStrictEqual(withDefaults(this.part), this.meaning);
  }
}

type Narrow = (surroundings: Surroundings, keys: readonly (string | number)[]) => Surroundings;

function stripAll(copy: Json, surroundings: Surroundings, narrow: Narrow): void {
  let hasMore = true;
  while (hasMore) {
    // two fields may say nothing only once a third one is gone
    hasMore = strip(copy, [], surroundings, narrow);
  }
}

/**
 * Takes away, as far up as possible, what changes nothing; in one order, as one of two fields may stand for both.
 *
 * @param keys where in its surroundings the value is
 * @returns whether anything went
 */
function strip(value: unknown, keys: readonly (string | number)[], surroundings: Surroundings, narrow: Narrow): boolean {
  if (Array.isArray(value)) {
    return value.map((item, index) => {
      if (!isJson(item) && !Array.isArray(item)) {
        return false;
      }
      const inner = narrow(surroundings, [...keys, index]);
      return strip(item, inner === surroundings ? [...keys, index] : inner.keys, inner, narrow);
    }).includes(true);
  }
  if (!isJson(value)) {
    return false;
  }
  const names = Object.keys(value).sort().filter(key => key !== KEPT);
  return names.map(key => isTakenAway(value, key, surroundings) || strip(value[key], [...keys, key], surroundings, narrow)).includes(true);
}

function isTakenAway(object: Json, key: string, surroundings: Surroundings): boolean {
  const value = object[key];
  if (isJson(value) && KEPT in value) {
    return false;
  }
  // in its place, as a snapshot of a manifest is no reason to move its keys
  object[key] = undefined;
  if (surroundings.saysTheSame()) {
    delete object[key];
    return true;
  }
  object[key] = value;
  return false;
}

/**
 * An item without the other items, and without the lists that it is not in: the defaults of an item do not depend on them, and
 * a manifest of many items would be looked at once for each field of each of them.
 */
const narrowed: Narrow = ({ part }, keys) => {
  const [inner, at] = without(part, keys);
  return new Surroundings(inner, at);
};

function without(value: unknown, [key, ...rest]: readonly (string | number)[]): readonly [unknown, readonly (string | number)[]] {
  if (key === undefined) {
    return [value, []];
  }
  if (Array.isArray(value)) {
    const [item, at] = without(value[Number(key)], rest);
    return [[item], [0, ...at]];
  }
  const object = isJson(value) ? value : {};
  const [field, at] = without(object[key], rest);
  return [{ ...withoutLists(object), [key]: field }, [key, ...at]];
}

function withoutLists(object: Json): Json {
  return Object.fromEntries(Object.entries(object).filter(([, item]) => !Array.isArray(item))
    .map(([key, item]) => [key, isJson(item) ? withoutLists(item) : item]));
}
