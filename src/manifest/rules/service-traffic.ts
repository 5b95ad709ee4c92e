import { cidrProblem } from '../kubernetes/addresses';
import { qualifiedNameProblem } from '../kubernetes/names';
import { integerProblem } from '../kubernetes/numbers';
import { inItsLetters } from '../lint/edit';
import { Context, Fault, faultsAt, NONE, Rule, source } from '../lint/rule';
import { Service } from '../model/service';

/** The annotation that came before `loadBalancerSourceRanges`, and that is validated where that field is empty. */
const SOURCE_RANGES = 'service.beta.kubernetes.io/load-balancer-source-ranges';
const POLICIES = ['Cluster', 'Local'];

/**
 * Rules on how traffic reaches a Service, and which pods get it.
 */
export const SERVICE_TRAFFIC: readonly Rule[] = [
  {
    id: 'S08',
    name: 'external-traffic-policy-invalid',
    severity: 'error',
    demand: 'Only a Service that is reached from outside has an external traffic policy, which is Cluster or Local.',
    consequence: 'the API server refuses the Service',
    fix: 'remove it, or set the type to NodePort or LoadBalancer',
    link: source('pkg/apis/core/validation/validation.go', 6562),
    check: { service: faultsOfExternalTraffic },
  },
  {
    id: 'S09',
    name: 'load-balancer-field-misplaced',
    severity: 'error',
    demand: 'The fields of load balancers stand on Services of type LoadBalancer only, and are valid.',
    consequence: 'the API server refuses the Service',
    fix: 'remove it, or set the type to LoadBalancer',
    link: source('pkg/apis/core/validation/validation.go', 6453),
    check: {
      service: (service, context) => service.type === 'LoadBalancer' ? faultsOfLoadBalancer(service, context) : loadBalancerFields(service),
    },
  },
  {
    id: 'S10',
    name: 'session-affinity-invalid',
    severity: 'error',
    demand: 'The session affinity is None or ClientIP, and only ClientIP has a configuration: a time from 1 to 86400 seconds.',
    consequence: 'the API server refuses the Service, or forgets what it has no use for',
    fix: 'set sessionAffinity to ClientIP and timeoutSeconds to 1 up to 86400, or remove both',
    link: source('pkg/apis/core/validation/validation.go', 6372),
    check: {
      service: ({ spec }) => {
        const affinity = spec.at('sessionAffinity');
        const config = spec.at('sessionAffinityConfig');
        if (affinity.string === 'ClientIP') {
          const timeout = config.at('clientIP', 'timeoutSeconds');
          return timeout.number === undefined ? NONE : faultsAt(timeout, integerProblem(timeout.number, 1, 86400));
        }
        if (affinity.string && affinity.string !== 'None') {
          return [{ at: affinity, problem: 'is neither None nor ClientIP', ...inItsLetters(affinity.string, ['None', 'ClientIP']) }];
        }
        // the API server drops it without a word
        return config.isSet ? [{ at: config, problem: 'is set without sessionAffinity ClientIP', severity: 'warning' }] : NONE;
      },
    },
  },
  {
    id: 'S13',
    name: 'traffic-distribution-unknown',
    severity: 'error',
    demand: 'The internal traffic policy and the traffic distribution have values that the target version of Kubernetes knows.',
    consequence: 'the API server refuses the Service',
    fix: 'use PreferClose from Kubernetes 1.31 on, PreferSameZone or PreferSameNode from 1.34 on, or remove it',
    link: 'https://kubernetes.io/docs/reference/networking/virtual-ips/#traffic-distribution',
    versions: 'PreferSameZone and PreferSameNode: from 1.34',
    check: {
      service: ({ spec }, context) => {
        const policy = spec.at('internalTrafficPolicy');
        return [
          ...policy.string !== undefined && !POLICIES.includes(policy.string)
            ? [{ at: policy, problem: 'is neither Cluster nor Local', fix: 'use Cluster or Local', ...inItsLetters(policy.string, POLICIES) }]
            : NONE,
          ...faultsOfDistribution(spec.at('trafficDistribution').string, context)
            .map(fault => ({ ...fault, at: spec.at('trafficDistribution') })),
        ];
      },
    },
  },
];

function faultsOfExternalTraffic({ spec, type, takesNodePorts, takesHealthCheckPort }: Service, { target }: Context): readonly Fault[] {
  const policy = spec.at('externalTrafficPolicy');
  const port = spec.at('healthCheckNodePort');
  const hasAddress = type === 'ClusterIP' && spec.at('externalIPs').items.length > 0;
  const isReached = takesNodePorts || hasAddress;
  return [
    ...policy.string && hasAddress && target.isPartlyBefore('1.29') ? [{
      at: policy,
      problem: 'goes with externalIPs of a ClusterIP only from Kubernetes 1.29 on',
    }] : NONE,
    ...policy.string && !isReached ? [{ at: policy, problem: `is set on a Service of type ${type}, which is not reached from outside` }] : NONE,
    ...policy.string && isReached && !POLICIES.includes(policy.string)
      ? [{ at: policy, problem: 'is neither Cluster nor Local', fix: 'use Cluster or Local', ...inItsLetters(policy.string, POLICIES) }]
      : NONE,
    ...port.number && !takesHealthCheckPort
      ? [{ at: port, problem: 'is set without type LoadBalancer and externalTrafficPolicy Local', fix: 'remove it' }]
      : NONE,
  ];
}

function loadBalancerFields({ spec, type, object }: Service): readonly Fault[] {
  const ranges = spec.at('loadBalancerSourceRanges');
  const annotation = object.metadata.at('annotations', SOURCE_RANGES);
  const set = [
    ...ranges.items.length > 0 ? [ranges] : [],
    ...[spec.at('allocateLoadBalancerNodePorts'), spec.at('loadBalancerClass'), annotation].filter(field => field.isSet),
  ];
  return set.map(at => ({ at, problem: `is set on a Service of type ${type}` }));
}

function faultsOfLoadBalancer({ spec, object }: Service, { target }: Context): readonly Fault[] {
  const isStrict = target.isPartlyFrom('1.36');
  const ranges = spec.at('loadBalancerSourceRanges').items;
  const annotation = object.metadata.at('annotations', SOURCE_RANGES);
  const annotated = ranges.length === 0 && annotation.string?.trim() ? annotation.string.split(',') : [];
  const loadBalancerClass = spec.at('loadBalancerClass');
  return [
    ...ranges.flatMap(at => at.string === undefined ? NONE : faultsAt(at, cidrProblem(at.string, isStrict))),
    ...annotated.flatMap(range => faultsAt(annotation, cidrProblem(range, isStrict))).slice(0, 1),
    ...loadBalancerClass.string === undefined ? NONE : faultsAt(loadBalancerClass, qualifiedNameProblem(loadBalancerClass.string)),
  ];
}

function faultsOfDistribution(value: string | undefined, { target }: Context): readonly Omit<Fault, 'at'>[] {
  if (value === undefined) {
    return NONE;
  }
  if (!['PreferClose', 'PreferSameZone', 'PreferSameNode'].includes(value) && target.isPartlyFrom('1.31')) {
    return [{ problem: 'is no distribution of traffic' }];
  }
  // that the field is unknown or dropped before 1.31, V15 and V16 say
  return value !== 'PreferClose' && target.isPartlyWithin('1.31', '1.34')
    ? [{ problem: 'is unknown to Kubernetes before 1.34', fix: 'use PreferClose, or set the target version to 1.34 or later' }]
    : NONE;
}
