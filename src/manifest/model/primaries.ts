import { ManifestObject } from './object';

/**
 * The annotation of a ConfigMap that has the ordinals of all primaries of an application, from the first one to that of now.
 */
export const PRIMARIES = 'cdk8s-stateful-app.github.io/primaries';

/**
 * The ordinals of all primaries that a ConfigMap tells of; none where it tells of something else.
 */
export function primariesOf({ groupKind, metadata }: ManifestObject): string[] {
  const text = groupKind === '/ConfigMap' ? metadata.at('annotations', PRIMARIES).string ?? '' : '';
  return text.split(/\s+/).filter(word => word !== '');
}
