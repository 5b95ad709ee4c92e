import { Rule } from '../rule';

/**
 * Rules on tolerations, affinity and topology spread as the API server validates them.
 */
export const PLACEMENT: readonly Rule[] = [];
