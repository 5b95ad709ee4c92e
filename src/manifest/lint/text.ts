import type { ManifestObject } from '../model/object';

/**
 * The characters of a line where nobody looks at the lines as they come, such as in a file or a log.
 */
export const DEFAULT_WIDTH = 120;

/**
 * The words of the text in lines of that width, the first with `first` before it and the others with `indent`.
 */
export function wrapped(text: string, width: number, first = '', indent = ' '.repeat(first.length)): string {
  const lines: string[] = [];
  let line = first;
  let isBlank = true;
  for (const word of text.split(' ')) {
    if (!isBlank && line.length + 1 + word.length > width) {
      lines.push(line);
      line = indent;
      isBlank = true;
    }
    line += isBlank ? word : ` ${word}`;
    isBlank = false;
  }
  return [...lines, line].join('\n');
}

/**
 * The text without what a terminal would obey. Manifests come from anywhere.
 */
export function printable(text: string): string {
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, character => character === '\t' ? ' ' : '\ufffd');
}

/**
 * An object as it is called in texts for people: `StatefulSet prod/db`.
 */
export function kindAndName({ kind, name, namespace }: ManifestObject): string {
  return printable(`${kind} ${namespace === undefined ? '' : `${namespace}/`}${name}`);
}

/**
 * A path as one word of a shell.
 */
export function shellWord(path: string): string {
  return /^[\w./-]+$/.test(path) ? path : `'${path.replaceAll('\'', '\'\\\'\'')}'`;
}
