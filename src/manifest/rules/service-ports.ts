import { Rule } from '../rule';

/**
 * Rules on where the ports of Services lead.
 */
export const SERVICE_PORTS: readonly Rule[] = [];
