import { claimName, ordinals, podDnsName, podName, POD_INDEX_LABEL, POD_NAME_LABEL, serviceDnsName } from '../kubernetes/pod-identity';
import { cached } from '../model/cached';
import { Inventory } from '../model/inventory';
import { scaleOf } from '../model/scale';
import { StatefulSet } from '../model/stateful-set';

/**
 * A StatefulSet among the manifests that it came with, and what they do not tell.
 */
export interface Application {
  readonly set: StatefulSet;
  readonly inventory: Inventory;
  readonly clusterDomain: string;

  /**
   * How many pods are looked at.
   *
   * @default - as many as the manifests make: the least that an autoscaler keeps, or the replicas
   */
  readonly replicas?: number;
}

/**
 * A pod as the controller makes it, with the labels that it adds.
 */
export interface Pod {
  readonly ordinal: number;
  readonly name: string;
  readonly dnsName?: string;
  readonly claimNames: string[];
  readonly labels: Readonly<Record<string, string>>;
}

/**
 * The pods of an application, in the order of their ordinals. Several ask for them one after the other.
 */
export const podsOf = cached((application: Application): readonly Pod[] => {
  const { set, inventory } = application;
  const replicas = application.replicas ?? scaleOf(set.object, inventory)?.least ?? set.replicas;
  const domain = governingDomainOf(application);
  return ordinals(set.firstOrdinal, Math.max(replicas, 0)).map(ordinal => {
    const name = podName(set.name, ordinal);
    return {
      ordinal,
      name,
      ...domain !== undefined && { dnsName: podDnsName(name, domain) },
      claimNames: set.claimTemplates.map(template => claimName(template.name, set.name, ordinal)),
      labels: { ...set.pod.labels, [POD_NAME_LABEL]: name, [POD_INDEX_LABEL]: String(ordinal) },
    };
  });
});

/**
 * The DNS name of the Service that governs the pods; undefined where the StatefulSet names none.
 */
export function governingDomainOf({ set, clusterDomain }: Application): string | undefined {
  return set.serviceName === '' ? undefined : serviceDnsName(set.serviceName, set.object.namespace, clusterDomain);
}
