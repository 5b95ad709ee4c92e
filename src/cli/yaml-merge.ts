import { randomUUID } from 'node:crypto';
import { Type } from 'js-yaml';
import { isJson } from '../manifest/model/json';

/** What a `<<` is read as; its place among the keys says what it overrides. */
const MARK = randomUUID();

let count = 0;

/** Each has a key of its own, as a mapping may have several. */
export const MERGE = new Type('tag:yaml.org,2002:merge-in-its-place', {
  kind: 'scalar', resolve: (text: string | null) => text === '<<', construct: () => `${MARK}${count++}`,
});

/**
 * Why a `<<` cannot be resolved.
 */
export class MergeError extends Error {}

/**
 * Resolves each `<<` where it stands, as kubectl does: it overrides the keys before it, and those after it override it.
 *
 * @param most how many keys it may copy
 * @see https://github.com/yaml/go-yaml/blob/v2.4.2/decode.go
 * @throws MergeError
 */
export function withMerges(document: unknown, most: number): unknown {
  const known = new Map<unknown, unknown>();
  let left = most;
  const resolve = (value: unknown): unknown => {
    if (typeof value === 'string') {
      return value.startsWith(MARK) ? '<<' : value;
    }
    if (typeof value !== 'object' || value === null) {
      return value;
    }
    if (!known.has(value)) {
      // what contains itself is found as it is, and refused later
      known.set(value, value);
      known.set(value, Array.isArray(value) ? value.map(resolve) : mapping(value));
    }
    return known.get(value);
  };
  const mapping = (value: object): object => {
    const entries = new Map<string, unknown>();
    for (const [key, child] of Object.entries(value)) {
      const resolved = resolve(child);
      const merged = key.startsWith(MARK) ? mergedBy(resolved) : [{ [key]: resolved }];
      for (const [name, each] of merged.flatMap(source => Object.entries(source))) {
        left -= 1;
        if (left < 0) {
          throw new MergeError('its aliases make it too large');
        }
        entries.set(name, each);
      }
    }
    return Object.fromEntries(entries);
  };
  return resolve(document);
}

/** The mappings, the last one first, as an earlier one overrides it. */
function mergedBy(value: unknown): object[] {
  const sources = Array.isArray(value) ? [...value].reverse() as unknown[] : [value];
  if (!sources.every(isJson)) {
    throw new MergeError('<< has a value that is neither a mapping nor a list of mappings');
  }
  return sources;
}
