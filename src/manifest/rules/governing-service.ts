import { Rule } from '../rule';

/**
 * Rules on the Service that governs a StatefulSet.
 */
export const GOVERNING_SERVICE: readonly Rule[] = [];
