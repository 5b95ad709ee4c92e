import { Compared } from './diff';
import { groupedBy } from './model/grouped-by';
import { ManifestObject } from './model/object';
import { planOf, PlanOptions } from './plan';
import { PodChanges, podChangesIn } from './plan/pod-changes';
import { changedPaths } from './update/changed-paths';
import { Outcome, UpdateFinding, worstOf } from './update/finding';
import { Recipe, recipeFor } from './update/recipes';
import { CHANGED } from './update/subjects';


/**
 * What an update does to one object.
 */
export interface ObjectImpact {
  /** The new one, or the old one where there is no new one. */
  readonly object: ManifestObject;
  readonly change: 'created' | 'changed' | 'replaced' | 'removed' | 'unchanged';

  /** Which one it comes in the place of, under another name, in another namespace or of another kind. */
  readonly was?: ManifestObject;

  /** The worst that comes of it; undefined where no rule on updates is about its kind, and it is not unchanged. */
  readonly outcome?: Outcome | 'unchanged';

  /** Whether the worst of it is accepted. */
  readonly isAccepted: boolean;

  /** Where it changes; nowhere where it comes or goes. */
  readonly paths: readonly string[];

  /** Why, the accepted ones among them. */
  readonly reasons: readonly UpdateFinding[];

  /** How it is made all the same; undefined where it does no harm, or where only another manifest helps. */
  readonly recipe?: Recipe;

  /** What becomes of its pods: once for the versions of Kubernetes that do the same, and not at all where nothing does. */
  readonly pods: readonly VersionedPodChanges[];
}

export interface VersionedPodChanges extends PodChanges {
  /** `1.35.0-1.35.3, 1.37`. */
  readonly versions: string;
}

const JUDGED = new Set<string | undefined>(Object.values(CHANGED).flatMap(({ kinds }) => kinds));

/**
 * What an update does, object by object, in the order of the new manifests; what is gone comes last.
 */
export function impactsOf(compared: Compared, { target }: Pick<PlanOptions, 'target'> = {}): ObjectImpact[] {
  const { after, findings, comparison } = compared;
  const { both, found, pairs, replaced } = comparison;
  const reasons = groupedBy(found, ({ object }) => object);
  const told = new Set(findings);
  const { sets } = planOf(compared, { target });
  const pods = groupedBy(sets.flat().map(set => ({ set, ...podChangesIn(set), versions: set.versions })), ({ set }) => set.object);
  const pathsOf = new Map<ManifestObject, string[]>([
    ...[...pairs.same].map((object): [ManifestObject, string[]] => [object, []]),
    ...both.map((change): [ManifestObject, string[]] => [change.written, changedPaths(change)]),
  ]);
  const gone = new Set(replaced.values());
  const earlier = new Map(pairs.changed.map(([old, now]) => [now, old]));

  const impactOf = (object: ManifestObject, change: ObjectImpact['change']): ObjectImpact => {
    const why = reasons.get(object) ?? [];
    const [worst, worstTold] = [why, why.filter(finding => told.has(finding))].map(some => worstOf(some.map(({ outcome }) => outcome)));
    const was = replaced.get(object);
    const none = change === 'unchanged' ? 'unchanged' : JUDGED.has(object.groupKind) ? 'in-place' : undefined;
    return {
      object,
      change: was !== undefined ? 'replaced' : worst !== undefined && change === 'unchanged' ? 'changed' : change,
      ...was !== undefined && { was },
      outcome: worst ?? none,
      isAccepted: worst !== worstTold,
      paths: pathsOf.get(object) ?? [],
      reasons: why,
      recipe: recipeFor(change === 'removed' ? { before: object, findings: why } : { before: was ?? earlier.get(object), after: object, findings: why }),
      pods: (pods.get(object) ?? []).map(({ set: _, ...changes }) => changes).filter(isAny),
    };
  };
  return [
    ...after.map(object => impactOf(object, changeOf(pathsOf.get(object)))),
    ...pairs.removed.filter(object => !gone.has(object)).map(object => impactOf(object, 'removed')),
  ];
}

function changeOf(paths: readonly string[] | undefined): ObjectImpact['change'] {
  if (paths === undefined) {
    return 'created';
  }
  return paths.length === 0 ? 'unchanged' : 'changed';
}

function isAny({ restarted, created, deleted, heldBack }: PodChanges): boolean {
  return [restarted, created, deleted, heldBack].some(({ length }) => length > 0);
}
