import { check } from '../manifest/check';
import { ACCEPT_ANNOTATION } from '../manifest/lint/acceptance';
import { isJson } from '../manifest/model/json';
import { ManifestObject } from '../manifest/model/object';

/** The reason in the annotations. */
export const REASON = 'adopted as it runs';

/**
 * Objects with annotations that accept what the check of a program would refuse in them: what runs already is no reason not to
 * write it down. Whatever else the check finds are warnings.
 */
export function withAcceptances(objects: readonly ManifestObject[]): ManifestObject[] {
  const services = objects.filter(({ groupKind }) => groupKind === 'apps/StatefulSet')
    .map(({ spec, namespace }) => ({ kind: '/Service' as const, name: spec.at('serviceName').string ?? '', namespace }));
  const rules = new Map<ManifestObject, Set<string>>();
  for (const { severity, object, id } of check(objects, { complete: true, existing: services })) {
    if (severity === 'error') {
      rules.set(object, (rules.get(object) ?? new Set()).add(id));
    }
  }
  return objects.map(object => {
    const ids = rules.get(object);
    return ids === undefined ? object : annotated(object, [...ids]);
  });
}

function annotated(object: ManifestObject, ids: readonly string[]): ManifestObject {
  const { manifest } = object;
  if (!isJson(manifest) || !isJson(manifest.metadata)) {
    return object;
  }
  const annotations = { ...object.annotations, ...Object.fromEntries(ids.map(id => [`${ACCEPT_ANNOTATION}${id}`, REASON])) };
  return new ManifestObject({ ...manifest, metadata: { ...manifest.metadata, annotations } }, object.source, object.within);
}

/** The ids of the rules whose findings in an object are accepted because it runs already. */
export function acceptedIn({ annotations }: ManifestObject): string[] {
  return Object.entries(annotations)
    .filter(([key, reason]) => key.startsWith(ACCEPT_ANNOTATION) && reason === REASON)
    .map(([key]) => key.slice(ACCEPT_ANNOTATION.length));
}
