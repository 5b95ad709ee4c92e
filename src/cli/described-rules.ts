import { createRequire } from 'node:module';
import { Fault, RuleOf } from '../manifest/lint/rule';

/** What the pages in docs/rules say of a rule, too. */
export type DescribedRule = Omit<RuleOf<unknown, Fault>, 'check'> & { readonly outcome?: string };

const load = createRequire(__filename);

/**
 * All rules, on manifests and on updates.
 */
export function describedRules(): readonly DescribedRule[] {
  const { RULES } = load('../manifest/rules') as typeof import('../manifest/rules');
  const { UPDATE_RULES } = load('../manifest/update/rules') as typeof import('../manifest/update/rules');
  return [...RULES, ...UPDATE_RULES];
}

/**
 * The rule of that id or name, in any case.
 */
export function describedRule(idOrName: string): DescribedRule | undefined {
  const asked = idOrName.toLowerCase();
  return describedRules().find(({ id, name }) => id.toLowerCase() === asked || name === asked);
}
