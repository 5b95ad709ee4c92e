import { Rule } from '../rule';

/**
 * Rules on requests and limits.
 */
export const RESOURCES: readonly Rule[] = [];
