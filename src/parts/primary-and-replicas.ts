import * as kplus from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { PeersOptions } from '../identity';
import { requireInteger } from '../private/errors';
import { ServiceOptions } from '../service-options';
import { StatefulApp } from '../stateful-app';

/**
 * Properties of `PrimaryAndReplicas`.
 */
export interface PrimaryAndReplicasProps {
  /**
   * The ordinal of the primary. To change it in a running app moves the Service and promotes nobody: the former primary takes
   * writes from those who are connected to it, until it is ended as one.
   *
   * @default - the first ordinal
   */
  readonly primaryOrdinal?: number;

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
 * Which pod is the primary is fixed here. Where the application chooses another one by itself, use a client that asks it.
 */
export class PrimaryAndReplicas extends Construct {
  /**
   * The ordinal of the primary.
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
   * @throws where options contradict each other, or the primary's ordinal is that of no pod
   */
  constructor(private readonly app: StatefulApp, id: string, props: PrimaryAndReplicasProps = {}) {
    super(app, id);
    requireInteger('primaryOrdinal', props.primaryOrdinal, app.identity.firstOrdinal);
    this.primaryOrdinal = props.primaryOrdinal ?? app.identity.firstOrdinal;
    this.primaryService = app.addPodService(this.primaryOrdinal, { name: `${app.name}-primary`, ...props.primaryService });
    this.readService = app.addClientService({ name: `${app.name}-read`, ...props.readService });
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
   * The DNS names of all pods but the primary, for clients that take several.
   *
   * @throws where neither `replicas` of the app nor `count` is given
   */
  public replicaAddresses(options: PeersOptions = {}): string[] {
    const { identity } = this.app;
    return identity.peers(options).filter((_, index) => identity.firstOrdinal + index !== this.primaryOrdinal);
  }
}
