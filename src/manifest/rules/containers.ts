import { imageReferenceProblem } from '../kubernetes/images';
import { dnsLabelProblem } from '../kubernetes/names';
import { Problem } from '../kubernetes/problem';
import { Edit } from '../lint/edit';
import { missing, isEmpty, REFUSED, repeated, requiredTextFaults, textFaults } from '../lint/faults';
import { NONE, Rule, source } from '../lint/rule';

const VALIDATION = 'pkg/apis/core/validation/validation.go';

/**
 * Rules on containers: that there are some, their names and images.
 */
export const CONTAINERS: readonly Rule[] = [
  {
    id: 'P01',
    name: 'containers-missing',
    severity: 'error',
    demand: 'A pod has at least one container.',
    consequence: REFUSED,
    fix: 'add a container; init containers alone make no pod',
    link: source(VALIDATION, 3936),
    check: {
      pod: ({ spec }) => isEmpty(spec.at('containers')) ? [missing(spec.at('containers'), 'add a container; init containers alone make no pod')] : NONE,
    },
  },
  {
    id: 'P02',
    name: 'container-name-invalid',
    severity: 'error',
    demand: 'The name of a container is a DNS label, and no other container or init container of the pod has it.',
    consequence: REFUSED,
    fix: 'give the container a name of its own, of lower-case letters, digits and hyphens',
    link: source(VALIDATION, 3790),
    check: {
      pod: ({ containers, initContainers }) => {
        const names = [...containers, ...initContainers].map(container => container.field.at('name'));
        return [
          ...names.flatMap(name => requiredTextFaults(name, dnsLabelProblem)),
          ...repeated(names).map(name => ({ at: name, problem: 'is the name of another container, too' })),
        ];
      },
    },
  },
  {
    id: 'P03',
    name: 'image-missing',
    severity: 'error',
    demand: 'A container has an image, without space at its ends.',
    consequence: REFUSED,
    fix: 'name the image',
    link: source(VALIDATION, 3800),
    check: {
      // space is refused only in pods, so that every workload with it is accepted and gets none
      pod: ({ allContainers }) => allContainers.flatMap(({ field }) =>
        requiredTextFaults(field.at('image'), spaceProblem).map(fault => ({ ...fault, edit: withoutSpace(fault.at.string) }))),
    },
  },
  {
    id: 'P30',
    name: 'image-reference-invalid',
    severity: 'error',
    demand: 'An image is named as registry/path/name:tag@digest, with no capital letters in the path.',
    consequence: 'the kubelet never starts the container (InvalidImageName)',
    fix: 'write the name in lower case, and fill in what a template left open',
    link: 'https://kubernetes.io/docs/concepts/containers/images/#image-names',
    check: {
      pod: ({ allContainers, volumes }) => [
        ...allContainers.map(({ field }) => field.at('image')),
        ...volumes.map(volume => volume.at('image', 'reference')),
      ].filter(at => at.string && at.string.trim() === at.string).flatMap(at => textFaults(at, imageReferenceProblem)),
    },
  },
  {
    id: 'P26',
    name: 'ephemeral-containers-in-template',
    severity: 'error',
    demand: 'Ephemeral containers are not in manifests; they are added to pods that run.',
    consequence: REFUSED,
    fix: 'remove them; `kubectl debug` adds one to a running pod',
    link: source(VALIDATION, 6805),
    check: {
      pod: ({ spec }) => spec.at('ephemeralContainers').items.length > 0
        ? [{ at: spec.at('ephemeralContainers'), problem: 'are in the manifest' }]
        : NONE,
    },
  },
];

function spaceProblem(image: string): Problem | undefined {
  return image.trim() === image ? undefined : { problem: 'has space at an end', fix: 'remove the space' };
}

function withoutSpace(image: string | undefined): Edit | undefined {
  const name = image?.trim();
  return name ? { set: name } : undefined;
}
