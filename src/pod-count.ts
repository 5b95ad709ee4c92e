import * as kplus from 'cdk8s-plus-28';
import { ordinals } from './manifest/kubernetes/pod-identity';
import { autoscalerOf } from './private/autoscaler';

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
    return this.fixed ?? autoscalerOf(this.app)?.maxReplicas;
  }

  /**
   * How many pods there are at least.
   */
  public get least(): number {
    return this.fixed ?? autoscalerOf(this.app)?.minReplicas ?? 1;
  }
}

/**
 * The ordinals of the pods of an app: from the first one on, as many as there may be pods, unless `given` says how many.
 */
export class PodOrdinals {
  constructor(public readonly first: number, private readonly podCount: PodCount, private readonly given?: number) {}

  /**
   * How many there are; undefined where the program cannot know.
   */
  public get count(): number | undefined {
    return this.given ?? this.podCount.most;
  }

  /**
   * The last ordinal; undefined where there is none, or none is known.
   */
  public get last(): number | undefined {
    return this.count ? this.first + this.count - 1 : undefined;
  }

  /**
   * All ordinals that are known by now, ascending.
   */
  public all(): number[] {
    return ordinals(this.first, this.count ?? 0);
  }
}
