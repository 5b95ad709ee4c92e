import { Rule } from '../rule';

/**
 * Rules on fields that Kubernetes does not know, and types.
 */
export const FIELDS: readonly Rule[] = [];
