import { annotationFaults, labelFaults } from '../field-faults/metadata';
import { dnsSubdomainProblem, qualifiedNameProblem } from '../kubernetes/names';
import { Fault, faultsAt, NONE, Rule, source } from '../lint/rule';
import { lastingClaimsIn } from '../model/claims';
import { Field } from '../model/field';
import { ClaimTemplate, StatefulSet } from '../model/stateful-set';

const STORAGE_CLASS_ANNOTATION = 'volume.beta.kubernetes.io/storage-class';

/**
 * Rules on the names, labels and annotations of claim templates.
 */
export const CLAIM_METADATA: readonly Rule[] = [
  {
    id: 'C09',
    name: 'claim-metadata-invalid',
    severity: 'error',
    demand: 'The metadata of a claim template is that of a PersistentVolumeClaim: its name, labels, annotations and finalizers.',
    consequence: 'the StatefulSet is accepted and never gets a pod, as the API server refuses its claims (event FailedCreate)',
    fix: 'use a DNS label as the name, qualified names as keys, and label values of at most 63 characters',
    link: source('pkg/controller/statefulset/stateful_pod_control.go', 341),
    check: { statefulSet: ({ claimTemplates }) => claimTemplates.flatMap(metadataFaults) },
  },
  {
    id: 'R31',
    name: 'claim-template-duplicated',
    severity: 'error',
    demand: 'The claim templates of a StatefulSet have different names.',
    consequence: 'the last one of the name counts, and the others are lost without a word',
    fix: 'rename one of them',
    link: source('pkg/controller/statefulset/stateful_set_utils.go', 391),
    check: { statefulSet: ({ claimTemplates }) => duplicates(claimTemplates) },
  },
  {
    id: 'R34',
    name: 'claim-namespace-ignored',
    severity: 'info',
    demand: 'A claim template has no namespace.',
    consequence: 'it is ignored: the claim is in the namespace of the StatefulSet',
    fix: 'remove it',
    link: source('pkg/controller/statefulset/stateful_set_utils.go', 398),
    check: {
      statefulSet: ({ claimTemplates }) => claimTemplates
        .map(claim => claim.metadata.at('namespace'))
        .filter(({ string }) => string)
        .map(at => ({ at, problem: 'is set in a claim template' })),
    },
  },
  {
    id: 'R35',
    name: 'storage-class-annotation',
    severity: 'warning',
    demand: 'A claim names its StorageClass in `storageClassName`.',
    consequence: 'the annotation is deprecated since Kubernetes 1.8, and it wins over storageClassName where both are set',
    fix: 'write storageClassName',
    link: 'https://kubernetes.io/docs/concepts/storage/persistent-volumes/#class-1',
    check: {
      object: object => lastingClaimsIn(object)
        .map(claim => claim.at('metadata', 'annotations', STORAGE_CLASS_ANNOTATION))
        .filter(annotation => annotation.isSet)
        .map(at => ({ at, problem: 'names a StorageClass in an annotation' })),
    },
  },
  {
    id: 'R36',
    name: 'claim-label-overwritten',
    severity: 'info',
    demand: 'A label of a claim template does not contradict the selector of its StatefulSet.',
    consequence: "the controller writes the selector's matchLabels over the labels of the claim",
    fix: 'rename the label',
    link: source('pkg/controller/statefulset/stateful_set_utils.go', 399),
    check: { statefulSet: set => set.claimTemplates.flatMap(claim => overwritten(claim.metadata.at('labels'), set)) },
  },
];

function metadataFaults({ metadata }: ClaimTemplate): readonly Fault[] {
  return [
    ...nameFaults(metadata.at('name')),
    ...labelFaults(metadata.at('labels')),
    ...annotationFaults(metadata.at('annotations')),
    ...metadata.at('finalizers').items.flatMap(at => at.string === undefined ? NONE : faultsAt(at, qualifiedNameProblem(at.string))),
  ];
}

function nameFaults(at: Field): readonly Fault[] {
  if (at.string) {
    // the names of the StatefulSet and of the ordinal follow, so that a hyphen may stand at the end
    return dnsSubdomainProblem(`${at.string}-a-0`) === undefined ? NONE : [{ at, problem: 'is not what the name of a PersistentVolumeClaim may begin with' }];
  }
  return at.isSet && at.string === undefined ? NONE : [{ at, problem: at.isSet ? 'is empty' : 'is missing' }];
}

function duplicates(claims: readonly ClaimTemplate[]): readonly Fault[] {
  const seen = new Set<string>();
  return claims.filter(({ name }) => {
    const isDuplicate = name !== '' && seen.has(name);
    seen.add(name);
    return isDuplicate;
  }).map(claim => ({ at: claim.metadata.at('name'), problem: 'is the name of two claim templates' }));
}

function overwritten(labels: Field, set: StatefulSet): readonly Fault[] {
  return labels.fields
    .filter(({ name, string }) => string !== undefined && (set.selector.matchLabels?.[name] ?? string) !== string)
    .map(at => ({ at, problem: `contradicts the selector, which has ${JSON.stringify(set.selector.matchLabels?.[at.name])}` }));
}
