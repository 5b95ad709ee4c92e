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
 * @param finds whether the rule finds something in the object; it gets a new one each time, as an object reads its name once
 * @param root where the keys of manifests begin
 */
export function readsOf(
  { manifest, source, within }: ManifestObject,
  context: Context,
  finds: (object: ManifestObject, context: Context) => boolean,
  root: Keys,
): Reads {
  const values = new Set<Keys>();
  const tracked = new ManifestObject(manifest, source, within, object => new TrackedField(manifest, object, '', root, values));
  return { values, mustRun: isTrueOrThrows(() => finds(tracked, { ...context, inventory: trackedInventory(context.inventory) })) };
}

/** A field that notes when its value is read. */
class TrackedField extends Field {
  constructor(raw: unknown, owner: ManifestObject | Field, key: string | number, private readonly way: Keys, private readonly reads: Set<Keys>) {
    super(raw, owner, key);
  }

  public override get value(): unknown {
    this.reads.add(this.way);
    return this.raw;
  }

  protected override below(raw: unknown, key: string | number): Field {
    return new TrackedField(raw, this, key, this.way.at(key), this.reads);
  }
}

function isTrueOrThrows(ask: () => boolean): boolean {
  try {
    return ask();
  } catch {
    return true;
  }
}
