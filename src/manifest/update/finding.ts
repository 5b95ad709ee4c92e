import { Finding } from '../lint/finding';

/**
 * What comes of an update: the API server refuses it, data is deleted, the StatefulSet is replaced by another one with
 * empty claims, or it happens in place and no data is touched.
 */
export type Outcome = 'refused' | 'data-lost' | 'replaced' | 'in-place';

/**
 * What an update would bring.
 */
export interface UpdateFinding extends Finding {
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
