import { Rule } from '../rule';

/**
 * Rules on autoscalers.
 */
export const AUTOSCALING: readonly Rule[] = [];
