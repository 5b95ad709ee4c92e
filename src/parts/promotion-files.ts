import { ApiObject, Lazy } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { PRIMARIES } from '../manifest/model/primaries';
import { plainVolume } from '../private/cdk8s-plus';
import { refuse, requireInteger } from '../private/errors';
import { StatefulApp } from '../stateful-app';

/**
 * Throws unless each of the promotions makes a primary of a pod that was none.
 *
 * @param first the primary before them
 */
export function requirePromotions(first: number, promotions: readonly number[], firstOrdinal: number): void {
  promotions.forEach((ordinal, index) => {
    requireInteger(`promotions[${index}]`, ordinal, firstOrdinal);
    refuse(`promotions[${index}]`, ordinal, ordinal === [first, ...promotions][index]
      ? { problem: 'is the primary already', fix: 'append the ordinal of another pod, or nothing' } : undefined);
  });
}

/**
 * The files that tell pods who is the primary: a ConfigMap and the volume of it. The pod template knows its name alone, so that
 * a promotion replaces no pod.
 */
export class PromotionFiles {
  public readonly configMap: ApiObject;
  public readonly volume: kplus.Volume;

  /**
   * @param primaries the ordinals of all primaries, from the first one to that of now
   */
  constructor(scope: Construct, private readonly app: StatefulApp, private readonly primaries: readonly number[]) {
    const name = `${app.name}-primary`;
    this.configMap = new ApiObject(scope, 'ConfigMap', {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name, namespace: app.metadata.namespace, annotations: { [PRIMARIES]: primaries.join(' ') } },
      data: {
        // in one line, as of two files one may be read before a change and the other after it
        promotion: `${primaries.length - 1} ${this.host(primaries[primaries.length - 1]!)}\n`,
        pods: Lazy.any({ produce: () => this.hosts() }),
      },
    });
    ApiObject.of(app).addDependency(this.configMap);
    this.volume = plainVolume(scope, 'Volume', 'primary', () => ({ configMap: { name } }));
    scope.node.addValidation({ validate: () => this.errors() });
  }

  /**
   * Whoever was a primary counts, also where it is scaled away: the one before may never have been confirmed, so that an earlier one
   * takes writes still.
   */
  private hosts(): string {
    const ordinals = new Set([...this.app.podOrdinals().all(), ...this.primaries]);
    return [...ordinals].sort((one, other) => one - other).map(ordinal => `${this.host(ordinal)}\n`).join('');
  }

  private host(ordinal: number): string {
    return this.app.identity.podDnsName(ordinal);
  }

  private errors(): string[] {
    return this.app.podOrdinals().count === undefined
      ? ['promotions need all pods, and how many there may be is not known; give replicas, or add a HorizontalPodAutoscaler'] : [];
  }
}
