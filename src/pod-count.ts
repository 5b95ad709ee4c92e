import * as kplus from 'cdk8s-plus-28';
import { ordinals } from './manifest/kubernetes/pod-identity';
import { Autoscalers } from './private/autoscaler';
import { errorMessage } from './private/errors';

/**
 * How many pods an app has. An autoscaler may be added until the synthesis, so that the numbers are read anew each time.
 */
export class PodCount {
  /**
   * @param given `replicas`, as the user wrote it
   */
  constructor(private readonly app: kplus.Workload & kplus.IScalable, private readonly given: number | undefined) {}

  /**
   * The number in the manifest; undefined where an autoscaler sets it.
   */
  public get fixed(): number | undefined {
    return this.app.hasAutoscaler ? undefined : this.given ?? 1;
  }

  /**
   * How many pods there may be. Undefined where something scales the app that is no HorizontalPodAutoscaler of this program.
   */
  public get most(): number | undefined {
    return this.fixed ?? Autoscalers.of(this.app).autoscalerOf(this.app)?.maxReplicas;
  }

  /**
   * What is wrong, now that all autoscalers are known.
   */
  public errors(): string[] {
    return this.app.hasAutoscaler && this.given !== undefined
      ? [errorMessage('replicas', this.given, 'is fixed, and an autoscaler sets it as well', 'leave it out')]
      : [];
  }
}

/**
 * The ordinals of the pods of an app: from the first one on, as many as there may be pods. An autoscaler may be added until
 * the synthesis, so that they are read anew each time.
 */
export class PodOrdinals {
  /**
   * @param given how many there are, where it is not as many as there may be pods
   * @internal
   */
  public static _of(first: number, podCount: PodCount, given?: number): PodOrdinals {
    return new PodOrdinals(first, podCount, given);
  }

  /**
   * The first ordinal.
   */
  public readonly first: number;

  private constructor(first: number, private readonly podCount: PodCount, private readonly given?: number) {
    this.first = first;
  }

  /**
   * How many there are: `replicas`, or the `maxReplicas` of the autoscaler. Undefined where something scales the app that is
   * no HorizontalPodAutoscaler of this program.
   */
  public get count(): number | undefined {
    return this.given ?? this.podCount.most;
  }

  /**
   * The last ordinal. Undefined where there is none, or `count` is.
   */
  public get last(): number | undefined {
    return this.count ? this.first + this.count - 1 : undefined;
  }

  /**
   * Whether a number is one of them, as far as is known by now.
   */
  public has(ordinal: number): boolean {
    return ordinal >= this.first && ordinal < this.first + (this.count ?? 0);
  }

  /**
   * All of them that are known by now, in ascending order.
   */
  public all(): number[] {
    return ordinals(this.first, this.count ?? 0);
  }
}
