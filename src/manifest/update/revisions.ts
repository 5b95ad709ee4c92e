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
  const template = after.spec.at('template');
  const current = new Set(revisions.filter(revision => {
    const kept = templateOf(revision);
    return kept !== undefined && differences(kept.spec.at('template'), template).length === 0;
  }).map(({ name }) => name));
  const isCurrent = (pod: ManifestObject) => current.has(pod.labels[REVISION_LABEL] ?? '');
  return { current: pods.filter(isCurrent), old: pods.filter(pod => !isCurrent(pod)) };
}

interface LiveObjects {
  readonly pods: readonly ManifestObject[];
  readonly revisions: readonly ManifestObject[];
}

function liveObjectsOf({ object }: StatefulSet, inventory: Inventory): LiveObjects {
  return byOwner(inventory).get(`${object.namespace ?? ''}/${object.name}`) ?? { pods: [], revisions: [] };
}

const byOwner = cached((inventory: Inventory): ReadonlyMap<string, LiveObjects> => {
  const pods = groupedBy(inventory.ofKind('/Pod'), ownerOf);
  const revisions = groupedBy(inventory.ofKind('apps/ControllerRevision'), ownerOf);
  return new Map([...revisions].map(([owner, own]) => [owner, { pods: pods.get(owner) ?? [], revisions: own }]));
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
