import { createRequire } from 'module';

const load = createRequire(__filename);

/**
 * Whether there is a rule of that id or name, on manifests or on updates. The rules are loaded for it only when somebody
 * accepts something.
 */
export function isRule(idOrName: string): boolean {
  const isNamed = ({ id, name }: { readonly id: string; readonly name: string }) => id === idOrName || name === idOrName;
  return rules().some(isNamed) || updateRules().some(isNamed);
}

function rules(): typeof import('./rules').RULES {
  return (load('./rules') as typeof import('./rules')).RULES;
}

function updateRules(): typeof import('./update/rules').UPDATE_RULES {
  return (load('./update/rules') as typeof import('./update/rules')).UPDATE_RULES;
}
