import { Claim, program, Program } from './program';

/** A refusal of the library that the API server does not share, on purpose. */
export interface Stricter {
  rule: string;
  /** What of the library's message tells the rule. */
  message: RegExp;
  /** Where Kubernetes fails later, or why the library does not let it come to that. */
  reason: string;
  /** A program that the rule is about; a test checks both verdicts on it. */
  example: Program;
  /** Whether the API server takes the example, by its minor version; every version does unless given. */
  when?: (minor: number) => boolean;
}

const data: Claim = { name: 'data', storage: { amount: 1, unit: 'Gi' } };

/** Every refusal of the library that the API server, and the first pod and its claims, do not bear out. */
export const STRICTER: Stricter[] = [
  {
    rule: 'claims are not deleted where there are no pods',
    message: /^persistentVolumeClaimRetentionPolicy\.whenScaled "Delete" deletes the claims of all pods/,
    reason: 'the data of all pods is gone with a pause at zero replicas',
    example: program({ replicas: 0, podServices: { none: true }, retention: { whenScaled: 'Delete' }, claims: [data] }),
  },
  {
    rule: 'a variable in the path of a mount is one of the container',
    message: /\.volumeMounts\[\d+\]\.subPathExpr .* is no variable of the container/,
    reason: 'the kubelet does not start the container (R97)',
    example: program({ claims: [{ ...data, mounts: [{ path: '/data', subPathExpr: '$(POD)' }] }] }),
  },
  {
    rule: 'a label that selects the pods has a value',
    message: /^matchLabels\.[^ ]* "" is empty, and cdk8s-plus drops such a label/,
    reason: 'cdk8s-plus drops labels from a selector where all of them are empty (undefinedIfEmpty in utils.ts)',
    example: program({ matchLabels: { app: '' } }),
  },
  {
    rule: 'a label of the pods is one, also where matchLabels has the same',
    message: /^podMetadata\.labels(\.[^ ]*)? .* is not a (label value|qualified name)/,
    reason: 'matchLabels takes its place, so that it would be lost',
    example: program({ podLabels: { app: '_' }, matchLabels: { app: 'a' } }),
  },
  {
    rule: 'a block of addresses begins with its first one',
    message: /^(podServices\.|Service ).*loadBalancerSourceRanges .* is not a CIDR block/,
    // measured: 1.28.15 takes it, 1.36.3 does not
    when: (minor) => minor < 36,
    reason: 'the same program is to work on every supported version, and it says another block than it means',
    example: program({ clients: [{ type: 'LoadBalancer', loadBalancerSourceRanges: ['10.0.0.1/8'] }] }),
  },
  {
    rule: 'the name of a Service begins with a letter',
    message: /begins with a digit, which Kubernetes before 1\.36 refuses/,
    reason: 'the same program is to work on every supported version; RelaxedServiceNameValidation is on from 1.36',
    example: program({ name: '1db' }),
    when: (minor) => minor >= 36,
  },
  {
    rule: 'the governing Service has a name that a Service can have',
    message: /^service "[^"]*" begins with a digit/,
    reason: 'as above; before 1.33 a StatefulSet is not checked for it at all',
    example: program({ service: { existing: '0db' } }),
  },
  {
    rule: 'the governing Service has a name',
    message: /^service "" is not a DNS label/,
    reason: 'the pods would get no DNS names',
    example: program({ service: { existing: '' } }),
  },
  {
    rule: 'each claim template has a name of its own',
    message: /is there twice, and the pods would lose one of the claims/,
    reason: 'the controller keeps claims in a map: the last one wins (getPersistentVolumeClaims in stateful_set_utils.go)',
    example: program({ claims: [data, data] }),
  },
  {
    rule: 'no volume of the pod has the name of a claim template',
    message: /is also the name of a volume of the pod, which the claim would replace/,
    reason: 'the controller replaces the volume without a word (updateStorage in stateful_set_utils.go)',
    example: program({ claims: [data], volumes: ['data'] }),
  },
  {
    rule: 'a block device is mounted without the options of a directory',
    message: /has no meaning for a block device|^volumeClaimTemplates\.mounts\.subPathExpr .* goes not together with subPath/,
    reason: 'a volumeDevice has no field for them, so that they would be lost',
    example: program({ claims: [{ ...data, volumeMode: 'Block', mounts: [{ path: '/dev/data', readOnly: true }] }] }),
  },
  {
    rule: 'a mount names containers of the pod',
    message: /is not a container of the pod, where "[^"]*" should be mounted/,
    reason: 'the data would go into the layer of the container and be lost with it',
    example: program({ claims: [{ ...data, mounts: [{ path: '/data', containers: ['other'] }] }] }),
  },
  {
    rule: 'a mount that names containers names one',
    message: /volumeClaimTemplates\.mounts\.containers \[\] names no container/,
    reason: 'as above',
    example: program({ claims: [{ ...data, mounts: [{ path: '/data', containers: [] }] }] }),
  },
  {
    rule: 'a label of a claim is one, also where the selector of the claim has the same',
    message: /^volumeClaimTemplates\.labels(\.[^ ]*)? .* is not a (label value|qualified name)/,
    reason: 'the controller puts matchLabels of the selector in its place (getPersistentVolumeClaims), so that it would be lost',
    example: program({ claims: [{ ...data, labels: { app: 'a b' }, selector: { matchLabels: { app: 'a' } } }] }),
  },
  {
    rule: 'storage is a whole number of bytes',
    message: /^volumeClaimTemplates\.storage ([0-9]*\.[0-9]+|[0-9.]+e-[0-9]+) bytes is not a whole number of bytes above zero/,
    reason: 'the API server warns of fractional bytes and rounds them up',
    example: program({ claims: [{ ...data, storage: { amount: 0.001, unit: 'Ki' } }] }),
  },
  {
    rule: 'the source of a claim has a name that an object can have',
    message: /^dataSource(\.name)? .* is not a DNS subdomain/,
    reason: 'the API server takes any text; there can be no such object, and the claim would be pending for ever',
    example: program({ claims: [{ ...data, dataSource: { claim: 'Old' } }] }),
  },
  {
    rule: 'the source of a claim has an API group that there can be',
    message: /^dataSource\.apiGroup .* is not a DNS subdomain/,
    reason: 'the same program is to work on every supported version; API servers refuse it from 1.29 on (validateDataSourceRef in validation.go)',
    example: program({ claims: [{ ...data, dataSource: { reference: { apiGroup: 'Example.com', kind: 'Backup', name: 'daily' } } }] }),
    when: (minor) => minor < 29,
  },
  {
    rule: 'a topology is a label that a node can have',
    message: /^topologySpreadConstraints\.topology .* is not a qualified name/,
    reason: 'the API server takes any text; no node can have such a label, and no pod would be scheduled',
    example: program({ spreads: [{ topology: 'Example.com/rack' }] }),
  },
  {
    rule: 'the revision history limit is not negative',
    message: /^revisionHistoryLimit -[0-9]+ is not a whole number of 0 or more/,
    reason: 'kube-controller-manager panics before 1.31.5 and 1.32.1, and keeps every revision since',
    example: program({ revisionHistoryLimit: -1 }),
  },
  {
    rule: 'maxUnavailable of the update strategy is a number of pods or a share',
    message: /^maxUnavailable .* is not a whole (number|percentage)/,
    reason: 'the API server drops the field before it looks at it where the feature gate is off',
    example: program({ updateStrategy: { maxUnavailable: 0 } }),
    when: (minor) => minor < 37,
  },
  {
    rule: 'a budget allows an eviction',
    message: /\(R90 disruption-budget-allows-nothing,/,
    reason: 'the drain of a node would hang (disruption.go of the disruption controller)',
    example: program({ budget: { minAvailable: 1 } }),
  },
  {
    rule: 'a choice for the Service of one pod is for a pod',
    message: /^podServices\.perOrdinal\.ordinal .* is not (an ordinal with a Service|a whole number of 0 or more)/,
    reason: 'it would be lost, as that Service is not made',
    example: program({ podServices: { type: 'ClusterIP', perOrdinal: [{ ordinal: 1 }] } }),
  },
  {
    rule: 'the Service of one pod leads to one',
    message: /\(R22 pod-of-service-missing,|^Service "[^"]*" ordinal .* is not a whole number/,
    reason: 'it would never have an endpoint',
    example: program({ podServicesBesides: [{ name: 'db-primary', ordinal: 1 }] }),
  },
  {
    rule: 'further labels are of a Service that selects pods',
    message: /^Service "[^"]*" podLabels .* go not together with select false/,
    reason: 'they would be lost',
    example: program({ clients: [{ podLabels: { role: 'primary' }, select: false }] }),
  },
  {
    rule: 'further labels agree with those that select the pods',
    message: /^Service "[^"]*" podLabels\.[^ ]* .* contradicts the selector of the app/,
    reason: 'it would never have an endpoint',
    example: program({ matchLabels: { app: 'db' }, clients: [{ podLabels: { app: 'web' } }] }),
  },
  {
    rule: 'the port of a Service is a port of a container',
    message: /[. ]ports [0-9.-]+(\/(UDP|SCTP))? is a port of no container|^podServices need a port, and no container declares one/,
    reason: 'connections would be refused',
    example: program({ service: { ports: [{ port: 80 }] } }),
  },
  {
    rule: 'pods do not share a node port',
    message: /^podServices\.ports\.nodePort .* would be the same for every pod/,
    reason: 'one pod can have it, and the next one, when the app is scaled out, cannot',
    example: program({ podServices: { type: 'NodePort', ports: [{ port: 5432, nodePort: 30000 }] } }),
  },
  {
    rule: 'the number of Services is one',
    message: /^podServices\.count .* is not a whole number of 0 or more/,
    reason: 'it stands in no manifest, and there is nothing to make of it',
    example: program({ podServices: { type: 'ClusterIP', count: -1 } }),
  },
  {
    rule: 'the ports of a Service are some, or left out',
    message: /[. ]ports \[\] leaves the Service without a port/,
    reason: 'the API server takes a headless Service without ports; leaving them out stands for those of the containers',
    example: program({ service: { ports: [] } }),
  },
  {
    rule: 'a node port is a number, or left out',
    message: /[. ]ports\.nodePort 0 is not a whole number from 1/,
    reason: 'zero stands for none; leaving it out says so',
    example: program({ clients: [{ type: 'NodePort', ports: [{ port: 5432, nodePort: 0 }] }] }),
  },
  {
    rule: 'a node port is the number of a port',
    message: /[. ]ports\.nodePort (-[0-9]+|6553[6-9]|[0-9]{6,}) is not a whole number from 1/,
    reason: 'a dry run does not look at the range of node ports; where the Service is really created, it is refused',
    example: program({ clients: [{ type: 'NodePort', ports: [{ port: 5432, nodePort: 65536 }] }] }),
  },
  {
    rule: 'a target port is a number, or left out',
    message: /[. ]ports\.targetPort 0 is not a whole number from 1/,
    reason: 'zero stands for none; leaving it out says so',
    example: program({ clients: [{ ports: [{ port: 5432, targetPort: 0 }] }] }),
  },
  {
    rule: 'a PodDisruptionBudget is named as other objects are',
    message: /^addPodDisruptionBudget\.name .* is not a DNS subdomain/,
    reason: 'the API server checks this kind only for what cannot stand in a path; tools do not expect more',
    example: program({ budget: { name: 'Db' } }),
  },
  {
    rule: 'the address of a load balancer is for a load balancer',
    message: /[. ]loadBalancerIP .* needs a Service of type LoadBalancer/,
    reason: 'the API server takes it in any Service, and nothing reads it there',
    example: program({ clients: [{ loadBalancerIP: '192.0.2.1' }] }),
  },
  {
    rule: 'the clients of a load balancer are for a load balancer',
    message: /[. ]loadBalancerSourceRanges \[\] needs a Service of type LoadBalancer/,
    reason: 'the empty list stands for none; leaving it out says so',
    example: program({ clients: [{ loadBalancerSourceRanges: [] }] }),
  },
  {
    rule: 'the IP families are some, or left out',
    message: /[. ]ipFamilies \[\] is not one family/,
    reason: 'the empty list stands for none; leaving it out says so',
    example: program({ service: { ipFamilies: [] } }),
  },
  {
    rule: 'a class or a scheduler has a name, or is left out',
    message: /^(priorityClassName|schedulerName) "" is not a DNS subdomain/,
    reason: 'the empty text stands for none; leaving it out says so',
    example: program({ priorityClassName: '' }),
  },
  {
    rule: 'the scheduler has a name that is one',
    message: /^schedulerName .* is not a DNS subdomain/,
    reason: 'the API server takes any text; schedulers are objects of a configuration, not of the API',
    example: program({ schedulerName: 'A' }),
  },
];
