import { fieldChanges } from './field-changes';
import { LAST_APPLIED } from './last-applied';
import { Change } from './rule';
import { differences } from '../defaults/differences';
import { ManifestObject } from '../model/object';

/** What people and programs write; the rest of the metadata is the cluster's own. */
const WRITTEN = ['labels', 'annotations'];

/**
 * Where an update changes an object; nowhere where it stays as it is.
 */
export function changedPaths({ before, after, isLive }: Change<ManifestObject>): string[] {
  const metadata = WRITTEN.flatMap(key => differences(before.metadata.at(key), after.metadata.at(key)))
    .filter(difference => difference.before.name !== LAST_APPLIED && !(isLive && !difference.after.isSet))
    .map(difference => difference.after.path);
  return [...metadata, ...fieldChanges(before, after).map(({ path }) => path)];
}
