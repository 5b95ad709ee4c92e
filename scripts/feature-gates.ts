import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The fields that the API server drops while a feature gate is off, by the gate. Where a rule of its own says what becomes of a
 * field, it is not among them: C08 (volumeAttributesClassName of claims), P25 and R101 (restartPolicy of containers), R73
 * (maxUnavailable of a StatefulSet). Nor is resizePolicy, which means nothing where pods cannot be resized.
 */
export const GATED_FIELDS: Readonly<Record<string, readonly string[]>> = {
  AtomicWriteVolumeUserFields: [
    'ConfigMapVolumeSource.defaultUser', 'DownwardAPIVolumeSource.defaultUser', 'ProjectedVolumeSource.defaultUser', 'SecretVolumeSource.defaultUser',
    'ClusterTrustBundleProjection.user', 'DownwardAPIVolumeFile.user', 'KeyToPath.user', 'PodCertificateProjection.user',
    'ServiceAccountTokenProjection.user',
  ],
  ClusterTrustBundleProjection: ['VolumeProjection.clusterTrustBundle'],
  ContainerRestartRules: ['Container.restartPolicyRules'],
  ContainerStopSignals: ['Lifecycle.stopSignal'],
  CrossNamespaceVolumeDataSource: ['TypedObjectReference.namespace'],
  DynamicResourceAllocation: ['PodSpec.resourceClaims', 'ResourceRequirements.claims'],
  EmptyDirVolumeMode: ['EmptyDirVolumeSource.mode'],
  EnvFiles: ['EnvVarSource.fileKeyRef'],
  EvictionRequestAPI: ['PodSpec.evictionResponders'],
  GRPCContainerProbeTLS: ['GRPCAction.mode'],
  GenericWorkload: ['PodSpec.schedulingGroup', 'PodSpec.workloadRef'],
  H2CContainerProbe: ['HTTPGetAction.protocol'],
  HPAConfigurableTolerance: ['HPAScalingRules.tolerance'],
  HostnameOverride: ['PodSpec.hostnameOverride'],
  ImageVolume: ['Volume.image'],
  JobBackoffLimitPerIndex: ['JobSpec.backoffLimitPerIndex', 'JobSpec.maxFailedIndexes'],
  JobManagedBy: ['JobSpec.managedBy'],
  JobPodReplacementPolicy: ['JobSpec.podReplacementPolicy'],
  JobSuccessPolicy: ['JobSpec.successPolicy'],
  MatchLabelKeysInPodAffinity: ['PodAffinityTerm.matchLabelKeys', 'PodAffinityTerm.mismatchLabelKeys'],
  PodCertificateRequest: ['VolumeProjection.podCertificate'],
  PodLevelResources: ['PodSpec.resources'],
  PodLifecycleSleepAction: ['LifecycleHandler.sleep'],
  PreferSameTrafficDistribution: ['EndpointHints.forNodes'],
  ProcMountType: ['SecurityContext.procMount'],
  RecursiveReadOnlyMounts: ['VolumeMount.recursiveReadOnly'],
  SELinuxChangePolicy: ['PodSecurityContext.seLinuxChangePolicy'],
  ServiceTrafficDistribution: ['ServiceSpec.trafficDistribution'],
  SupplementalGroupsPolicy: ['PodSecurityContext.supplementalGroupsPolicy'],
  UserNamespacesSupport: ['PodSpec.hostUsers'],
  VolumeAttributesClass: ['PersistentVolumeSpec.volumeAttributesClassName'],
  VolumeBindMountOptions: ['VolumeMount.bindMountOptions'],
  WorkloadWithJob: ['JobSpec.scheduling'],
};

/** Gates that the same code asks about, and that drop no field of a manifest, with what they are about. */
const OTHER_GATES: Readonly<Record<string, string>> = {
  CSIVolumeHealth: 'the status',
  DRANodeAllocatableResources: 'the status',
  DeclarativeValidationTakeover: 'how objects are validated',
  ImageVolumeWithDigest: 'the status',
  InPlacePodVerticalScalingMemoryBackedVolumes: 'the resize of pods',
  MutablePVNodeAffinity: 'updates of PersistentVolumes',
  PodGroupPreemptionPolicy: 'groups of pods',
  PodLogsQuerySplitStreams: 'logs',
  StatefulSetRecreateStrategy: 'a value, which V04 knows',
  TaintTolerationComparisonOperators: 'values, which P23 knows',
  UserNamespacesHostNetworkSupport: 'what P29 knows',
};

const GROUPS = ['apps', 'autoscaling', 'batch', 'core', 'discovery', 'networking', 'policy', 'scheduling', 'storage'];

/** Where the API server fills in, drops and validates the fields of the kinds that are in the table. */
const ASKING = [
  'pkg/api/*/util.go',
  ...GROUPS.flatMap(group => [`pkg/registry/${group}/*/strategy.go`, `pkg/apis/${group}/*/validation.go`, `pkg/apis/${group}/*/defaults.go`]),
];

/** Kinds that are in those folders, and that nobody writes into the manifests of an application. */
const NO_APPLICATION = /\/(node|csidriver|csinode|csistoragecapacity|volumeattachment|podgroup|compositepodgroup|workload|resourceclaimspec)\//;

/**
 * Which gates are on by default in a version, as its source says.
 */
export function defaultsOf(source: string, minor: number): ReadonlyMap<string, boolean> {
  const code = ['kube_features.go', 'versioned_kube_features.go'].map(file => join(source, 'pkg/features', file)).filter(existsSync)
    .map(file => readFileSync(file, 'utf8')).join('\n');
  const gates = new Map<string, boolean>();
  // until 1.30:   HostnameOverride: {Default: false, PreRelease: featuregate.Alpha},
  for (const [, gate, isOn] of code.matchAll(/^\t(?:\w+\.)?(\w+): +\{Default: (true|false),/gm)) {
    gates.set(gate, isOn === 'true');
  }
  // from 1.31:    HostnameOverride: {
  //                   {Version: version.MustParse("1.34"), Default: false, PreRelease: featuregate.Alpha},
  for (const [, gate, stages] of code.matchAll(/^\t(?:\w+\.)?(\w+): +\{\n((?:\t\t\{Version: .*\n)+)/gm)) {
    const reached = [...stages.matchAll(/MustParse\("1\.(\d+)"\), Default: (true|false)/g)].filter(([, from]) => Number(from) <= minor);
    if (reached.length > 0) {
      gates.set(gate, reached[reached.length - 1][2] === 'true');
    }
  }
  return gates;
}

/**
 * The gates that the API server of a version asks about where it fills in, drops and validates the fields of these kinds.
 */
export function gatesAskedBy(source: string): ReadonlySet<string> {
  const files = ASKING.flatMap(pattern => filesOf(source, pattern)).filter(file => !NO_APPLICATION.test(file));
  return new Set(files.flatMap(file => [...readFileSync(file, 'utf8').matchAll(/\bfeatures\.(\w+)/g)].map(([, gate]) => gate)));
}

/**
 * Those of the gates that are off, and of which nobody has said yet what they are about.
 */
export function unknownGates(asked: ReadonlySet<string>, defaults: ReadonlyMap<string, boolean>): string[] {
  return [...asked].filter(gate => defaults.get(gate) === false && !(gate in GATED_FIELDS) && !(gate in OTHER_GATES)).sort();
}

/** The files that a pattern with one `*` for a folder names. */
function filesOf(source: string, pattern: string): string[] {
  const [before, after] = pattern.split('*');
  return readdirSync(join(source, before)).map(folder => join(source, before, folder, after)).filter(existsSync);
}
