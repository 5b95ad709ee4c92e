import { isJson, Json } from '../model/json';
import { ManifestObject } from '../model/object';

/**
 * Where `kubectl apply` keeps what it applied last.
 *
 * @see https://kubernetes.io/docs/reference/labels-annotations-taints/#kubectl-kubernetes-io-last-applied-configuration
 */
const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';

/**
 * Whether the manifest was read from a cluster, which fills in more than any default: addresses, volumes, what admission
 * adds.
 */
export function isLive(object: ManifestObject): boolean {
  return object.metadata.at('uid').isSet || object.metadata.at('resourceVersion').isSet;
}

/**
 * What the live object says of its last apply, or undefined.
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
 * The manifest as it is after an apply: a field that neither it nor the last one has belongs to somebody else, such as an
 * autoscaler, and stays as it is in the cluster. Where the old manifest does not tell what was applied, it was all that
 * it has.
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
