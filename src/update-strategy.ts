import * as kplus from 'cdk8s-plus-28';
import { integerProblem, intOrPercentProblem, IntOrPercent } from './manifest/kubernetes/numbers';
import { refuse } from './private/errors';
import { PropertiesOf, requireKnown } from './private/known-properties';

/**
 * Options of `UpdateStrategy.rollingUpdate()`.
 */
export interface RollingUpdateOptions {
  /**
   * Pods below the partition keep the old template, even when they are deleted and made again. Raise it to stage an
   * update, lower it step by step for a canary. The controller counts it from the first ordinal: with
   * `ordinals.start` 5, a partition of 2 holds back the pods 5 and 6.
   *
   * @see https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#partitions
   * @default 0 - every pod is updated
   */
  readonly partition?: number;

  /**
   * How many pods an update may take down at once, as a number of 1 or more or a percentage from 1 to 100. A percentage
   * is rounded up.
   *
   * Kubernetes works with it in 1.35.0 to 1.35.3 and from 1.37 on; the API server of every other version drops it
   * unless the feature gate `MaxUnavailableStatefulSet` is on.
   *
   * @see https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#maximum-unavailable-pods
   * @default - one
   */
  readonly maxUnavailable?: kplus.PercentOrAbsolute;
}

const ROLLING_UPDATE: PropertiesOf<RollingUpdateOptions> = { partition: true, maxUnavailable: true };

/**
 * How a change of the pod template reaches the pods.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#update-strategies
 */
export class UpdateStrategy {
  /**
   * The controller replaces the pods, from the highest ordinal to the lowest, each after its successor is ready.
   *
   * @throws where `partition` or `maxUnavailable` is out of range
   */
  public static rollingUpdate(options: RollingUpdateOptions = {}): UpdateStrategy {
    requireKnown({ owner: 'UpdateStrategy.rollingUpdate', properties: ROLLING_UPDATE }, options);
    const partition = options.partition ?? 0;
    refuse('partition', partition, integerProblem(partition, 0));
    const maxUnavailable = options.maxUnavailable?.value as IntOrPercent | undefined;
    if (maxUnavailable !== undefined) {
      refuse('maxUnavailable', maxUnavailable, intOrPercentProblem(maxUnavailable, 1));
    }
    return new UpdateStrategy({ type: 'RollingUpdate', rollingUpdate: { partition, maxUnavailable } });
  }

  /**
   * A pod gets the new template when somebody deletes it. There is nothing to partition.
   */
  public static onDelete(): UpdateStrategy {
    return new UpdateStrategy({ type: 'OnDelete' });
  }

  private constructor(private readonly spec: Record<string, unknown>) {}

  /**
   * @internal
   */
  public _toKube(): Record<string, unknown> {
    return this.spec;
  }
}
