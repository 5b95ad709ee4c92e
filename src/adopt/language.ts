import { Adoption } from './adopt';
import { Package } from './modules';
import { Comments } from './statements';

/** The files of a project by their paths. */
export type Files = ReadonlyMap<string, string>;

/**
 * What a project is made of besides what was adopted.
 */
export interface ProjectOptions {
  readonly name: string;
  readonly packages: ReadonlyMap<string, Package>;
  readonly comments: Comments;
}

/**
 * What a program made.
 */
export interface Synthesis {
  readonly objects: readonly unknown[];

  /** All of it as the test of the project compares it. */
  readonly snapshot: string;
}

/**
 * Why a program is not what was adopted.
 */
export class Unproven extends Error {}

/**
 * A language in which programs are written.
 */
export interface Language {
  /** Whether npm installs the packages, so that their versions can be known at each synthesis. */
  readonly isOfNpm: boolean;

  /** What a user types. */
  readonly steps: Readonly<Record<'install' | 'test' | 'synth' | 'lock', string>>;

  /** The files that are written in it, or for its tools. */
  files(adoption: Adoption, options: ProjectOptions): Files;

  /**
   * What the program in a folder makes.
   *
   * @returns why it was not run, where what it needs is not here
   * @throws Unproven where it does not compile or synthesize
   */
  run(folder: string): Synthesis | string;
}

/** Where the objects are that are nobody's. */
export const OTHERS = 'manifests/others.yaml';

/** What the test of the project compares with; it is written when it is known. */
export const ADOPTED = 'test/adopted.yaml';

/** The id of the chart with them, and of its construct. */
export const OTHERS_ID = 'others';
