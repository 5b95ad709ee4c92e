import { Rule } from '../rule';

/**
 * Rules on how containers mount volumes.
 */
export const MOUNTS: readonly Rule[] = [];
