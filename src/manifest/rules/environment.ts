import { divisorProblem, fieldPathProblem, resourceFieldProblem } from '../kubernetes/downward-api';
import { dataKeyProblem, envNameProblem, strictEnvNameProblem } from '../kubernetes/environment-references';
import { dnsSubdomainProblem } from '../kubernetes/names';
import { Problem } from '../kubernetes/problem';
import { TargetVersions } from '../kubernetes/target-versions';
import { backstepProblem } from '../kubernetes/volume-paths';
import { isEmpty, isObject, missing, REFUSED, requiredFaults, requiredTextFaults, textFaults } from '../lint/faults';
import { Context, Fault, faultsAt, NONE, Rule, source } from '../lint/rule';
import { Field } from '../model/field';
import { downwardFiles } from '../model/volumes';

const VALIDATION = 'pkg/apis/core/validation/validation.go';
const VALUE_SOURCES = ['fieldRef', 'resourceFieldRef', 'configMapKeyRef', 'secretKeyRef', 'fileKeyRef'];
const ENV_SOURCES = ['configMapRef', 'secretRef'];

/**
 * Rules on the environment of containers.
 */
export const ENVIRONMENT: readonly Rule[] = [
  {
    id: 'P08',
    name: 'environment-invalid',
    severity: 'error',
    demand: 'An environment variable has a name, and either a value or exactly one source; envFrom names exactly one ConfigMap or Secret.',
    consequence: REFUSED,
    fix: 'name the variable, and keep either its value or one complete source of it',
    link: source(VALIDATION, 2686),
    check: {
      pod: ({ allContainers, volumes }, { target }: Context) => allContainers.flatMap(container => [
        ...container.env.flatMap(variable => variableFaults(variable, volumes, target)),
        ...container.field.at('envFrom').items.flatMap(from => envFromFaults(from, target)),
      ]),
    },
  },
  {
    id: 'P09',
    name: 'field-reference-invalid',
    severity: 'error',
    demand: 'A variable or file made of a field of the pod, or of a resource of a container, names one that Kubernetes offers for it.',
    consequence: REFUSED,
    fix: 'use one of the fields and resources that the documentation lists',
    link: 'https://kubernetes.io/docs/concepts/workloads/pods/downward-api/#available-fields',
    check: {
      pod: (pod, { target }) => [
        ...pod.allContainers.flatMap(container => container.env.map(variable => variable.at('valueFrom')))
          .flatMap(from => from.isSet ? [...referenceFaults(from, 'variable'), ...hostAddressesFaults(from, target)] : NONE),
        ...downwardFiles(pod).flatMap(file => referenceFaults(file, 'file')),
      ],
    },
  },
];

function variableFaults(variable: Field, volumes: readonly Field[], target: TargetVersions): readonly Fault[] {
  const name = variable.at('name');
  const from = variable.at('valueFrom');
  const faults = isEmpty(name) ? [missing(name)] : nameFaults(name, target);
  return isObject(from) ? [...faults, ...sourceFaults(variable, from, volumes)] : faults;
}

function nameFaults(name: Field, target: TargetVersions): readonly Fault[] {
  const faults = textFaults(name, envNameProblem);
  return faults.length > 0 || !target.isPartlyBefore('1.32') ? faults : textFaults(name, strictEnvNameProblem);
}

function sourceFaults(variable: Field, from: Field, volumes: readonly Field[]): readonly Fault[] {
  return [
    ...numberOfSourcesFaults(from, VALUE_SOURCES),
    ...variable.at('value').string ? [{ at: variable.at('value'), problem: 'stands beside valueFrom', fix: 'remove value or valueFrom' }] : NONE,
    ...['configMapKeyRef', 'secretKeyRef'].map(key => from.at(key)).filter(isObject).flatMap(reference => [
      ...requiredTextFaults(reference.at('name'), dnsSubdomainProblem),
      ...requiredTextFaults(reference.at('key'), dataKeyProblem),
    ]),
    ...[from.at('fileKeyRef')].filter(isObject).flatMap(reference => fileFaults(reference, volumes)),
  ];
}

/** Of a variable that is a line of a file, which another container has written into an emptyDir. */
function fileFaults(reference: Field, volumes: readonly Field[]): readonly Fault[] {
  const name = reference.at('volumeName');
  const isWritable = volumes.some(volume => volume.at('name').string === name.string && volume.at('emptyDir').isSet);
  return [
    ...name.isEmpty || isWritable ? requiredFaults(name) : [{ at: name, problem: 'is the name of no emptyDir of the pod', fix: 'name an emptyDir' }],
    ...requiredTextFaults(reference.at('path'), backstepProblem),
    ...requiredTextFaults(reference.at('key'), envNameProblem),
  ];
}

function envFromFaults(from: Field, target: TargetVersions): readonly Fault[] {
  return [
    ...nameFaults(from.at('prefix'), target),
    ...isObject(from) ? numberOfSourcesFaults(from, ENV_SOURCES) : NONE,
    ...ENV_SOURCES.map(key => from.at(key)).filter(isObject).flatMap(reference => requiredTextFaults(reference.at('name'), prefixProblem)),
  ];
}

/** The API server takes these names for the beginning of longer ones, so that one hyphen at the end passes. */
function prefixProblem(name: string): Problem | undefined {
  return dnsSubdomainProblem(name.replace(/([^-])-$/, '$1a'));
}

function numberOfSourcesFaults(from: Field, known: readonly string[]): readonly Fault[] {
  const sources = from.keys.filter(key => known.includes(key));
  if (sources.length === 1) {
    return NONE;
  }
  const problem = sources.length === 0 ? `has none of ${known.join(', ')}` : `has more than one source (${sources.join(', ')})`;
  return [{ at: from, problem, fix: 'keep exactly one source' }];
}

function referenceFaults(from: Field, to: 'variable' | 'file'): readonly Fault[] {
  const [field, resource] = [from.at('fieldRef'), from.at('resourceFieldRef')];
  return [
    ...isObject(field) ? [
      ...textFaults(field.at('apiVersion'), version => version === 'v1' ? undefined : { problem: 'is not the version of pods, v1' }),
      ...requiredTextFaults(field.at('fieldPath'), path => fieldPathProblem(path, to)),
    ] : NONE,
    ...isObject(resource) ? resourceFaults(resource, to) : NONE,
  ];
}

function hostAddressesFaults(from: Field, target: TargetVersions): readonly Fault[] {
  return target.isPartlyBefore('1.29')
    ? textFaults(from.at('fieldRef', 'fieldPath'), path => path === 'status.hostIPs' ? { problem: 'is a field that Kubernetes before 1.29 refuses' } : undefined)
    : NONE;
}

function resourceFaults(reference: Field, to: 'variable' | 'file'): readonly Fault[] {
  const resource = reference.at('resource');
  const divisor = reference.at('divisor');
  const problem = resource.string && divisor.intOrString !== undefined && !resourceFieldProblem(resource.string)
    ? divisorProblem(resource.string, divisor.intOrString)
    : undefined;
  return [
    // only a file does not know its container
    ...to === 'file' ? requiredFaults(reference.at('containerName')) : NONE,
    ...requiredTextFaults(resource, resourceFieldProblem),
    ...faultsAt(divisor, problem && { fix: 'divide by 1, or by a unit of that resource', ...problem }),
  ];
}
