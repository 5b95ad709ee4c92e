import { Rule } from '../rule';

/**
 * Rules on containers: names, images, ports, environment.
 */
export const CONTAINERS: readonly Rule[] = [];
