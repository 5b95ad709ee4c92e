import { Chart, Duration, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { synthesize } from './manifests';
import { Manifest } from './objects';
import {
  ClaimDataSource, ClaimDataSourceReference, ExternalTrafficPolicy, HeadlessService, HeadlessServiceOptions, IpFamily,
  IpFamilyPolicy, NodeInclusionPolicy, OrdinalServiceOptions, PersistentVolumeClaimRetentionPolicyType, PodDisruptionBudgetOptions, PodServices,
  PodServicesOptions, ServiceOptions, SessionAffinity, StatefulApp, StatefulAppProps, TopologySpreadConstraint, UnhealthyPodEvictionPolicy,
  UpdateStrategy, VolumeClaimTemplateMount, VolumeClaimTemplateProps, WhenUnsatisfiable,
} from '../../../src';
import { ofPlainFields } from '../../plain-field-values';

// Every struct is given with all of its properties: the types see to it, so that a new property without a value here
// does not compile. What goes not together with the rest is left out by name.

const METADATA = { labels: { tier: 'data' }, annotations: { 'example.com/owner': 'store' } };

const HEADLESS: Required<HeadlessServiceOptions> = {
  ...METADATA,
  name: 'peers',
  ports: [{ name: 'sql', port: 5432, protocol: kplus.Protocol.TCP }],
  publishNotReadyAddresses: true,
  ipFamilies: [IpFamily.IPV4],
  ipFamilyPolicy: IpFamilyPolicy.PREFER_DUAL_STACK,
};

const LOAD_BALANCER: Required<Omit<OrdinalServiceOptions, 'ordinal'>> = {
  ...METADATA,
  ports: [{ name: 'public', port: 15432, targetPort: 5432, protocol: kplus.Protocol.TCP }],
  ipFamilies: [IpFamily.IPV4],
  ipFamilyPolicy: IpFamilyPolicy.SINGLE_STACK,
  publishNotReadyAddresses: true,
  sessionAffinity: SessionAffinity.CLIENT_IP,
  externalTrafficPolicy: ExternalTrafficPolicy.LOCAL,
  loadBalancerIP: '192.0.2.10',
  loadBalancerClass: 'example.com/test',
  loadBalancerSourceRanges: ['198.51.100.0/24'],
  allocateLoadBalancerNodePorts: false,
};

const POD_SERVICES: Required<PodServicesOptions> = {
  ...LOAD_BALANCER,
  count: 3,
  perOrdinal: [{
    ...LOAD_BALANCER,
    ordinal: 6,
    labels: { member: 'second' },
    annotations: { 'external-dns.alpha.kubernetes.io/hostname': 'db-6.example.com' },
    loadBalancerIP: '192.0.2.16',
    allocateLoadBalancerNodePorts: true,
  }],
};

const CLIENT: Required<ServiceOptions> = {
  ...LOAD_BALANCER, name: 'db-public', type: kplus.ServiceType.LOAD_BALANCER, podLabels: { role: 'primary' }, select: true,
};

const PRIMARY: Required<Omit<ServiceOptions, 'select' | `${'allocateL' | 'l'}oadBalancer${string}`>> = {
  ...METADATA,
  name: 'db-primary',
  type: kplus.ServiceType.NODE_PORT,
  podLabels: { role: 'primary' },
  ports: [{ port: 5432 }],
  ipFamilies: [IpFamily.IPV4],
  ipFamilyPolicy: IpFamilyPolicy.SINGLE_STACK,
  publishNotReadyAddresses: true,
  sessionAffinity: SessionAffinity.NONE,
  externalTrafficPolicy: ExternalTrafficPolicy.CLUSTER,
};

const MOUNT: Required<Omit<VolumeClaimTemplateMount, 'subPathExpr'>> = {
  path: '/var/lib/postgresql',
  containers: ['postgres', 'prepare'],
  subPath: 'postgresql',
  readOnly: true,
  propagation: kplus.MountPropagation.HOST_TO_CONTAINER,
};

const CLAIM: Required<VolumeClaimTemplateProps> = {
  ...METADATA,
  name: 'data',
  storage: Size.gibibytes(1.5),
  mounts: [MOUNT, { path: '/log', subPathExpr: '$(POD_NAME)' }],
  accessModes: [kplus.PersistentVolumeAccessMode.READ_WRITE_ONCE_POD],
  storageClassName: 'fast',
  volumeMode: kplus.PersistentVolumeMode.FILE_SYSTEM,
  selector: kplus.LabelSelector.of({ labels: { disk: 'ssd' }, expressions: [kplus.LabelExpression.in('rack', ['a', 'b'])] }),
  dataSource: ClaimDataSource.fromVolumeSnapshot('backup'),
  volumeAttributesClassName: 'gold',
  typeMeta: true,
};

const BLOCK: VolumeClaimTemplateProps = {
  name: 'wal',
  storage: Size.mebibytes(512),
  accessModes: [kplus.PersistentVolumeAccessMode.READ_WRITE_ONCE, kplus.PersistentVolumeAccessMode.READ_ONLY_MANY],
  volumeMode: kplus.PersistentVolumeMode.BLOCK,
  mounts: [{ path: '/dev/wal' }],
  dataSource: ClaimDataSource.fromPersistentVolumeClaim('wal-template'),
};

const REFERENCE: Required<ClaimDataSourceReference> = { apiGroup: 'populators.example.com', kind: 'Archive', name: 'history', namespace: 'archives' };
const POPULATED: VolumeClaimTemplateProps = { name: 'history', storage: Size.tebibytes(1), dataSource: ClaimDataSource.fromReference(REFERENCE) };

const SPREAD: Required<TopologySpreadConstraint> = {
  topology: kplus.Topology.ZONE,
  maxSkew: 2,
  whenUnsatisfiable: WhenUnsatisfiable.DO_NOT_SCHEDULE,
  labelSelector: kplus.LabelSelector.of({ labels: { app: 'db' } }),
  minDomains: 2,
  matchLabelKeys: ['controller-revision-hash'],
  nodeAffinityPolicy: NodeInclusionPolicy.IGNORE,
  nodeTaintsPolicy: NodeInclusionPolicy.HONOR,
};

const BUDGET: Required<Omit<PodDisruptionBudgetOptions, 'maxUnavailable'>> = {
  name: 'db-budget',
  minAvailable: kplus.PercentOrAbsolute.percent(50),
  unhealthyPodEvictionPolicy: UnhealthyPodEvictionPolicy.IF_HEALTHY_BUDGET,
};

type Own = Omit<StatefulAppProps, Exclude<keyof kplus.WorkloadProps, 'enableServiceLinks'>>;

const own = (classes: { priority: string; runtime: string }): Required<Own> => ({
  ...ofPlainFields('valid'),
  replicas: 3,
  hasAutoscaler: false,
  ordinals: { start: 5 },
  matchLabels: { app: 'db' },
  service: HeadlessService.create(HEADLESS),
  podServices: PodServices.loadBalancer(POD_SERVICES),
  podManagementPolicy: kplus.PodManagementPolicy.PARALLEL,
  updateStrategy: UpdateStrategy.rollingUpdate({ partition: 1, maxUnavailable: kplus.PercentOrAbsolute.percent(50) }),
  minReady: Duration.seconds(5),
  volumeClaimTemplates: [CLAIM, BLOCK, POPULATED],
  persistentVolumeClaimRetentionPolicy: {
    whenDeleted: PersistentVolumeClaimRetentionPolicyType.RETAIN,
    whenScaled: PersistentVolumeClaimRetentionPolicyType.DELETE,
  },
  topologySpreadConstraints: [SPREAD, { topology: kplus.Topology.HOSTNAME, whenUnsatisfiable: WhenUnsatisfiable.SCHEDULE_ANYWAY }],
  priorityClassName: classes.priority,
  runtimeClassName: classes.runtime,
  podDefaults: true,
  clusterDomain: 'kube.local',
  // the sidecar and the class of attributes need it
  targetVersion: '1.29-1.37',
  acceptedFindings: {},
});

const workload = (chart: Chart): Required<Omit<kplus.WorkloadProps, 'select' | 'enableServiceLinks' | 'shareProcessNamespace'>> => ({
  metadata: { ...METADATA, name: 'db' },
  podMetadata: METADATA,
  containers: [{
    name: 'postgres',
    image: 'postgres:16.4',
    ports: [{ number: 5432, name: 'sql', hostPort: 5432 }],
    command: ['postgres'],
    args: ['-c', 'config_file=/etc/postgres.conf'],
    workingDir: '/var/lib/postgresql',
    startup: kplus.Probe.fromTcpSocket({ port: 5432 }),
    readiness: kplus.Probe.fromCommand(['pg_isready']),
    liveness: kplus.Probe.fromHttpGet('/health', { port: 5432 }),
    lifecycle: { preStop: kplus.Handler.fromCommand(['pg_ctl', 'stop']) },
    imagePullPolicy: kplus.ImagePullPolicy.ALWAYS,
    resources: {
      cpu: { request: kplus.Cpu.millis(1500), limit: kplus.Cpu.units(2) },
      memory: { request: Size.mebibytes(1024), limit: Size.gibibytes(2) },
    },
    securityContext: { user: 999, group: 999, seccompProfile: { type: kplus.SeccompProfileType.RUNTIME_DEFAULT } },
    envVariables: { POD_NAME: kplus.EnvValue.fromFieldRef(kplus.EnvFieldPaths.POD_NAME), POD_INDEX: StatefulApp.POD_INDEX },
  }],
  initContainers: [
    { name: 'prepare', image: 'busybox:1.36' },
    { name: 'metrics', image: 'exporter:1.0', restartPolicy: kplus.ContainerRestartPolicy.ALWAYS },
  ],
  volumes: [kplus.Volume.fromEmptyDir(chart, 'tmp', 'tmp', { sizeLimit: Size.mebibytes(2048) })],
  restartPolicy: kplus.RestartPolicy.ALWAYS,
  serviceAccount: new kplus.ServiceAccount(chart, 'account', { metadata: { name: 'db' } }),
  securityContext: {
    user: 999,
    group: 999,
    fsGroup: 999,
    fsGroupChangePolicy: kplus.FsGroupChangePolicy.ON_ROOT_MISMATCH,
    ensureNonRoot: true,
    sysctls: [{ name: 'kernel.shm_rmid_forced', value: '1' }],
  },
  hostAliases: [{ ip: '192.0.2.1', hostnames: ['old-db'] }],
  dns: { policy: kplus.DnsPolicy.DEFAULT, searches: ['example.com'], nameservers: ['192.0.2.53'], options: [{ name: 'ndots', value: '2' }] },
  dockerRegistryAuth: kplus.Secret.fromSecretName(chart, 'auth', 'registry'),
  automountServiceAccountToken: true,
  hostNetwork: true,
  terminationGracePeriod: Duration.seconds(60),
  spread: true,
  isolate: true,
});

/** What a program synthesizes that sets every option of every struct of the library. */
export function everyOption(classes: { priority: string; runtime: string }): Manifest[] {
  return synthesize((chart) => {
    const app = new StatefulApp(chart, 'db', { ...workload(chart), ...own(classes) });
    app.addClientService(CLIENT);
    app.addPodService(5, PRIMARY);
    app.addPodDisruptionBudget(BUDGET);
  });
}

/** The node ports of `nodePorts()`: from the part of the range that the API server gives only to those who ask. */
const NODE_PORTS = [30080, 30081];

/** The same for what a Service of type LoadBalancer cannot show: node ports that the user chose. */
export function nodePorts(): Manifest[] {
  return synthesize((chart) => {
    new StatefulApp(chart, 'web', {
      metadata: { name: 'web' },
      replicas: 2,
      containers: [{ image: 'nginx', portNumber: 80 }],
      podServices: PodServices.nodePort({
        externalTrafficPolicy: ExternalTrafficPolicy.LOCAL,
        perOrdinal: NODE_PORTS.map((nodePort, ordinal) => ({ ordinal, ports: [{ port: 80, nodePort }] })),
      }),
    });
  });
}
