import { Path } from './path';
import { ManifestObject } from '../../model/object';

/** The keys that lead to a value of a manifest. */
export type Keys = Path<string | number>;

/** Where the values of two manifests differ. */
export type Differences = Path<Keys>;

/**
 * Objects whose manifests have the same keys, and values that differ only in some texts and numbers. One template makes such
 * objects: `name: db-1, replicas: 3` and `name: db-2, replicas: 5` differ at `name` and `replicas`.
 */
export interface SimilarObjects {
  readonly first: ManifestObject;

  /** The others, with where they differ from the first. */
  readonly others: Map<ManifestObject, Differences>;
}

/** With more differences than that there is little that two objects have in common. */
const MOST_DIFFERENCES = 16;

/** With how many an object is compared. Programs have few templates, and each comparison without a result costs time. */
const MOST_FIRSTS = 8;

/** After so many objects in a row that are similar to none, the rest of that kind is not compared. */
const PATIENCE = 40;

/** A comparison gives up beyond these: by aliases of YAML a manifest can contain itself, or be huge. */
const MOST_NODES = 10_000;
const MOST_DEPTH = 100;

/** What is known of the objects of one kind. */
interface Kind {
  /** The first of each group, the group that was joined last before the others: the next object most often joins it, too. */
  readonly firsts: SimilarObjects[];

  /** How many in a row were like no other. */
  misses: number;
}

/**
 * Groups objects: each joins the group of an earlier object of its kind that it is similar to, or begins one.
 *
 * @param root where the keys of a manifest begin
 */
export function similarObjects(objects: readonly ManifestObject[], root: Keys): SimilarObjects[] {
  const all: SimilarObjects[] = [];
  const kinds = new Map<string, Kind>();
  const none: Differences = new Path();
  for (const object of objects) {
    const name = `${object.apiVersion}/${object.kind}`;
    const kind = kinds.get(name) ?? { firsts: [], misses: 0 };
    kinds.set(name, kind);
    if (kind.misses < PATIENCE && !joinsAny(kind, object, root, none)) {
      const similar = { first: object, others: new Map<ManifestObject, Differences>() };
      all.push(similar);
      kind.firsts.unshift(similar);
      kind.firsts.length = Math.min(kind.firsts.length, MOST_FIRSTS);
      kind.misses++;
    }
  }
  return all.filter(({ others }) => others.size > 0);
}

function joinsAny(kind: Kind, object: ManifestObject, root: Keys, none: Differences): boolean {
  const index = kind.firsts.findIndex(({ first, others }) => {
    const differences = differencesBetween(first.manifest, object.manifest, root, none);
    if (differences !== undefined) {
      others.set(object, differences);
    }
    return differences !== undefined;
  });
  if (index < 0) {
    return false;
  }
  kind.misses = 0;
  kind.firsts.unshift(...kind.firsts.splice(index, 1));
  return true;
}

/**
 * Where two manifests have different texts or numbers; undefined where they differ in anything else, in too many values, or
 * hold what JSON cannot. An empty text differs from others in more than its value.
 *
 * @param root where the keys of a manifest begin
 * @param none what there is where they do not differ
 */
export function differencesBetween(one: unknown, other: unknown, root: Keys, none: Differences = new Path()): Differences | undefined {
  const comparison = new Comparison();
  return comparison.isSimilar(one, other)
    ? comparison.differing.reduce<Differences>((differences, keys) => differences.at(keys.reduce((path, key) => path.at(key), root)), none)
    : undefined;
}

/** Objects that have been found to hold only what JSON can. Where manifests share them they need not be looked through again. */
const SOUND = new WeakSet<object>();

class Comparison {
  /** The keys that lead to each value that differs. */
  readonly differing: (readonly (string | number)[])[] = [];
  private readonly keys: (string | number)[] = [];
  private nodes = 0;

  public isSimilar(one: unknown, other: unknown): boolean {
    if (typeof one === 'string' && typeof other === 'string') {
      return one === other || (one !== '' && other !== '' && this.differs());
    }
    if (typeof one === 'number' && typeof other === 'number') {
      return Object.is(one, other) || this.differs();
    }
    if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) {
      return Object.is(one, other) && typeof one !== 'function';
    }
    return this.areSimilar(one as Entries, other as Entries);
  }

  private differs(): boolean {
    return this.differing.push([...this.keys]) <= MOST_DIFFERENCES;
  }

  /** Most of the time of a comparison is here: one loop for lists and objects, without anything made for each value. */
  private areSimilar(ones: Entries, others: Entries): boolean {
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
        if (!this.isSimilar(one, others[name])) {
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
