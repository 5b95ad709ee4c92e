import { isJson, Json } from '../model/json';
import { ManifestObject } from '../model/object';

/**
 * Where `kubectl apply` keeps what it applied last.
 *
 * @see https://kubernetes.io/docs/reference/labels-annotations-taints/#kubectl-kubernetes-io-last-applied-configuration
 */
const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';

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
 * of an earlier apply the new manifest is the whole object.
 *
 * Input: in the cluster `replicas: 5, paused: true`, last applied `paused: true`, new manifest `minReadySeconds: 10`. Output:
 * `replicas: 5, minReadySeconds: 10`.
 *
 * @see https://kubernetes.io/docs/tasks/manage-kubernetes-objects/declarative-config/#merge-patch-calculation
 */
export function applied(before: ManifestObject, after: ManifestObject): unknown {
  const last = lastApplied(before);
  return isJson(last) ? merged(before.manifest, last, after.manifest) : after.manifest;
}

function merged(live: unknown, last: unknown, manifest: unknown): unknown {
  if (!isJson(live) || !isJson(manifest)) {
    return manifest;
  }
  const result: Json = { ...manifest };
  for (const [key, value] of Object.entries(live)) {
    const before = isJson(last) ? last[key] : undefined;
    if (key in manifest) {
      result[key] = merged(value, before, manifest[key]);
    } else if (before === undefined) {
      result[key] = value;
    }
  }
  return result;
}
