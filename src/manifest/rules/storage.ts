import { Rule } from '../rule';

/**
 * Rules on where the data of pods lies.
 */
export const STORAGE: readonly Rule[] = [];
