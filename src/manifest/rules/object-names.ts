import { dnsSubdomainProblem, pathSegmentProblem } from '../kubernetes/names';
import { firstOf, listed } from '../lint/listed';
import { Context, Fault, faultsAt, NONE, Rule, source } from '../lint/rule';
import { isClusterScoped } from '../model/cluster-scoped';
import { Kind } from '../model/kinds';
import { ManifestObject } from '../model/object';
import { repetitions } from '../model/repetitions';

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
  {
    id: 'N05',
    name: 'object-twice',
    severity: 'error',
    demand: 'An object is there once: one API group, kind, namespace and name.',
    consequence: 'they are one object in the cluster: the one that is applied last replaces the others, without a word',
    fix: 'rename or remove one of them, or give them namespaces of their own; accept this finding where they go to different clusters',
    link: 'https://kubernetes.io/docs/concepts/overview/working-with-objects/names/',
    check: { object: repetitionFaults },
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

function repetitionFaults(object: ManifestObject, { inventory }: Context): readonly Fault[] {
  const repetition = repetitions(inventory).get(object);
  if (repetition === undefined) {
    return NONE;
  }
  const { manifests, parts } = repetition;
  const { kind, namespace } = object;
  const times = manifests.length === 2 ? 'twice' : `${manifests.length} times`;
  const place = namespace === undefined ? '' : ` in namespace ${JSON.stringify(namespace)}`;
  const others = manifests.filter(manifest => manifest !== object);
  return [{
    at: object.metadata.at('name'),
    problem: `names a ${kind} that is there ${times}${place}${parts.length === 0 ? '' : `, and so ${parts.length === 1 ? 'is' : 'are'} ${listed(parts)}`}`,
    severity: areForOnePlace(manifests) ? undefined : 'warning',
    related: [...firstOf(others), ...firstOf(parts)],
  }];
}

/** Whether two of them go to one place for certain: those without a namespace, in files of their own, may be applied to different ones. */
function areForOnePlace(manifests: readonly ManifestObject[]): boolean {
  const [first] = manifests;
  return first!.namespace !== undefined || isClusterScoped(first!) || new Set(manifests.map(({ source: file }) => file)).size < manifests.length;
}
