import { AddressedServiceChoices, Claim, ContainerChoices, Labels, pick, Port, Program, IN_PODS, IN_SPEC, Spread } from './program';
import { Manifest } from '../support/objects';

// The second way from a program to its manifests: it knows nothing of the library's code and checks nothing, so that
// there are manifests of what the library refuses, too.

const ADDRESS = 'cdk8s.io/metadata.addr';

/**
 * @param options.dormant with the Services of pods that are not there yet, as the library checks what is said of them
 */
export function plainManifests(program: Program, { dormant = false } = {}): Manifest[] {
  const { name, service, podServices, replicas = 1 } = program;
  const start = program.ordinals?.start ?? 0;
  const governing = service && 'existing' in service ? [] : [headless(program)];
  const listening = program.containers.some(({ ports = [] }) => ports.length > 0);
  const perPod = podServices === undefined && !listening || podServices && 'none' in podServices
    ? []
    : podOrdinals(start, podServices?.count ?? replicas);
  const later = dormant && podServices && 'type' in podServices ? [start, ...(podServices.perOrdinal ?? []).map(({ ordinal }) => ordinal)] : [];
  return [
    statefulSet(program),
    ...governing,
    ...[...new Set([...perPod, ...later])].map((ordinal) => podService(program, ordinal)),
    ...(program.clients ?? []).map(({ name: called = `${name}-client`, type, podLabels, select = true, ...options }) =>
      addressed(program, called, type, select ? { ...labelsOfPods(program), ...podLabels } : undefined, options)),
    ...(program.podServicesBesides ?? []).map(({ name: called, ordinal, type, ...options }) =>
      addressed(program, called, type, podNameLabel(program, ordinal), options)),
    ...budget(program),
  ];
}

/** What makes no number of pods stands for itself: the StatefulSet is refused for it, and needs no Services for that. */
function podOrdinals(start: number, count: number): number[] {
  return Number.isInteger(count) && count > 0 && count < 100 ? Array.from({ length: count }, (_, index) => start + index) : [];
}

function statefulSet(program: Program): Manifest {
  const { name, labels, annotations, service, claims = [], spreads = [], updateStrategy } = program;
  const called = service && ('existing' in service ? service.existing : service.name) || name;
  const { enableServiceLinks = false } = program;
  return {
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: { name, labels, annotations },
    spec: {
      serviceName: called,
      replicas: program.replicas ?? 1,
      ordinals: program.ordinals && { start: program.ordinals.start ?? 0 },
      selector: { matchLabels: program.matchLabels ?? { [ADDRESS]: name } },
      podManagementPolicy: program.podManagementPolicy ?? 'OrderedReady',
      updateStrategy: updateStrategy && 'onDelete' in updateStrategy
        ? { type: 'OnDelete' }
        : { type: 'RollingUpdate', rollingUpdate: { partition: updateStrategy?.partition ?? 0, maxUnavailable: updateStrategy?.maxUnavailable } },
      minReadySeconds: program.minReadySeconds ?? 0,
      ...pick(program, IN_SPEC),
      persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Retain', whenScaled: 'Retain', ...program.retention },
      volumeClaimTemplates: claims.length > 0 ? claims.map(claimTemplate) : undefined,
      template: {
        metadata: { labels: { ...program.podLabels, [ADDRESS]: name, ...program.matchLabels }, annotations: program.podAnnotations },
        spec: {
          containers: program.containers.map((one, index) => container(one, index === 0, claims)),
          volumes: program.volumes?.length ? program.volumes.map((volume) => ({ name: volume, emptyDir: {} })) : undefined,
          topologySpreadConstraints: spreads.length > 0 ? spreads.map((one) => spread(one, labelsOfPods(program))) : undefined,
          ...pick(program, IN_PODS),
          enableServiceLinks,
        },
      },
    },
  };
}

function container({ name, ports = [] }: ContainerChoices, isFirst: boolean, claims: Claim[]): object {
  const mounts = claims.flatMap((claim) => (claim.mounts ?? [])
    .filter(({ containers }) => containers ? containers.includes(name) : isFirst)
    .map((mount) => ({ claim, mount })));
  const devices = mounts.filter(({ claim }) => claim.volumeMode === 'Block');
  const directories = mounts.filter(({ claim }) => claim.volumeMode !== 'Block');
  return {
    name,
    image: 'postgres:16.4',
    ports: ports.length > 0 ? ports.map(({ number, ...rest }) => ({ containerPort: number, ...rest })) : undefined,
    volumeMounts: directories.length > 0
      ? directories.map(({ claim, mount: { path, containers, ...rest } }) => ({ name: claim.name, mountPath: path, ...rest }))
      : undefined,
    volumeDevices: devices.length > 0 ? devices.map(({ claim, mount }) => ({ name: claim.name, devicePath: mount.path })) : undefined,
  };
}

function claimTemplate({ name, labels, annotations, storage, accessModes = ['ReadWriteOnce'], storageClassName, ...rest }: Claim): object {
  const { volumeMode, selector, dataSource = {} } = rest;
  return {
    metadata: { name, labels, annotations },
    spec: {
      accessModes,
      storageClassName,
      volumeMode,
      selector,
      resources: { requests: { storage: `${storage.amount}${storage.unit}` } },
      ...'snapshot' in dataSource && { dataSource: { apiGroup: 'snapshot.storage.k8s.io', kind: 'VolumeSnapshot', name: dataSource.snapshot } },
      ...'claim' in dataSource && { dataSource: { kind: 'PersistentVolumeClaim', name: dataSource.claim } },
      ...'reference' in dataSource && { dataSourceRef: dataSource.reference },
    },
  };
}

function spread({ topology, maxSkew = 1, whenUnsatisfiable = 'DoNotSchedule', labelSelector, ...rest }: Spread, matchLabels: Labels): object {
  return { topologyKey: topology, maxSkew, whenUnsatisfiable, labelSelector: labelSelector ?? { matchLabels }, ...rest };
}

function headless(program: Program): Manifest {
  const { name = program.name, ports, ...options } = { ...program.service as { name?: string } & AddressedServiceChoices };
  return serviceObject(program, name, labelsOfPods(program), ports, { type: 'ClusterIP', clusterIP: 'None', publishNotReadyAddresses: true, ...options });
}

function podService(program: Program, ordinal: number): Manifest {
  const { type, count, perOrdinal = [], ...shared } = { type: 'ClusterIP', ...program.podServices } as {
    type: string; count?: number; perOrdinal?: ({ ordinal: number } & AddressedServiceChoices)[];
  } & AddressedServiceChoices;
  const { ordinal: _, ...own } = perOrdinal.find((one) => one.ordinal === ordinal) ?? { ordinal };
  return addressed(program, `${program.name}-${ordinal}`, type, podNameLabel(program, ordinal), {
    ...shared,
    ...own,
    labels: { ...shared.labels, ...own.labels },
    annotations: { ...shared.annotations, ...own.annotations },
  });
}

function addressed(
  program: Program, name: string, type = 'ClusterIP', selector: Labels | undefined, { ports, ...options }: AddressedServiceChoices,
): Manifest {
  return serviceObject(program, name, selector, ports, { type, ...options });
}

function serviceObject(
  { containers }: Program, name: string, selector: Labels | undefined, chosen: Port[] | undefined,
  { labels, annotations, ...spec }: Record<string, unknown>,
): Manifest {
  const declared = containers.flatMap(({ ports = [] }) => ports);
  const all = declared.filter((port, index) => index === declared.findIndex((other) => endpoint(other) === endpoint(port)));
  const ports = chosen?.map((port) => {
    const target = port.targetPort ?? port.port;
    const { name: known, protocol } = declared.find((one) => one.number === target
      && (port.protocol === undefined || (one.protocol ?? 'TCP') === port.protocol)) ?? {};
    return { known, protocol, ...port, targetPort: port.targetPort === port.port ? undefined : port.targetPort };
  }) ?? all.map(({ number, name: known, ...rest }) => ({ port: number, known, ...rest }));
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name, labels, annotations } as Manifest['metadata'],
    spec: { selector, ports: ports.length > 0 ? withNames(ports) : undefined, ...spec },
  };
}

/** A port is called as its container calls it; several need names, each another one, and the number makes one. */
function withNames(ports: (Port & { known?: string })[]): Port[] {
  return ports.reduce<Port[]>((before, { known, ...port }) => {
    const protocol = (port.protocol ?? 'TCP').toLowerCase();
    const wanted = known ?? (ports.length > 1 ? `${protocol}-${port.port}` : undefined);
    const free = (name: string) => [...before, ...ports].every((other) => other.name !== name);
    const name = wanted && ([wanted, `${wanted}-${port.port}`].find(free) ?? `${wanted}-${port.port}-${protocol}`);
    return [...before, { name, ...port }];
  }, []);
}

function endpoint({ number, protocol = 'TCP' }: { number: number; protocol?: string }): string {
  return `${number}/${protocol}`;
}

function budget({ name, budget: choices, ...rest }: Program): Manifest[] {
  if (!choices) return [];
  const { name: called = name, minAvailable, maxUnavailable = minAvailable === undefined ? 1 : undefined, ...others } = choices;
  return [{
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    metadata: { name: called },
    spec: {
      minAvailable,
      maxUnavailable,
      selector: { matchLabels: labelsOfPods({ name, ...rest }) },
      unhealthyPodEvictionPolicy: 'AlwaysAllow',
      ...others,
    },
  }];
}

function labelsOfPods({ name, matchLabels = {} }: Program): Labels {
  return Object.keys(matchLabels).length > 0 ? matchLabels : { [ADDRESS]: name };
}

function podNameLabel({ name }: Program, ordinal: number): Labels {
  return { 'statefulset.kubernetes.io/pod-name': `${name}-${ordinal}` };
}
