import { placeOf } from './similar-objects';
import { Inventory } from '../../model/inventory';
import { ManifestObject } from '../../model/object';
import type { Context } from '../rule';

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

  constructor(private readonly original: ManifestObject, context: Context) {
    this.manifest = this.recorded(original.manifest, []);
    this.context = { ...context, inventory: withoutObjects(context.inventory) };
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

/** The kinds of objects that are looked for, and what is said where there are none of them. */
const WITHOUT: {
  readonly [look in keyof Inventory]?: { readonly kind: readonly [group: string, kind: string]; readonly answer: Inventory[look] };
} = {
  budgets: { kind: ['policy', 'PodDisruptionBudget'], answer: [] },
  budgetsSelecting: { kind: ['policy', 'PodDisruptionBudget'], answer: () => [] },
  autoscalersOf: { kind: ['autoscaling', 'HorizontalPodAutoscaler'], answer: () => [] },
  autoscalersFor: { kind: ['autoscaling', 'HorizontalPodAutoscaler'], answer: () => [] },
  mostReplicas: { kind: ['autoscaling', 'HorizontalPodAutoscaler'], answer: set => set.replicas },
};

/**
 * An inventory that answers where there is nothing to be found, whoever asks, and throws where it would have to show an object:
 * whoever asks for that cannot be answered for others.
 */
function withoutObjects(inventory: Inventory): Inventory {
  const requireNone = (group: string, kind: string) => {
    if (inventory.ofKind(group, kind).length > 0) {
      throw new Error(UNSEEN);
    }
    return [];
  };
  return new Proxy(inventory, {
    get: (_, name) => {
      if (name === 'ofKind' || name === 'find') {
        return requireNone;
      }
      const without = WITHOUT[name as keyof Inventory];
      if (without === undefined) {
        throw new Error(UNSEEN);
      }
      requireNone(...without.kind);
      return without.answer;
    },
  });
}

const UNSEEN = 'other objects are not recorded';

function isTrueOrThrows(ask: () => boolean): boolean {
  try {
    return ask();
  } catch {
    return true;
  }
}
