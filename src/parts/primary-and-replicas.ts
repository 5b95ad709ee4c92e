import { ApiObject } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { requireAbsolute } from './containers';
import { PromotionFiles, requirePromotions } from './promotion-files';
import { PeersOptions } from '../identity';
import { requireInteger } from '../private/errors';
import { ServiceOptions } from '../service-options';
import { StatefulApp } from '../stateful-app';

/**
 * Properties of `PrimaryAndReplicas`.
 */
export interface PrimaryAndReplicasProps {
  /**
   * The ordinal of the primary before the first promotion. To change it in a running app moves the Service and promotes
   * nobody: the former primary takes writes from those who are connected to it, until it is ended as one.
   *
   * @default - the first ordinal
   */
  readonly primaryOrdinal?: number;

  /**
   * The ordinals of the pods that were promoted, in this order; the last one is the primary. Ordinals are only ever appended:
   * `[1]`, and later `[1, 0]`. How many there are is the term, of which pods take the higher one for the newer.
   *
   * With a list, also an empty one, there is a ConfigMap that tells pods who is the primary; a container sees it by
   * `mountInto`, and so that it is there before it is needed, begin with `[]`. What a promotion changes is this ConfigMap and
   * the Service for writers, and no pod. The application has to act on it, as the examples `mysql` and `postgres` do.
   *
   * @default - none, and no ConfigMap
   */
  readonly promotions?: number[];

  /**
   * Options of the Service that leads to the primary.
   *
   * @default - called like the app with `-primary`, inside the cluster, with all ports
   */
  readonly primaryService?: ServiceOptions;

  /**
   * Options of the Service that leads readers to ready pods.
   *
   * @default - called like the app with `-read`, inside the cluster, with all ports
   */
  readonly readService?: ServiceOptions;
}

/**
 * Where writers and readers of an app with one primary go: a Service to the pod that is the primary, and a Service to all
 * ready pods, the primary among them.
 *
 * A Service to all pods but the primary cannot be had: a Service selects by labels that are equal, all pods have those of
 * one template, and of those that the StatefulSet controller adds none is common to the replicas alone. Readers that must
 * spare the primary take `replicaAddresses()`.
 *
 * Which pod is the primary is said here, and `promotions` say another one. Where the application chooses by itself, use a
 * client that asks it.
 */
export class PrimaryAndReplicas extends Construct {
  /**
   * The ordinal of the primary: the last one of `promotions`, or that of the properties where nobody was promoted.
   */
  public readonly primaryOrdinal: number;

  /**
   * The Service that leads to the primary.
   */
  public readonly primaryService: kplus.Service;

  /**
   * The Service that leads to all ready pods.
   */
  public readonly readService: kplus.Service;

  /**
   * The ConfigMap that tells pods who is the primary, called like the app with `-primary`, where `promotions` are given. Its
   * key `promotion` is a line with the term and the host of the primary, such as `1 db-1.db.prod.svc.cluster.local`; `pods`
   * has the hosts of all pods whose word on it counts, a line each: those that there may be, and all former primaries.
   */
  public readonly promotionConfigMap?: ApiObject;

  private readonly files?: PromotionFiles;

  /**
   * @throws where options contradict each other, an ordinal is that of no pod, or a pod is promoted that is the primary
   */
  constructor(private readonly app: StatefulApp, id: string, props: PrimaryAndReplicasProps = {}) {
    super(app, id);
    const { firstOrdinal } = app.identity;
    requireInteger('primaryOrdinal', props.primaryOrdinal, firstOrdinal);
    const first = props.primaryOrdinal ?? firstOrdinal;
    requirePromotions(first, props.promotions ?? [], firstOrdinal);
    const primaries = [first, ...props.promotions ?? []];
    this.primaryOrdinal = primaries[primaries.length - 1]!;
    this.primaryService = app.addPodService(this.primaryOrdinal, { name: `${app.name}-primary`, ...props.primaryService });
    this.readService = app.addClientService({ name: `${app.name}-read`, ...props.readService });
    this.files = props.promotions && new PromotionFiles(this, app, primaries);
    this.promotionConfigMap = this.files?.configMap;
  }

  /**
   * The DNS name by which clients write: that of the Service to the primary.
   */
  public get primaryAddress(): string {
    return this.app.identity.dnsNameOfService(this.primaryService.name);
  }

  /**
   * The DNS name by which clients read: that of the Service to all ready pods.
   */
  public get readAddress(): string {
    return this.app.identity.dnsNameOfService(this.readService.name);
  }

  /**
   * The DNS name of the primary's pod, by which replicas follow it whether it is ready or not.
   */
  public get primaryPodAddress(): string {
    return this.app.identity.podDnsName(this.primaryOrdinal);
  }

  /**
   * Lets a container see who is the primary, in files that the kubelet changes while it runs: within about two minutes, or at
   * once where something of the pod changes, such as an annotation.
   *
   * @param path the directory of the files `promotion` and `pods`
   * @throws where `promotions` are not given, or the path is not absolute
   */
  public mountInto(container: kplus.Container, path: string): void {
    requireAbsolute(path);
    if (this.files === undefined) {
      throw new Error('promotions are missing, without which there is no file that tells who is the primary; give [] where nobody was promoted');
    }
    container.mount(path, this.files.volume, { readOnly: true });
  }

  /**
   * The DNS names of all pods but the primary, for clients that take several.
   *
   * @throws where neither `replicas` of the app nor `count` is given
   */
  public replicaAddresses(options: PeersOptions = {}): string[] {
    const { identity } = this.app;
    return identity.peers(options).filter((_, index) => identity.firstOrdinal + index !== this.primaryOrdinal);
  }
}
