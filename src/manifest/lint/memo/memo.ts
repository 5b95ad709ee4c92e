import { Path } from './path';
import { Reads, readsOf } from './read-tracking';
import { Differences, Keys, SimilarObjects, similarObjects } from './similar-objects';
import { Kind } from '../../model/kinds';
import { ManifestObject } from '../../model/object';
import { Check, Context, Rule } from '../rule';

/** Rules with their functions, by what the functions look at. */
export type Checks<T> = readonly { readonly rule: Rule; readonly run: Check<T>; readonly kind?: Kind }[];

/**
 * Those of the checks that have to run on an object: the others would find nothing.
 *
 * @param subjectOf makes what the checks look at from the object
 */
export type ChecksToRun = <T>(checks: Checks<T>, object: ManifestObject, subjectOf: (object: ManifestObject) => T) => Checks<T>;

/** To track what all rules read costs as much as to run them on some objects. */
const FEWEST_SIMILAR = 20;

/**
 * Spares the rules a part of the objects: where a rule found nothing in one object, and there are others that differ from it
 * only where the rule did not read, it finds nothing in those either.
 *
 * Input: 1,000 StatefulSets that differ in `metadata.name`. A rule that reads `spec.replicas` runs once, a rule that reads
 * the name runs 1,000 times.
 *
 * @param objects those that are judged in this context
 */
export function memo(context: Context, objects: readonly ManifestObject[] = context.inventory.objects): ChecksToRun {
  const groups = new Map<ManifestObject, Group>();
  const root: Keys = new Path();
  for (const similar of similarObjects(objects, root)) {
    if (similar.others.size >= FEWEST_SIMILAR) {
      const group = new Group(similar, context, root);
      similar.others.forEach((_, object) => groups.set(object, group));
    }
  }
  return (checks, object, subjectOf) => groups.get(object)?.checksToRun(checks, object, subjectOf) ?? checks;
}

/**
 * Similar objects, and what the rules read in the first of them.
 */
class Group {
  private readonly reads = new Map<Rule, Reads>();

  /** What has to run, by the checks and by where an object differs from the first. */
  private readonly known = new Map<unknown, Map<Differences, unknown>>();

  constructor(private readonly similar: SimilarObjects, private readonly context: Context, private readonly root: Keys) {}

  public checksToRun<T>(checks: Checks<T>, object: ManifestObject, subjectOf: (object: ManifestObject) => T): Checks<T> {
    const differences = this.similar.others.get(object);
    if (differences === undefined) {
      return checks;
    }
    const known = this.known.get(checks) ?? new Map<Differences, unknown>();
    this.known.set(checks, known);
    const toRun = known.get(differences) as Checks<T> | undefined ?? checks.filter(({ rule, run }) => {
      const { values, mustRun } = this.readsOf(rule, run, subjectOf);
      return mustRun || differences.steps.some(keys => isRead(keys, values));
    });
    known.set(differences, toRun);
    return toRun;
  }

  private readsOf<T>(rule: Rule, run: Check<T>, subjectOf: (object: ManifestObject) => T): Reads {
    const reads = this.reads.get(rule)
      ?? readsOf(this.similar.first, this.context, (object, context) => run(subjectOf(object), context).length > 0, this.root);
    this.reads.set(rule, reads);
    return reads;
  }
}

/** Whether a value was read, or a list or object that it is in. */
function isRead(keys: Keys, values: ReadonlySet<Keys>): boolean {
  return values.has(keys) || (keys.before !== undefined && isRead(keys.before, values));
}
