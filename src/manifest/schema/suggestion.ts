import { Definition, Type } from './schema';
import { fits } from './types';
import { distanceOf } from '../kubernetes/similar-names';
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
