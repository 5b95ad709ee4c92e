import { Application } from './application';
import { check } from './check';
import { compare, Compared } from './diff';
import { DEFAULT_CLUSTER_DOMAIN } from './kubernetes/pod-identity';
import { isAtLeast } from './lint/finding';
import { RunOptions } from './lint/run';
import { Inventory } from './model/inventory';
import { ManifestObject } from './model/object';
import { StatefulSet } from './model/stateful-set';
import { ApplicationPicture, applicationPicture } from './picture/application-picture';
import { pictureBetween, pictureWith } from './picture/between';
import { FindingsByPlace } from './picture/findings';
import { isWithin } from './picture/lanes';
import { ObjectChanges } from './picture/object-changes';
import { planPicture } from './picture/plan-picture';
import { namesIn, thingsIn } from './picture/things';
import { Plan, planOf } from './plan';
import { UpdateFinding } from './update/finding';

/**
 * The stateful applications of manifests.
 */
export interface Picture {
  /** In the order of the manifests; those that are there no more come last. */
  readonly applications: readonly ApplicationPicture[];

  /** What is found in things that no application has. */
  readonly elsewhere: readonly UpdateFinding[];

  /** All that is found. */
  readonly findings: readonly UpdateFinding[];

  /** The objects that no application has, by their kinds. */
  readonly others: ReadonlyMap<string, number>;

  /** What applying all of it comes to; undefined where there is nothing to apply it to. */
  readonly plan?: Plan;
}

/**
 * What to draw.
 */
export interface PictureOptions extends RunOptions {
  /**
   * The manifests before.
   *
   * @default - none: nothing is compared
   */
  readonly before?: readonly ManifestObject[];
}

/**
 * What manifests make, as a person would draw it.
 *
 * It is a pure function, and it throws nothing, whatever the manifests hold.
 */
export function picture(after: readonly ManifestObject[], options: PictureOptions = {}): Picture {
  const { before, ...rules } = options;
  // what is refused is no part of a plan, however little of it is told
  const update = before && compare(before, after, { ...rules, severity: 'info' });
  const updates = (update?.findings ?? []).filter(({ outcome, severity }) => outcome !== undefined && isAtLeast(severity, rules.severity ?? 'info'));
  const found = [...check(after, rules), ...updates];
  const findings = new FindingsByPlace(found);
  const now = new Inventory(after);
  const draw = ({ set, inventory, clusterDomain }: Application) => applicationPicture({ set, inventory, clusterDomain }, findings);
  const drawn = update === undefined
    ? { applications: now.statefulSets.map(set => draw(applicationOf(set, now))) }
    : compared(update, now, draw, rules);
  const shown = new Set(drawn.applications.flatMap(application => namesIn(application)));
  const others = new Map<string, number>();
  now.objects.filter(({ kind, name }) => !shown.has(`${kind}/${name}`)).forEach(({ kind }) => others.set(kind, (others.get(kind) ?? 0) + 1));
  return { ...drawn, findings: found, elsewhere: findings.elsewhere, others };
}

/**
 * A part of a picture: the applications that are meant, and what is found in them.
 */
export function only(all: Picture, isMeant: (application: ApplicationPicture) => boolean): Picture {
  const applications = all.applications.filter(isMeant);
  const findings = new Set(applications.flatMap(application => thingsIn(application).flatMap(thing => thing.findings)));
  const objects = new Set(applications.map(({ object }) => object));
  return {
    ...all,
    applications,
    findings: all.findings.filter(finding => findings.has(finding)),
    elsewhere: [],
    others: new Map(),
    ...all.plan && {
      plan: {
        ...all.plan,
        refused: all.plan.refused.filter(({ object }) => objects.has(object)),
        notPlanned: all.plan.notPlanned.filter(({ object }) => objects.has(object)),
      },
    },
  };
}

function compared(
  update: Compared,
  now: Inventory,
  draw: (application: Application) => ApplicationPicture,
  { target }: RunOptions,
): Pick<Picture, 'applications' | 'plan'> {
  const { comparison } = update;
  const { pairs, earlier: old } = comparison;
  const changes = new ObjectChanges(comparison);
  const previous = new Map(pairs.changed.map(([earlier, later]) => [later, earlier]));
  const setsBefore = new Map(old.statefulSets.map(set => [set.object, set]));
  const planned = planOf(update, { target });
  const plans = new Map(planned.sets.map(group => [group[0]!.object, group.map(planPicture)]));
  const withPlans = (one: ApplicationPicture): ApplicationPicture => ({ ...one, plans: plans.get(one.object) ?? [] });
  const kept = now.statefulSets.map((set): ApplicationPicture => {
    const drawn = draw(applicationOf(set, now));
    const earlier = setsBefore.get(previous.get(set.object)!);
    const changesOf = changes.of(set.object);
    if (earlier === undefined) {
      return pictureWith('added', drawn, 'Retain', changesOf);
    }
    const isTemplateChanged = changes.fieldsOf(set.object).some(({ path }) => isWithin(path, 'spec.template'));
    return pictureBetween(draw(applicationOf(earlier, old)), drawn, { isTemplateChanged, whenScaled: retentionOf(set, 'whenScaled'), changesOf });
  });
  const removed = old.statefulSets.filter(({ object }) => pairs.removed.includes(object))
    .map(set => pictureWith('removed', draw(applicationOf(set, old)), retentionOf(set, 'whenDeleted'), changes.of(set.object)));
  return { applications: [...kept, ...removed].map(withPlans), plan: planned };
}

function applicationOf(set: StatefulSet, inventory: Inventory): Application {
  return { set, inventory, clusterDomain: DEFAULT_CLUSTER_DOMAIN };
}

function retentionOf(set: StatefulSet, event: 'whenDeleted' | 'whenScaled'): string {
  return set.retentionAt(event).string || 'Retain';
}
