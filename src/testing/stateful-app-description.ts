import { application } from './core';
import { listOf } from './list-of';
import { PodDescription } from './pod-description';
import type { Application } from '../manifest/application';
import { ClaimDescription, Rollout, ServiceDescription } from '../manifest/application/descriptions';
import { requireInteger } from '../private/errors';

/**
 * A stateful application as its manifests describe it: what pods, claims and names a cluster makes of them. The
 * StatefulSet may come from a StatefulApp, from any other construct or from hand-written YAML.
 *
 * It tells what the manifests say. Whether it is right is for the rules: `Manifests.assertNoFindings()`.
 */
export class StatefulAppDescription {
  /**
   * @internal
   */
  public static _of(described: Application): StatefulAppDescription {
    return new StatefulAppDescription(described);
  }

  /**
   * The name of the StatefulSet.
   */
  public readonly name: string;

  /**
   * Its namespace.
   *
   * @default - the manifest leaves it to whoever applies it
   */
  public readonly namespace?: string;

  /**
   * `OrderedReady`: pods are made one by one, each after its predecessor is ready; or `Parallel`: all at once.
   */
  public readonly podManagementPolicy: string;

  private constructor(private readonly described: Application) {
    const { name, object, isOrdered } = described.set;
    this.name = name;
    this.namespace = object.namespace;
    this.podManagementPolicy = isOrdered ? 'OrderedReady' : 'Parallel';
  }

  /**
   * The same application with another number of pods, such as an autoscaler makes.
   *
   * @param replicas how many pods, 0 or more
   */
  public withReplicas(replicas: number): StatefulAppDescription {
    requireInteger('replicas', replicas, 0);
    return new StatefulAppDescription({ ...this.described, replicas });
  }

  /**
   * The names of the pods, in the order of their ordinals: as many as `replicas` (1 where nothing is said), or as the
   * `minReplicas` of its autoscaler.
   */
  public get podNames(): string[] {
    return this.pods.map(({ name }) => name);
  }

  /**
   * The pods, in the order of their ordinals.
   */
  public get pods(): PodDescription[] {
    const services = this.services;
    return application().podsOf(this.described).map(({ labels, ...pod }) => ({
      ...pod,
      serviceNames: services.filter(({ podNames }) => podNames.includes(pod.name)).map(({ name }) => name),
    }));
  }

  /**
   * The pod of that ordinal.
   *
   * @throws where there is none; the message lists those that there are
   */
  public pod(ordinal: number): PodDescription {
    return this.one('pod', ordinal, this.pods, pod => pod.ordinal);
  }

  /**
   * The claims, pod by pod, in the order of the claim templates.
   */
  public get claims(): ClaimDescription[] {
    return application().claimsOf(this.described);
  }

  /**
   * The claim of that name, such as `data-db-0`.
   *
   * @throws where there is none; the message lists those that there are
   */
  public claim(name: string): ClaimDescription {
    return this.one('claim', name, this.claims, claim => claim.name);
  }

  /**
   * The Services that lead to its pods, by name.
   */
  public get services(): ServiceDescription[] {
    return application().servicesOf(this.described);
  }

  /**
   * The Service of that name.
   *
   * @throws where there is none that leads to its pods; the message lists those that there are
   */
  public service(name: string): ServiceDescription {
    return this.one('Service', name, this.services, service => service.name);
  }

  /**
   * The DNS name of the governing Service, such as `db.prod.svc.cluster.local`, under which the pods have theirs.
   *
   * @default - none, as the StatefulSet names no governing Service
   */
  public get serviceDnsName(): string | undefined {
    return application().governingDomainOf(this.described);
  }

  /**
   * What a change of the pod template does to the pods, whatever the change is.
   */
  public get rollout(): Rollout {
    return application().rolloutOf(this.described);
  }

  /**
   * What the update from the application as it was does to the pods that there are. Nothing, where the API server sees
   * one pod template in both: replicas, claims and Services can change without.
   *
   * @param previous the application before the update
   * @throws where it is another StatefulSet
   */
  public rolloutFrom(previous: StatefulAppDescription): Rollout {
    if (previous.name !== this.name) {
      throw new Error(`previous ${JSON.stringify(previous.name)} is another StatefulSet than ${JSON.stringify(this.name)}, whose pods do not replace `
        + 'its pods; compare one application before and after an update');
    }
    return application().rolloutBetween(previous.described, this.described);
  }

  private one<T>(what: string, wanted: number | string, all: readonly T[], idOf: (item: T) => number | string): T {
    const found = all.find(item => idOf(item) === wanted);
    if (found === undefined) {
      const there = all.map(item => String(idOf(item)));
      throw new Error(`StatefulSet ${JSON.stringify(this.name)} has no ${what} ${JSON.stringify(wanted)}; there are ${listOf(there)}`);
    }
    return found;
  }
}
