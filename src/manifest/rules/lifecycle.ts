import { Rule } from '../rule';

/**
 * Rules on how pods start, run and end.
 */
export const LIFECYCLE: readonly Rule[] = [];
