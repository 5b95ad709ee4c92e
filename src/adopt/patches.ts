import { Code, literal } from './code';
import { withDefaults } from '../manifest/defaults/defaults';
import { differences } from '../manifest/defaults/differences';
import { Field } from '../manifest/model/field';
import { isJson } from '../manifest/model/json';
import { ManifestObject } from '../manifest/model/object';

/**
 * What is put right in a manifest, because no property says it.
 */
export interface Patch {
  readonly op: 'add' | 'remove' | 'replace';

  /** A JSON pointer. */
  readonly path: string;

  /** Undefined where something is taken away. */
  readonly code?: Code;
  readonly value?: unknown;

  /** The field that it is about, and why there is no property for it. */
  readonly field: string;
  readonly why: string;
}

type Keys = readonly (string | number)[];

/**
 * What makes a manifest that was synthesized the one that is wanted; empty where both describe the same object.
 */
export function patchesFor(wanted: ManifestObject, made: ManifestObject): Patch[] {
  const [before, after] = [wanted, made].map(({ manifest }) => new ManifestObject(withDefaults(manifest)).root) as [Field, Field];
  const patches = new Map<string, Patch>();
  for (const difference of differences(before, after)) {
    const patch = patchOf(difference.before, wanted.root, made.root);
    patches.set(patch.path, patch);
  }
  // what is taken out of a list moves what comes after it
  const [removed, others] = [[...patches.values()].filter(({ op }) => op === 'remove'), [...patches.values()].filter(({ op }) => op !== 'remove')];
  return [...others, ...removed.reverse()];
}

/** Whether two manifests describe the same object. */
export function isSame(wanted: ManifestObject, made: ManifestObject): boolean {
  const [before, after] = [wanted, made].map(({ manifest }) => new ManifestObject(withDefaults(manifest)).root) as [Field, Field];
  return differences(before, after).length === 0;
}

function patchOf(filled: Field, wanted: Field, made: Field): Patch {
  const keys = placeOf(filled.keysFromRoot, made);
  const [target, current] = [wanted.at(...keys), made.at(...keys)];
  // where a default makes the difference, it is in neither of them
  const value = target.isSet ? target.value : keys.length === filled.keysFromRoot.length ? filled.value : undefined;
  const path = pointerOf(keys);
  if (value === undefined) {
    return { op: 'remove', path, field: fieldOf(keys), why: 'the library writes it, and the manifest has none' };
  }
  const code = literal(withoutNull(value)) ?? literal(String(value))!;
  return { op: current.isSet ? 'replace' : 'add', path, code, value, field: fieldOf(keys), why: 'no property says it' };
}

/** The place itself, or the one above it that must be made for it. */
function placeOf(keys: Keys, made: Field): Keys {
  for (let length = 1; length < keys.length; length += 1) {
    const above = made.at(...keys.slice(0, length));
    if (!isJson(above.value) && !Array.isArray(above.value)) {
      return keys.slice(0, length);
    }
  }
  return keys;
}

function pointerOf(keys: Keys): string {
  return keys.map(key => `/${String(key).replace(/~/g, '~0').replace(/\//g, '~1')}`).join('');
}

function fieldOf(keys: Keys): string {
  return String([...keys].reverse().find(key => typeof key === 'string') ?? '');
}

function withoutNull(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(withoutNull);
  }
  if (!isJson(value)) {
    return value;
  }
  return Object.fromEntries(Object.entries(value).filter(([, item]) => item !== null).map(([key, item]) => [key, withoutNull(item)]));
}
