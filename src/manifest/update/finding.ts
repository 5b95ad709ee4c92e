import { Finding } from '../lint/finding';

/**
 * What may come of an update, from the worst on, and whether a pipeline can go on with it.
 */
export const OUTCOMES = {
  /** The API server refuses it. */
  'refused': { isHarmless: false },

  /** Data is deleted. */
  'data-lost': { isHarmless: false },

  /** Another StatefulSet with empty claims comes in the place of the old one. */
  'replaced': { isHarmless: false },

  /** It applies, and no data is touched. */
  'in-place': { isHarmless: true },
} as const satisfies Readonly<Record<string, { readonly isHarmless: boolean }>>;

export type Outcome = keyof typeof OUTCOMES;

/**
 * What an update does.
 */
export interface Impact {
  readonly outcome: Outcome;

  /** What happens to the data, as a sentence. */
  readonly data: string;

  /**
   * What the API server says, word for word, after the name of the object.
   *
   * @default - it says nothing, or something that the manifests do not tell
   */
  readonly apiServerMessage?: string;
}

/**
 * What is found about an update. What is wrong with an annotation has no impact.
 */
export interface UpdateFinding extends Finding, Partial<Impact> {}

/**
 * Whether a pipeline can go on with what was found; that is so of updates only.
 */
export function isHarmless({ outcome }: UpdateFinding): boolean {
  return outcome !== undefined && OUTCOMES[outcome].isHarmless;
}
