import { fieldChangesIn } from './field-changes';
import { LAST_APPLIED } from './last-applied';
import { Change } from './rule';
import { differences } from '../defaults/differences';
import { ManifestObject } from '../model/object';

/** What people and programs write; the rest of the metadata is the cluster's own. */
const WRITTEN = ['labels', 'annotations'];

/**
 * Where an update changes an object; nowhere where it stays as it is.
 */
export function changedPaths(change: Change<ManifestObject>): string[] {
  const { before, after, isLive } = change;
  const metadata = WRITTEN.flatMap(key => differences(before.metadata.at(key), after.metadata.at(key)))
    .filter(difference => difference.before.name !== LAST_APPLIED && !(isLive && !difference.after.isSet))
    .map(difference => difference.after.path);
  return [...metadata, ...fieldChangesIn(change).map(({ path }) => path)];
}
