import { Finding } from '../lint/finding';

/**
 * What may come of an update, from the worst on, and whether a pipeline can go on with it.
 */
export const OUTCOMES = {
  'data-deleted': { isHarmless: false, meaning: 'Claims are deleted, and their volumes where the storage class says so.' },
  'data-left-behind': { isHarmless: false, meaning: 'The data stays, and the new pods do not find it.' },
  'recreated': { isHarmless: false, meaning: 'Another object comes in the place of the old one; it had no data.' },
  'refused': { isHarmless: false, meaning: 'The API server refuses it.' },
  'data-kept': { isHarmless: true, meaning: 'Pods go, and their claims stay for when they come back.' },
  'rolls-pods': { isHarmless: true, meaning: 'Pods are replaced, and come back with their claims.' },
  'in-place': { isHarmless: true, meaning: 'It applies, and no pod is touched.' },
} as const satisfies Readonly<Record<string, { readonly isHarmless: boolean; readonly meaning: string }>>;

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

  /**
   * All fields that change, those first that change what a process may do.
   *
   * @default - the place of the finding alone
   */
  readonly changes?: readonly FieldChange[];
}

/**
 * A field that an update changes.
 */
export interface FieldChange {
  readonly path: string;

  /** Undefined where there was nothing. */
  readonly before: unknown;
  readonly after: unknown;
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
