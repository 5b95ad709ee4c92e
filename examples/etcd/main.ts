import { readFileSync } from 'fs';
import { join } from 'path';
import { ApiObject, App, Chart, ChartProps, Duration, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { PodServices, StatefulApp, UpdateStrategy, WhenUnsatisfiable } from 'cdk8s-stateful-app';
import { Construct } from 'constructs';

const CLIENT_PORT = 2379;
const PEER_PORT = 2380;
const DATA = '/var/lib/etcd';
const FILES = '/etcd';
const PROGRAMS = '/run/etcd';
const UNPRIVILEGED: kplus.ContainerSecurityContextProps = {
  seccompProfile: { type: kplus.SeccompProfileType.RUNTIME_DEFAULT },
  capabilities: { drop: [kplus.Capability.ALL] },
};

export interface EtcdProps extends ChartProps {
  /**
   * How many members there are. An odd number, as an even one more makes no more losses bearable.
   *
   * @default 3
   */
  readonly members?: number;

  /**
   * The lowest ordinal that gets what is changed, so that one member tries a version before all get it.
   *
   * @default 0 - all of them
   */
  readonly partition?: number;

  /**
   * The day before which etcd-0 begins a new cluster by itself, such as `2026-12-24`, where the volumes of all members are
   * empty: for a first deployment where nobody can run a command in a pod.
   *
   * @default - a person permits it, by a command that the log of etcd-0 shows
   */
  readonly initializeBefore?: string;

  /**
   * The image, with `etcd` and `etcdctl` in its PATH.
   *
   * @default 'quay.io/coreos/etcd:v3.6.5'
   */
  readonly image?: string;

  /**
   * An image with a BusyBox that runs in the image of etcd, which has no shell.
   *
   * @default 'busybox:1.37-musl'
   */
  readonly shellImage?: string;
}

/**
 * An etcd cluster whose members join and leave by themselves: when there is a majority, one that lost its disk comes back,
 * and another number of members is applied as any other change.
 */
export class Etcd extends Chart {
  private readonly image: string;

  constructor(scope: Construct, id: string, props: EtcdProps = {}) {
    super(scope, id, props);
    const { members = 3, initializeBefore = '', partition } = props;
    if (!Number.isInteger(members) || members < 1) throw new Error(`members ${members} is no number of members; give 3 or 5`);
    if (!/^(\d{4}-\d{2}-\d{2})?$/.test(initializeBefore)) throw new Error(`initializeBefore "${initializeBefore}" is no day; give one such as 2026-12-24`);
    this.image = props.image ?? 'quay.io/coreos/etcd:v3.6.5';
    const etcd = this.createEtcd(members, partition);
    const clients = etcd.addClientService({ ports: [{ name: 'client', port: CLIENT_PORT }] });
    const mounts = [this.addPrograms(etcd, props.shellImage ?? 'busybox:1.37-musl'), this.addFiles(etcd, members, initializeBefore)];
    const names = {
      ...etcd.identity.environment(),
      DOMAIN: kplus.EnvValue.fromValue(etcd.identity.serviceDnsName),
      CLIENTS: kplus.EnvValue.fromValue(etcd.identity.dnsNameOfService(clients.name)),
      PATH: kplus.EnvValue.fromValue(`/usr/local/bin:/usr/bin:/bin:${PROGRAMS}`),
    };
    this.addMember(etcd, names, mounts);
    this.addMembership(etcd, names, mounts);
    etcd.addPodDisruptionBudget();
  }

  private createEtcd(members: number, partition?: number): StatefulApp {
    return new StatefulApp(this, 'Etcd', {
      metadata: { name: 'etcd' },
      replicas: members,
      matchLabels: { app: 'etcd' },
      updateStrategy: UpdateStrategy.rollingUpdate({ partition }),
      // a member is ready when there is a majority, so that none can wait for the one before it
      podManagementPolicy: kplus.PodManagementPolicy.PARALLEL,
      // clients know all members, or take any
      podServices: PodServices.none(),
      // files/leave.sh may wait for 150
      terminationGracePeriod: Duration.seconds(180),
      topologySpreadConstraints: [{ topology: kplus.Topology.HOSTNAME, whenUnsatisfiable: WhenUnsatisfiable.SCHEDULE_ANYWAY }],
      securityContext: { user: 1000, group: 1000, fsGroup: 1000, fsGroupChangePolicy: kplus.FsGroupChangePolicy.ON_ROOT_MISMATCH },
      volumeClaimTemplates: [{ name: 'data', storage: Size.gibibytes(8), mounts: [{ path: DATA, containers: ['etcd', 'members'] }] }],
    });
  }

  /** Lends the image of etcd, which has none, a shell and what belongs to it. */
  private addPrograms(etcd: StatefulApp, image: string): kplus.VolumeMount {
    const mount = { path: PROGRAMS, volume: kplus.Volume.fromEmptyDir(this, 'Programs', 'programs') };
    etcd.addInitContainer({
      name: 'programs',
      image,
      imagePullPolicy: kplus.ImagePullPolicy.IF_NOT_PRESENT,
      command: ['sh', '-ec', `cp -f /bin/busybox ${PROGRAMS} && cd ${PROGRAMS} && for name in $(./busybox --list); do [ $name = busybox ] || ln -sf busybox $name; done`],
      resources: { cpu: { request: kplus.Cpu.millis(10) }, memory: { request: Size.mebibytes(16), limit: Size.mebibytes(32) } },
      volumeMounts: [mount],
      securityContext: UNPRIVILEGED,
    });
    return mount;
  }

  /** The scripts, and what the program says of the cluster: a file that changes replaces no pod. */
  private addFiles(etcd: StatefulApp, members: number, initializeBefore: string): kplus.VolumeMount {
    const scripts = ['start.sh', 'leave.sh', 'may-leave.sh', 'members.sh'].map(file => [file, readFileSync(join(__dirname, 'files', file), 'utf8')]);
    const data = { ...Object.fromEntries(scripts), 'members': `${members}`, 'initialize-before': initializeBefore.replaceAll('-', '') };
    const configMap = new kplus.ConfigMap(this, 'Files', { metadata: { name: 'etcd' }, data });
    // a new member must find its number there
    ApiObject.of(etcd).addDependency(configMap);
    return { path: FILES, volume: kplus.Volume.fromConfigMap(this, 'FilesVolume', configMap, { name: 'files' }), readOnly: true };
  }

  private addMember(etcd: StatefulApp, envVariables: Names, volumeMounts: kplus.VolumeMount[]): void {
    const ofMemberAlone = '/health?serializable=true';
    etcd.addContainer({
      name: 'etcd',
      image: this.image,
      imagePullPolicy: kplus.ImagePullPolicy.IF_NOT_PRESENT,
      command: [`${PROGRAMS}/sh`, `${FILES}/start.sh`],
      lifecycle: { preStop: kplus.Handler.fromCommand([`${PROGRAMS}/sh`, `${FILES}/leave.sh`]) },
      envVariables,
      ports: [{ name: 'client', number: CLIENT_PORT }, { name: 'peer', number: PEER_PORT }],
      // a day to wait for the others, or for a person: to start again helps nobody
      startup: kplus.Probe.fromHttpGet(ofMemberAlone, { port: CLIENT_PORT, periodSeconds: Duration.seconds(2), failureThreshold: 43200 }),
      readiness: kplus.Probe.fromHttpGet('/health', { port: CLIENT_PORT, periodSeconds: Duration.seconds(5), timeoutSeconds: Duration.seconds(3) }),
      // the member alone: to restart it because the majority is gone helps nobody
      liveness: kplus.Probe.fromHttpGet(ofMemberAlone, {
        port: CLIENT_PORT, periodSeconds: Duration.seconds(10), timeoutSeconds: Duration.seconds(10), failureThreshold: 6,
      }),
      resources: { cpu: { request: kplus.Cpu.millis(100) }, memory: { request: Size.mebibytes(256), limit: Size.mebibytes(512) } },
      volumeMounts,
      securityContext: UNPRIVILEGED,
    });
  }

  /** What makes members of those that join, and removes those that the program does not want any more. */
  private addMembership(etcd: StatefulApp, envVariables: Names, volumeMounts: kplus.VolumeMount[]): void {
    etcd.addContainer({
      name: 'members',
      image: this.image,
      imagePullPolicy: kplus.ImagePullPolicy.IF_NOT_PRESENT,
      command: [`${PROGRAMS}/sh`, `${FILES}/members.sh`],
      envVariables,
      // a snapshot is restored here, which takes as much as the server
      resources: { cpu: { request: kplus.Cpu.millis(20) }, memory: { request: Size.mebibytes(32), limit: Size.mebibytes(512) } },
      volumeMounts,
      securityContext: UNPRIVILEGED,
    });
  }
}

/** How the containers know the pod and the others. */
interface Names {
  readonly [variable: string]: kplus.EnvValue;
}

if (require.main === module) {
  const app = new App();
  new Etcd(app, 'etcd');
  app.synth();
}
