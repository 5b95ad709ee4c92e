import { Rule } from '../rule';

/**
 * Rules on probes and lifecycle hooks.
 */
export const PROBES: readonly Rule[] = [];
