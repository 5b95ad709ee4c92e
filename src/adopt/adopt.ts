import { withAcceptances } from './accepted';
import { ChartCode, chartOf, classNames } from './application-code';
import { Application, applicationsIn, membersOf, without } from './applications';
import { build, Built, Modules } from './build';
import { ChartClass, familiesIn, Family, Known, ownClass } from './classes';
import { cleaned } from './clean';
import { keyOf } from './key';
import { Patch, patchesFor } from './patches';
import { Comments } from './statements';
import { withTypeMeta } from './type-meta';
import { withoutDefaults } from '../manifest/defaults/without-defaults';
import { ManifestObject } from '../manifest/model/object';

/**
 * An object of the input that has become part of a chart.
 */
export interface AdoptedObject {
  /** As it was, cleaned. */
  readonly object: ManifestObject;

  /** The chart that it is in, and its construct there. */
  readonly chart: string;
  readonly path: string;
  readonly patches: readonly Patch[];
}

/**
 * Manifests as a program.
 */
export interface Adoption {
  readonly charts: readonly ChartCode[];

  /** The classes of which they are made. */
  readonly classes: readonly ChartClass[];
  readonly objects: readonly AdoptedObject[];

  /** What is nobody's, or what no construct can say: it stays as it is. */
  readonly others: readonly ManifestObject[];

  /** Why objects that could have been typed are not, by what tells them apart. */
  readonly reasons: ReadonlyMap<string, string>;

  /** Objects that are left to whoever made them, as their values belong into no program. */
  readonly secrets: readonly ManifestObject[];
}

/**
 * How manifests become a program.
 */
export interface AdoptingOptions {
  /** Whether Secrets become part of it. */
  readonly includeSecrets: boolean;

  /** What is written beside them: applications with other comments are not alike. */
  readonly comments?: Comments;
}

/**
 * Makes a program of manifests.
 */
export function adopt(input: readonly ManifestObject[], modules: Modules, options: AdoptingOptions): Adoption {
  const objects = withAcceptances(input.map(cleaned));
  const secrets = options.includeSecrets ? [] : objects.filter(({ groupKind }) => groupKind === '/Secret');
  const originals = new Map(objects.map(object => [keyOf(object), object]));
  const plain = objects.filter(object => !secrets.includes(object))
    .map(object => new ManifestObject(withTypeMeta(withoutDefaults(object.manifest), object), object.source, object.within));
  const reasons = new Map<string, string>();
  const adopted = new Adopted(modules, originals, reasons);
  let isDone = false;
  let charts: ChartOf[] = [];
  while (!isDone) {
    const before = reasons.size;
    const applications = applicationsIn(plain, object => !reasons.has(keyOf(object)));
    const names = classNames(applications);
    charts = applications.flatMap((application, index) => adopted.chartOf(application, names[index] ?? ''));
    // what does not fit goes, and the rest is grouped anew
    isDone = reasons.size === before;
  }
  const families = familiesIn(charts, options.comments ?? new Map()).flatMap(family => adopted.familyOf(family) ?? []);
  const inFamily = new Map(families.flatMap(({ class: of, charts: alike }) =>
    alike.map(chart => [chart.chart.fileName, { class: of, chart }] as const)));
  charts = charts.map(each => inFamily.get(each.chart.fileName)?.chart ?? each);
  const typed = charts.flatMap(({ objects: each }) => each);
  const keys = new Set(typed.map(({ object }) => keyOf(object)));
  return {
    charts: charts.map(({ chart }) => chart),
    classes: [...new Set(charts.map(({ chart }) => inFamily.get(chart.fileName)?.class ?? ownClass(chart)))],
    objects: typed,
    others: objects.filter(object => !keys.has(keyOf(object)) && !secrets.includes(object)),
    reasons,
    secrets,
  };
}

interface ChartOf extends Known {
  readonly objects: readonly AdoptedObject[];
}

interface FamilyOf {
  readonly class: ChartClass;
  readonly charts: readonly ChartOf[];
}

/** What is read more easily as YAML than as a construct with patches; one is what a construct adds that has no other choice. */
const PLAIN_WHERE_PATCHED: ReadonlySet<string> = new Set(['ServiceAccount', 'Role', 'RoleBinding', 'HorizontalPodAutoscaler']);

class Adopted {
  constructor(
    private readonly modules: Modules,
    private readonly originals: ReadonlyMap<string, ManifestObject>,
    private readonly reasons: Map<string, string>,
  ) {}

  /** The chart of an application; none where an object must go first, about which there is a reason then. */
  public chartOf(application: Application, className: string): ChartOf[] {
    const members = membersOf(application);
    const bare = chartOf(application, className, new Map());
    const built = this.tryBuild(bare, members, application, className);
    if (built === undefined) {
      return [];
    }
    const patches = new Map<string, Patch[]>();
    for (const member of members) {
      const key = keyOf(member);
      const made = built.objects.get(key);
      if (made === undefined) {
        this.reasons.set(key, 'no construct makes it');
        return [];
      }
      const needed = patchesFor(this.originalOf(member), made.object);
      if (needed.length > 1 && PLAIN_WHERE_PATCHED.has(member.kind)) {
        this.reasons.set(key, `its construct would need ${needed.length} patches`);
        return [];
      }
      patches.set(key, needed);
    }
    if ([...patches.values()].every(({ length }) => length === 0)) {
      return [this.chartWith(bare, application, patches, built)];
    }
    const chart = chartOf(application, className, patches);
    const patched = this.tryBuild(chart, members, application, className);
    const wrong = members.find(member => {
      const made = patched?.objects.get(keyOf(member));
      return made !== undefined && patchesFor(this.originalOf(member), made.object).length > 0;
    });
    if (patched === undefined || wrong !== undefined) {
      if (wrong) {
        this.reasons.set(keyOf(wrong), 'no construct can say it, not even with patches');
      }
      return [];
    }
    return [this.chartWith(chart, application, patches, patched)];
  }

  /** The charts of a family under the names that they have in common; undefined where they would not be right. */
  public familyOf({ members, charts, class: of }: Family): FamilyOf | undefined {
    const made = charts.map((chart, index) => {
      const { application, patches } = members[index]!;
      const built = build(chart, this.modules);
      const isRight = membersOf(application).every(member => {
        const object = built.objects.get(keyOf(member));
        return object !== undefined && patchesFor(this.originalOf(member), object.object).length === 0;
      });
      return isRight ? this.chartWith(chart, application, patches, built) : undefined;
    });
    return made.every(chart => chart !== undefined) ? { class: of, charts: made } : undefined;
  }

  private chartWith(chart: ChartCode, application: Application, patches: Known['patches'], { objects }: Built): ChartOf {
    return {
      chart,
      application,
      patches,
      objects: membersOf(application).map(member => ({
        object: this.originalOf(member),
        chart: chart.fileName,
        path: objects.get(keyOf(member))?.path ?? '',
        patches: patches.get(keyOf(member)) ?? [],
      })),
    };
  }

  private originalOf(object: ManifestObject): ManifestObject {
    return this.originals.get(keyOf(object)) ?? object;
  }

  /** The chart that was made; undefined where it cannot be, and an object must go. */
  private tryBuild(chart: ChartCode, members: readonly ManifestObject[], application: Application, className: string): Built | undefined {
    try {
      return build(chart, this.modules);
    } catch (error) {
      const culprit = this.culprit(members, application, className);
      this.reasons.set(keyOf(culprit), error instanceof Error ? error.message : String(error));
      return undefined;
    }
  }

  /** The first object without which, and without what comes after it, the chart can be made. */
  private culprit(members: readonly ManifestObject[], application: Application, className: string): ManifestObject {
    const { statefulSet } = application;
    for (const member of [...members].reverse()) {
      if (member !== statefulSet && this.canBuild(without(application, member), className)) {
        return member;
      }
    }
    return statefulSet;
  }

  private canBuild(application: Application, className: string): boolean {
    try {
      build(chartOf(application, className, new Map()), this.modules);
      return true;
    } catch {
      return false;
    }
  }
}
