import * as fc from 'fast-check';
import { mostly, numbers, share, shareTexts, texts } from './values';
import { baseManifests } from '../../manifest/rules/cases';
import { Manifest } from '../support/objects';

/** A value put somewhere into the manifests of the base, or taken away where it is undefined. */
export interface Mutation {
  kind: string;
  path: (string | number)[];
  value: unknown;
}

type Place = [kind: string, path: string, value: fc.Arbitrary<unknown>];

const absent = fc.constant(undefined);
const flag = fc.boolean();
const name = fc.oneof(texts(), fc.constantFrom('db', 'data', 'web'));
const port = mostly<unknown>(fc.constantFrom(80, 5432, 8080), fc.constantFrom(0, -1, 65535, 65536, 1.5, 2147483648), 2);
const portOrName = fc.oneof(port, fc.constantFrom('client', 'http', 'Http', 'a-name-of-16-chars', '80', 'a--b', ''));
const quantity = fc.constantFrom<unknown>(
  '1Gi', '1024Mi', '0', 0, 1, '1.5Gi', '-1Gi', '1e3', '1E3', '100m', '.5', '5.', '+1', '1 Gi', '1gi', '1Kii', '', 'a', '1Ti', '0.1', '1n', '0.00000001', 1.5, '1i', '1e', 'e3');
const seconds = fc.oneof(numbers(0), numbers(1));
const labels = fc.dictionary(fc.oneof(fc.constantFrom('app', 'tier', 'example.com/role'), texts()), fc.oneof(fc.constantFrom('db', '', 'web'), texts()),
  { maxKeys: 2, noNullPrototype: true });
const expression = fc.record({
  key: fc.oneof(fc.constantFrom('app', 'tier'), texts()),
  operator: fc.constantFrom('In', 'NotIn', 'Exists', 'DoesNotExist', 'in', 'Gt', ''),
  values: fc.option(fc.array(fc.oneof(fc.constantFrom('db', 'web'), texts()), { maxLength: 2 }), { nil: undefined }),
}, { requiredKeys: ['operator'] });
const selector = fc.record({ matchLabels: labels, matchExpressions: fc.array(expression, { maxLength: 2 }) }, { requiredKeys: [] });
const topology = fc.oneof(fc.constantFrom('kubernetes.io/hostname', 'zone', ''), texts());

const handler = fc.record({
  exec: fc.record({ command: fc.array(fc.constantFrom('ls', ''), { maxLength: 2 }) }, { requiredKeys: [] }),
  httpGet: fc.record({ port: portOrName, path: fc.constantFrom('/', 'health', ''), scheme: fc.constantFrom('HTTP', 'HTTPS', 'https') }, { requiredKeys: ['port'] }),
  tcpSocket: fc.record({ port: portOrName }),
  grpc: fc.record({ port, mode: fc.constantFrom('Plaintext', 'TLS', 'tls') }, { requiredKeys: ['port'] }),
}, { requiredKeys: [] });
const oneHandler = fc.oneof(
  fc.record({ tcpSocket: fc.record({ port: portOrName }) }), fc.record({ exec: fc.record({ command: fc.constant(['ls']) }) }),
  fc.record({ httpGet: fc.record({ port: portOrName }) }), fc.record({ grpc: fc.record({ port }) }), handler);
const probe = fc.tuple(oneHandler, fc.record({
  initialDelaySeconds: numbers(0),
  timeoutSeconds: numbers(1),
  periodSeconds: numbers(1),
  successThreshold: numbers(1),
  failureThreshold: numbers(1),
  terminationGracePeriodSeconds: numbers(1),
}, { requiredKeys: [] })).map(([one, rest]) => ({ ...one, ...rest }));

const field = fc.oneof(
  fc.constantFrom('metadata.name', 'metadata.uid', 'metadata.labels', 'spec.nodeName', 'status.podIP', 'status.hostIPs', 'status.phase', "metadata.labels['app']",
    "metadata.labels['a b']", "metadata.annotations['x/y']", "metadata.annotations['']", 'spec.hostname', ''));
const envSource = fc.record({
  fieldRef: fc.record({ fieldPath: field, apiVersion: fc.constantFrom('v1', 'v2', undefined) }, { requiredKeys: ['fieldPath'] }),
  configMapKeyRef: fc.record({ name: fc.oneof(fc.constant('config'), texts()), key: fc.oneof(fc.constant('key'), texts()) }),
  secretKeyRef: fc.record({ name: fc.constantFrom('secret', ''), key: fc.constantFrom('key', '', 'a b', '..') }),
  resourceFieldRef: fc.record({ resource: fc.constantFrom('limits.cpu', 'requests.memory', 'limits.hugepages-2Mi', 'cpu', ''), divisor: fc.constantFrom('1', '1m', '1Mi', '2') },
    { requiredKeys: ['resource'] }),
}, { requiredKeys: [] });
const fileSource = fc.record({
  fileKeyRef: fc.record({
    volumeName: fc.constantFrom('tmp', 'data', 'other', ''), path: fc.constantFrom('env', '../env', ''), key: fc.constantFrom('KEY', 'A B', '1A', 'A=', ''),
  }, { requiredKeys: ['volumeName', 'path', 'key'] }),
});
const env = fc.record({
  name: fc.oneof(fc.constantFrom('A', 'a.b', 'A B', '', '1A', 'A='), texts()), value: fc.constantFrom('', 'x', '$(A)'), valueFrom: mostly<unknown>(envSource, fileSource),
}, { requiredKeys: ['name'] });

const mount = fc.record({
  name: fc.constantFrom('data', 'tmp', 'other', ''),
  mountPath: fc.constantFrom('/var/lib/db', '/tmp', 'relative', '', '/a:b', '/'),
  subPath: fc.constantFrom('a', '/a', '../a', 'a/../b', ''),
  subPathExpr: fc.constantFrom('$(A)', '/a', ''),
  mountPropagation: fc.constantFrom('None', 'HostToContainer', 'Bidirectional', 'none'),
  readOnly: flag,
  recursiveReadOnly: fc.constantFrom('Disabled', 'Enabled', 'enabled'),
  bindMountOptions: fc.constantFrom([], ['NoExec'], ['exec']),
}, { requiredKeys: ['name', 'mountPath'] });

const keyToPath = fc.record({ key: fc.constantFrom('a', '', 'a b'), path: fc.constantFrom('a', '/a', '..', 'a/../b', '', '..a'), mode: fc.constantFrom(0, 420, 511, 512, -1, 644) },
  { requiredKeys: ['key', 'path'] });
const certificate = fc.record({
  podCertificate: fc.record({
    signerName: fc.constantFrom('example.com/db', ''),
    keyType: fc.constantFrom('ED25519', 'RSA3072', 'RSA', ''),
    credentialBundlePath: fc.constantFrom('db.pem', '/db.pem', '..', ''),
    keyPath: fc.constantFrom('db.key', ''),
    maxExpirationSeconds: fc.constantFrom(3599, 3600, 7862400, 7862401),
  }, { requiredKeys: ['signerName', 'keyType'] }),
});
const trustBundle = fc.record({
  clusterTrustBundle: fc.record({ name: fc.constantFrom('ca', ''), signerName: fc.constantFrom('example.com/db', ''), path: fc.constantFrom('ca.pem', '../ca.pem', '') },
    { requiredKeys: ['path'] }),
});
const volume = fc.tuple(fc.oneof(fc.constantFrom('tmp', 'data'), texts()), fc.oneof(
  fc.record({ emptyDir: fc.record({ medium: fc.constantFrom('', 'Memory', 'memory'), sizeLimit: quantity }, { requiredKeys: [] }) }),
  fc.record({ configMap: fc.record({ name: fc.constantFrom('config', ''), defaultMode: fc.constantFrom(420, 512, -1), items: fc.array(keyToPath, { maxLength: 2 }) }, { requiredKeys: [] }) }),
  fc.record({ secret: fc.record({ secretName: fc.constantFrom('secret', ''), defaultMode: fc.constantFrom(0, 511, 1000) }, { requiredKeys: [] }) }),
  fc.record({ hostPath: fc.record({ path: fc.constantFrom('/a', '', '../a', 'a/..'), type: fc.constantFrom('', 'Directory', 'Dir') }, { requiredKeys: ['path'] }) }),
  fc.record({ persistentVolumeClaim: fc.record({ claimName: fc.oneof(fc.constant('claim'), texts()) }) }),
  fc.record({ image: fc.record({ reference: fc.constantFrom('model:1', ''), pullPolicy: fc.constantFrom('Always', 'always') }, { requiredKeys: [] }) }),
  fc.record({ emptyDir: fc.record({ mode: fc.constantFrom(511, 1024) }) }),
  fc.record({ projected: fc.record({ sources: fc.array(fc.oneof(certificate, trustBundle), { minLength: 1, maxLength: 2 }) }) }),
  fc.record({ emptyDir: fc.constant({}), secret: fc.constant({ secretName: 'a' }) }),
  fc.constant({}))).map(([its, source]) => ({ name: its, ...source }));

const toleration = fc.record({
  key: fc.oneof(fc.constantFrom('key', ''), texts()),
  operator: fc.constantFrom('Exists', 'Equal', 'Gt', 'exists', ''),
  value: fc.constantFrom('', 'x', 'a b'),
  effect: fc.constantFrom('NoSchedule', 'NoExecute', 'PreferNoSchedule', 'noexecute', ''),
  tolerationSeconds: fc.constantFrom(0, 10, -1),
}, { requiredKeys: [] });
const spread = fc.record({
  maxSkew: numbers(1),
  topologyKey: topology,
  whenUnsatisfiable: fc.constantFrom('DoNotSchedule', 'ScheduleAnyway', 'doNotSchedule', ''),
  labelSelector: selector,
  minDomains: numbers(1),
  nodeAffinityPolicy: fc.constantFrom('Honor', 'Ignore', 'honor'),
  matchLabelKeys: fc.array(fc.constantFrom('app', 'tier', 'a b'), { maxLength: 2 }),
}, { requiredKeys: ['maxSkew', 'topologyKey', 'whenUnsatisfiable'] });
const affinityTerm = fc.record({ topologyKey: topology, labelSelector: selector, namespaces: fc.array(fc.constantFrom('a', 'A'), { maxLength: 1 }) }, { requiredKeys: ['topologyKey'] });
const nodeTerm = fc.record({ matchExpressions: fc.array(expression, { maxLength: 1 }) }, { requiredKeys: [] });

const containerSecurity = fc.record({
  privileged: flag,
  allowPrivilegeEscalation: flag,
  runAsUser: fc.constantFrom(0, 999, -1, 2147483648),
  runAsGroup: fc.constantFrom(0, -1),
  runAsNonRoot: flag,
  capabilities: fc.record({ add: fc.constantFrom(['SYS_ADMIN'], ['CAP_SYS_ADMIN'], ['NET_ADMIN']) }),
  procMount: fc.constantFrom('Default', 'default'),
  seccompProfile: fc.record({ type: fc.constantFrom('RuntimeDefault', 'Localhost', 'other'), localhostProfile: fc.constantFrom('a.json', '/a', '') }, { requiredKeys: ['type'] }),
}, { requiredKeys: [] });
const podSecurity = fc.record({
  runAsUser: fc.constantFrom(0, 999, -1),
  fsGroup: fc.constantFrom(0, 999, -1, 2147483648),
  supplementalGroups: fc.constantFrom([1], [-1]),
  fsGroupChangePolicy: fc.constantFrom('Always', 'OnRootMismatch', 'always'),
  sysctls: fc.constantFrom([{ name: 'net.ipv4.ip_local_port_range', value: '1 2' }], [{ name: 'a b', value: '' }]),
}, { requiredKeys: [] });

const resources = fc.record({
  requests: fc.dictionary(fc.constantFrom('cpu', 'memory', 'ephemeral-storage', 'example.com/gpu', 'gpu', 'hugepages-2Mi', 'storage'), quantity, { maxKeys: 2, noNullPrototype: true }),
  limits: fc.dictionary(fc.constantFrom('cpu', 'memory', 'example.com/gpu', 'hugepages-2Mi'), quantity, { maxKeys: 2, noNullPrototype: true }),
}, { requiredKeys: [] });

const claimSpec: Place[] = [
  ['StatefulSet', 'spec.volumeClaimTemplates.0.metadata.name', name],
  ['StatefulSet', 'spec.volumeClaimTemplates.0.metadata.labels', labels],
  ['StatefulSet', 'spec.volumeClaimTemplates.0.metadata.annotations', labels],
  ['StatefulSet', 'spec.volumeClaimTemplates.0.spec.accessModes',
    fc.oneof(absent, fc.array(fc.constantFrom('ReadWriteOnce', 'ReadWriteOncePod', 'ReadOnlyMany', 'ReadWriteMany', 'RWO', ''), { maxLength: 2 }))],
  ['StatefulSet', 'spec.volumeClaimTemplates.0.spec.resources', fc.oneof(absent, quantity.map(storage => ({ requests: { storage } })),
    fc.tuple(quantity, quantity).map(([least, most]) => ({ requests: { storage: least }, limits: { storage: most } })))],
  ['StatefulSet', 'spec.volumeClaimTemplates.0.spec.storageClassName', fc.oneof(absent, fc.constant(''), texts())],
  ['StatefulSet', 'spec.volumeClaimTemplates.0.spec.volumeMode', fc.constantFrom(undefined, 'Filesystem', 'Block', 'block', '')],
  ['StatefulSet', 'spec.volumeClaimTemplates.0.spec.selector', selector],
  ['StatefulSet', 'spec.volumeClaimTemplates.0.spec.dataSource', fc.record({
    apiGroup: fc.constantFrom('snapshot.storage.k8s.io', '', 'a b'), kind: fc.constantFrom('VolumeSnapshot', 'PersistentVolumeClaim', ''), name: fc.constantFrom('backup', ''),
  }, { requiredKeys: ['kind', 'name'] })],
  ['StatefulSet', 'spec.volumeClaimTemplates.1', fc.record({
    metadata: fc.record({ name: fc.constantFrom('data', 'more') }),
    spec: fc.record({ accessModes: fc.constant(['ReadWriteOnce']), resources: quantity.map(storage => ({ requests: { storage } })) }),
  })],
];

const set: Place[] = [
  ['StatefulSet', 'apiVersion', fc.constantFrom('apps/v1', 'apps/v1beta1', 'apps/v1beta2')],
  ['StatefulSet', 'metadata.name', texts()],
  ['StatefulSet', 'metadata.labels', labels],
  ['StatefulSet', 'metadata.annotations', labels],
  ['StatefulSet', 'spec.replicas', fc.oneof(absent, numbers(0))],
  ['StatefulSet', 'spec.serviceName', fc.oneof(absent, texts())],
  ['StatefulSet', 'spec.podManagementPolicy', fc.constantFrom(undefined, 'OrderedReady', 'Parallel', 'parallel', '')],
  ['StatefulSet', 'spec.updateStrategy', fc.oneof(absent, fc.record({
    type: fc.constantFrom('RollingUpdate', 'OnDelete', 'Recreate', ''), rollingUpdate: fc.record({ partition: numbers(0), maxUnavailable: fc.oneof(share(), shareTexts()) }, { requiredKeys: [] }),
  }, { requiredKeys: [] }))],
  ['StatefulSet', 'spec.minReadySeconds', numbers(0)],
  ['StatefulSet', 'spec.revisionHistoryLimit', numbers(0)],
  ['StatefulSet', 'spec.ordinals', fc.record({ start: numbers(0) }, { requiredKeys: [] })],
  ['StatefulSet', 'spec.persistentVolumeClaimRetentionPolicy', fc.record({
    whenDeleted: fc.constantFrom('Retain', 'Delete', 'retain', ''), whenScaled: fc.constantFrom('Retain', 'Delete', 'Keep'),
  }, { requiredKeys: [] })],
  ['StatefulSet', 'spec.selector', fc.oneof(absent, selector)],
  ['StatefulSet', 'spec.template.metadata.labels', labels],
  ['StatefulSet', 'spec.template.metadata.annotations', labels],
  ['StatefulSet', 'spec.volumes', fc.constant([])],
  ['StatefulSet', 'spec.template.spec.unknown', fc.constant(1)],
];

const podFields: Place[] = [
  ['StatefulSet', 'spec.template.spec.restartPolicy', fc.constantFrom('Always', 'OnFailure', 'always', '')],
  ['StatefulSet', 'spec.template.spec.activeDeadlineSeconds', fc.constantFrom(1, 0)],
  ['StatefulSet', 'spec.template.spec.terminationGracePeriodSeconds', fc.constantFrom(0, 30, -1)],
  ['StatefulSet', 'spec.template.spec.dnsPolicy', fc.constantFrom('ClusterFirst', 'None', 'Default', 'none')],
  ['StatefulSet', 'spec.template.spec.dnsConfig', fc.record({
    nameservers: fc.constantFrom(['192.0.2.1'], ['a'], ['1.1.1.1', '1.1.1.2', '1.1.1.3', '1.1.1.4'], []),
    searches: fc.constantFrom(['example.com'], ['a b'], Array.from({ length: 33 }, (_, index) => `a${index}.com`)),
    options: fc.constantFrom([{ name: 'ndots', value: '1' }], [{ name: '' }]),
  }, { requiredKeys: [] })],
  ['StatefulSet', 'spec.template.spec.serviceAccountName', texts()],
  ['StatefulSet', 'spec.template.spec.nodeName', texts()],
  ['StatefulSet', 'spec.template.spec.nodeSelector', labels],
  ['StatefulSet', 'spec.template.spec.hostNetwork', flag],
  ['StatefulSet', 'spec.template.spec.hostPID', flag],
  ['StatefulSet', 'spec.template.spec.hostUsers', flag],
  ['StatefulSet', 'spec.template.spec.shareProcessNamespace', flag],
  ['StatefulSet', 'spec.template.spec.setHostnameAsFQDN', flag],
  ['StatefulSet', 'spec.template.spec.hostnameOverride', fc.constantFrom('db', 'db.example.com', 'My_Host', '', 'a'.repeat(65))],
  ['StatefulSet', 'spec.template.spec.resources', resources],
  ['StatefulSet', 'spec.template.spec.resourceClaims', fc.constantFrom([], [{ name: 'gpu', resourceClaimName: 'gpu' }])],
  ['StatefulSet', 'spec.template.spec.schedulingGroup', fc.constantFrom({ podGroupName: 'db' }, {})],
  ['StatefulSet', 'spec.template.spec.evictionResponders', fc.constantFrom([], [{ name: 'example.com/db', priority: 1 }], [{ name: '' }])],
  ['StatefulSet', 'spec.template.spec.securityContext', podSecurity],
  ['StatefulSet', 'spec.template.spec.tolerations', fc.array(toleration, { minLength: 1, maxLength: 2 })],
  ['StatefulSet', 'spec.template.spec.topologySpreadConstraints', fc.array(spread, { minLength: 1, maxLength: 2 })],
  ['StatefulSet', 'spec.template.spec.hostAliases', fc.array(fc.record({
    ip: fc.constantFrom('192.0.2.1', '::1', 'a', ''), hostnames: fc.constantFrom(['db'], ['a b'], []),
  }), { minLength: 1, maxLength: 2 })],
  ['StatefulSet', 'spec.template.spec.readinessGates', fc.array(fc.record({ conditionType: fc.oneof(fc.constant('example.com/ready'), texts()) }), { maxLength: 2 })],
  ['StatefulSet', 'spec.template.spec.schedulingGates', fc.array(fc.record({ name: fc.oneof(fc.constantFrom('example.com/gate', 'gate'), texts()) }), { maxLength: 2 })],
  ['StatefulSet', 'spec.template.spec.imagePullSecrets', fc.constantFrom([{ name: 'pull' }], [{ name: '' }], [{}])],
  ['StatefulSet', 'spec.template.spec.volumes', fc.array(volume, { maxLength: 2 })],
  ['StatefulSet', 'spec.template.spec.ephemeralContainers', fc.constantFrom([], [{ name: 'debug', image: 'debug:1' }])],
  ['StatefulSet', 'spec.template.spec.affinity.podAntiAffinity.preferredDuringSchedulingIgnoredDuringExecution.0.weight', fc.constantFrom(0, 1, 100, 101)],
  ['StatefulSet', 'spec.template.spec.affinity.podAntiAffinity.requiredDuringSchedulingIgnoredDuringExecution', fc.array(affinityTerm, { maxLength: 2 })],
  ['StatefulSet', 'spec.template.spec.affinity.podAffinity', fc.record({ requiredDuringSchedulingIgnoredDuringExecution: fc.array(affinityTerm, { maxLength: 1 }) })],
  ['StatefulSet', 'spec.template.spec.affinity.nodeAffinity', fc.record({
    requiredDuringSchedulingIgnoredDuringExecution: fc.record({ nodeSelectorTerms: fc.array(nodeTerm, { maxLength: 1 }) }),
  })],
];

const restartRule = fc.record({
  action: fc.constantFrom('Restart', 'RestartAllContainers', 'restart', ''),
  exitCodes: fc.record({ operator: fc.constantFrom('In', 'NotIn', 'in', ''), values: fc.constantFrom([], [42]) }, { requiredKeys: ['operator'] }),
}, { requiredKeys: ['action'] });
const resizePolicy = fc.record({ resourceName: fc.constantFrom('cpu', 'memory', 'storage', ''), restartPolicy: fc.constantFrom('NotRequired', 'RestartContainer', 'Always', '') });

const containers = (path: string): Place[] => [
  ['StatefulSet', `${path}.name`, name],
  ['StatefulSet', `${path}.image`, fc.constantFrom(undefined, '', ' ', 'a b', 'db:1')],
  ['StatefulSet', `${path}.imagePullPolicy`, fc.constantFrom('Always', 'IfNotPresent', 'never', '')],
  ['StatefulSet', `${path}.ports`, fc.array(fc.record({
    name: portOrName.filter(value => typeof value === 'string'),
    containerPort: port,
    protocol: fc.constantFrom('TCP', 'UDP', 'SCTP', 'tcp', ''),
    hostPort: port,
    hostIP: fc.constantFrom('192.0.2.1', '', 'a'),
  }, { requiredKeys: ['containerPort'] }), { maxLength: 3 })],
  ['StatefulSet', `${path}.env`, fc.array(env, { maxLength: 2 })],
  ['StatefulSet', `${path}.envFrom`, fc.array(fc.record({
    prefix: fc.constantFrom('A_', '1', 'a b'), configMapRef: fc.record({ name: fc.constantFrom('config', '', 'A') }), secretRef: fc.record({ name: fc.constant('secret') }),
  }, { requiredKeys: [] }), { maxLength: 1 })],
  ['StatefulSet', `${path}.volumeMounts`, fc.array(mount, { maxLength: 2 })],
  ['StatefulSet', `${path}.volumeDevices`, fc.array(fc.record({ name: fc.constantFrom('data', 'tmp', 'other'), devicePath: fc.constantFrom('/dev/a', '', 'a', '/a/../b') }), { maxLength: 2 })],
  ['StatefulSet', `${path}.resources`, resources],
  ['StatefulSet', `${path}.securityContext`, containerSecurity],
  ['StatefulSet', `${path}.readinessProbe`, fc.oneof(absent, probe)],
  ['StatefulSet', `${path}.livenessProbe`, fc.oneof(absent, probe)],
  ['StatefulSet', `${path}.startupProbe`, fc.oneof(absent, probe)],
  ['StatefulSet', `${path}.lifecycle`, fc.record({ preStop: fc.oneof(oneHandler, seconds.map(value => ({ sleep: { seconds: value } }))), postStart: oneHandler }, { requiredKeys: [] })],
  ['StatefulSet', `${path}.lifecycle.stopSignal`, fc.constantFrom('SIGTERM', 'sigterm')],
  ['StatefulSet', `${path}.restartPolicy`, fc.constantFrom('Always', 'OnFailure', 'Never', 'never')],
  ['StatefulSet', `${path}.restartPolicyRules`, fc.array(restartRule, { maxLength: 2 })],
  ['StatefulSet', `${path}.resizePolicy`, fc.array(resizePolicy, { maxLength: 2 })],
  ['StatefulSet', `${path}.terminationMessagePolicy`, fc.constantFrom('File', 'FallbackToLogsOnError', 'file')],
];

const sidecar: Place = ['StatefulSet', 'spec.template.spec.initContainers', fc.array(fc.record({
  name: fc.constantFrom('init', 'db', 'sidecar'),
  image: fc.constantFrom('init:1', ''),
  restartPolicy: fc.constantFrom('Always', 'Never', 'always'),
  restartPolicyRules: fc.array(restartRule, { maxLength: 1 }),
  resizePolicy: fc.array(resizePolicy, { maxLength: 1 }),
  readinessProbe: probe,
  lifecycle: fc.record({ preStop: oneHandler }),
  volumeMounts: fc.array(mount, { maxLength: 1 }),
  ports: fc.constantFrom([{ containerPort: 5432 }], [{ containerPort: 1, name: 'client' }]),
}, { requiredKeys: ['name', 'image'] }), { maxLength: 2 })];

const servicePort = fc.record({
  name: fc.oneof(fc.constantFrom('client', 'http', 'Http', ''), texts()),
  port,
  targetPort: portOrName,
  protocol: fc.constantFrom('TCP', 'UDP', 'tcp'),
  nodePort: fc.constantFrom(30000, 32767, 0),
  appProtocol: fc.constantFrom('http', 'example.com/x', 'a b'),
}, { requiredKeys: ['port'] });

const services: Place[] = [
  ['Service', 'metadata.name', texts()],
  ['Service', 'metadata.labels', labels],
  ['Service', 'spec.type', fc.constantFrom(undefined, 'ClusterIP', 'NodePort', 'LoadBalancer', 'clusterIP')],
  ['Service', 'spec.clusterIP', fc.constantFrom(undefined, 'None', 'none', '')],
  ['Service', 'spec.ports', fc.oneof(absent, fc.array(servicePort, { maxLength: 3 }))],
  ['Service', 'spec.selector', fc.oneof(absent, labels)],
  ['Service', 'spec.externalTrafficPolicy', fc.constantFrom('Local', 'Cluster', 'local')],
  ['Service', 'spec.internalTrafficPolicy', fc.constantFrom('Local', 'Cluster', 'local')],
  ['Service', 'spec.sessionAffinity', fc.constantFrom('None', 'ClientIP', 'clientIP')],
  ['Service', 'spec.sessionAffinityConfig', fc.record({ clientIP: fc.record({ timeoutSeconds: fc.constantFrom(0, 1, 86400, 86401) }) })],
  ['Service', 'spec.loadBalancerSourceRanges', fc.constantFrom(['192.0.2.0/24'], ['192.0.2.0'], [])],
  ['Service', 'spec.loadBalancerClass', fc.constantFrom('example.com/lb', 'a b')],
  ['Service', 'spec.allocateLoadBalancerNodePorts', flag],
  ['Service', 'spec.externalIPs', fc.constantFrom(['192.0.2.1'], ['a'], ['127.0.0.1'])],
  ['Service', 'spec.ipFamilies', fc.constantFrom(['IPv4'], ['IPv4', 'IPv4'], ['ipv4'])],
  ['Service', 'spec.publishNotReadyAddresses', flag],
  ['Service', 'spec.trafficDistribution', fc.constantFrom('PreferClose', 'PreferSameZone', 'PreferSameNode', 'preferClose', '')],
];

const budgets: Place[] = [
  ['PodDisruptionBudget', 'metadata.name', texts()],
  ['PodDisruptionBudget', 'spec.maxUnavailable', fc.oneof(absent, share(), shareTexts())],
  ['PodDisruptionBudget', 'spec.minAvailable', fc.oneof(share(), shareTexts())],
  ['PodDisruptionBudget', 'spec.selector', fc.oneof(absent, selector)],
  ['PodDisruptionBudget', 'spec.unhealthyPodEvictionPolicy', fc.constantFrom('AlwaysAllow', 'IfHealthyBudget', 'Always', '')],
];

const PLACES: Place[] = [...set, ...podFields, ...containers('spec.template.spec.containers.0'), ...claimSpec, sidecar, ...services, ...budgets];

const mutation = fc.oneof(...PLACES.map(([kind, path, value]) => value.map((its): Mutation => ({
  kind, path: path.split('.').map(key => /^[0-9]+$/.test(key) ? Number(key) : key), value: its,
}))));

/** A change to an application without a fault, anywhere in it, and at times some more: they hide each other. */
export const mutations: fc.Arbitrary<Mutation[]> = fc.oneof(
  { weight: 3, arbitrary: mutation.map(one => [one]) },
  { weight: 1, arbitrary: fc.array(mutation, { minLength: 2, maxLength: 3 }) });

/** The manifests of the base with these changes; the client Service is left as it is. */
export function mutated(changes: Mutation[]): Manifest[] {
  const manifests = structuredClone(baseManifests()) as Manifest[];
  for (const { kind, path, value } of changes) {
    const manifest = manifests.find((one) => one.kind === kind);
    const last = path[path.length - 1]!;
    let node = manifest as unknown as Record<string | number, unknown>;
    for (const key of path.slice(0, -1)) {
      node = (node[key] ??= {}) as Record<string | number, unknown>;
    }
    // the same as JSON, as it is sent
    if (value === undefined) delete node[last];
    else node[last] = JSON.parse(JSON.stringify(value));
  }
  return manifests;
}
