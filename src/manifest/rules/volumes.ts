import { Rule } from '../rule';

/**
 * Rules on volumes of pods.
 */
export const VOLUMES: readonly Rule[] = [];
