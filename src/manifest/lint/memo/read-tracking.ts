import { Keys } from './similar-objects';
import { trackedInventory } from './tracked-inventory';
import { Field } from '../../model/field';
import { ManifestObject } from '../../model/object';
import type { Context } from '../rule';

/**
 * What a rule read in an object.
 */
export interface Reads {
  /** The values of its manifest; where one is a list or an object, all that is in it. */
  readonly values: ReadonlySet<Keys>;

  /** Whether the rule has to run on each object, as it found something, or looked for other objects and might find some. */
  readonly mustRun: boolean;
}

/**
 * Tracks what a rule reads in objects that are similar to one.
 *
 * @param finds whether the rule finds something in the object; it gets a new one each time, as what is made of an object reads some values once
 * @param root where the keys of manifests begin
 */
export function readsOf(
  { manifest, source, within }: ManifestObject,
  context: Context,
  finds: (object: ManifestObject, context: Context) => boolean,
  root: Keys,
): Reads {
  const values = new Set<Keys>();
  const note = ({ keysFromRoot }: Field) => values.add(keysFromRoot.reduce<Keys>((keys, key) => keys.at(key), root));
  const tracked = new ManifestObject(manifest, source, within, note);
  return { values, mustRun: isTrueOrThrows(() => finds(tracked, { ...context, inventory: trackedInventory(context.inventory) })) };
}

function isTrueOrThrows(ask: () => boolean): boolean {
  try {
    return ask();
  } catch {
    return true;
  }
}
