import { parseQuantity } from '../kubernetes/quantities';
import { isHugePages, isOvercommittable, storedAmount } from '../kubernetes/resource-names';
import { Fault, NONE } from '../lint/rule';
import { Field } from '../model/field';
import { Container, PodTemplate } from '../model/pod-template';

/**
 * What is wrong with requests and limits of a whole pod beside those of its containers.
 *
 * @see https://github.com/kubernetes/kubernetes/blob/v1.37.2/pkg/apis/core/validation/validation.go
 */
export function podResourcesFaults({ spec, containers, initContainers }: PodTemplate): readonly Fault[] {
  const [limits, requests, claims] = ['limits', 'requests', 'claims'].map(name => spec.at('resources', name)) as [Field, Field, Field];
  const isBelowContainers = (amount: Field) => {
    const most = amountOf(amount);
    return most !== undefined && requestedBy(containers, initContainers, amount.name) > most;
  };
  return [
    ...claims.isSet ? [{ at: claims, problem: 'is for containers, and not for a whole pod', fix: 'claim it in the containers' }] : NONE,
    ...[...limits.fields, ...requests.fields].filter(({ name }) => !isOfPods(name))
      .map(at => ({ at, problem: 'is for containers; a whole pod can have CPU, memory and large pages', fix: 'write it at the containers' })),
    ...requests.fields.filter(isBelowContainers)
      .map(at => ({ at, problem: 'is below what the containers request in all', fix: 'raise it, or lower what the containers request' })),
    // without a request it is that of the containers
    ...limits.fields.filter(limit => isOvercommittable(limit.name) && !requests.has(limit.name) && isBelowContainers(limit))
      .map(at => ({ at, problem: 'is below what the containers request in all', fix: 'raise it, or lower what the containers request' })),
    ...limits.fields.flatMap(limit => containers.flatMap(container => limitFaults(container, limit))),
  ];
}

function isOfPods(resource: string): boolean {
  return ['cpu', 'memory'].includes(resource) || isHugePages(resource);
}

function limitFaults({ field }: Container, most: Field): readonly Fault[] {
  const at = field.at('resources', 'limits', most.name);
  const [limit, limitOfPod] = [amountOf(at), amountOf(most)];
  return limit !== undefined && limitOfPod !== undefined && limit > limitOfPod
    ? [{ at, problem: `is above the limit of the pod (${String(most.value)})`, fix: 'lower it, or raise the limit of the pod' }]
    : NONE;
}

/** What runs at one time: all containers and sidecars, or an init container and the sidecars that were there before it. */
function requestedBy(containers: readonly Container[], initContainers: readonly Container[], resource: string): bigint {
  let sidecars = 0n;
  let most = 0n;
  for (const container of initContainers) {
    const requested = requestOf(container, resource);
    if (container.isLongRunning) {
      sidecars += requested;
    } else if (requested + sidecars > most) {
      most = requested + sidecars;
    }
  }
  const all = containers.reduce((sum, container) => sum + requestOf(container, resource), sidecars);
  return all > most ? all : most;
}

/** A limit without a request is the request, too. */
function requestOf({ field }: Container, resource: string): bigint {
  return amountOf(field.at('resources', 'requests', resource)) ?? amountOf(field.at('resources', 'limits', resource)) ?? 0n;
}

function amountOf(field: Field): bigint | undefined {
  const nanos = field.intOrString === undefined ? undefined : parseQuantity(field.intOrString);
  return nanos === undefined ? undefined : storedAmount(nanos);
}
