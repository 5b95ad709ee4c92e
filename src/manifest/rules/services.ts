import { Rule } from '../rule';

/**
 * Rules on Services as the API server validates them.
 */
export const SERVICES: readonly Rule[] = [];
