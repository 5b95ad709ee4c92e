import { Definition, Type } from './schema';
import { fits } from './types';
import { Field } from '../model/field';

/**
 * A place in a manifest, and what the API says of it.
 */
export interface Place {
  readonly at: Field;
  readonly definition: Definition;
}

/** How many levels below a place are searched: as many as from a CronJob to the probes of its containers. */
const DEEPEST = 7;

/** Fields that no manifest is written with. */
const NOT_MEANT = ['status', 'managedFields', 'ownerReferences'];

interface Candidate {
  readonly fix: string;
  readonly fits: boolean;

  /** The smaller the better. */
  readonly distance: number;
}

/**
 * What is likely meant by a field that is unknown where it stands.
 *
 * @param places the objects that the field is in, from the whole manifest to the one that it stands in
 */
export function suggestionFor(field: Field, places: readonly Place[]): string {
  const near = nearNames(field, places[places.length - 1].definition);
  const elsewhere = [...places].reverse().flatMap((place, up) => placesBelow(field, place, up));
  const best = (candidates: readonly Candidate[]) => [...candidates].sort((one, other) => one.distance - other.distance);
  const ranked = [...best(near), ...best(elsewhere)];
  return (ranked.find(candidate => candidate.fits) ?? ranked[0])?.fix ?? 'remove it';
}

/** The fields of the same object whose names look like it. */
function nearNames(field: Field, definition: Definition): Candidate[] {
  return [...definition.fields].flatMap(([other, { type }]) => {
    const distance = distanceOf(field.name, other);
    return distance === undefined ? [] : [{ fix: `call it ${other}`, fits: fits(field, type), distance }];
  });
}

/** The nearest place below `place` where there is a field of that name. */
function placesBelow(field: Field, place: Place, up: number): Candidate[] {
  const seen = new Set([place.definition]);
  const found: Candidate[] = [];
  let level = [{ path: place.at.path, definition: place.definition }];
  for (let down = 0; down < DEEPEST && level.length > 0; down += 1) {
    const next: typeof level = [];
    for (const { path, definition } of level) {
      for (const [key, { type }] of definition.fields) {
        const there = path === '' ? key : `${path}.${key}`;
        if (key === field.name) {
          found.push({ fix: `move it to ${there}`, fits: fits(field, type), distance: up + down });
        }
        const [below, suffix] = objectBelow(type);
        if (below && !seen.has(below) && !NOT_MEANT.includes(key)) {
          seen.add(below);
          next.push({ path: there + suffix, definition: below });
        }
      }
    }
    level = next;
  }
  return found;
}

function objectBelow(type: Type): [Definition | undefined, string] {
  if (type.is === 'list' && type.of.is === 'object') {
    return [type.of.definition, '[]'];
  }
  return [type.is === 'object' ? type.definition : undefined, ''];
}

/** How many edits lie between two names that look alike: letters in another case are none, a missing end is few. */
function distanceOf(name: string, other: string): number | undefined {
  const [one, two] = [name.toLowerCase(), other.toLowerCase()];
  const edits = editsBetween(one, two);
  if (edits <= Math.max(1, Math.floor(one.length / 5))) {
    return edits;
  }
  const [shorter, longer] = one.length < two.length ? [one, two] : [two, one];
  return shorter.length >= 4 && longer.startsWith(shorter) ? 4 : undefined;
}

/** The distance of Levenshtein. */
function editsBetween(one: string, two: string): number {
  let row = Array.from({ length: two.length + 1 }, (_, index) => index);
  for (let i = 1; i <= one.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= two.length; j += 1) {
      next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (one[i - 1] === two[j - 1] ? 0 : 1));
    }
    row = next;
  }
  return row[two.length];
}
