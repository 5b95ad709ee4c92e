import { createRequire } from 'node:module';
import { Finding } from '../manifest/lint/finding';

const load = createRequire(__filename);

const PAGES = 'https://github.com/cdk8s-stateful-app/cdk8s-stateful-app/blob/main/docs/rules';

/** The page of the rules on updates. */
export const UPDATES_PAGE = 'updates.md';

/**
 * The page of a group of rules, by its title.
 */
export function pageOf(title: string): string {
  return `${title.toLowerCase().replace(/ /g, '-')}.md`;
}

/**
 * Where in its page a rule is.
 */
export function anchorOf({ id, name }: Pick<Finding, 'id' | 'name'>): string {
  return `${id.toLowerCase()}-${name}`;
}

/**
 * Where the rule of a finding is explained: in its page, or behind its link where it is in none.
 */
export function ruleLink({ id, name, link }: Pick<Finding, 'id' | 'name' | 'link'>): string {
  const { RULE_GROUPS } = load('../manifest/rules') as typeof import('../manifest/rules');
  const title = Object.entries(RULE_GROUPS).find(([, rules]) => rules.some(rule => rule.id === id))?.[0];
  return title === undefined ? link : `${PAGES}/${pageOf(title)}#${anchorOf({ id, name })}`;
}
