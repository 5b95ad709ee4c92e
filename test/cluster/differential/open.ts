import { Claim, program, Program } from './program';
import { Difference } from './search';

/** A difference that is known and still to be mended, in the library. */
export interface OpenDisagreement {
  what: string;
  kind: Difference['kind'];
  /** What of the message of the one that refuses, or of the rendering, tells it. */
  message: RegExp;
  /** Whether the API server has a part in it, by its minor version; every version unless given. */
  when?: (minor: number) => boolean;
  /** The smallest program; a test fails as soon as there is no difference any more, so that the entry goes. */
  example: Program;
}

const REFUSED = 'the API server refuses what the library passes';
const PASSED = 'the library refuses what the API server passes';
const RENDERED = 'the library renders something else';

const data: Claim = { name: 'data', storage: { amount: 1, unit: 'Gi' } };

/** To be emptied: what is here is wrong in the library, and tolerated only until it is mended. */
export const OPEN: OpenDisagreement[] = [
  // labels and annotations are looked at in claim templates and matchLabels only
  { what: 'labels of the app', kind: REFUSED, message: /^StatefulSet "[^"]*": metadata\.labels: Invalid/, example: program({ labels: { app: 'a b' } }) },
  {
    what: 'annotations of the app',
    kind: REFUSED,
    message: /^StatefulSet "[^"]*": metadata\.annotations: Invalid/,
    example: program({ annotations: { 'a b': '' } }),
  },
  {
    what: 'labels of the pods',
    kind: REFUSED,
    message: /^(StatefulSet "[^"]*": spec\.template|Pod "[^"]*", made by the controller: metadata)\.labels: Invalid/,
    example: program({ podLabels: { app: 'a b' } }),
  },
  {
    what: 'annotations of the pods',
    kind: REFUSED,
    message: /^(StatefulSet "[^"]*": spec\.template|Pod "[^"]*", made by the controller: metadata)\.annotations: Invalid/,
    example: program({ podAnnotations: { 'a b': '' } }),
  },
  {
    what: 'labels of a Service',
    kind: REFUSED,
    message: /^Service "[^"]*": metadata\.labels: Invalid/,
    example: program({ service: { labels: { app: 'a b' } } }),
  },
  {
    what: 'annotations of a Service',
    kind: REFUSED,
    message: /^Service "[^"]*": metadata\.annotations: Invalid/,
    example: program({ clients: [{ annotations: { 'a b': '' } }] }),
  },
  {
    // the API server lower-cases an annotation's key before it looks at it; the library looks at it as at a label's
    what: 'upper case in the prefix of an annotation of a claim',
    kind: PASSED,
    message: /^volumeClaimTemplates\.annotations "[^"]*[A-Z][^"]*\/[^"]*" is not a qualified name/,
    example: program({ claims: [{ ...data, annotations: { 'Example.com/a': '' } }] }),
  },

  // kplus.LabelSelector leaves out a label whose value is empty
  {
    what: 'matchLabels with an empty value only',
    kind: PASSED,
    message: /^select is false and nothing else selects the pods/,
    example: program({ matchLabels: { app: '' } }),
  },
  {
    what: 'a label selector with an empty value',
    kind: RENDERED,
    message: /elector\.matchLabels(\.[^ ]*)? is undefined instead of|\.selector\.[^ ]+ is undefined instead of ""/,
    example: program({ spreads: [{ topology: 'zone', labelSelector: { matchLabels: { app: '' } } }] }),
  },

  // label selectors are passed on unseen
  {
    what: 'the selector of a claim template',
    kind: REFUSED,
    message: /^(StatefulSet "[^"]*": spec\.volumeClaimTemplates\[[0-9]+\]|PersistentVolumeClaim "[^"]*", made by the controller: spec)\.(spec\.)?selector\.|^PersistentVolumeClaim "[^"]*", made by the controller: metadata\.labels: /,
    example: program({ claims: [{ ...data, selector: { matchExpressions: [{ key: 'app', operator: 'In', values: [] }] } }] }),
  },
  {
    what: 'the label selector of a topology spread constraint',
    kind: REFUSED,
    message: /: spec\.(template\.spec\.)?topologySpreadConstraints\[[0-9]+\]\.labelSelector\./,
    example: program({ spreads: [{ topology: 'zone', labelSelector: { matchLabels: { app: 'a b' } } }] }),
  },
  {
    what: 'matchLabelKeys of a topology spread constraint',
    kind: REFUSED,
    message: /: spec\.(template\.spec\.)?topologySpreadConstraints\[[0-9]+\](\.matchLabelKeys)?\[[0-9]+\]: /,
    example: program({ spreads: [{ topology: 'zone', matchLabelKeys: ['a b'] }] }),
  },

  // mounts are not looked at together, nor their sub-paths
  {
    what: 'one path for two mounts',
    kind: REFUSED,
    message: /volumeMounts\[[0-9]+\]\.mountPath: Invalid value: .*must (be unique|not already exist as a path in volumeDevices)/,
    example: program({ claims: [{ ...data, mounts: [{ path: '/data' }, { path: '/data' }] }] }),
  },
  {
    what: 'one block device twice, or at one path with another or a directory',
    kind: REFUSED,
    message: /volumeDevices\[[0-9]+\]\.(name|devicePath): Invalid value: .*must (be unique|not already exist as a path in volumeMounts|not contain)/,
    example: program({ claims: [{ ...data, volumeMode: 'Block', mounts: [{ path: '/dev/a' }, { path: '/dev/b' }] }] }),
  },
  {
    what: 'a sub-path that is absolute or leads upwards',
    kind: REFUSED,
    message: /volumeMounts(\[[0-9]+\])?\.subPath(Expr)?: /,
    example: program({ claims: [{ ...data, mounts: [{ path: '/data', subPath: '/abs' }] }] }),
  },

  {
    what: 'the API group of a data source',
    // measured: 1.28.15 takes any text, 1.36.3 does not
    when: (minor) => minor > 28,
    kind: REFUSED,
    message: /dataSource(Ref)?\.apiGroup: Invalid value/,
    example: program({ claims: [{ ...data, dataSource: { reference: { apiGroup: 'a b', kind: 'Backup', name: 'daily' } } }] }),
  },
  {
    // above 2^53 bytes the library's arithmetic is no longer exact
    what: 'storage of 8 PiB and more',
    kind: PASSED,
    message: /^volumeClaimTemplates\.storage [0-9]{16,} bytes is not a whole number of bytes above zero/,
    example: program({ claims: [{ ...data, storage: { amount: 8, unit: 'Pi' } }] }),
  },
  {
    what: 'minReady beyond 32 bits',
    kind: REFUSED,
    message: /cannot unmarshal number [0-9]+ into Go struct field StatefulSetSpec\.spec\.minReadySeconds/,
    example: program({ minReadySeconds: 2147483648 }),
  },

  // Services
  {
    what: 'a given port name that a port before it has from its container',
    kind: RENDERED,
    message: /^Service .*\.spec\.ports\.[0-9]+\.name is "[^"]*" instead of "/,
    example: program({ service: { ports: [{ port: 5432 }, { port: 80, targetPort: 5432, name: 'client' }] } }),
  },
  {
    what: 'a node port of the headless Service',
    kind: REFUSED,
    message: /^Service "[^"]*": spec\.ports\[[0-9]+\]\.nodePort: Forbidden: may not be used when `type` is 'ClusterIP'/,
    example: program({ service: { ports: [{ port: 5432, nodePort: 30000 }] } }),
  },
  {
    what: 'one node port for two ports of a Service',
    kind: REFUSED,
    message: /^Service "[^"]*": spec\.ports\[[0-9]+\]\.nodePort: (Duplicate value|Invalid value: [0-9]+: provided port is already allocated)|^node port .* is there twice/,
    example: program({ clients: [{ type: 'NodePort', ports: [{ port: 5432, nodePort: 30000 }, { port: 80, targetPort: 5432, nodePort: 30000 }] }] }),
  },
  {
    what: 'two Services of one name',
    kind: REFUSED,
    message: /^Service "[^"]*" is there twice/,
    example: program({ clients: [{ name: 'db' }] }),
  },
  {
    what: 'the class of a load balancer',
    kind: REFUSED,
    message: /: spec\.loadBalancerClass: Invalid value/,
    example: program({ clients: [{ type: 'LoadBalancer', loadBalancerClass: 'a b' }] }),
  },
  {
    what: 'the clients of a load balancer',
    kind: REFUSED,
    message: /: spec\.[lL]oadBalancerSourceRanges(\[[0-9]+\])?: Invalid value/,
    example: program({ clients: [{ type: 'LoadBalancer', loadBalancerSourceRanges: ['10.0.0.0'] }] }),
  },
];
