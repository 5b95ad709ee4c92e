import { Rule } from '../rule';

/**
 * Rules on fields of the StatefulSet itself.
 */
export const STATEFUL_SET: readonly Rule[] = [];
