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
  const meaning = withDefaults(copy);
  const saysTheSame = () => isDeepStrictEqual(withDefaults(copy), meaning);
  let hasMore = true;
  while (hasMore) {
    // two fields may say nothing only once a third one is gone
    hasMore = strip(copy, saysTheSame);
  }
  return copy;
}

/**
 * Takes away, as far up as possible, what changes nothing; in one order, as one of two fields may stand for both.
 *
 * @returns whether anything went
 */
function strip(value: unknown, saysTheSame: () => boolean): boolean {
  if (Array.isArray(value)) {
    return value.map(item => strip(item, saysTheSame)).includes(true);
  }
  if (!isJson(value)) {
    return false;
  }
  const keys = Object.keys(value).sort().filter(key => key !== KEPT);
  return keys.map(key => isTakenAway(value, key, saysTheSame) || strip(value[key], saysTheSame)).includes(true);
}

function isTakenAway(object: Json, key: string, saysTheSame: () => boolean): boolean {
  const value = object[key];
  if (isJson(value) && KEPT in value) {
    return false;
  }
  // in its place, as a snapshot of a manifest is no reason to move its keys
  object[key] = undefined;
  if (saysTheSame()) {
    delete object[key];
    return true;
  }
  object[key] = value;
  return false;
}
