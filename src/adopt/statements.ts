import { Code, partsOf, Statement } from './code';

/** The comments of a manifest by the paths that they stand before. */
export type Comments = ReadonlyMap<string, readonly string[]>;

/**
 * The comments at the places that statements have: those of a field that is no property of its own are at what it is part of.
 */
export function placed(comments: Comments, statements: readonly Statement[]): Comments {
  const places = new Set(statements.flatMap(({ at = '', code }) => [at, ...placesIn(code)]));
  const found = new Map<string, string[]>();
  for (const [from, lines] of comments) {
    let place = from;
    while (!places.has(place) && !place.endsWith(':')) {
      place = place.replace(/(?:\.[^.:[\]]+|\['.*?'\]|\[\d+\]|(?<=:)[^.:[\]]+)$/, '');
    }
    if (places.has(place)) {
      found.set(place, [...found.get(place) ?? [], ...lines]);
    }
  }
  return found;
}

function placesIn(code: Code): string[] {
  const own = code.kind === 'struct' ? code.entries.flatMap(({ at }) => at ?? []) : [];
  return [...own, ...partsOf(code).flatMap(placesIn)];
}

/** A constant that nothing refers to is none. */
export function withoutUnused(statements: readonly Statement[]): Statement[] {
  const used = new Set(statements.flatMap(({ code }) => namesIn(code)));
  return statements.map(({ constant, ...statement }) => constant !== undefined && used.has(constant) ? { constant, ...statement } : statement);
}

/** The first part of each name that code refers to. */
export function namesIn(code: Code): string[] {
  return [...code.kind === 'name' ? [code.path[0] ?? ''] : code.kind === 'new' ? [code.type[0] ?? ''] : [], ...partsOf(code).flatMap(namesIn)];
}

/** The files that code reads, by their paths. */
export function filesIn(code: Code): (readonly [string, string])[] {
  return [...code.kind === 'file' ? [[code.path, code.text] as const] : [], ...partsOf(code).flatMap(filesIn)];
}
