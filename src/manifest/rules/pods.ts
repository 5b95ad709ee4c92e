import { Rule } from '../rule';

/**
 * Rules on what else there is in a pod: DNS, names, security context.
 */
export const PODS: readonly Rule[] = [];
