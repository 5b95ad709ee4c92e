import { Rule } from '../rule';

/**
 * Rules on claim templates.
 */
export const CLAIM_TEMPLATES: readonly Rule[] = [];
