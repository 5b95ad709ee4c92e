import { Rule } from '../rule';

/**
 * Rules on what becomes of claims.
 */
export const RETENTION: readonly Rule[] = [];
