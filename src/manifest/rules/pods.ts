import { labelFaults } from '../field-faults/label-selectors';
import { addressProblem } from '../kubernetes/addresses';
import { dnsLabelProblem, dnsSubdomainProblem, qualifiedNameProblem, searchDomainProblem } from '../kubernetes/names';
import { TargetVersions } from '../kubernetes/target-versions';
import { choiceFaults, isEmpty, missing, REFUSED, repeated, requiredFaults, requiredTextFaults, strictChoiceFaults, textFaults } from '../lint/faults';
import { Fault, NONE, Rule, source } from '../lint/rule';
import { Field } from '../model/field';
import { PodTemplate } from '../model/pod-template';

const VALIDATION = 'pkg/apis/core/validation/validation.go';
const MOST_NAMESERVERS = 3;
const MOST_SEARCHES = 32;
const LONGEST_SEARCHES = 2048;
const LONGEST_HOSTNAME = 64;

/** The restart policies that each kind of workload may have; a Pod may have all. */
const RESTART_POLICIES: Readonly<Record<string, readonly string[]>> = {
  Deployment: ['Always'],
  DaemonSet: ['Always'],
  ReplicaSet: ['Always'],
  ReplicationController: ['Always'],
  Job: ['OnFailure', 'Never'],
  CronJob: ['OnFailure', 'Never'],
  Pod: ['Always', 'OnFailure', 'Never'],
};

/**
 * Rules on what else there is in a pod: DNS, names, hosts, gates.
 */
export const PODS: readonly Rule[] = [
  {
    id: 'P24',
    name: 'dns-config-invalid',
    severity: 'error',
    demand: `A pod has at most ${MOST_NAMESERVERS} name servers, at least one with the DNS policy None, and at most ${MOST_SEARCHES} search domains.`,
    consequence: REFUSED,
    fix: 'name one to three name servers by their addresses, and only the search domains that the application needs',
    link: source(VALIDATION, 4064),
    check: { pod: ({ spec }, { target }) => dnsFaults(spec, target) },
  },
  {
    id: 'P25',
    name: 'pod-field-invalid',
    severity: 'error',
    demand: 'Names that a pod refers to are valid names, and its policies are among those that Kubernetes knows.',
    consequence: REFUSED,
    fix: 'use a name of that form, or one of the values',
    link: source(VALIDATION, 4507),
    check: { pod: (pod, { target }) => [...referenceFaults(pod), ...policyFaults(pod), ...containerPolicyFaults(pod, target)] },
  },
  {
    id: 'P27',
    name: 'host-alias-or-gate-invalid',
    severity: 'error',
    demand: 'Host aliases are addresses with DNS names, gates are qualified names, and no scheduling gate is there twice.',
    consequence: REFUSED,
    fix: 'correct the address or name, or remove it',
    link: source(VALIDATION, 4256),
    check: {
      pod: ({ spec }, { target }) => {
        const gates = spec.at('schedulingGates').items.map(gate => gate.at('name'));
        return [
          ...spec.at('hostAliases').items.flatMap(alias => [
            ...requiredTextFaults(alias.at('ip'), ip => addressProblem(ip, target.isPartlyFrom('1.36'))),
            ...alias.at('hostnames').items.flatMap(name => requiredTextFaults(name, dnsSubdomainProblem)),
          ]),
          ...spec.at('readinessGates').items.flatMap(gate => requiredTextFaults(gate.at('conditionType'), qualifiedNameProblem)),
          ...gates.flatMap(name => requiredTextFaults(name, qualifiedNameProblem)),
          ...repeated(gates).map(name => ({ at: name, problem: 'is another gate, too' })),
          ...gates.length > 0 && spec.at('nodeName').string
            ? [{ at: spec.at('nodeName'), problem: 'stands beside schedulingGates, which hold the choice of a node', fix: 'remove it, or the gates' }]
            : NONE,
        ];
      },
    },
  },
];

function dnsFaults(spec: Field, target: TargetVersions): readonly Fault[] {
  const config = spec.at('dnsConfig');
  const [servers, searches] = [config.at('nameservers'), config.at('searches')];
  if (spec.at('dnsPolicy').string === 'None' && isEmpty(servers)) {
    return [missing(servers, 'name a name server, or use another dnsPolicy')];
  }
  if (!config.isSet) {
    return NONE;
  }
  return [
    ...tooMany(servers, MOST_NAMESERVERS),
    ...servers.items.flatMap(server => requiredTextFaults(server, address => addressProblem(address, target.isPartlyFrom('1.36')))),
    ...tooMany(searches, MOST_SEARCHES),
    ...searches.strings.join(' ').length > LONGEST_SEARCHES
      ? [{ at: searches, problem: `has more than ${LONGEST_SEARCHES} characters, spaces among them` }]
      : NONE,
    ...searches.items.flatMap(search => searchFaults(search, target)),
    ...config.at('options').items.flatMap(option => requiredFaults(option.at('name'))),
  ];
}

function tooMany(list: Field, most: number): readonly Fault[] {
  return list.items.length > most ? [{ at: list, problem: `has ${list.items.length} items, and ${most} is the most` }] : NONE;
}

function searchFaults(search: Field, target: TargetVersions): readonly Fault[] {
  const faults = requiredTextFaults(search, searchDomainProblem);
  return faults.length > 0 || !target.isPartlyBefore('1.33') ? faults : textFaults(search,
    domain => dnsSubdomainProblem(domain.replace(/\.$/, '')) && { problem: "has '_' or is '.', which Kubernetes before 1.33 refuses" });
}

function referenceFaults({ spec, statefulSet }: PodTemplate): readonly Fault[] {
  const account = spec.at(spec.at('serviceAccountName').string ? 'serviceAccountName' : 'serviceAccount');
  const runtimeClass = spec.at('runtimeClassName');
  return [
    ...[account, ...['priorityClassName', 'nodeName'].map(name => spec.at(name))].flatMap(name => textFaults(name, dnsSubdomainProblem)),
    ...runtimeClass.isSet ? requiredTextFaults(runtimeClass, dnsSubdomainProblem) : NONE,
    // those of a StatefulSet are overwritten
    ...statefulSet ? NONE : ['hostname', 'subdomain'].flatMap(name => textFaults(spec.at(name), dnsLabelProblem)),
    ...hostnameOverrideFaults(spec),
    ...labelFaults(spec.at('nodeSelector')),
  ];
}

function hostnameOverrideFaults(spec: Field): readonly Fault[] {
  const hostname = spec.at('hostnameOverride');
  if (!hostname.isSet) {
    return NONE;
  }
  return [
    ...requiredTextFaults(hostname, dnsSubdomainProblem),
    ...hostname.string && hostname.string.length > LONGEST_HOSTNAME ? [{ at: hostname, problem: `has more than ${LONGEST_HOSTNAME} characters` }] : NONE,
    ...['hostNetwork', 'setHostnameAsFQDN'].filter(name => spec.at(name).boolean === true)
      .map(name => ({ at: hostname, problem: `stands beside ${name}`, fix: 'keep one of them' })),
  ];
}

function policyFaults({ spec, owner, statefulSet }: PodTemplate): readonly Fault[] {
  const os = spec.at('os');
  return [
    // that of a StatefulSet has a rule of its own
    ...statefulSet ? NONE : restartPolicyFaults(spec.at('restartPolicy'), RESTART_POLICIES[owner.kind] ?? RESTART_POLICIES.Pod),
    ...choiceFaults(spec.at('dnsPolicy'), ['ClusterFirst', 'ClusterFirstWithHostNet', 'Default', 'None']),
    ...strictChoiceFaults(spec.at('preemptionPolicy'), ['PreemptLowerPriority', 'Never']),
    ...os.isSet ? [...requiredFaults(os.at('name')), ...choiceFaults(os.at('name'), ['linux', 'windows'])] : NONE,
  ];
}

function restartPolicyFaults(policy: Field, policies: readonly string[]): readonly Fault[] {
  if (isEmpty(policy)) {
    return policies.includes('Always') ? NONE : [{ ...missing(policy), fix: `set it to ${policies.join(' or ')}` }];
  }
  return choiceFaults(policy, policies);
}

function containerPolicyFaults({ allContainers }: PodTemplate, target: TargetVersions): readonly Fault[] {
  return allContainers.flatMap(({ field, isInit }) => [
    ...choiceFaults(field.at('imagePullPolicy'), ['Always', 'IfNotPresent', 'Never']),
    ...choiceFaults(field.at('terminationMessagePolicy'), ['File', 'FallbackToLogsOnError']),
    ...ownRestartPolicyFaults(field.at('restartPolicy'), isInit, target),
  ]);
}

/**
 * Of a container that is no sidecar (R101). What versions before 1.34 refuse, 1.34 drops, and those after take any of the three;
 * 1.28 drops it of an init container, too.
 */
function ownRestartPolicyFaults(policy: Field, isInit: boolean, target: TargetVersions): readonly Fault[] {
  if (!policy.string || (isInit && policy.string === 'Always')) {
    return NONE;
  }
  const fix = `remove it, or set the target version to ${target.since('1.35') ?? '1.35 or later'}`;
  if (target.isPartlyWithin(isInit ? '1.29' : '1.28', '1.34')) {
    return [{ at: policy, problem: `is on a container that is no ${isInit ? 'sidecar' : 'init container'}, which Kubernetes before 1.34 refuses`, fix }];
  }
  const faults = target.isPartlyFrom('1.35') ? choiceFaults(policy, ['Always', 'OnFailure', 'Never']) : NONE;
  return faults.length > 0 || !target.isPartlyBefore('1.35')
    ? faults
    : [{ at: policy, problem: 'is dropped by Kubernetes before 1.35, which restarts the container as the pod says', fix, severity: 'warning' }];
}
