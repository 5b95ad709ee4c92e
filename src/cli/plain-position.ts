/**
 * Where something stands in a text: the first character, and the one after the last.
 */
export type Range = readonly [start: number, end: number];

/** Longer texts are lists of many objects, of which each would be passed again for each place. */
const LONGEST_TEXT = 100_000;

const KEY = /([A-Za-z0-9_][A-Za-z0-9_./-]*):(?= |\n|$)/y;

/** A value that is on its line as a whole: plain, in quotes, or an empty list or object. */
const VALUE = /("(?:[^"\\\n]|\\.)*"|'(?:[^'\n]|'')*'|\{\}|\[\]|(?![-?:,[\]{}#&*!|>'"%@`\s])(?:(?! #|: )[^\n])*[^\s:])(?= *(?: #.*)?$)/ym;

/** Nothing on the line, or the head of a text that follows below. */
const BELOW = /(?:([|>][-+0-9]*) *(?: #.*)?|(?:#.*)?)$/ym;

/**
 * A range with where it begins; lines and columns count from 1.
 */
export interface Place {
  readonly range: Range;
  readonly line: number;
  readonly column: number;
}

/**
 * Where a path leads to in YAML as most manifests are written: a key to a line, and what it has indented below it. Undefined where the
 * text has anything else on the way there, or the path leads to nothing.
 *
 * It is what the parser that keeps places says, in a hundredth of the time.
 */
export function plainPosition(text: string, keys: readonly (string | number)[]): Place | undefined {
  if (text.length > LONGEST_TEXT || /[\t\r]/.test(text)) {
    return undefined;
  }
  let entry = contentAt(text, text.startsWith('---\n') ? 4 : 0);
  let range: Range | undefined;
  for (const key of keys) {
    entry = entry && (typeof key === 'number' ? itemOf(text, entry, key) : valueOf(text, entry, key));
    if (entry === undefined) {
      return undefined;
    }
    range = entry.range;
  }
  const before = range && text.slice(0, range[0]).split('\n');
  return range && before && { range, line: before.length, column: before.at(-1)!.length + 1 };
}

/** What begins somewhere in a text. */
interface Entry {
  readonly start: number;

  /** How far it is from the margin; all that belongs to it begins there, too, or further to the right. */
  readonly column: number;

  /** What is shown of it. */
  readonly range?: Range;
}

/** The next thing from the begin of a line on; comments say nothing. */
function contentAt(text: string, from: number): Entry | undefined {
  for (let line = from; line < text.length; line = endOf(text, line) + 1) {
    const column = text.slice(line, endOf(text, line)).search(/\S/);
    if (column >= 0 && text[line + column] !== '#') {
      return { start: line + column, column };
    }
  }
  return undefined;
}

/** The value of a key of the map that begins there. */
function valueOf(text: string, map: Entry, wanted: string): Entry | undefined {
  for (let entry: Entry | undefined = map; entry !== undefined; entry = nextKey(text, entry)) {
    const key = matchAt(KEY, text, entry.start);
    if (key === undefined) {
      return undefined;
    }
    if (key[1] === wanted) {
      return below(text, entry, entry.start + key[0].length, [entry.start, entry.start + wanted.length]);
    }
    if (!isOnItsLines(text, entry.start + key[0].length)) {
      return undefined;
    }
  }
  return undefined;
}

/** An item of the list that begins there. */
function itemOf(text: string, list: Entry, index: number): Entry | undefined {
  let entry: Entry | undefined = list;
  for (let count = 0; entry !== undefined && isDash(text, entry.start) && count < index; count++) {
    entry = nextAt(text, entry);
  }
  if (entry === undefined || !isDash(text, entry.start)) {
    return undefined;
  }
  const start = entry.start + /^- */.exec(text.slice(entry.start, endOf(text, entry.start)))![0].length;
  const [value, line] = [matchAt(VALUE, text, start), text.slice(start, endOf(text, start)).trimEnd()];
  if (value !== undefined) {
    return { start, column: Infinity, range: [start, start + value[0].length] };
  }
  return matchAt(KEY, text, start) === undefined || / #/.test(line)
    ? undefined
    : { start, column: entry.column + start - entry.start, range: [start, start + line.length] };
}

/** What a key has: on its line, or below it. */
function below(text: string, { column }: Entry, end: number, key: Range): Entry | undefined {
  const start = end + /^ */.exec(text.slice(end, endOf(text, end)))![0].length;
  const value = matchAt(VALUE, text, start);
  if (value !== undefined) {
    return { start, column: Infinity, range: [start, start + value[0].length] };
  }
  const head = matchAt(BELOW, text, start);
  if (head === undefined) {
    return undefined;
  }
  const next = head[1] === undefined ? contentAt(text, endOf(text, end) + 1) : undefined;
  const isBelow = next !== undefined && (next.column > column || (next.column === column && isDash(text, next.start)));
  if (!isBelow) {
    return { start, column: Infinity, range: key };
  }
  return isDash(text, next.start) || matchAt(KEY, text, next.start) !== undefined ? { ...next, range: key } : undefined;
}

/** Whether what stands after a key, and is passed over, ends on its line or is indented below it. */
function isOnItsLines(text: string, end: number): boolean {
  const start = end + /^ */.exec(text.slice(end, endOf(text, end)))![0].length;
  return matchAt(VALUE, text, start) !== undefined || matchAt(BELOW, text, start) !== undefined;
}

function nextKey(text: string, entry: Entry): Entry | undefined {
  let next = nextAt(text, entry);
  while (next !== undefined && isDash(text, next.start)) {
    next = nextAt(text, next);
  }
  return next;
}

/** What begins next at the same distance from the margin; undefined where the map or the list ends before. */
function nextAt(text: string, { start, column }: Entry): Entry | undefined {
  let next = contentAt(text, endOf(text, start) + 1);
  while (next !== undefined && next.column > column) {
    next = contentAt(text, endOf(text, next.start) + 1);
  }
  return next?.column === column ? next : undefined;
}

function isDash(text: string, start: number): boolean {
  return /^-[ \n]/.test(text.slice(start, start + 2));
}

function endOf(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end < 0 ? text.length : end;
}

function matchAt(pattern: RegExp, text: string, index: number): RegExpExecArray | undefined {
  pattern.lastIndex = index;
  return pattern.exec(text) ?? undefined;
}
