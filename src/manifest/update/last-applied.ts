import { objectWithDefaults } from '../defaults/defaults';
import { itemKeys, keyText } from '../defaults/list-items';
import { Inventory } from '../model/inventory';
import { isJson, Json, put } from '../model/json';
import { ManifestObject } from '../model/object';

/**
 * Where `kubectl apply` keeps what it applied last.
 *
 * @see https://kubernetes.io/docs/reference/labels-annotations-taints/#kubectl-kubernetes-io-last-applied-configuration
 */
export const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';

/** What the controller writes on a claim that has got its volume. */
const BIND_COMPLETED = 'pv.kubernetes.io/bind-completed';

/**
 * Whether the manifest was read from a cluster: the API server sets `uid` and `resourceVersion` in every object. Such a
 * manifest has more than defaults: addresses, volumes, what admission adds.
 */
export function isLive({ metadata, root }: ManifestObject): boolean {
  // an export of a bound claim may lack the first two
  return metadata.at('uid').isSet || metadata.at('resourceVersion').isSet || metadata.at('annotations', BIND_COMPLETED).isSet
    || root.at('status', 'phase').string === 'Bound';
}

/**
 * The manifest that was applied last, from the annotation of the live object; undefined where there is none, or no JSON.
 */
export function lastApplied(object: ManifestObject): unknown {
  const text = object.metadata.at('annotations', LAST_APPLIED).string;
  if (text === undefined) {
    return undefined;
  }
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/**
 * The object that the cluster has after `kubectl apply` of the new manifest. A field that neither the new manifest nor the last
 * applied one has keeps its value in the cluster, as something else has set it, such as an autoscaler. Without the annotation
 * of an earlier apply the new manifest is the whole object, but for the replicas that an autoscaler among the new objects has set.
 *
 * Input: in the cluster `replicas: 5, paused: true`, last applied `paused: true`, new manifest `minReadySeconds: 10`. Output:
 * `replicas: 5, minReadySeconds: 10`.
 *
 * @see https://kubernetes.io/docs/tasks/manage-kubernetes-objects/declarative-config/#merge-patch-calculation
 */
export function applied(before: ManifestObject, after: ManifestObject, inventory: Inventory): unknown {
  const last = lastApplied(before);
  const { manifest } = after;
  if (isJson(last)) {
    return merged(before.manifest, last, manifest);
  }
  const replicas = before.spec.at('replicas');
  const isScaled = isLive(before) && replicas.isSet && !after.spec.at('replicas').isSet && isJson(manifest) && inventory.autoscalersOf(after).length > 0;
  return isScaled ? { ...manifest, spec: { ...manifest.spec as Json, replicas: replicas.value } } : manifest;
}

/**
 * The same where an old manifest that no cluster has printed is what was applied last: the cluster has filled in defaults since, and
 * these stay, also where the new manifest alone would get others.
 *
 * Input: old manifest without `updateStrategy`, new manifest `type: OnDelete`. Output: `type: OnDelete, rollingUpdate: { partition: 0 }`.
 */
export function appliedTo(before: ManifestObject, after: ManifestObject, inventory: Inventory): unknown {
  return isLive(before) ? applied(before, after, inventory) : merged(objectWithDefaults(before), before.manifest, after.manifest);
}

/** Where a new value drops all that it does not name: `x-kubernetes-patch-strategy: retainKeys`. */
const REPLACED_WHOLE = new Set(['strategy', 'volumes']);

function merged(live: unknown, last: unknown, manifest: unknown, name = ''): unknown {
  if (Array.isArray(live) && Array.isArray(manifest)) {
    return mergedLists(live, Array.isArray(last) ? last : [], manifest, name);
  }
  if (!isJson(live) || !isJson(manifest)) {
    return manifest;
  }
  const result: Json = { ...manifest };
  for (const [key, value] of Object.entries(live)) {
    const before = isJson(last) && Object.hasOwn(last, key) ? last[key] : undefined;
    if (Object.hasOwn(manifest, key)) {
      put(result, key, merged(value, before, manifest[key], key));
    } else if (before === undefined && !REPLACED_WHOLE.has(name)) {
      put(result, key, value);
    }
  }
  return result;
}

/** Items that the API tells apart are merged with what the cluster has of them; those of somebody else stay. Other lists are replaced. */
function mergedLists(live: readonly unknown[], last: readonly unknown[], manifest: readonly unknown[], name: string): unknown {
  const [inCluster, before, now] = [live, last, manifest].map(items => byKeys(name, items));
  if (inCluster === undefined || before === undefined || now === undefined) {
    return manifest;
  }
  return [
    ...[...now].map(([key, item]) => inCluster.has(key) ? merged(inCluster.get(key), before.get(key), item, name) : item),
    ...[...inCluster].flatMap(([key, item]) => now.has(key) || before.has(key) ? [] : [item]),
  ];
}

function byKeys(name: string, items: readonly unknown[]): ReadonlyMap<string, unknown> | undefined {
  const keys = itemKeys(name, items);
  return keys && new Map(keys.map((key, index) => [keyText(key), items[index]]));
}
