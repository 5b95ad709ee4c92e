import { ManifestObject } from '../../manifest/model/object';
import { call, Code, text, unlessEmpty } from '../code';
import { entriesOf, Row, row } from '../fields';
import { Scope } from '../scope';
import { oneOf, percentOrAbsolute } from '../values';

const BUDGET: readonly Row[] = [
  row('minAvailable', 'minAvailable', percentOrAbsolute),
  row('maxUnavailable', 'maxUnavailable', percentOrAbsolute),
  row('unhealthyPodEvictionPolicy', 'unhealthyPodEvictionPolicy', oneOf('UnhealthyPodEvictionPolicy', ['AlwaysAllow', 'IfHealthyBudget'])),
];

/**
 * The budget of an application.
 */
export function disruptionBudget(of: Code, budget: ManifestObject, app: string, scope: Scope): Code {
  const own = budget.name === app ? [] : [{ key: 'name', code: text(budget.name) }];
  return call(of, 'addPodDisruptionBudget', unlessEmpty([...own, ...entriesOf(budget.spec, BUDGET, scope)]));
}
