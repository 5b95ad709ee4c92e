import { ManifestObject } from '../../model/object';

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
  readonly others: Map<ManifestObject, Places>;
}

/**
 * Several places in a manifest.
 */
export interface Places {
  readonly all: readonly Place[];

  /** The same, to be looked up. */
  readonly id: string;
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

/** What is known of the objects of one kind. */
interface Kind {
  /** Those that others are compared with, what was met last before the rest: it is met again. */
  readonly firsts: Alikes[];

  /** How many in a row were like no other. */
  misses: number;
}

/**
 * Those objects that have others like them.
 */
export function alikesIn(objects: readonly ManifestObject[]): Alikes[] {
  const all: Alikes[] = [];
  const kinds = new Map<string, Kind>();
  for (const object of objects) {
    const name = `${object.apiVersion}/${object.kind}`;
    const kind = kinds.get(name) ?? { firsts: [], misses: 0 };
    kinds.set(name, kind);
    if (kind.misses < PATIENCE && !joinsAny(kind, object)) {
      const alikes = { first: object, others: new Map<ManifestObject, Places>() };
      all.push(alikes);
      kind.firsts.unshift(alikes);
      kind.firsts.length = Math.min(kind.firsts.length, MOST_FIRSTS);
      kind.misses++;
    }
  }
  return all.filter(({ others }) => others.size > 0);
}

function joinsAny(kind: Kind, object: ManifestObject): boolean {
  const index = kind.firsts.findIndex(({ first, others }) => {
    const places = differingValues(first.manifest, object.manifest);
    if (places !== undefined) {
      others.set(object, { all: places, id: places.map(({ id }) => id).join() });
    }
    return places !== undefined;
  });
  if (index < 0) {
    return false;
  }
  kind.misses = 0;
  kind.firsts.unshift(...kind.firsts.splice(index, 1));
  return true;
}

/**
 * The places where two manifests have different texts or numbers; undefined where they differ in anything else, in too many places,
 * or hold what JSON cannot.
 */
export function differingValues(one: unknown, other: unknown): Place[] | undefined {
  const comparison = new Comparison();
  return comparison.isAlike(one, other) ? comparison.places : undefined;
}

/** Objects that have been found to hold only what JSON can. Where manifests share them they need not be looked through again. */
const SOUND = new WeakSet<object>();

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
    return this.areAlike(one as Entries, other as Entries);
  }

  private differs(): boolean {
    this.places.push(placeOf(this.keys));
    return this.places.length <= MOST_PLACES;
  }

  /** Most of the time of a comparison is here: one loop for lists and objects, without anything made for each value. */
  private areAlike(ones: Entries, others: Entries): boolean {
    if (ones === others && SOUND.has(ones)) {
      return true;
    }
    const isList = Array.isArray(ones);
    const names = Object.keys(ones);
    const theirs = Object.keys(others);
    this.nodes++;
    if (this.nodes > MOST_NODES || this.keys.length > MOST_DEPTH || names.length !== theirs.length
      || (isList ? !Array.isArray(others) : !isPlain(ones) || !isPlain(others))) {
      return false;
    }
    for (let index = 0; index < names.length; index++) {
      const name = names[index]!;
      // in their order, too, as findings come in it
      if (name !== theirs[index]) {
        return false;
      }
      const one = ones[name];
      if (one !== others[name] || typeof one === 'object' || typeof one === 'function') {
        this.keys.push(isList ? index : name);
        if (!this.isAlike(one, others[name])) {
          return false;
        }
        this.keys.pop();
      }
    }
    if (ones === others) {
      SOUND.add(ones);
    }
    return true;
  }
}

/** A list or an object. */
type Entries = Readonly<Record<string, unknown>>;

/** Whether all that it says is in its keys: not a date, nor a map, nor a list. */
function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}
