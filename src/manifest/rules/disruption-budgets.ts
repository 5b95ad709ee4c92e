import { Rule } from '../rule';

/**
 * Rules on PodDisruptionBudgets.
 */
export const DISRUPTION_BUDGETS: readonly Rule[] = [];
