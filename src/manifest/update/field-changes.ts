import { FieldChange } from './finding';
import { isLive } from './last-applied';
import { Change } from './rule';
import { differences } from '../defaults/differences';
import { cached } from '../model/cached';
import { ManifestObject } from '../model/object';

/**
 * What an update changes of an object, but for its status and its metadata. Both have their defaults filled in. A cluster prints more
 * than a manifest has, so what only the old one has does not count there.
 */
export function fieldChanges(old: ManifestObject, now: ManifestObject): FieldChange[] {
  const keys = [...new Set([...old.root.keys, ...now.root.keys])].filter(key => key !== 'status' && key !== 'metadata');
  return keys.flatMap(key => differences(old.root.at(key), now.root.at(key)))
    .filter(({ after }) => !isLive(old) || after.isSet)
    .map(({ before, after }) => ({ path: after.path, before: before.value, after: after.value }));
}

/** The same of a change, which several look at. */
export const fieldChangesIn = cached(({ before, after }: Change<ManifestObject>) => fieldChanges(before, after));
