import { withDefaults } from '../defaults/defaults';
import { differences } from '../defaults/differences';
import { REVISION_LABEL } from '../kubernetes/pod-identity';
import { cached } from '../model/cached';
import { groupedBy } from '../model/grouped-by';
import { Inventory } from '../model/inventory';
import { ManifestObject, refersTo } from '../model/object';
import { StatefulSet } from '../model/stateful-set';

/**
 * The pods in the cluster, by whether they have the template of the new StatefulSet already, as after an update that is taken
 * back before it has reached them. The pods carry the name of their revision, and the revision holds the template:
 * pod `db-0` with `controller-revision-hash: db-5f6`, and ControllerRevision `db-5f6`. There are
 * none where the cluster was not asked for both.
 */
export function podsByTemplate(
  before: StatefulSet, after: StatefulSet, earlier: Inventory,
): { readonly old: ManifestObject[]; readonly current: ManifestObject[] } {
  const { pods, revisions } = liveObjectsOf(before, earlier);
  const current = new Set(revisionsWith(after, revisions));
  const isCurrent = (pod: ManifestObject) => current.has(pod.labels[REVISION_LABEL] ?? '');
  return { current: pods.filter(isCurrent), old: pods.filter(pod => !isCurrent(pod)) };
}

/**
 * The names of the revisions that hold the template of a StatefulSet, the newest last.
 */
export function revisionsWith(set: StatefulSet, revisions: readonly ManifestObject[]): string[] {
  return revisions.filter(revision => {
    const kept = templateOf(revision);
    return kept !== undefined && isSameTemplate(new StatefulSet(kept), set);
  }).sort((one, other) => (one.root.at('revision').number ?? 0) - (other.root.at('revision').number ?? 0)).map(({ name }) => name);
}

/**
 * Whether two StatefulSets with all defaults make the same pods.
 */
export function isSameTemplate(before: StatefulSet, after: StatefulSet): boolean {
  return differences(before.spec.at('template'), after.spec.at('template')).length === 0;
}

/**
 * What a cluster has printed of a StatefulSet besides itself.
 */
export interface LiveObjects {
  readonly pods: readonly ManifestObject[];
  readonly revisions: readonly ManifestObject[];
}

/**
 * The pods and revisions of a StatefulSet among the objects of a cluster.
 */
export function liveObjectsOf({ object }: StatefulSet, inventory: Inventory): LiveObjects {
  return byOwner(inventory).get(`${object.namespace ?? ''}/${object.name}`) ?? { pods: [], revisions: [] };
}

const byOwner = cached((inventory: Inventory): ReadonlyMap<string, LiveObjects> => {
  const pods = groupedBy(inventory.ofKind('/Pod'), ownerOf);
  const revisions = groupedBy(inventory.ofKind('apps/ControllerRevision'), ownerOf);
  const owners = new Set([...pods.keys(), ...revisions.keys()]);
  return new Map([...owners].map(owner => [owner, { pods: pods.get(owner) ?? [], revisions: revisions.get(owner) ?? [] }]));
});

/** The StatefulSet that an object of the cluster belongs to, as `namespace/name`. */
function ownerOf({ metadata, namespace }: ManifestObject): string {
  const owner = metadata.at('ownerReferences').items.find(reference => refersTo(reference, 'apps/StatefulSet'));
  return `${namespace ?? ''}/${owner?.at('name').string ?? ''}`;
}

/** A StatefulSet with the template that a revision holds, and with defaults. */
function templateOf(revision: ManifestObject): ManifestObject | undefined {
  const template = revision.root.at('data', 'spec', 'template');
  if (!template.isSet) {
    return undefined;
  }
  const { $patch: _, ...kept } = template.value as Record<string, unknown>;
  return new ManifestObject(withDefaults({ apiVersion: 'apps/v1', kind: 'StatefulSet', spec: { template: kept } }));
}
