import { annotationFaults, labelFaults } from '../field-faults/metadata';
import { selectorProblem, selectorMatches } from '../kubernetes/selectors';
import { isObject } from '../lint/faults';
import { Fault, faultsAt, NONE, Rule, source } from '../lint/rule';
import { Field } from '../model/field';
import { ManifestObject } from '../model/object';
import { podTemplateOf } from '../model/pod-template';
import { StatefulSet } from '../model/stateful-set';

const REFUSED = 'the API server refuses the StatefulSet';
const VALIDATION = 'pkg/apis/apps/validation/validation.go';

/**
 * Rules on how a StatefulSet selects its pods, and on what its pod template may not say.
 */
export const STATEFUL_SET_PODS: readonly Rule[] = [
  {
    id: 'V06',
    name: 'selector-invalid',
    severity: 'error',
    demand: 'The selector of a StatefulSet demands something, in keys, operators and values that Kubernetes takes.',
    consequence: REFUSED,
    fix: 'select the labels of the pod template',
    link: source(VALIDATION, 183),
    check: {
      statefulSet: ({ spec, selector }) => {
        const at = spec.at('selector');
        if (!isObject(at)) {
          return NONE;
        }
        const demandsNothing = isEmpty(at.at('matchLabels')) && isEmpty(at.at('matchExpressions'));
        return faultsAt(at, demandsNothing ? { problem: 'is empty' } : selectorProblem(selector));
      },
    },
  },
  {
    id: 'V07',
    name: 'selector-without-pods',
    severity: 'error',
    demand: 'The selector of a StatefulSet selects the labels of its pod template.',
    consequence: REFUSED,
    fix: 'give the pod template the labels that the selector demands',
    link: source(VALIDATION, 64),
    check: { statefulSet: mismatches },
  },
  {
    id: 'V12',
    name: 'restart-policy-not-always',
    severity: 'error',
    demand: 'The pods of a StatefulSet are always restarted.',
    consequence: REFUSED,
    fix: 'leave restartPolicy out, or use a Job for pods that come to an end',
    link: source(VALIDATION, 217),
    check: {
      statefulSet: ({ pod }) => {
        const at = pod.spec.at('restartPolicy');
        return at.string && at.string !== 'Always' ? [{ at, problem: 'is not Always' }] : NONE;
      },
    },
  },
  {
    id: 'V13',
    name: 'active-deadline',
    severity: 'error',
    demand: 'The pods of a StatefulSet have no `activeDeadlineSeconds`.',
    consequence: REFUSED,
    fix: 'remove it, or use a Job for pods that come to an end',
    link: source(VALIDATION, 220),
    check: {
      statefulSet: ({ pod }) => {
        const at = pod.spec.at('activeDeadlineSeconds');
        return at.isSet ? [{ at, problem: 'is not for the pods of a StatefulSet' }] : NONE;
      },
    },
  },
  {
    id: 'V14',
    name: 'metadata-invalid',
    severity: 'error',
    demand: 'Labels and annotations have keys and values that Kubernetes takes, in pod templates as well; annotations have at most 256 KiB.',
    consequence: 'the API server refuses the object',
    fix: 'use qualified names as keys, and an annotation for a value that is longer than 63 characters or has other signs',
    link: 'https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#syntax-and-character-set',
    check: { object: metadataFaults },
  },
];

function mismatches({ spec, pod, selector }: StatefulSet): readonly Fault[] {
  if (selectorMatches(selector, pod.labels)) {
    return NONE;
  }
  const labels = pod.metadata.at('labels');
  // what is no string is another fault, and so is a selector that nothing could match
  if (!isStringMap(labels) || !isStringMap(spec.at('selector', 'matchLabels')) || selectorProblem(selector) !== undefined) {
    return NONE;
  }
  const wanted = Object.entries(selector.matchLabels ?? {}).find(([key, value]) => pod.labels[key] !== value);
  const expression = (selector.matchExpressions ?? []).find(requirement => !selectorMatches({ matchExpressions: [requirement] }, pod.labels));
  const lacking = wanted?.join('=') ?? [expression?.key, expression?.operator, ...expression?.values ?? []].join(' ');
  return [{ at: labels, problem: `${labels.isSet ? 'do not meet' : 'are missing, and so do not meet'} the selector, which demands ${lacking}` }];
}

function metadataFaults(object: ManifestObject): readonly Fault[] {
  const template = podTemplateOf(object);
  const places = template === undefined || template === object.root ? [object.metadata] : [object.metadata, template.at('metadata')];
  return places.flatMap(metadata => [...labelFaults(metadata.at('labels')), ...annotationFaults(metadata.at('annotations'))]);
}

/** Not by `keys`, as a key without a value still counts for the API server. */
function isEmpty({ value }: Field): boolean {
  return typeof value !== 'object' || value === null || Object.keys(value).length === 0;
}

function isStringMap(field: Field): boolean {
  return Object.keys(field.stringMap).length === field.keys.length;
}
