import { FileSystem } from './files';

/**
 * The world outside of the command, so that tests can bring their own.
 */
export interface Terminal extends FileSystem {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  readonly hasColors: boolean;

  /** The characters of a line. */
  readonly width: number;
}

/** Where nobody looks at the lines as they come, such as in a file or a log. */
export const DEFAULT_WIDTH = 120;
const NARROWEST = 40;
const WIDEST = 140;

/**
 * The width for text; very long lines are hard to read.
 */
export function widthOf(columns: number | undefined): number {
  return columns === undefined ? DEFAULT_WIDTH : Math.min(Math.max(columns, NARROWEST), WIDEST);
}

/**
 * Whether to write colours: what the environment says, or whether it is a terminal.
 *
 * @see https://no-color.org
 * @see https://force-color.org
 */
export function hasColors(environment: NodeJS.ProcessEnv, isTerminal: boolean): boolean {
  if (environment.NO_COLOR) {
    return false;
  }
  if (environment.FORCE_COLOR) {
    return environment.FORCE_COLOR !== '0' && environment.FORCE_COLOR !== 'false';
  }
  return isTerminal && environment.TERM !== 'dumb';
}

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
