import { Place } from './report';
import { printable } from '../manifest/lint/text';

/**
 * A line of a file with a mark under a part of it.
 */
export interface Excerpt {
  readonly number: string;
  readonly text: string;

  /** How far the mark is from the beginning of `text`, and how long it is. */
  readonly indent: number;
  readonly length: number;
}

/**
 * The line at a place, in at most `width` characters around it: files of JSON can be one line.
 */
export function excerptAt({ document, position }: Place, width: number): Excerpt {
  const before = position.column - 1;
  const lineStart = position.offset - before;
  const fits = firstLine(document.text, lineStart, width + 1).length <= width;
  const skipped = fits ? 0 : Math.max(0, before - Math.floor(width / 3));
  const rest = firstLine(document.text, lineStart + skipped, width + 1);
  const text = printable(rest.length > width ? `${rest.slice(0, width - 1)}…` : rest.trimEnd());
  const indent = before - skipped;
  return {
    number: String(position.line),
    text: skipped > 0 ? `…${text.slice(1)}` : text,
    indent,
    length: Math.max(1, Math.min(position.end - position.column, text.length - indent)),
  };
}

function firstLine(text: string, start: number, length: number): string {
  return /^[^\r\n]*/.exec(text.slice(start, start + length))?.[0] ?? '';
}
