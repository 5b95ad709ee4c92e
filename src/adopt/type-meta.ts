import { isJson } from '../manifest/model/json';
import { ManifestObject } from '../manifest/model/object';

/**
 * A manifest without defaults, whose claim templates still say of which type they are where they said it: to the API server that is
 * a default, and to an Application of Argo CD with `ServerSideApply=true` a difference.
 */
export function withTypeMeta(plain: unknown, { spec }: ManifestObject): unknown {
  const claims = spec.at('volumeClaimTemplates').items;
  if (!isJson(plain) || !isJson(plain.spec) || !Array.isArray(plain.spec.volumeClaimTemplates)) {
    return plain;
  }
  const volumeClaimTemplates = plain.spec.volumeClaimTemplates.map((claim: unknown, index) => {
    const [apiVersion, kind] = ['apiVersion', 'kind'].map(key => claims[index]?.at(key).string);
    return isJson(claim) && apiVersion !== undefined && kind !== undefined ? { apiVersion, kind, ...claim } : claim;
  });
  return { ...plain, spec: { ...plain.spec, volumeClaimTemplates } };
}
