import { Construct, IConstruct } from 'constructs';
import { statefulSetNameProblem } from '../manifest/kubernetes/names';
import { ordinals } from '../manifest/kubernetes/pod-identity';
import { errorMessage, refuse, requireInteger } from '../private/errors';
import type { StatefulApp } from '../stateful-app';
import { StatefulAppOrdinals } from '../stateful-app-props';

/**
 * Properties of `OrdinalRange`.
 */
export interface OrdinalRangeProps {
  /**
   * The name that all StatefulSets have that share the range. Pods and claims are called after it, and keep their names
   * when they move.
   */
  readonly name: string;

  /**
   * How many pods there are in all; 1 or more.
   */
  readonly replicas: number;

  /**
   * The first ordinal of the range.
   *
   * @default 0
   */
  readonly start?: number;
}

/**
 * The ordinals of one app that shares a range: properties of `StatefulApp`, for which they are made.
 */
export interface OrdinalSlice {
  /**
   * How many pods the app has.
   */
  readonly replicas: number;

  /**
   * The numbers that they get.
   */
  readonly ordinals: StatefulAppOrdinals;
}

/** From the first ordinal to the last. */
interface Span {
  readonly first: number;
  readonly last: number;
}

/**
 * A range of ordinals that several apps of one name share, in different namespaces or clusters, such as while the pods move
 * from one to the other: `new StatefulApp(chart, 'Db', { ...range.slice(0, 2), metadata: { name: 'db' }, … })`. No ordinal
 * is in two slices, so that no pod runs twice.
 *
 * Its scope is a construct above all of these apps, as a rule the cdk8s `App`; where they are in several programs, each has
 * the same range and all of its slices. Scaling takes the highest ordinal of the lower app, and `ordinals.start` adds one
 * below those of the upper app. So the pods move one by one, the highest first:
 *
 * 1. Make the upper app with `emptySlice()`.
 * 2. Take the last ordinal out of the lower slice, apply it, and wait until its pod is gone. The claim stays as long as
 *    `whenScaled` is RETAIN, which is the default. The ordinal is now in no slice, which is a warning.
 * 3. Bring its data over where the app does not copy it by itself: in the same cluster set the reclaim policy of the
 *    PersistentVolume to `Retain`, delete the claim, remove `spec.claimRef` of the volume, and create the claim of
 *    the upper app with its `volumeName` (`PreCreatedClaims`); in another cluster restore a snapshot.
 * 4. Put it into the upper slice, apply it, and wait until its pod is ready. Go on with 2.
 *
 * In one step the lower and the upper app would change at the same time, and the same pod would run twice for a while. Pods
 * have other DNS names in another namespace; those who know them as peers need the new ones.
 *
 * @see https://kubernetes.io/blog/2023/04/28/statefulset-start-ordinal/
 */
export class OrdinalRange extends Construct {
  /**
   * The first ordinal of the range.
   */
  public readonly start: number;

  private readonly end: number;
  private readonly spans: Span[] = [];
  private hasWarned = false;

  /**
   * @throws where properties are out of range
   */
  constructor(scope: Construct, id: string, private readonly props: OrdinalRangeProps) {
    super(scope, id);
    refuse('name', props.name, statefulSetNameProblem(props.name));
    requireInteger('replicas', props.replicas, 1);
    requireInteger('start', props.start, 0);
    this.start = props.start ?? 0;
    this.end = this.start + props.replicas - 1;
    this.node.addValidation({ validate: () => this.errors() });
  }

  /**
   * The ordinals that are in no slice yet, in ascending order.
   */
  public get gaps(): number[] {
    const taken = new Set(this.spans.flatMap(({ first, last }) => ordinals(first, last - first + 1)));
    return ordinals(this.start, this.props.replicas).filter(ordinal => !taken.has(ordinal));
  }

  /**
   * The ordinals of the range that one app has.
   *
   * @param first the ordinal of its first pod
   * @param last the ordinal of its last pod
   * @throws where it is not within the range, or another slice has an ordinal of it
   */
  public slice(first: number, last: number): OrdinalSlice {
    requireInteger('first', first, this.start, this.end);
    requireInteger('last', last, first, this.end);
    const taken = this.spans.find(span => span.first <= last && first <= span.last);
    refuse('slice', `${first} to ${last}`, taken
      && { problem: `overlaps the slice ${taken.first} to ${taken.last}, and pods would run twice`, fix: 'make one of them smaller' });
    this.spans.push({ first, last });
    return { replicas: last - first + 1, ordinals: { start: first } };
  }

  /**
   * The slice of an app that has no pods yet, or none any more.
   */
  public emptySlice(): OrdinalSlice {
    return { replicas: 0, ordinals: { start: this.start } };
  }

  private errors(): string[] {
    const apps = this.node.scope!.node.findAll().filter(isStatefulApp)
      .filter(({ name }) => name === this.props.name);
    if (apps.length === 0) {
      return [errorMessage('name', this.props.name,
        'is the name of no StatefulApp below the scope of the range', 'give it a scope above those that share it')];
    }
    this.warnOfGaps();
    const owners = new Map<Span, StatefulApp>();
    return apps.flatMap(app => this.errorsOf(app, owners));
  }

  private errorsOf(app: StatefulApp, owners: Map<Span, StatefulApp>): string[] {
    const { first, count, last = first - 1 } = app.podOrdinals();
    if (count === undefined) {
      return [`replicas of "${app.node.path}" are not known, as no HorizontalPodAutoscaler of this program scales it; take them from a slice`];
    }
    const span = this.spans.find(candidate => candidate.first <= first && last <= candidate.last);
    if (count === 0) {
      return [];
    }
    if (span === undefined) {
      return [errorMessage('ordinals', `${first} to ${last}`,
        `of "${app.node.path}" are in no slice of the range`, 'take replicas and ordinals from slice()')];
    }
    const other = owners.get(span);
    owners.set(span, app);
    return other ? [errorMessage('ordinals', `${first} to ${last}`,
      `of "${app.node.path}" are in the slice of "${other.node.path}", and its pods would run twice`, 'give each app a slice of its own')] : [];
  }

  private warnOfGaps(): void {
    const { gaps } = this;
    if (gaps.length > 0 && !this.hasWarned) {
      this.hasWarned = true;
      const which = `ordinals ${gaps.join(', ')} of "${this.props.name}"`;
      process.stderr.write(`warning: [${this.node.path}] ${which} are in no slice, so that their pods do not run\n`);
    }
  }
}

/** Known by what it has: one of the package for another cdk8s-plus, or of another copy of this one, is of another class. */
function isStatefulApp(construct: IConstruct): construct is StatefulApp {
  const { identity, resourceType } = construct as Partial<StatefulApp>;
  return identity !== undefined && resourceType === 'statefulsets';
}
