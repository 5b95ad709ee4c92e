import * as kplus from 'cdk8s-plus-28';
import { cidrProblem } from './manifest/kubernetes/addresses';
import { dnsLabelProblem, qualifiedNameProblem, serviceNameProblem } from './manifest/kubernetes/names';
import { integerProblem } from './manifest/kubernetes/numbers';
import { errorMessage, refuse, requireInteger, requireValid } from './private/errors';
import { PropertiesOf } from './private/known-properties';
import { requireAnnotations, requireLabels } from './private/metadata';
import { JsonService } from './private/render/json-service';
import { AddressedServiceOptions, CommonServiceOptions, IpFamilyPolicy } from './service-options';
import { portKey, servicePorts } from './service-ports';

/**
 * The options of every Service.
 */
export const COMMON_OPTIONS: PropertiesOf<CommonServiceOptions> = {
  ports: true, labels: true, annotations: true, ipFamilies: true, ipFamilyPolicy: true,
};

/**
 * The options of a Service with an address of its own.
 */
export const ADDRESSED_OPTIONS: PropertiesOf<AddressedServiceOptions> = {
  ...COMMON_OPTIONS,
  publishNotReadyAddresses: true,
  sessionAffinity: true,
  externalTrafficPolicy: true,
  loadBalancerIP: true,
  loadBalancerClass: true,
  loadBalancerSourceRanges: true,
  allocateLoadBalancerNodePorts: true,
};

/**
 * What a Service of a StatefulApp is made of, beside its options.
 */
export interface ServiceSpec {
  readonly name: string;
  readonly type: kplus.ServiceType;

  /** Read at synth, as selectors may still be added. */
  readonly selector: () => Record<string, string>;

  /** Whether the Service has no address of its own. */
  readonly headless?: boolean;
}

/**
 * Creates a Service of a StatefulApp.
 *
 * @param prefix what stands before a property in an error: `podServices.`
 */
export function createService(app: kplus.Workload, id: string, prefix: string, spec: ServiceSpec, options: AddressedServiceOptions): kplus.Service {
  refuse(`${prefix}name`, spec.name, serviceNameProblem(spec.name));
  const taken = Taken.of(app);
  refuse(`${prefix}name`, spec.name, taken.hasName(spec.name) ? { problem: 'is there twice', fix: 'give each Service another name' } : undefined);
  taken.takeNodePorts(spec.name, options.ports);
  const service = new JsonService(app, id, {
    metadata: { name: spec.name, namespace: app.metadata.namespace, labels: options.labels, annotations: options.annotations },
    type: spec.type,
    clusterIP: spec.headless ? 'None' : undefined,
    ports: () => servicePorts(app, options.ports),
    selector: spec.selector,
    spec: {
      ipFamilies: options.ipFamilies,
      ipFamilyPolicy: options.ipFamilyPolicy,
      publishNotReadyAddresses: options.publishNotReadyAddresses,
      sessionAffinity: options.sessionAffinity,
      externalTrafficPolicy: options.externalTrafficPolicy,
      loadBalancerIP: options.loadBalancerIP,
      loadBalancerClass: options.loadBalancerClass,
      loadBalancerSourceRanges: options.loadBalancerSourceRanges,
      allocateLoadBalancerNodePorts: options.allocateLoadBalancerNodePorts,
    },
  });
  taken.takeName(service);
  return service;
}

/** What no two Services of an app can have; to search all of them for each would take a time that grows with the square. */
class Taken {
  public static of(app: kplus.Workload): Taken {
    const known = Taken.APPS.get(app) ?? new Taken();
    Taken.APPS.set(app, known);
    return known;
  }

  private static readonly APPS = new WeakMap<kplus.Workload, Taken>();

  private readonly names = new Map<string, kplus.Service>();

  /** The names of Services by number and protocol. */
  private readonly nodePorts = new Map<string, string>();

  /** A Service that was removed from the tree has its name no longer. */
  public hasName(name: string): boolean {
    const service = this.names.get(name);
    return service !== undefined && service.node.scope?.node.tryFindChild(service.node.id) === service;
  }

  public takeName(service: kplus.Service): void {
    this.names.set(service.name, service);
  }

  public takeNodePorts(service: string, ports: kplus.ServicePort[] = []): void {
    for (const { nodePort, protocol } of ports) {
      if (nodePort !== undefined) {
        const key = portKey(nodePort, protocol);
        const holder = this.nodePorts.get(key);
        refuse(`Service "${service}" ports.nodePort`, nodePort, holder === undefined ? undefined : { problem: `is also one of Service "${holder}"`, fix: 'choose another' });
        this.nodePorts.set(key, service);
      }
    }
  }
}

/**
 * Throws where the options cannot go together in a Service of this type.
 *
 * @param prefix what stands before a property in an error: `podServices.`
 */
export function requireServiceOptions(prefix: string, type: kplus.ServiceType, options: AddressedServiceOptions): void {
  if (type === kplus.ServiceType.EXTERNAL_NAME) {
    throw new Error(errorMessage(`${prefix}type`, type, 'leads out of the cluster and selects no pod', 'use CLUSTER_IP, NODE_PORT or LOAD_BALANCER'));
  }
  const loadBalancerOnly: (keyof AddressedServiceOptions)[] = ['loadBalancerIP', 'loadBalancerClass', 'loadBalancerSourceRanges', 'allocateLoadBalancerNodePorts'];
  for (const property of loadBalancerOnly) {
    if (type !== kplus.ServiceType.LOAD_BALANCER && options[property] !== undefined) {
      throw new Error(errorMessage(`${prefix}${property}`, options[property], `needs a Service of type LoadBalancer, and this one is ${type}`));
    }
  }
  if (type === kplus.ServiceType.CLUSTER_IP && options.externalTrafficPolicy !== undefined) {
    throw new Error(errorMessage(`${prefix}externalTrafficPolicy`, options.externalTrafficPolicy, `needs a Service of type NodePort or LoadBalancer, and this one is ${type}`));
  }
  requireValid(`${prefix}loadBalancerClass`, options.loadBalancerClass, qualifiedNameProblem);
  for (const range of options.loadBalancerSourceRanges ?? []) {
    requireValid(`${prefix}loadBalancerSourceRanges`, range, cidrProblem);
  }
  requireCommonOptions(prefix, options);
  for (const port of options.ports ?? []) {
    if (type === kplus.ServiceType.CLUSTER_IP && port.nodePort !== undefined) {
      throw new Error(errorMessage(`${prefix}ports.nodePort`, port.nodePort, `needs a Service of type NodePort or LoadBalancer, and this one is ${type}`));
    }
  }
}

/**
 * Throws where the options that every Service takes cannot go together.
 */
export function requireCommonOptions(prefix: string, options: CommonServiceOptions): void {
  requireLabels(`${prefix}labels`, options.labels);
  requireAnnotations(`${prefix}annotations`, options.annotations);
  requireIpFamilies(prefix, options);
  if (options.ports?.length === 0) {
    throw new Error(`${prefix}ports [] leaves the Service without a port; leave ports out for all ports of the containers`);
  }
  const numbers = new Set<string>();
  const names = new Set<string>();
  for (const { port, targetPort, nodePort, protocol, name } of options.ports ?? []) {
    refuse(`${prefix}ports.port`, port, integerProblem(port, 1, 65535));
    requireInteger(`${prefix}ports.targetPort`, targetPort, 1, 65535);
    requireInteger(`${prefix}ports.nodePort`, nodePort, 1, 65535);
    requireValid(`${prefix}ports.name`, name, dnsLabelProblem);
    const key = portKey(port, protocol);
    refuse(`${prefix}ports.port`, port, numbers.has(key) ? { problem: 'is there twice', fix: 'give each port and protocol once' } : undefined);
    refuse(`${prefix}ports.name`, name,
      name !== undefined && names.has(name) ? { problem: 'is there twice', fix: 'give each port another name' } : undefined);
    numbers.add(key);
    names.add(name ?? key);
  }
}

function requireIpFamilies(prefix: string, { ipFamilies, ipFamilyPolicy }: CommonServiceOptions): void {
  if (ipFamilies === undefined) {
    return;
  }
  if (ipFamilies.length < 1 || ipFamilies.length > 2 || new Set(ipFamilies).size !== ipFamilies.length) {
    throw new Error(errorMessage(`${prefix}ipFamilies`, ipFamilies, 'is not one family, or two different ones'));
  }
  if (ipFamilies.length === 2 && (ipFamilyPolicy === undefined || ipFamilyPolicy === IpFamilyPolicy.SINGLE_STACK)) {
    throw new Error(errorMessage(`${prefix}ipFamilies`, ipFamilies, 'needs ipFamilyPolicy PREFER_DUAL_STACK or REQUIRE_DUAL_STACK'));
  }
}
