import { Rule } from '../rule';

/**
 * Rules on how pods spread over nodes.
 */
export const SPREADING: readonly Rule[] = [];
