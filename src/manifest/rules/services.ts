import { dnsLabelProblem, dnsSubdomainProblem, labelValueProblem, qualifiedNameProblem, serviceNameProblem } from '../kubernetes/names';
import { problemWithin } from '../kubernetes/problem';
import { inItsLetters } from '../lint/edit';
import { faultsAt, NONE, Rule, source } from '../lint/rule';

const TYPES = ['ClusterIP', 'NodePort', 'LoadBalancer', 'ExternalName'];

/**
 * Rules on Services as the API server validates them.
 */
export const SERVICES: readonly Rule[] = [
  {
    id: 'S01',
    name: 'service-name-invalid',
    severity: 'error',
    demand: 'The name of a Service is a DNS label, and begins with a letter before Kubernetes 1.36.',
    consequence: 'the API server refuses the Service',
    fix: "give it a name of at most 63 lower-case letters, digits and '-'",
    link: source('pkg/apis/core/validation/validation.go', 6657),
    versions: 'a name that begins with a digit: before 1.36',
    check: {
      service: ({ object }, { target }) => {
        const name = object.metadata.at('name');
        if (!name.isSet) {
          return object.metadata.at('generateName').isSet ? NONE : [{ at: name, problem: 'is missing' }];
        }
        const problemOf = target.isPartlyBefore('1.36') ? serviceNameProblem : dnsLabelProblem;
        return name.string === undefined ? NONE : faultsAt(name, problemOf(name.string));
      },
    },
  },
  {
    id: 'S02',
    name: 'service-without-port',
    severity: 'error',
    demand: 'A Service has a port, unless it is headless or an ExternalName.',
    consequence: 'the API server refuses the Service',
    fix: 'add a port, or set clusterIP to None',
    link: source('pkg/apis/core/validation/validation.go', 6320),
    check: {
      service: ({ spec, type, isHeadless, ports }) => {
        const isEmpty = ports.length === 0 && (!spec.at('ports').isSet || Array.isArray(spec.at('ports').value));
        return isEmpty && !isHeadless && type !== 'ExternalName'
          ? [{ at: spec.at('ports'), problem: spec.at('ports').isSet ? 'is empty' : 'is missing' }]
          : NONE;
      },
    },
  },
  {
    id: 'S06',
    name: 'service-type-contradicted',
    severity: 'error',
    demand: 'The type of a Service is known and fits its address: a NodePort or LoadBalancer is not headless, an ExternalName has an externalName only.',
    consequence: 'the API server refuses the Service',
    fix: 'use one Service of type ClusterIP with clusterIP None for the pods, and another one for clients outside of the cluster',
    link: source('pkg/apis/core/validation/validation.go', 6324),
    check: {
      service: ({ spec, type, isHeadless, takesNodePorts }) => {
        const address = spec.at('clusterIP').string ? spec.at('clusterIP') : spec.at('clusterIPs');
        if (!TYPES.includes(type)) {
          return [{ at: spec.at('type'), problem: 'is no type of a Service', fix: `use one of ${TYPES.join(', ')}`, ...inItsLetters(type, TYPES) }];
        }
        if (takesNodePorts && isHeadless) {
          return [{ at: address, problem: `contradicts the type ${type}, which needs an address` }];
        }
        if (type !== 'ExternalName') {
          return NONE;
        }
        const externalName = spec.at('externalName');
        const hasAddress = address.string !== undefined || address.items.length > 0;
        return [
          ...hasAddress ? [{ at: address, problem: 'contradicts the type ExternalName, which has no address', fix: 'remove it' }] : NONE,
          ...!externalName.isSet || externalName.string === ''
            ? [{ at: externalName, problem: 'is missing, and the type is ExternalName', fix: 'set it to a DNS name, or use another type' }]
            : NONE,
          ...externalName.string ? faultsAt(externalName, dnsSubdomainProblem(externalName.string.replace(/\.$/, ''))) : NONE,
        ];
      },
    },
  },
  {
    id: 'S12',
    name: 'service-selector-invalid',
    severity: 'error',
    demand: 'The selector of a Service consists of keys and values that labels can have.',
    consequence: 'the API server refuses the Service',
    fix: 'use the labels of the pod template',
    link: source('pkg/apis/core/validation/validation.go', 6362),
    check: {
      service: ({ spec, selects }) => !selects ? NONE : spec.at('selector').fields.flatMap(label => [
        ...faultsAt(label, problemWithin('has a key that', qualifiedNameProblem(label.name))),
        ...label.string === undefined ? NONE : faultsAt(label, labelValueProblem(label.string)),
      ]),
    },
  },
];
