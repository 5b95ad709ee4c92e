import { createRequire } from 'module';

const load = createRequire(__filename);

/**
 * Whether there is a rule of that id or name, on manifests or on updates. The rules are loaded for it only when somebody
 * accepts something.
 */
export function isRule(idOrName: string): boolean {
  return isAmong(rules(), idOrName) || isRuleOnUpdates(idOrName);
}

/**
 * Whether there is a rule on updates of that id or name.
 */
export function isRuleOnUpdates(idOrName: string): boolean {
  return isAmong(updateRules(), idOrName);
}

function isAmong(all: readonly { readonly id: string; readonly name: string }[], idOrName: string): boolean {
  return all.some(({ id, name }) => id === idOrName || name === idOrName);
}

function rules(): typeof import('./rules').RULES {
  return (load('./rules') as typeof import('./rules')).RULES;
}

function updateRules(): typeof import('./update/rules').UPDATE_RULES {
  return (load('./update/rules') as typeof import('./update/rules')).UPDATE_RULES;
}
