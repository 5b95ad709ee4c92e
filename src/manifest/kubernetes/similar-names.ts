/**
 * How many edits lie between two names that look alike: letters in another case are none, a missing end is few. Undefined
 * where they do not look alike.
 */
export function distanceOf(name: string, other: string): number | undefined {
  const [one, two] = [name.toLowerCase(), other.toLowerCase()];
  const edits = editsBetween(one, two);
  if (edits <= Math.max(1, Math.floor(one.length / 5))) {
    return edits;
  }
  const [shorter, longer] = one.length < two.length ? [one, two] : [two, one];
  return shorter.length >= 4 && longer.startsWith(shorter) ? 4 : undefined;
}

/**
 * The name that looks most like a given one, if any does.
 */
export function mostSimilar(name: string, names: readonly string[]): string | undefined {
  let best: { readonly name: string; readonly distance: number } | undefined;
  for (const candidate of names) {
    const distance = distanceOf(name, candidate);
    if (distance !== undefined && distance < (best?.distance ?? Infinity)) {
      best = { name: candidate, distance };
    }
  }
  return best?.name;
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
