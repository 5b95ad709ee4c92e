import { Looks, Recording } from './read-tracking';
import { Alikes, alikesIn } from './similar-objects';
import { ManifestObject } from '../../model/object';
import { Check, Context, Rule } from '../rule';

/** A rule with its function, by what the function looks at. */
export type Checks<T> = readonly { readonly rule: Rule; readonly run: Check<T>; readonly kind?: string }[];

/** To find out what the rules look at costs as much as to check some objects. */
const WORTH_IT = 20;

/**
 * Objects of which another one is checked for them.
 *
 * A rule is a pure function, and what it looks at in a manifest can be noted. Where it finds nothing in one object it
 * finds nothing in those either that are the same wherever it looked. So no rule needs to be known as one that does not
 * care for names: that it did not look at them is seen.
 */
export class StandIns {
  private readonly groups = new Map<ManifestObject, Group>();

  constructor(objects: readonly ManifestObject[], context: Context) {
    for (const alikes of alikesIn(objects)) {
      if (alikes.others.size >= WORTH_IT) {
        const group = new Group(alikes, context);
        alikes.others.forEach((_, object) => this.groups.set(object, group));
      }
    }
  }

  /**
   * Those of the checks that may find in this object what they do not find in the one that stands for it.
   *
   * @param subjectOf what the checks look at in an object
   */
  public left<T>(checks: Checks<T>, object: ManifestObject, subjectOf: (object: ManifestObject) => T): Checks<T> {
    return this.groups.get(object)?.left(checks, object, subjectOf) ?? checks;
  }
}

class Group {
  private readonly recording: Recording;
  private readonly looks = new Map<Rule, Looks>();

  /** By the checks, and by the places where an object differs from the first. */
  private readonly lefts = new Map<unknown, Map<string, unknown>>();

  constructor(private readonly alikes: Alikes, context: Context) {
    this.recording = new Recording(alikes.first, context);
  }

  public left<T>(checks: Checks<T>, object: ManifestObject, subjectOf: (object: ManifestObject) => T): Checks<T> {
    const places = this.alikes.others.get(object);
    if (places === undefined) {
      return checks;
    }
    const known = this.lefts.get(checks) ?? new Map<string, unknown>();
    this.lefts.set(checks, known);
    const left = known.get(places.id) as Checks<T> | undefined ?? checks.filter(({ rule, run }) => {
      const { at, beyond } = this.looksOf(rule, run, subjectOf);
      const asks = rule.asksForValue;
      return beyond || places.all.some(place => asks ? asks(this.alikes.first, place.keys) : at.has(place.id));
    });
    known.set(places.id, left);
    return left;
  }

  private looksOf<T>(rule: Rule, run: Check<T>, subjectOf: (object: ManifestObject) => T): Looks {
    const looks = this.looks.get(rule) ?? this.recording.looksOf((object, context) => run(subjectOf(object), context).length > 0);
    this.looks.set(rule, looks);
    return looks;
  }
}
