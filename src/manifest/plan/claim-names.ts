import { rangeOf } from './notes';
import { parsePodName } from '../kubernetes/pod-identity';
import { groupedBy } from '../model/grouped-by';

/**
 * Names of claims, template by template: `data-db-0 … data-db-4, log-db-0 … log-db-4`.
 */
export function claimNamesIn(names: readonly string[], set: string): string {
  const byTemplate = groupedBy(names, name => name.slice(0, -`-${set}-${parsePodName(name)?.ordinal ?? ''}`.length));
  const sorted = [...byTemplate.values()].map(some => [...some].sort((one, other) => ordinalOf(one) - ordinalOf(other)));
  return sorted.map(rangeOf).join(', ');
}

function ordinalOf(name: string): number {
  return parsePodName(name)?.ordinal ?? 0;
}
