import { createRequire } from 'module';
import { plainPosition } from './plain-position';
import type { Trees } from './position-tree';
import { SourceDocument } from './read';

/**
 * A part of one line of a file; lines and columns count from 1, and `end` is the column after the last one.
 */
export interface Position {
  /** In the text of the document, from 0. */
  readonly offset: number;
  readonly line: number;
  readonly column: number;
  readonly end: number;
}

/**
 * Tells where in documents something stands.
 */
export class Positions {
  private trees?: Trees;

  /**
   * Where the path leads to, such as `spec.replicas` or `items[2].metadata.name`; as near as it gets, where the document
   * ends before it.
   */
  public of(document: SourceDocument, path: string): Position {
    const keys = keysOf(path);
    const { range: [start, end], line, column } = plainPosition(document.text, keys) ?? (this.trees ??= newTrees()).placeOf(document, keys);
    const length = /^[^\r\n]*/.exec(document.text.slice(start, Math.min(end, start + LONGEST_MARK)))?.[0].trimEnd().length ?? 0;
    return { offset: start, line: document.line + line - 1, column, end: column + Math.max(length, 1) };
  }
}

/** Enough for every terminal. */
const LONGEST_MARK = 1000;

const load = createRequire(__filename);

/** Their parser is large, and most places are found without it. */
function newTrees(): Trees {
  return new (load('./position-tree') as typeof import('./position-tree')).Trees();
}

/** The keys of a path as fields write it: `a.b[0]['c.d']`. */
export function keysOf(path: string): (string | number)[] {
  return Array.from(path.matchAll(/\['(.*?)'\](?=[.[]|$)|\[([0-9]+)\]|([^.[\]]+)/g), ([, quoted, index, plain]) =>
    index === undefined ? quoted ?? plain ?? '' : Number(index));
}
