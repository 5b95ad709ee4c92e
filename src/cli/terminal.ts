import { FileSystem } from './files';
import { DEFAULT_WIDTH } from '../manifest/lint/text';

/**
 * The world outside of the command, so that tests can bring their own.
 */
export interface Terminal extends FileSystem {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  readonly hasColors: boolean;

  /** The characters of a line. */
  readonly width: number;

  /**
   * Whether somebody looks at the lines as they come.
   *
   * @default false
   */
  readonly isInteractive?: boolean;

  /**
   * Ends what waits for more, such as --watch.
   *
   * @default - nothing does
   */
  readonly signal?: AbortSignal;
}

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
