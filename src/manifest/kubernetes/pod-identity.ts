/**
 * The label in which the StatefulSet controller writes the name of each pod.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#pod-name-label
 */
export const POD_NAME_LABEL = 'statefulset.kubernetes.io/pod-name';

/**
 * The label in which the StatefulSet controller writes the ordinal of each pod (on by default since Kubernetes 1.28).
 *
 * @see https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#pod-index-label
 */
export const POD_INDEX_LABEL = 'apps.kubernetes.io/pod-index';

/**
 * The label in which the StatefulSet controller writes the revision of each pod.
 */
export const REVISION_LABEL = 'controller-revision-hash';

/**
 * The labels that the controller gives to the pods of a StatefulSet, and that no template has.
 */
export const CONTROLLER_LABELS: readonly string[] = [POD_NAME_LABEL, POD_INDEX_LABEL, REVISION_LABEL];

/**
 * The domain under which a cluster publishes its Services unless it is configured otherwise.
 */
export const DEFAULT_CLUSTER_DOMAIN = 'cluster.local';

/**
 * The ordinals of `count` pods, the first of which is `start`.
 */
export function ordinals(start: number, count: number): number[] {
  return Array.from({ length: count }, (_, index) => start + index);
}

/**
 * The name of a StatefulSet's pod, which is also its host name.
 */
export function podName(statefulSet: string, ordinal: number): string {
  return `${statefulSet}-${ordinal}`;
}

/**
 * What the name of a pod says of it.
 */
export interface PodIdentity {
  readonly statefulSet: string;
  readonly ordinal: number;
}

/**
 * The StatefulSet and the ordinal in the name of a pod: `db` and 2 of `db-2`; undefined where no StatefulSet has a pod of that
 * name.
 */
export function parsePodName(name: string): PodIdentity | undefined {
  const [, statefulSet, ordinal] = /^(.+)-(0|[1-9][0-9]*)$/.exec(name) ?? [];
  return statefulSet === undefined ? undefined : { statefulSet, ordinal: Number(ordinal) };
}

/**
 * The name of the PersistentVolumeClaim that the controller makes, or finds, for a pod.
 */
export function claimName(template: string, statefulSet: string, ordinal: number): string {
  return `${template}-${podName(statefulSet, ordinal)}`;
}

/**
 * The DNS name of a Service. Where the namespace is not known it is the name that the search path of the same
 * namespace completes.
 */
export function serviceDnsName(service: string, namespace: string | undefined, clusterDomain: string): string {
  return namespace === undefined ? service : `${service}.${namespace}.svc.${clusterDomain}`;
}

/**
 * The DNS name of a pod under the DNS name of its governing Service.
 */
export function podDnsName(pod: string, serviceDomain: string): string {
  return `${pod}.${serviceDomain}`;
}

/**
 * The name whose SRV records list the pods behind a named port.
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/#srv-records
 */
export function srvName(port: string, protocol: string, serviceDomain: string): string {
  return `_${port}._${protocol.toLowerCase()}.${serviceDomain}`;
}
