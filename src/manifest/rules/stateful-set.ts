import { isMaxUnavailablePartlyOn } from '../kubernetes/max-unavailable';
import { dnsLabelProblem } from '../kubernetes/names';
import { integerProblem, intOrPercentProblem } from '../kubernetes/numbers';
import { inItsLetters } from '../lint/edit';
import { textFaults } from '../lint/faults';
import { Fault, faultsAt, NONE, Rule, source } from '../lint/rule';
import { Field } from '../model/field';
import { kindsNamed, spelledOtherwise } from '../model/kinds';
import { apiVersionOf, ManifestObject } from '../model/object';

const REFUSED = 'the API server refuses the StatefulSet';
const VALIDATION = 'pkg/apis/apps/validation/validation.go';

/** What is served instead of the versions of APIs that Kubernetes had before 1.28 and dropped. */
const REPLACEMENTS: ReadonlyMap<string, string> = new Map(Object.entries({
  'apps/v1beta1': 'apps/v1',
  'apps/v1beta2': 'apps/v1',
  'autoscaling/v2beta1': 'autoscaling/v2',
  'autoscaling/v2beta2': 'autoscaling/v2',
  'batch/v1beta1': 'batch/v1',
  'extensions/v1beta1': 'apps/v1 for workloads, and networking.k8s.io/v1 for an Ingress or a NetworkPolicy',
  'policy/v1beta1': 'policy/v1',
  'rbac.authorization.k8s.io/v1beta1': 'rbac.authorization.k8s.io/v1',
}));

/** The same of single kinds, where others are still served in that version. */
const REPLACEMENTS_OF_KINDS: ReadonlyMap<string, string> = new Map(Object.entries({
  'apps/v1alpha1/PetSet': 'apps/v1, and kind: StatefulSet',
  'apiextensions.k8s.io/v1beta1/CustomResourceDefinition': 'apiextensions.k8s.io/v1',
  'networking.k8s.io/v1beta1/Ingress': 'networking.k8s.io/v1',
  'networking.k8s.io/v1beta1/IngressClass': 'networking.k8s.io/v1',
  'scheduling.k8s.io/v1beta1/PriorityClass': 'scheduling.k8s.io/v1',
  'storage.k8s.io/v1beta1/StorageClass': 'storage.k8s.io/v1',
}));

/**
 * Kinds that only the name of the version has changed for.
 *
 * @see https://kubernetes.io/docs/reference/using-api/deprecation-guide/
 */
const SAME_IN_NEXT = [
  'autoscaling/v2beta2/HorizontalPodAutoscaler', 'batch/v1beta1/CronJob', 'policy/v1beta1/PodDisruptionBudget',
  ...['ClusterRole', 'ClusterRoleBinding', 'Role', 'RoleBinding'].map(kind => `rbac.authorization.k8s.io/v1beta1/${kind}`),
  'scheduling.k8s.io/v1beta1/PriorityClass', 'storage.k8s.io/v1beta1/StorageClass',
  ...['DaemonSet', 'Deployment', 'ReplicaSet', 'StatefulSet'].map(kind => `apps/v1beta2/${kind}`),
];

/** Groups of Kubernetes itself, and one that is often meant for another; others have kinds of the same names, such as apps.kruise.io. */
const OWN_GROUPS = ['', 'app', 'apps', 'autoscaling', 'batch', 'extensions', 'policy'];

/**
 * Rules on fields of the StatefulSet itself.
 */
export const STATEFUL_SET: readonly Rule[] = [
  {
    id: 'V01',
    name: 'stateful-set-name-invalid',
    severity: 'error',
    demand: 'The name of a StatefulSet is a DNS label.',
    consequence: REFUSED,
    fix: "use lower-case letters, digits and '-', with a letter or digit at both ends",
    link: source(VALIDATION, 50),
    check: { statefulSet: ({ object }) => nameFaults(object.metadata) },
  },
  {
    id: 'V02',
    name: 'api-version-not-served',
    severity: 'error',
    demand: 'A StatefulSet and what belongs to it are written in versions of the API that Kubernetes serves: `apps/v1`.',
    consequence: 'the API server does not know the object',
    fix: 'write apiVersion: apps/v1',
    link: 'https://kubernetes.io/docs/reference/using-api/deprecation-guide/',
    check: { object: apiVersionFaults },
  },
  {
    id: 'V03',
    name: 'pod-management-policy-unknown',
    severity: 'error',
    demand: '`podManagementPolicy` is OrderedReady or Parallel.',
    consequence: REFUSED,
    fix: 'write OrderedReady or Parallel',
    link: source(VALIDATION, 130),
    check: { statefulSet: ({ spec }) => oneOf(spec.at('podManagementPolicy'), ['OrderedReady', 'Parallel']) },
  },
  {
    id: 'V04',
    name: 'update-strategy-invalid',
    severity: 'error',
    demand: '`updateStrategy.type` is RollingUpdate or OnDelete, and only RollingUpdate has options.',
    consequence: REFUSED,
    fix: 'write type: RollingUpdate, or type: OnDelete without rollingUpdate',
    link: source(VALIDATION, 138),
    check: {
      statefulSet: ({ spec }) => {
        const type = spec.at('updateStrategy', 'type');
        const rollingUpdate = spec.at('updateStrategy', 'rollingUpdate');
        if (type.string === 'Recreate') {
          return [{
            at: type,
            problem: 'is a type of Kubernetes 1.37 behind the feature gate StatefulSetRecreateStrategy, which is off by default',
            fix: 'write RollingUpdate or OnDelete; or turn the gate on, and accept this finding',
          }];
        }
        return type.string === 'OnDelete' && rollingUpdate.isSet
          ? [{ at: rollingUpdate, problem: 'stands beside type OnDelete, which takes no options' }]
          : oneOf(type, ['RollingUpdate', 'OnDelete']);
      },
    },
  },
  {
    id: 'V05',
    name: 'selector-missing',
    severity: 'error',
    demand: 'A StatefulSet has a selector; apps/v1 takes none from the labels of the pods.',
    consequence: REFUSED,
    fix: 'select the labels of the pod template',
    link: source(VALIDATION, 179),
    // the versions before took the labels of the pods; that they are gone is another rule
    check: {
      statefulSet: ({ object, spec }) => spec.at('selector').isSet || object.apiVersion !== 'apps/v1' ? NONE : [{ at: spec.at('selector'), problem: 'is missing' }],
    },
  },
  {
    id: 'V08',
    name: 'number-negative',
    severity: 'error',
    demand: '`replicas`, `minReadySeconds`, `ordinals.start` and `partition` are whole numbers of 0 or more.',
    consequence: REFUSED,
    fix: 'write a whole number of 0 or more',
    link: source(VALIDATION, 168),
    check: {
      statefulSet: ({ spec, partition }) => [
        spec.at('replicas'),
        spec.at('minReadySeconds'),
        spec.at('ordinals', 'start'),
        partition,
      ].flatMap(integerFaults),
    },
  },
  {
    id: 'V09',
    name: 'governing-service-name-invalid',
    severity: 'error',
    demand: '`serviceName` is a DNS label.',
    consequence: 'from Kubernetes 1.33 the API server refuses the StatefulSet; before, it refuses its pods, whose subdomain it becomes',
    fix: 'write the name of a headless Service, without its namespace and domain',
    link: source(VALIDATION, 175),
    check: {
      // what to do is not to spell it in another way: it is most often the DNS name of the Service
      statefulSet: ({ spec }) => textFaults(spec.at('serviceName'), name => dnsLabelProblem(name) && { problem: 'is not a DNS label' }),
    },
  },
  {
    id: 'V10',
    name: 'max-unavailable-invalid',
    severity: 'error',
    demand: '`maxUnavailable` of a rolling update is 1 or more, or 1% to 100%.',
    consequence: 'the API server refuses the StatefulSet where it takes the field, from Kubernetes 1.35.0 to 1.35.3 and from 1.37',
    fix: 'write a whole number of 1 or more, or a percentage from 1% to 100%',
    link: source(VALIDATION, 506),
    versions: '1.35.0–1.35.3, 1.37 and later; in others it is an error once the feature gate is on',
    check: {
      statefulSet: ({ spec }, { target }) => {
        const at = spec.at('updateStrategy', 'rollingUpdate', 'maxUnavailable');
        const problem = at.intOrString === undefined ? undefined : intOrPercentProblem(at.intOrString, 1);
        return faultsAt(at, problem).map(fault => ({ ...fault, severity: isMaxUnavailablePartlyOn(target) ? 'error' : 'warning' }));
      },
    },
  },
  {
    id: 'V11',
    name: 'retention-policy-unknown',
    severity: 'error',
    demand: '`whenDeleted` and `whenScaled` are Retain or Delete.',
    consequence: REFUSED,
    fix: 'write Retain or Delete',
    link: source(VALIDATION, 81),
    check: {
      statefulSet: set => (['whenDeleted', 'whenScaled'] as const).flatMap(event => oneOf(set.retentionAt(event), ['Retain', 'Delete'])),
    },
  },
];

function nameFaults(metadata: Field): readonly Fault[] {
  const [name, generateName] = [metadata.at('name'), metadata.at('generateName')];
  if ([name, generateName].every(({ value }) => value === undefined || value === null || value === '')) {
    return [{ at: name, problem: name.isSet ? 'is empty' : 'is missing' }];
  }
  // the API server adds letters and digits to a name that it generates, so that a hyphen may stand at the end of it
  return [...textFaults(name, dnsLabelProblem), ...textFaults(generateName, prefix => dnsLabelProblem(prefix.replace(/(?<=.)-$/, '')))];
}

function apiVersionFaults(object: ManifestObject): readonly Fault[] {
  const { root, apiVersion, group, kind, groupKind } = object;
  const at = root.at('apiVersion');
  const instead = REPLACEMENTS.get(apiVersion) ?? REPLACEMENTS_OF_KINDS.get(`${apiVersion}/${kind}`);
  if (instead !== undefined) {
    const edit = isSameInNext(object) ? { set: instead } : undefined;
    return [{ at, problem: `is no version that Kubernetes still serves ${kind} in`, fix: `write apiVersion: ${instead}`, edit }];
  }
  const [elsewhere] = groupKind !== undefined || !OWN_GROUPS.includes(group) ? [] : kindsNamed(kind);
  if (elsewhere !== undefined || (groupKind === 'apps/StatefulSet' && apiVersion !== 'apps/v1')) {
    const problem = apiVersion === '' ? 'is missing' : `is no version of the API that has a ${kind}`;
    const spelled = apiVersion === '' ? spelledOtherwise(root.keys, 'apiVersion') : undefined;
    const edit = spelled === undefined ? undefined : { at: root.at(spelled), rename: 'apiVersion' };
    return [{ at, problem, fix: `write apiVersion: ${apiVersionOf(elsewhere ?? 'apps/StatefulSet')}`, edit }];
  }
  return NONE;
}

/** Whether the version that is served takes the same fields, and has the same defaults for them. */
function isSameInNext({ apiVersion, kind, spec }: ManifestObject): boolean {
  // an empty selector selects nothing in the old version, and everything in the new one
  return SAME_IN_NEXT.includes(`${apiVersion}/${kind}`) && (kind !== 'PodDisruptionBudget' || spec.at('selector', 'matchLabels').keys.length > 0);
}

/** An empty string counts as nothing: the API server puts the default there. */
function oneOf(at: Field, values: readonly string[]): readonly Fault[] {
  return at.string && !values.includes(at.string) ? [{ at, problem: `is neither ${values.join(' nor ')}`, ...inItsLetters(at.string, values) }] : NONE;
}

function integerFaults(at: Field): readonly Fault[] {
  return at.number === undefined ? NONE : faultsAt(at, integerProblem(at.number, 0));
}
