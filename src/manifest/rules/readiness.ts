import { Rule } from '../rule';

/**
 * Rules on whether pods are ready.
 */
export const READINESS: readonly Rule[] = [];
