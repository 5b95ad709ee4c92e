import { Rollout } from './descriptions';
import { Application, podsOf } from './pods';
import { withDefaults } from '../defaults/defaults';
import { differences } from '../defaults/differences';
import { ManifestObject } from '../model/object';
import { StatefulSet } from '../model/stateful-set';

/**
 * The first ordinal that a rolling update reaches; a partition counts pods from the first ordinal, whatever that is.
 *
 * @see https://github.com/kubernetes/kubernetes/blob/v1.34.4/pkg/controller/statefulset/stateful_set_control.go#L732
 */
export function lowestUpdatedOrdinal({ partition, firstOrdinal }: StatefulSet): number {
  return firstOrdinal + (partition.number ?? 0);
}

/**
 * What any change of the pod template does to the pods. The order is the same for both pod management policies and for
 * every `maxUnavailable`: the highest ordinal goes first.
 */
export function rolloutOf(application: Application): Rollout {
  const { set } = application;
  const pods = podsOf(application);
  const names = pods.map(({ name }) => name);
  if (set.isOnDelete) {
    return { replaced: [], replacedOnDelete: names, heldBack: [] };
  }
  const heldBack = pods.filter(({ ordinal }) => ordinal < lowestUpdatedOrdinal(set)).length;
  return { replaced: names.slice(heldBack).reverse(), replacedOnDelete: [], heldBack: names.slice(0, heldBack) };
}

/**
 * What an update from other manifests of the same application does to the pods. Pods that are new are not replaced, but
 * a partition holds them back, too: they are made from the old template.
 */
export function rolloutBetween(before: Application, after: Application): Rollout {
  if (differences(templateOf(before), templateOf(after)).length === 0) {
    return { replaced: [], replacedOnDelete: [], heldBack: [] };
  }
  const { replaced, replacedOnDelete, heldBack } = rolloutOf(after);
  const old = new Set(podsOf(before).map(({ name }) => name));
  return { replaced: replaced.filter(name => old.has(name)), replacedOnDelete: replacedOnDelete.filter(name => old.has(name)), heldBack };
}

function templateOf({ set }: Application) {
  return new ManifestObject(withDefaults(set.object.manifest)).spec.at('template');
}
