import { ManifestObject } from '../manifest/model/object';

/** What tells objects apart. */
export function keyOf({ apiVersion, kind, namespace, name }: ManifestObject): string {
  return JSON.stringify([apiVersion, kind, namespace ?? '', name]);
}
