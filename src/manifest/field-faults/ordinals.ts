import { podName } from '../kubernetes/pod-identity';
import { cached } from '../model/cached';
import { Inventory } from '../model/inventory';
import { Scale, scaleOf } from '../model/scale';
import { StatefulSet } from '../model/stateful-set';

/**
 * That a StatefulSet has no pod of an ordinal.
 */
export interface OrdinalOutside {
  /** The pods that it has: `db-0 to db-2`. */
  readonly pods: string;

  /** Whether the manifests say how many; where they do not, somebody else may scale it. */
  readonly isSaid: boolean;
}

const scales = cached((inventory: Inventory) => cached((set: StatefulSet) => scaleOf(set.object, inventory)));

/**
 * How many pods a StatefulSet has.
 */
export function scaleOfSet(set: StatefulSet, inventory: Inventory): Scale | undefined {
  return scales(inventory)(set);
}

/**
 * Whether a StatefulSet has no pod of that ordinal. One that is scaled to nothing is paused, and has all of them for later.
 */
export function ordinalOutside(set: StatefulSet, ordinal: number, inventory: Inventory): OrdinalOutside | undefined {
  const scale = scaleOfSet(set, inventory);
  const [first, most] = [set.firstOrdinal, scale?.most ?? 0];
  if (most <= 0 || (ordinal >= first && ordinal < first + most)) {
    return undefined;
  }
  const [from, to] = [podName(set.name, first), podName(set.name, first + most - 1)];
  return { pods: most > 1 ? `${from} to ${to}` : from, isSaid: scale?.isSaid ?? false };
}
