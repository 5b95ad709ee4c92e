import { Field } from './field';
import { ManifestObject } from './object';
import { CONTROLLER_LABELS, parsePodName, PodIdentity, POD_NAME_LABEL } from '../kubernetes/pod-identity';

/**
 * A Service as its manifest describes it.
 */
export class Service {
  readonly spec: Field;
  private typed?: string;
  private headless?: boolean;
  private listed?: readonly Field[];
  private selecting?: Record<string, string>;
  private selectingInTemplate?: Record<string, string>;
  private selectingPod?: { readonly identity: PodIdentity | undefined };

  constructor(readonly object: ManifestObject) {
    this.spec = object.spec;
  }

  public get type(): string {
    this.typed ??= this.spec.at('type').string || 'ClusterIP';
    return this.typed;
  }

  public get isHeadless(): boolean {
    this.headless ??= this.spec.at('clusterIP').string === 'None' || this.spec.at('clusterIPs', 0).string === 'None';
    return this.headless;
  }

  public get ports(): readonly Field[] {
    this.listed ??= this.spec.at('ports').items;
    return this.listed;
  }

  public get name(): string {
    return this.object.name;
  }

  public get selector(): Record<string, string> {
    this.selecting ??= this.spec.at('selector').stringMap;
    return this.selecting;
  }

  /** Whether it has a selector; the endpoints of a Service without one are written by another program. */
  public get selects(): boolean {
    return Object.keys(this.selector).length > 0;
  }

  /** Whether it selects pods with these labels. */
  public matches(labels: Readonly<Record<string, string>>): boolean {
    return this.selects && Object.entries(this.selector).every(([key, value]) => labels[key] === value);
  }

  /** What it selects by the labels in a template, without those that the StatefulSet controller adds to each pod. */
  public get templateSelector(): Record<string, string> {
    this.selectingInTemplate ??= Object.fromEntries(Object.entries(this.selector).filter(([key]) => !CONTROLLER_LABELS.includes(key)));
    return this.selectingInTemplate;
  }

  /** The name of the one pod that it selects, where it selects one by its name. */
  public get podName(): string | undefined {
    return this.selector[POD_NAME_LABEL];
  }

  /** The StatefulSet and the ordinal in that name; undefined where no StatefulSet has a pod of that name. */
  public get pod(): PodIdentity | undefined {
    this.selectingPod ??= { identity: this.podName === undefined ? undefined : parsePodName(this.podName) };
    return this.selectingPod.identity;
  }

  /** Whether it leads to pods before they are ready. */
  public get publishesNotReadyAddresses(): boolean {
    return this.spec.at('publishNotReadyAddresses').boolean ?? false;
  }

  /** Whether it takes ports on the nodes. */
  public get takesNodePorts(): boolean {
    return this.type === 'NodePort' || this.type === 'LoadBalancer';
  }

  /** Whether it takes a port of the nodes for the health check of the load balancer. */
  public get takesHealthCheckPort(): boolean {
    return this.type === 'LoadBalancer' && this.spec.at('externalTrafficPolicy').string === 'Local';
  }

  /** The ports of the nodes that it has by number; 0 is left out, as the API server chooses then. */
  public get nodePorts(): Field[] {
    const fields = [
      ...this.takesNodePorts ? this.ports.map(port => port.at('nodePort')) : [],
      ...this.takesHealthCheckPort ? [this.spec.at('healthCheckNodePort')] : [],
    ];
    return fields.filter(({ number }) => number !== undefined && number !== 0);
  }
}
