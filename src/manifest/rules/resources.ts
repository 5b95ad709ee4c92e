import { podResourcesFaults } from '../field-faults/pod-resources';
import { machineProblem } from '../kubernetes/machines';
import { problemWithin } from '../kubernetes/problem';
import { parseQuantity } from '../kubernetes/quantities';
import { amountProblem, isHugePages, isOvercommittable, resourceNameProblem, storedAmount } from '../kubernetes/resource-names';
import { REFUSED, withMeantQuantity } from '../lint/faults';
import { Fault, faultsAt, NONE, Rule, source } from '../lint/rule';
import { Field } from '../model/field';

/**
 * Rules on requests and limits.
 */
export const RESOURCES: readonly Rule[] = [
  {
    id: 'P20',
    name: 'resources-invalid',
    severity: 'error',
    demand: 'Requests and limits are quantities of resources that containers can ask for, and no request is above its limit.',
    consequence: REFUSED,
    fix: 'write the amount as 500m or 2 of CPU and 512Mi or 4Gi of memory, and keep the request at the limit or below',
    link: source('pkg/apis/core/validation/validation.go', 7521),
    check: {
      pod: (pod, { target }) => [
        ...pod.allContainers.flatMap(({ field }) => resourcesFaults(field.at('resources'))),
        // older versions drop it
        ...target.isPartlyFrom('1.34') && pod.spec.has('resources') ? [...resourcesFaults(pod.spec.at('resources')), ...podResourcesFaults(pod)] : NONE,
        ...amountsFaults(pod.spec.at('overhead')),
      ],
    },
  },
  {
    id: 'R108',
    name: 'resources-not-chosen',
    severity: 'info',
    demand: 'The containers of a StatefulSet have the resources that they need, and not those that cdk8s-plus gives to a container without any.',
    consequence: 'each node must have a whole CPU free for it, however little it does, and it is killed at 2 GiB of memory, however much it needs',
    fix: 'set the resources of the container',
    link: 'https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/#how-pods-with-resource-limits-are-run',
    check: {
      statefulSet: ({ pod }) => pod.allContainers.map(({ field }) => field.at('resources')).filter(areOfCdk8sPlus)
        .map(at => ({ at, problem: 'are those that cdk8s-plus gives to a container without any' })),
    },
  },
  {
    id: 'R125',
    name: 'resources-beyond-machines',
    severity: 'warning',
    demand: 'A container asks for no more than a machine has: `500m` is half a CPU, and `500` are five hundred.',
    consequence: 'no node has as much: a pod that requests it stays Pending, and such a limit limits nothing',
    fix: 'write the amount in the unit that is meant, as 500m of CPU or 512Gi of memory',
    link: 'https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/#resource-units-in-kubernetes',
    check: {
      pod: ({ spec, allContainers }) => [spec, ...allContainers.map(({ field }) => field)]
        .flatMap(holder => ['requests', 'limits'].flatMap(kind => holder.at('resources', kind).fields))
        .flatMap(amount => amount.intOrString === undefined ? NONE : faultsAt(amount, machineProblem(amount.name, amount.intOrString))),
    },
  },
];

/** What cdk8s-plus gives to a container without `resources`; nobody chooses all of these. */
const OF_CDK8S_PLUS = { requests: { cpu: '1000m', memory: '512Mi' }, limits: { cpu: '1500m', memory: '2048Mi' } };

/** The API server writes the same amounts in another way: `1000m` as `1`. */
function areOfCdk8sPlus(resources: Field): boolean {
  return resources.isSet && Object.entries(OF_CDK8S_PLUS).every(([kind, amounts]) => {
    const written = resources.at(kind);
    return written.keys.length === Object.keys(amounts).length
      && Object.entries(amounts).every(([name, amount]) => amountOf(written.at(name)) === parseQuantity(amount));
  });
}

function resourcesFaults(resources: Field): readonly Fault[] {
  if (!resources.isSet) {
    return NONE;
  }
  const [limits, requests] = [resources.at('limits'), resources.at('requests')];
  return [
    ...amountsFaults(limits),
    ...amountsFaults(requests),
    ...requests.fields.flatMap(request => requestFaults(request, limits)),
    ...hugePagesFaults(resources, [...limits.keys, ...requests.keys]),
  ];
}

function amountsFaults(amounts: Field): readonly Fault[] {
  return amounts.fields.flatMap(amount => {
    const nameProblem = resourceNameProblem(amount.name);
    if (nameProblem !== undefined) {
      return faultsAt(amount, problemWithin(`is for ${JSON.stringify(amount.name)}, which`, nameProblem));
    }
    const written = amount.intOrString;
    if (written === undefined) {
      return NONE;
    }
    const nanos = parseQuantity(written);
    return nanos === undefined
      ? [withMeantQuantity({ at: amount, problem: 'is not a quantity' })]
      : faultsAt(amount, amountProblem(amount.name, nanos));
  });
}

function requestFaults(request: Field, limits: Field): readonly Fault[] {
  const limit = limits.at(request.name);
  if (limit.value === request.value) {
    return NONE;
  }
  const isFixed = !isOvercommittable(request.name) && resourceNameProblem(request.name) === undefined;
  if (!limit.isSet) {
    return isFixed ? [{ at: limit, problem: 'is missing beside its request', fix: 'set the limit to the request' }] : NONE;
  }
  const [asked, most] = [amountOf(request), amountOf(limit)];
  if (asked === undefined || most === undefined) {
    return NONE;
  }
  if (isFixed && asked !== most) {
    return [{ at: request, problem: `is not the limit (${String(limit.value)})`, fix: 'set the request to the limit' }];
  }
  return asked > most ? [{ at: request, problem: `is above the limit (${String(limit.value)})`, fix: 'raise the limit or lower the request' }] : NONE;
}

function amountOf(field: Field): bigint | undefined {
  const nanos = field.intOrString === undefined ? undefined : parseQuantity(field.intOrString);
  return nanos === undefined ? undefined : storedAmount(nanos);
}

function hugePagesFaults(resources: Field, names: readonly string[]): readonly Fault[] {
  return names.some(isHugePages) && !names.includes('cpu') && !names.includes('memory')
    ? [{ at: resources, problem: 'asks for large pages, and neither for CPU nor memory', fix: 'ask for CPU or memory, too' }]
    : NONE;
}
