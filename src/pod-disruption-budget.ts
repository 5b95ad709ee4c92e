import { ApiObject } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { dnsSubdomainProblem } from './manifest/kubernetes/names';
import { intOrPercentProblem, IntOrPercent } from './manifest/kubernetes/numbers';
import { hasProperties } from './private/check/property-path';
import { errorMessage, requireValid } from './private/errors';
import { PropertiesOf, requireKnown } from './private/known-properties';
import { jsonObject } from './private/render/json-object';

/**
 * Whether pods that are not ready may be evicted.
 *
 * @see https://kubernetes.io/docs/tasks/run-application/configure-pdb/#unhealthy-pod-eviction-policy
 */
export enum UnhealthyPodEvictionPolicy {
  /** Always, so that a broken pod cannot block the drain of its node. */
  ALWAYS_ALLOW = 'AlwaysAllow',

  /** Only while the budget is kept. */
  IF_HEALTHY_BUDGET = 'IfHealthyBudget',
}

/**
 * Options of `StatefulApp.addPodDisruptionBudget()`. At most one of `minAvailable` and `maxUnavailable` may be given.
 */
export interface PodDisruptionBudgetOptions {
  /**
   * How many pods must stay, as a number or a percentage. A percentage is rounded up: 67 % of 3 pods are 3.
   *
   * @default - see `maxUnavailable`
   */
  readonly minAvailable?: kplus.PercentOrAbsolute;

  /**
   * How many pods may be gone, as a number or a percentage. A percentage is rounded up.
   *
   * @default PercentOrAbsolute.absolute(1)
   */
  readonly maxUnavailable?: kplus.PercentOrAbsolute;

  /**
   * Whether pods that are not ready may be evicted.
   *
   * @default UnhealthyPodEvictionPolicy.ALWAYS_ALLOW
   */
  readonly unhealthyPodEvictionPolicy?: UnhealthyPodEvictionPolicy;

  /**
   * The name of the PodDisruptionBudget.
   *
   * @default - the name of the StatefulSet
   */
  readonly name?: string;
}

const PROPERTIES: PropertiesOf<PodDisruptionBudgetOptions> = {
  minAvailable: true, maxUnavailable: true, unhealthyPodEvictionPolicy: true, name: true,
};

/**
 * Limits how many pods of a StatefulApp are evicted at once, by a node's drain for example.
 *
 * @see https://kubernetes.io/docs/tasks/run-application/configure-pdb/
 */
export class PodDisruptionBudget extends kplus.Resource {
  /**
   * @internal
   */
  public static _create(
    app: kplus.Workload, selector: () => Record<string, string>, options: PodDisruptionBudgetOptions,
  ): PodDisruptionBudget {
    const owner = 'addPodDisruptionBudget';
    requireKnown({ owner, properties: PROPERTIES }, options);
    if (options.minAvailable !== undefined && options.maxUnavailable !== undefined) {
      throw new Error(errorMessage(`${owner}.minAvailable`, options.minAvailable.value, 'goes not together with maxUnavailable', 'keep one'));
    }
    for (const property of ['minAvailable', 'maxUnavailable'] as const) {
      const value = options[property]?.value as IntOrPercent | undefined;
      requireValid(`${owner}.${property}`, value, limit => intOrPercentProblem(limit, 0));
    }
    requireValid(`${owner}.name`, options.name, dnsSubdomainProblem);
    return new PodDisruptionBudget(app, selector, options);
  }

  /**
   * @see kplus.Resource.apiObject
   */
  protected readonly apiObject: ApiObject;

  public readonly resourceType = 'poddisruptionbudgets';

  private constructor(app: kplus.Workload, selector: () => Record<string, string>, options: PodDisruptionBudgetOptions) {
    super(app, 'PodDisruptionBudget');
    const minAvailable = options.minAvailable?.value as IntOrPercent | undefined;
    const maxUnavailable = options.maxUnavailable?.value as IntOrPercent | undefined ?? (minAvailable === undefined ? 1 : undefined);
    this.apiObject = jsonObject(this, 'Resource', {
      apiVersion: 'policy/v1',
      kind: 'PodDisruptionBudget',
      metadata: { name: options.name ?? app.name, namespace: app.metadata.namespace },
      spec: () => ({
        minAvailable,
        maxUnavailable,
        selector: { matchLabels: selector() },
        unhealthyPodEvictionPolicy: options.unhealthyPodEvictionPolicy ?? UnhealthyPodEvictionPolicy.ALWAYS_ALLOW,
      }),
    });
    hasProperties(this.apiObject, path => FIELDS.includes(path) ? { name: path.replace('spec', 'addPodDisruptionBudget') } : undefined);
  }
}

const FIELDS = ['spec.minAvailable', 'spec.maxUnavailable', 'spec.unhealthyPodEvictionPolicy'];
