import { placeOf } from './alike';
import { Inventory } from './model/inventory';
import { ManifestObject } from './model/object';
import type { Context } from './rule';
import { TargetVersions } from './target';

/**
 * What a function has looked at.
 */
export interface Looks {
  /** Ids of the places in the manifest. */
  readonly at: ReadonlySet<string>;

  /** Whether it looked at other objects, or there is another reason not to rely on what is said here. */
  readonly beyond: boolean;
}

/**
 * A manifest that notes which of its values are looked at.
 */
export class Recording {
  private readonly places = new Set<string>();
  private readonly manifest: unknown;
  private readonly context: Context;

  constructor(private readonly original: ManifestObject, target: TargetVersions) {
    this.manifest = this.recorded(original.manifest, []);
    this.context = { target, inventory: UNSEEN };
  }

  /**
   * What the function looks at, which gets a new object each time: what an object has read once, it need not read again.
   *
   * @param look tells whether it has something to say, and then counts as one that must always be asked
   */
  public looksOf(look: (object: ManifestObject, context: Context) => boolean): Looks {
    this.places.clear();
    const beyond = isTrueOrThrows(() => look(new ManifestObject(this.manifest, this.original.source, this.original.within), this.context));
    return { at: new Set(this.places), beyond };
  }

  private recorded(value: unknown, keys: readonly (string | number)[]): unknown {
    if (typeof value !== 'object' || value === null) {
      return value;
    }
    const copy: object = Array.isArray(value) ? [] : {};
    for (const [key, item] of Object.entries(value)) {
      const path = [...keys, Array.isArray(value) ? Number(key) : key];
      const inner = this.recorded(item, path);
      const { id } = placeOf(path);
      const get = typeof inner === 'string' || typeof inner === 'number' ? () => this.noted(id, inner) : () => inner;
      Object.defineProperty(copy, key, { enumerable: true, configurable: true, get });
    }
    return copy;
  }

  private noted<T>(id: string, value: T): T {
    this.places.add(id);
    return value;
  }
}

/** It has nothing to show: whoever asks it cannot be answered for others. */
const UNSEEN = new Proxy({}, {
  get: () => {
    throw new Error('other objects are not recorded');
  },
}) as Inventory;

function isTrueOrThrows(ask: () => boolean): boolean {
  try {
    return ask();
  } catch {
    return true;
  }
}
