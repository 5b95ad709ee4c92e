import { Rule } from '../rule';

/**
 * Rules on how a change reaches the pods.
 */
export const ROLLOUT: readonly Rule[] = [];
