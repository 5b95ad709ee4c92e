import { ManifestObject } from './model/object';

/**
 * A place in a manifest.
 */
export interface Place {
  /** The keys that lead there. */
  readonly keys: readonly (string | number)[];

  /** The same, to be looked up. */
  readonly id: string;
}

export function placeOf(keys: readonly (string | number)[]): Place {
  return { keys: [...keys], id: JSON.stringify(keys) };
}

/**
 * Objects whose manifests are the same but for some texts and numbers, such as the applications that one template makes.
 */
export interface Alikes {
  readonly first: ManifestObject;

  /** The others, with the places where they differ from those of the first. */
  readonly others: Map<ManifestObject, readonly Place[]>;
}

/** With more differences than that there is little that two objects have in common. */
const MOST_PLACES = 16;

/** With how many an object is compared. Programs have few templates, and whoever has none pays for each. */
const MOST_FIRSTS = 8;

/** After how many in a row that are like no other it is taken for granted that the rest of their kind are not either. */
const PATIENCE = 40;

/** Manifests may hold themselves, and aliases that unfold to more than any memory holds. */
const MOST_NODES = 10_000;
const MOST_DEPTH = 100;

/**
 * Those objects that have others like them.
 */
export function alikesIn(objects: readonly ManifestObject[]): Alikes[] {
  const all: Alikes[] = [];
  const byKind = new Map<string, { readonly firsts: Alikes[]; misses: number }>();
  for (const object of objects) {
    const kind = `${object.apiVersion}/${object.kind}`;
    const known = byKind.get(kind) ?? { firsts: [], misses: 0 };
    byKind.set(kind, known);
    if (known.misses < PATIENCE) {
      const { firsts } = known;
      const index = firsts.findIndex(alikes => joins(alikes, object));
      // what was met last is met again
      const [alikes = { first: object, others: new Map<ManifestObject, readonly Place[]>() }] = index < 0 ? [] : firsts.splice(index, 1);
      firsts.unshift(alikes);
      firsts.length = Math.min(firsts.length, MOST_FIRSTS);
      known.misses = index < 0 ? known.misses + 1 : 0;
      if (index < 0) {
        all.push(alikes);
      }
    }
  }
  return all.filter(({ others }) => others.size > 0);
}

function joins({ first, others }: Alikes, object: ManifestObject): boolean {
  const places = differingValues(first.manifest, object.manifest);
  if (places !== undefined) {
    others.set(object, places);
  }
  return places !== undefined;
}

/**
 * The places where two manifests have different texts or numbers; undefined where they differ in anything else, in too many places,
 * or hold what JSON cannot.
 */
export function differingValues(one: unknown, other: unknown): Place[] | undefined {
  const comparison = new Comparison();
  return comparison.isAlike(one, other) ? comparison.places : undefined;
}

class Comparison {
  readonly places: Place[] = [];
  private readonly keys: (string | number)[] = [];
  private nodes = 0;

  public isAlike(one: unknown, other: unknown): boolean {
    if ((typeof one === 'string' && typeof other === 'string') || (typeof one === 'number' && typeof other === 'number')) {
      return Object.is(one, other) || this.differs();
    }
    if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) {
      return Object.is(one, other) && typeof one !== 'function';
    }
    this.nodes++;
    if (this.nodes > MOST_NODES || this.keys.length > MOST_DEPTH || Array.isArray(one) !== Array.isArray(other)) {
      return false;
    }
    return Array.isArray(one) ? this.areAlike(one, other as unknown[]) : isPlain(one) && isPlain(other) && this.haveAlike(one, other);
  }

  private differs(): boolean {
    this.places.push(placeOf(this.keys));
    return this.places.length <= MOST_PLACES;
  }

  private areAlike(ones: readonly unknown[], others: readonly unknown[]): boolean {
    return ones.length === others.length && ones.every((one, index) => this.isAlikeAt(index, one, others[index]));
  }

  private haveAlike(one: object, other: object): boolean {
    const [keys, theirs] = [Object.keys(one), Object.keys(other)];
    return keys.length === theirs.length
      // in their order, too, as findings come in it
      && keys.every((key, index) => key === theirs[index]
        && this.isAlikeAt(key, (one as Record<string, unknown>)[key], (other as Record<string, unknown>)[key]));
  }

  private isAlikeAt(key: string | number, one: unknown, other: unknown): boolean {
    this.keys.push(key);
    const isAlike = this.isAlike(one, other);
    this.keys.pop();
    return isAlike;
  }
}

/** Whether all that it says is in its keys: not a date, nor a map. */
function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}
