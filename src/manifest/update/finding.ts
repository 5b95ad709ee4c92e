import { Finding } from '../lint/finding';

/**
 * What may come of an update, from the worst on, and whether a pipeline can go on with it.
 */
export const OUTCOMES = {
  'data-deleted': { isHarmless: false, meaning: 'Claims are deleted, and their volumes where the storage class says so.' },
  'data-left-behind': { isHarmless: false, meaning: 'The data stays, and the new pods do not find it or cannot read it.' },
  'recreated': { isHarmless: false, meaning: 'Another object comes in the place of the old one; it had no data.' },
  'refused': { isHarmless: false, meaning: 'The API server refuses it.' },
  'no-effect': { isHarmless: false, meaning: 'It applies, and does not do what it says.' },
  'data-kept': { isHarmless: true, meaning: 'Pods go, and their claims stay for when they come back.' },
  'rolls-pods': { isHarmless: true, meaning: 'Pods are replaced, and come back with their claims.' },
  'in-place': { isHarmless: true, meaning: 'It applies, and no pod is touched.' },
} as const satisfies Readonly<Record<string, { readonly isHarmless: boolean; readonly meaning: string }>>;

export type Outcome = keyof typeof OUTCOMES;

const FROM_THE_WORST = Object.keys(OUTCOMES) as readonly Outcome[];

/**
 * The worst of some outcomes; undefined where there is none.
 */
export function worstOf(outcomes: readonly (Outcome | undefined)[]): Outcome | undefined {
  return FROM_THE_WORST.find(outcome => outcomes.includes(outcome));
}

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

  /** Whether only the order of a list changes: `before` and `after` are what its items are known by, then. */
  readonly isOrder?: boolean;
}

/**
 * The place of a change, and whether it is only in its order: `spec.template.spec.containers (order)`.
 */
export function placeOf({ path, isOrder }: Pick<FieldChange, 'path' | 'isOrder'>): string {
  return isOrder ? `${path} (order)` : path;
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
