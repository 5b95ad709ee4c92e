import { Field } from './field';
import { Kind } from './kinds';
import { groupOf, idOf, ManifestObject } from './object';

/** The kinds of objects that set the number of pods of a workload. */
export const AUTOSCALERS = ['autoscaling/HorizontalPodAutoscaler', 'keda.sh/ScaledObject'] as const satisfies readonly Kind[];

/**
 * That pods are made as long as they use more, or less, of a resource than a part of what they request.
 */
export interface UtilizationTarget {
  readonly at: Field;

  /** `cpu` or `memory`. */
  readonly resource: string;

  /**
   * The one container that counts.
   *
   * @default - all of them
   */
  readonly container?: string;
}

/**
 * What sets the number of pods of a workload: a HorizontalPodAutoscaler, or a ScaledObject of KEDA, which makes one.
 *
 * @see https://keda.sh/docs/latest/reference/scaledobject-spec/
 */
export class Autoscaler {
  readonly target: Field;

  /** The kind of what it scales; a ScaledObject that names none scales a Deployment. */
  readonly targetKind: string;

  /** The group of its API. */
  readonly targetGroup: string;
  readonly targetName: string;
  private readonly isScaledObject: boolean;

  constructor(readonly object: ManifestObject) {
    this.isScaledObject = object.groupKind === 'keda.sh/ScaledObject';
    this.target = object.spec.at('scaleTargetRef');
    const [kind, apiVersion] = this.isScaledObject ? ['Deployment', 'apps/v1'] : ['', ''];
    this.targetKind = this.target.at('kind').string || kind;
    this.targetGroup = groupOf(this.target.at('apiVersion').string || apiVersion);
    this.targetName = this.target.at('name').string ?? '';
  }

  /** The id of what it scales, as `idOf` has it. */
  public get targetId(): string {
    return idOf({ group: this.targetGroup, kind: this.targetKind, name: this.targetName });
  }

  public get leastField(): Field {
    return this.object.spec.at(this.isScaledObject ? 'minReplicaCount' : 'minReplicas');
  }

  public get mostField(): Field {
    return this.object.spec.at(this.isScaledObject ? 'maxReplicaCount' : 'maxReplicas');
  }

  /** The least number of pods. */
  public get least(): number {
    return this.leastField.number ?? (this.isScaledObject ? 0 : 1);
  }

  /** The most; undefined where a HorizontalPodAutoscaler does not say it, which the API server refuses. */
  public get most(): number | undefined {
    return this.mostField.number ?? (this.isScaledObject ? 100 : undefined);
  }

  /** The names of the containers that it looks at by name, whatever it measures in them. */
  public get containerNames(): Field[] {
    const { spec } = this.object;
    return this.isScaledObject
      ? spec.at('triggers').items.map(trigger => trigger.at('metadata', 'containerName'))
      : spec.at('metrics').items.map(metric => metric.at('containerResource', 'container'));
  }

  public get utilizationTargets(): UtilizationTarget[] {
    const { spec, apiVersion } = this.object;
    if (this.isScaledObject) {
      return spec.at('triggers').items.flatMap(trigger => utilizationOfTrigger(trigger));
    }
    const metrics = spec.at('metrics');
    if (apiVersion === 'autoscaling/v1' || metrics.items.length === 0) {
      // without any metric the API server sets one: 80 % of the CPU
      return [{ at: apiVersion === 'autoscaling/v1' ? spec.at('targetCPUUtilizationPercentage') : metrics, resource: 'cpu' }];
    }
    return metrics.items.flatMap(metric => utilizationOfMetric(metric));
  }
}

function utilizationOfMetric(metric: Field): UtilizationTarget[] {
  const source = metric.at(metric.at('type').string === 'ContainerResource' ? 'containerResource' : 'resource');
  const resource = source.at('name').string;
  const isUtilization = source.at('target', 'averageUtilization').isSet || source.at('target', 'type').string === 'Utilization';
  return resource === undefined || !isUtilization ? [] : [{ at: source, resource, container: source.at('container').string }];
}

function utilizationOfTrigger(trigger: Field): UtilizationTarget[] {
  const type = trigger.at('type').string ?? '';
  const metricType = trigger.at('metricType').string ?? trigger.at('metadata', 'type').string ?? 'Utilization';
  return (type === 'cpu' || type === 'memory') && metricType === 'Utilization'
    ? [{ at: trigger, resource: type, container: trigger.at('metadata', 'containerName').string }]
    : [];
}
