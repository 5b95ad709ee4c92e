import { cached } from './cached';
import { Field } from './field';
import { ManifestObject } from './object';
import { podTemplateOf } from './pod-template';

/**
 * The claims that an object is or makes, each with its `metadata` and `spec`: a PersistentVolumeClaim, the claim
 * templates of a StatefulSet, the ephemeral volumes of a workload. They are looked for once, as many rules look at them.
 */
export const claimsIn = cached((object: ManifestObject): readonly Field[] => findClaims(object));

/**
 * The claim templates of a StatefulSet, or the PersistentVolumeClaim itself: claims that outlive the pods.
 */
export function lastingClaimsIn(object: ManifestObject): Field[] {
  return object.groupKind === '/PersistentVolumeClaim' ? [object.root] : claimTemplatesIn(object);
}

function findClaims(object: ManifestObject): Field[] {
  if (object.groupKind === '/PersistentVolumeClaim') {
    return [object.root];
  }
  const volumes = podTemplateOf(object)?.at('spec', 'volumes').items ?? [];
  const ephemeral = volumes.map(volume => volume.at('ephemeral', 'volumeClaimTemplate')).filter(template => template.isSet);
  return [...claimTemplatesIn(object), ...ephemeral];
}

function claimTemplatesIn(object: ManifestObject): Field[] {
  return object.groupKind === 'apps/StatefulSet' ? object.spec.at('volumeClaimTemplates').items : [];
}
