import { Chart, Duration, Size, Testing } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { factories, propertiesBelow } from './types';
import { StatefulApp, StatefulAppProps } from '../../src';
import { chart, CONTAINER, Manifest } from '../support';

// What can be said with cdk8s-plus reaches the manifest, or is refused: for each property that its types have, in whatever
// version is installed, two values must make different manifests. A property that is not in the tables fails.

// a newer one knows more than the types of that for 28
const { Probe, Volume, Handler, EnvValue, Env } = kplus as Record<string, any>;

type Fixture = (value: any, scope: Chart) => object;

const container = (props: object): object => ({ containers: [{ ...CONTAINER, ...props }] });
const probe = (readiness: object): object => container({ readiness });
const volume = (each: object): object => ({ volumes: [each] });
const variable = (value: object): object => container({ envVariables: { A: value } });
const map = (scope: Chart) => kplus.ConfigMap.fromConfigMapName(scope, 'map', 'map');
const secret = (scope: Chart) => kplus.Secret.fromSecretName(scope, 'secret', 'secret');
const emptyDir = (scope: Chart, name = 'tmp') => kplus.Volume.fromEmptyDir(scope, name, name);
const DEFAULT_MOUNT = '/tmp';

/** For each struct, or a property of it that needs another: an app of which a value of that struct is a part. */
const FIXTURES: Record<string, Fixture> = {
  'WorkloadProps': props => props,
  'AbstractPodProps': props => props,
  'ResourceProps': props => props,
  'ContainerProps': container,
  'ContainerOpts': container,
  'ContainerOpts.restartPolicy': props => ({ targetVersion: '1.29-1.37', initContainers: [{ name: 'init', image: 'init', ...props }] }),
  'ContainerLifecycle': lifecycle => container({ lifecycle }),
  'ContainerPort': port => container({ ports: [{ number: 1, ...port }] }),
  'ContainerResources': resources => container({ resources }),
  'CpuResources': cpu => container({ resources: { cpu } }),
  'MemoryResources': memory => container({ resources: { memory } }),
  'EphemeralStorageResources': ephemeralStorage => container({ resources: { ephemeralStorage } }),
  'ContainerSecurityContextProps': securityContext => container({ securityContext: { allowPrivilegeEscalation: true, ...securityContext } }),
  'ContainerSecutiryContextCapabilities': capabilities => container({ securityContext: { capabilities } }),
  'SeccompProfile.type': seccompProfile => container({ securityContext: { seccompProfile } }),
  'SeccompProfile.localhostProfile': profile => container({ securityContext: { seccompProfile: { type: kplus.SeccompProfileType.LOCALHOST, ...profile } } }),
  'VolumeMount': (mount, scope) => container({ volumeMounts: [{ path: DEFAULT_MOUNT, volume: emptyDir(scope), ...mount }] }),
  'MountOptions': (mount, scope) => container({ volumeMounts: [{ path: DEFAULT_MOUNT, volume: emptyDir(scope), ...mount }] }),
  'PodDnsProps': dns => ({ dns }),
  'DnsOption': option => ({ dns: { options: [{ name: 'a', ...option }] } }),
  'HostAlias': alias => ({ hostAliases: [{ ip: '192.0.2.1', hostnames: ['a'], ...alias }] }),
  'PodSecurityContextProps': securityContext => ({ securityContext }),
  'Sysctl': sysctl => ({ securityContext: { sysctls: [{ name: 'net.a', value: '1', ...sysctl }] } }),
  'ProbeOptions': options => probe(Probe.fromCommand(['a'], options)),
  'HttpGetProbeOptions': options => probe(Probe.fromHttpGet('/', options)),
  'TcpSocketProbeOptions': options => probe(Probe.fromTcpSocket(options)),
  'GrpcProbeOptions': options => probe(Probe.fromGrpc(options)),
  'HttpHeader': header => probe(Probe.fromHttpGet('/', { httpHeaders: [{ name: 'a', value: 'b', ...header }] })),
  'HandlerFromHttpGetOptions': options => container({ lifecycle: { preStop: Handler.fromHttpGet('/', options) } }),
  'HandlerFromTcpSocketOptions': options => container({ lifecycle: { preStop: Handler.fromTcpSocket(options) } }),
  'AwsElasticBlockStoreVolumeOptions': (options, scope) => volume(Volume.fromAwsElasticBlockStore(scope, 'v', 'id', options)),
  'AzureDiskVolumeOptions': (options, scope) => volume(Volume.fromAzureDisk(scope, 'v', 'disk', 'uri', options)),
  'GCEPersistentDiskVolumeOptions': (options, scope) => volume(Volume.fromGcePersistentDisk(scope, 'v', 'disk', options)),
  'ConfigMapVolumeOptions': (options, scope) => volume(Volume.fromConfigMap(scope, 'v', map(scope), options)),
  'SecretVolumeOptions': (options, scope) => volume(Volume.fromSecret(scope, 'v', secret(scope), options)),
  'PathMapping': (path, scope) => volume(Volume.fromConfigMap(scope, 'v', map(scope), { items: { key: { path: 'a', ...path } } })),
  'CsiVolumeOptions': (options, scope) => volume(Volume.fromCsi(scope, 'v', 'driver', options)),
  'EmptyDirVolumeOptions': (options, scope) => volume(Volume.fromEmptyDir(scope, 'v', 'v', options)),
  'HostPathVolumeOptions': (options, scope) => volume(Volume.fromHostPath(scope, 'v', 'v', { path: '/a', ...options })),
  'NfsVolumeOptions': (options, scope) => volume(Volume.fromNfs(scope, 'v', 'v', { server: 'a', path: '/a', ...options })),
  'PersistentVolumeClaimVolumeOptions': (options, scope) => (
    volume(Volume.fromPersistentVolumeClaim(scope, 'v', kplus.PersistentVolumeClaim.fromClaimName(scope, 'c', 'c'), options))),
  'EnvValueFromConfigMapOptions': (options, scope) => variable(EnvValue.fromConfigMap(map(scope), 'k', options)),
  'EnvValueFromSecretOptions': (options, scope) => variable(EnvValue.fromSecretValue({ secret: secret(scope), key: 'k' }, options)),
  'SecretValue': (value, scope) => variable(EnvValue.fromSecretValue({ secret: secret(scope), key: 'k', ...value })),
  'EnvValueFromFieldRefOptions': options => variable(EnvValue.fromFieldRef(kplus.EnvFieldPaths.POD_LABEL, { key: 'k', ...options })),
  'EnvValueFromResourceOptions': options => variable(EnvValue.fromResource(kplus.ResourceFieldPaths.CPU_LIMIT, options)),
  'ServiceProps': (props, scope) => ({ otherService: new kplus.Service(scope, 's', { metadata: { name: 's' }, ports: [{ port: 1 }], ...props }) }),
  'ServicePort': (port, scope) => ({ otherService: new kplus.Service(scope, 's', { metadata: { name: 's' }, ports: [{ port: 1, ...port }] }) }),
  'ServiceBindOptions': (port, scope) => (
    { otherService: new kplus.Service(scope, 's', { metadata: { name: 's' }, type: kplus.ServiceType.NODE_PORT, ports: [{ port: 1, ...port }] }) }),
};

const NUMBERS = [1000, 2000];
const MODES = [0o400, 0o644];
const TEXTS = ['one', 'two'];
const FLAGS = [true, false];
const SIZES = [Size.mebibytes(512), Size.gibibytes(1)];
const CPUS = [kplus.Cpu.millis(100), kplus.Cpu.units(1)];
const TIMES = [Duration.seconds(5), Duration.seconds(60)];
const PATHS = ['/one', '/two'];
const PROBES = [Probe.fromCommand(['one']), Probe.fromCommand(['two'])];
const HANDLERS = [Handler.fromCommand(['one']), Handler.fromTcpSocket()];
const LISTS = [['one'], ['two', 'three']];

/** For each property: two values that must make different manifests, of a struct that may have further ones. */
const VALUES: Record<string, readonly any[] | ((scope: Chart) => readonly any[])> = {
  'WorkloadProps.podMetadata': [{ labels: { a: 'b' } }, { annotations: { a: 'b' } }],
  'WorkloadProps.spread': FLAGS,
  'ResourceProps.metadata': [{ name: 'one' }, { name: 'two' }],
  'AbstractPodProps.automountServiceAccountToken': FLAGS,
  'AbstractPodProps.containers': [[CONTAINER], [{ ...CONTAINER, image: 'other' }]],
  'AbstractPodProps.dns': [{ hostname: 'one' }, { hostname: 'two' }],
  'AbstractPodProps.dockerRegistryAuth': scope => TEXTS.map(name => kplus.Secret.fromSecretName(scope, name, name)),
  'AbstractPodProps.enableServiceLinks': FLAGS,
  'AbstractPodProps.hostAliases': TEXTS.map(name => [{ ip: '192.0.2.1', hostnames: [name] }]),
  'AbstractPodProps.hostNetwork': FLAGS,
  'AbstractPodProps.initContainers': TEXTS.map(image => [{ name: 'init', image }]),
  'AbstractPodProps.isolate': FLAGS,
  'AbstractPodProps.securityContext': [{ user: 1 }, { user: 2 }],
  'AbstractPodProps.serviceAccount': scope => TEXTS.map(name => kplus.ServiceAccount.fromServiceAccountName(scope, name, name)),
  'AbstractPodProps.shareProcessNamespace': FLAGS,
  'AbstractPodProps.terminationGracePeriod': TIMES,
  'AbstractPodProps.volumes': scope => TEXTS.map(name => [emptyDir(scope, name)]),
  'ContainerProps.image': TEXTS,
  'ContainerOpts.args': LISTS,
  'ContainerOpts.command': LISTS,
  'ContainerOpts.envFrom': scope => [[Env.fromConfigMap(map(scope), 'one')], [Env.fromSecret(secret(scope))]],
  'ContainerOpts.envVariables': TEXTS.map(text => ({ A: EnvValue.fromValue(text) })),
  'ContainerOpts.imagePullPolicy': [kplus.ImagePullPolicy.ALWAYS, kplus.ImagePullPolicy.NEVER],
  'ContainerOpts.lifecycle': [{}, { preStop: HANDLERS[0] }],
  'ContainerOpts.liveness': PROBES,
  'ContainerOpts.name': TEXTS,
  'ContainerOpts.port': NUMBERS,
  'ContainerOpts.portNumber': NUMBERS,
  'ContainerOpts.ports': NUMBERS.map(number => [{ number }]),
  'ContainerOpts.readiness': PROBES,
  'ContainerOpts.resources': [{}, { memory: { request: SIZES[0] } }],
  'ContainerOpts.restartPolicy': [undefined, kplus.ContainerRestartPolicy.ALWAYS],
  'ContainerOpts.securityContext': [{ user: 1 }, { user: 2 }],
  'ContainerOpts.startup': PROBES,
  'ContainerOpts.volumeMounts': scope => PATHS.map((path, index) => [{ path, volume: emptyDir(scope, `v${index}`) }]),
  'ContainerOpts.workingDir': PATHS,
  'ContainerLifecycle.postStart': HANDLERS,
  'ContainerLifecycle.preStop': HANDLERS,
  'ContainerPort.number': NUMBERS,
  'ContainerPort.hostIp': ['192.0.2.1', '192.0.2.2'],
  'ContainerPort.hostPort': NUMBERS,
  'ContainerPort.name': TEXTS,
  'ContainerPort.protocol': [kplus.Protocol.TCP, kplus.Protocol.UDP],
  'ContainerResources.cpu': [{ limit: CPUS[0] }, { limit: CPUS[1] }],
  'ContainerResources.memory': [{ limit: SIZES[0] }, { limit: SIZES[1] }],
  'ContainerResources.ephemeralStorage': [{ limit: SIZES[1] }, { request: SIZES[1] }],
  'CpuResources.limit': CPUS,
  'CpuResources.request': CPUS,
  'MemoryResources.limit': SIZES,
  'MemoryResources.request': SIZES,
  'EphemeralStorageResources.limit': [Size.gibibytes(1), Size.gibibytes(2)],
  'EphemeralStorageResources.request': [Size.gibibytes(1), Size.gibibytes(2)],
  'ContainerSecurityContextProps.allowPrivilegeEscalation': FLAGS,
  'ContainerSecurityContextProps.capabilities': [{ add: [kplus.Capability.CHOWN] }, { drop: [kplus.Capability.ALL] }],
  'ContainerSecurityContextProps.ensureNonRoot': FLAGS,
  'ContainerSecurityContextProps.group': NUMBERS,
  'ContainerSecurityContextProps.privileged': FLAGS,
  'ContainerSecurityContextProps.readOnlyRootFilesystem': FLAGS,
  'ContainerSecurityContextProps.seccompProfile': [undefined, { type: kplus.SeccompProfileType.RUNTIME_DEFAULT }],
  'ContainerSecurityContextProps.user': NUMBERS,
  'ContainerSecutiryContextCapabilities.add': [[kplus.Capability.CHOWN], [kplus.Capability.KILL]],
  'ContainerSecutiryContextCapabilities.drop': [[kplus.Capability.CHOWN], [kplus.Capability.KILL]],
  'SeccompProfile.type': [kplus.SeccompProfileType.RUNTIME_DEFAULT, kplus.SeccompProfileType.UNCONFINED],
  'SeccompProfile.localhostProfile': TEXTS,
  'VolumeMount.path': PATHS,
  'VolumeMount.volume': scope => TEXTS.map(name => emptyDir(scope, name)),
  'MountOptions.propagation': [kplus.MountPropagation.NONE, kplus.MountPropagation.HOST_TO_CONTAINER],
  'MountOptions.readOnly': FLAGS,
  'MountOptions.subPath': TEXTS,
  'MountOptions.subPathExpr': TEXTS,
  'PodDnsProps.hostname': TEXTS,
  'PodDnsProps.hostnameAsFQDN': FLAGS,
  'PodDnsProps.nameservers': [['192.0.2.1'], ['192.0.2.2']],
  'PodDnsProps.options': TEXTS.map(name => [{ name }]),
  'PodDnsProps.policy': [kplus.DnsPolicy.CLUSTER_FIRST, kplus.DnsPolicy.DEFAULT],
  'PodDnsProps.searches': LISTS,
  'PodDnsProps.subdomain': TEXTS,
  'DnsOption.name': TEXTS,
  'DnsOption.value': TEXTS,
  'HostAlias.hostnames': LISTS,
  'HostAlias.ip': ['192.0.2.1', '192.0.2.2'],
  'PodSecurityContextProps.ensureNonRoot': FLAGS,
  'PodSecurityContextProps.fsGroup': NUMBERS,
  'PodSecurityContextProps.fsGroupChangePolicy': [kplus.FsGroupChangePolicy.ALWAYS, kplus.FsGroupChangePolicy.ON_ROOT_MISMATCH],
  'PodSecurityContextProps.group': NUMBERS,
  'PodSecurityContextProps.sysctls': TEXTS.map(value => [{ name: 'net.a', value }]),
  'PodSecurityContextProps.user': NUMBERS,
  'Sysctl.name': ['kernel.shm_rmid_forced', 'net.ipv4.tcp_syncookies'],
  'Sysctl.value': TEXTS,
  'ProbeOptions.failureThreshold': NUMBERS,
  'ProbeOptions.initialDelaySeconds': TIMES,
  'ProbeOptions.periodSeconds': TIMES,
  'ProbeOptions.successThreshold': NUMBERS,
  'ProbeOptions.timeoutSeconds': TIMES,
  'HttpGetProbeOptions.host': TEXTS,
  'HttpGetProbeOptions.httpHeaders': TEXTS.map(value => [{ name: 'a', value }]),
  'HttpGetProbeOptions.port': NUMBERS,
  'HttpGetProbeOptions.scheme': [kplus.ConnectionScheme.HTTP, kplus.ConnectionScheme.HTTPS],
  'TcpSocketProbeOptions.host': TEXTS,
  'TcpSocketProbeOptions.port': NUMBERS,
  'GrpcProbeOptions.port': NUMBERS,
  'GrpcProbeOptions.service': TEXTS,
  'HttpHeader.name': TEXTS,
  'HttpHeader.value': TEXTS,
  'HandlerFromHttpGetOptions.port': NUMBERS,
  'HandlerFromTcpSocketOptions.host': TEXTS,
  'HandlerFromTcpSocketOptions.port': NUMBERS,
  'PathMapping.path': TEXTS,
  'PathMapping.mode': MODES,
  'CsiVolumeOptions.attributes': [{ a: 'one' }, { a: 'two' }],
  'EmptyDirVolumeOptions.medium': [kplus.EmptyDirMedium.DEFAULT, kplus.EmptyDirMedium.MEMORY],
  'EmptyDirVolumeOptions.sizeLimit': SIZES,
  'HostPathVolumeOptions.path': PATHS,
  'HostPathVolumeOptions.type': [kplus.HostPathVolumeType.DEFAULT, kplus.HostPathVolumeType.DIRECTORY],
  'NfsVolumeOptions.path': PATHS,
  'NfsVolumeOptions.server': TEXTS,
  'AzureDiskVolumeOptions.cachingMode': [kplus.AzureDiskPersistentVolumeCachingMode.NONE, kplus.AzureDiskPersistentVolumeCachingMode.READ_ONLY],
  'AzureDiskVolumeOptions.kind': [kplus.AzureDiskPersistentVolumeKind.SHARED, kplus.AzureDiskPersistentVolumeKind.MANAGED],
  ...common('fsType', TEXTS, 'AwsElasticBlockStore', 'AzureDisk', 'GCEPersistentDisk', 'Csi'),
  ...common('partition', NUMBERS, 'AwsElasticBlockStore', 'GCEPersistentDisk'),
  ...common('readOnly', FLAGS, 'AwsElasticBlockStore', 'AzureDisk', 'GCEPersistentDisk', 'Csi', 'Nfs', 'PersistentVolumeClaim'),
  ...common('name', TEXTS, 'AwsElasticBlockStore', 'AzureDisk', 'GCEPersistentDisk', 'Csi', 'ConfigMap', 'Secret', 'PersistentVolumeClaim'),
  ...common('defaultMode', MODES, 'ConfigMap', 'Secret'),
  ...common('items', TEXTS.map(path => ({ key: { path } })), 'ConfigMap', 'Secret'),
  ...common('optional', FLAGS, 'ConfigMap', 'Secret'),
  'EnvValueFromConfigMapOptions.optional': FLAGS,
  'EnvValueFromSecretOptions.optional': FLAGS,
  'EnvValueFromFieldRefOptions.apiVersion': [undefined, 'v1'],
  'EnvValueFromFieldRefOptions.key': TEXTS,
  'EnvValueFromResourceOptions.divisor': ['1', '1m'],
  'SecretValue.key': TEXTS,
  'SecretValue.secret': scope => TEXTS.map(name => kplus.Secret.fromSecretName(scope, name, name)),
  'ServiceProps.clusterIP': ['None', '192.0.2.1'],
  'ServiceProps.externalIPs': [['192.0.2.1'], ['192.0.2.2']],
  'ServiceProps.loadBalancerSourceRanges': [['192.0.2.0/24'], ['198.51.100.0/24']],
  'ServiceProps.ports': NUMBERS.map(port => [{ port }]),
  'ServiceProps.publishNotReadyAddresses': FLAGS,
  'ServiceProps.selector': scope => TEXTS.map(name => kplus.Pods.select(scope, name, { labels: { name } })),
  'ServiceProps.type': [kplus.ServiceType.CLUSTER_IP, kplus.ServiceType.NODE_PORT],
  'ServicePort.port': NUMBERS,
  'ServiceBindOptions.name': TEXTS,
  'ServiceBindOptions.nodePort': NUMBERS,
  'ServiceBindOptions.protocol': [kplus.Protocol.TCP, kplus.Protocol.UDP],
  'ServiceBindOptions.targetPort': NUMBERS,
};

function common(property: string, values: readonly any[], ...volumes: string[]): Record<string, readonly any[]> {
  return Object.fromEntries(volumes.map(name => [`${name}VolumeOptions.${property}`, values]));
}

/** What says nothing of a manifest, and why. */
const SILENT: Readonly<Record<string, string>> = {
  'WorkloadProps.select': 'matchLabels say what is selected, and without any false is refused',
  'AbstractPodProps.restartPolicy': 'a StatefulSet takes Always alone, and others are refused',
  'EnvValueFromProcessOptions.required': 'it is about the variable of the program that synthesizes',
  'EnvValueFromResourceOptions.container': 'it names a container that must exist, and the own one is the same as none',
  'ServiceProps.externalName': 'it goes with a type of its own, which selects no pods',
};

const manifestsWith = (struct: string, property: string, value: (scope: Chart) => object): Manifest[] => {
  const scope = chart();
  const { otherService: _, ...props } = (FIXTURES[`${struct}.${property}`] ?? FIXTURES[struct])(value(scope), scope) as Partial<StatefulAppProps> & { otherService?: unknown };
  new StatefulApp(scope, 'db', { metadata: { name: 'db' }, containers: [CONTAINER], ...props });
  return Testing.synth(scope) as Manifest[];
};

const KNOWN = propertiesBelow('WorkloadProps', 'MountOptions', 'ServiceProps');

test('every property of cdk8s-plus has values here, or a reason', () => {
  expect(KNOWN.filter(property => !(property in VALUES) && !(property in SILENT))).toEqual([]);
  expect(KNOWN.length).toBeGreaterThan(120);
});

test.each(KNOWN.filter(property => property in VALUES))('%s reaches the manifest', (property) => {
  const [struct, name] = property.split('.');
  const [one, other] = [0, 1].map(index => manifestsWith(struct, name, (scope) => {
    const values = VALUES[property];
    return { [name]: (typeof values === 'function' ? values(scope) : values)[index] };
  }));
  expect(one).not.toEqual(other);
});

/** For each way to make a value: where it stands in the manifest. */
const MADE: Record<string, Fixture> = {
  'Probe.fromCommand': () => probe(Probe.fromCommand(['mark'])),
  'Probe.fromHttpGet': () => probe(Probe.fromHttpGet('/mark')),
  'Probe.fromTcpSocket': () => probe(Probe.fromTcpSocket({ host: 'mark' })),
  'Probe.fromGrpc': () => probe(Probe.fromGrpc({ service: 'mark' })),
  'Handler.fromCommand': () => container({ lifecycle: { preStop: Handler.fromCommand(['mark']) } }),
  'Handler.fromHttpGet': () => container({ lifecycle: { preStop: Handler.fromHttpGet('/mark') } }),
  'Handler.fromTcpSocket': () => container({ lifecycle: { preStop: Handler.fromTcpSocket({ host: 'mark' }) } }),
  'Volume.fromAwsElasticBlockStore': (_, scope) => volume(Volume.fromAwsElasticBlockStore(scope, 'v', 'mark')),
  'Volume.fromAzureDisk': (_, scope) => volume(Volume.fromAzureDisk(scope, 'v', 'mark', 'uri')),
  'Volume.fromConfigMap': (_, scope) => volume(Volume.fromConfigMap(scope, 'v', kplus.ConfigMap.fromConfigMapName(scope, 'm', 'mark'))),
  'Volume.fromCsi': (_, scope) => volume(Volume.fromCsi(scope, 'v', 'mark')),
  'Volume.fromEmptyDir': (_, scope) => volume(Volume.fromEmptyDir(scope, 'v', 'mark')),
  'Volume.fromGcePersistentDisk': (_, scope) => volume(Volume.fromGcePersistentDisk(scope, 'v', 'mark')),
  'Volume.fromHostPath': (_, scope) => volume(Volume.fromHostPath(scope, 'v', 'mark', { path: '/' })),
  'Volume.fromName': (_, scope) => volume(Volume.fromName(scope, 'v', 'mark')),
  'Volume.fromNfs': (_, scope) => volume(Volume.fromNfs(scope, 'v', 'mark', { server: 'a', path: '/' })),
  'Volume.fromPersistentVolumeClaim': (_, scope) => (
    volume(Volume.fromPersistentVolumeClaim(scope, 'v', kplus.PersistentVolumeClaim.fromClaimName(scope, 'c', 'mark')))),
  'Volume.fromSecret': (_, scope) => volume(Volume.fromSecret(scope, 'v', kplus.Secret.fromSecretName(scope, 's', 'mark'))),
  'Env.fromConfigMap': (_, scope) => container({ envFrom: [Env.fromConfigMap(map(scope), 'mark')] }),
  'Env.fromSecret': (_, scope) => container({ envFrom: [Env.fromSecret(kplus.Secret.fromSecretName(scope, 's', 'mark'))] }),
  'EnvValue.fromConfigMap': (_, scope) => variable(EnvValue.fromConfigMap(map(scope), 'mark')),
  'EnvValue.fromFieldRef': () => variable(EnvValue.fromFieldRef(kplus.EnvFieldPaths.POD_LABEL, { key: 'mark' })),
  'EnvValue.fromProcess': () => variable(EnvValue.fromProcess('MARK')),
  'EnvValue.fromResource': () => container({ envVariables: { mark: EnvValue.fromResource(kplus.ResourceFieldPaths.CPU_LIMIT) } }),
  'EnvValue.fromSecretValue': (_, scope) => variable(EnvValue.fromSecretValue({ secret: secret(scope), key: 'mark' })),
  'EnvValue.fromValue': () => variable(EnvValue.fromValue('mark')),
};

test.each(factories())('what %s makes reaches the manifest', (name) => {
  process.env.MARK = 'mark';
  const scope = chart();
  const fixture = MADE[name];
  expect(fixture).toBeDefined();
  new StatefulApp(scope, 'db', { metadata: { name: 'db' }, containers: [CONTAINER], ...fixture(undefined, scope) });
  expect(JSON.stringify(Testing.synth(scope))).toContain('mark');
});
