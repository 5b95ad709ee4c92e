import { dnsSubdomainProblem, pathSegmentProblem } from '../kubernetes/names';
import { Fault, faultsAt, NONE, Rule, source } from '../lint/rule';
import { Kind } from '../model/kinds';
import { ManifestObject } from '../model/object';

/** Kinds whose names are DNS subdomains; the names of StatefulSets and Services have rules of their own. */
const SUBDOMAIN_KINDS = new Set<Kind | undefined>([
  '/ConfigMap', '/PersistentVolumeClaim', '/Pod', '/Secret', '/ServiceAccount', 'apps/DaemonSet', 'apps/Deployment', 'apps/ReplicaSet',
  'autoscaling/HorizontalPodAutoscaler', 'batch/CronJob', 'batch/Job', 'networking.k8s.io/Ingress', 'networking.k8s.io/NetworkPolicy',
]);

/** Of these it is looked at nothing but whether their names can be parts of URLs. */
const FREE_KINDS = new Set<Kind | undefined>(['policy/PodDisruptionBudget', 'rbac.authorization.k8s.io/Role', 'rbac.authorization.k8s.io/RoleBinding']);

/**
 * Rules on the names of the objects around a StatefulSet.
 */
export const OBJECT_NAMES: readonly Rule[] = [
  {
    id: 'N03',
    name: 'object-name-invalid',
    severity: 'error',
    demand: 'The name of an object is a DNS subdomain; of some kinds, anything that can be a part of a URL.',
    consequence: 'the API server refuses the object',
    fix: "use lower-case letters, digits, '-' and '.', with a letter or digit at both ends",
    link: source('staging/src/k8s.io/apimachinery/pkg/api/validation/generic.go', 37),
    check: { object: nameFaults },
  },
];

function nameFaults({ groupKind, metadata }: ManifestObject): readonly Fault[] {
  const problemOf = SUBDOMAIN_KINDS.has(groupKind) ? dnsSubdomainProblem : FREE_KINDS.has(groupKind) ? pathSegmentProblem : undefined;
  if (problemOf === undefined) {
    return NONE;
  }
  const name = metadata.at('name');
  if (!name.string) {
    const isGiven = metadata.at('generateName').string || (name.isSet && name.string === undefined);
    return isGiven ? NONE : [{ at: name, problem: 'is missing', fix: 'give it a name' }];
  }
  return faultsAt(name, problemOf(name.string));
}
