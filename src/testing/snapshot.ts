import { dump } from 'js-yaml';
import { withoutDefaults } from '../manifest/defaults/without-defaults';
import { ManifestObject } from '../manifest/model/object';

/** What is read first in an object, and in the items of a list. */
const FIRST = ['apiVersion', 'kind', 'metadata', 'name'];

/**
 * The manifests as one text that two releases of cdk8s or cdk8s-plus write alike, as far as they mean the same.
 */
export function snapshotOf(objects: readonly ManifestObject[]): string {
  const sorted = [...objects].sort((one, other) => compare(orderOf(one), orderOf(other)));
  return sorted.map(({ manifest }) => dump(withoutDefaults(manifest), {
    sortKeys: byKey,
    // one text for one manifest: neither anchors nor a width at which lines are folded
    noRefs: true,
    lineWidth: -1,
    // a List from a program may have holes
    skipInvalid: true,
  })).join('---\n');
}

function orderOf({ kind, namespace = '', name }: ManifestObject): string {
  return [kind, namespace, name].join('/');
}

function byKey(one: string, other: string): number {
  return rankOf(one) - rankOf(other) || compare(one, other);
}

function rankOf(key: string): number {
  const index = FIRST.indexOf(key);
  return index < 0 ? FIRST.length : index;
}

/** By code units, as another locale must not change a snapshot. */
function compare(one: string, other: string): number {
  if (one === other) {
    return 0;
  }
  return one < other ? -1 : 1;
}
