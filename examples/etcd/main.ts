import { App, Chart, ChartProps, Duration, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { PodServices, StatefulApp, WhenUnsatisfiable } from 'cdk8s-stateful-app';
import { Construct } from 'constructs';

const CLIENT_PORT = 2379;
const PEER_PORT = 2380;
const DATA = '/var/lib/etcd';

export interface EtcdProps extends ChartProps {
  /**
   * How many members there are; an odd number. It is fixed once the cluster exists.
   *
   * @default 3
   */
  readonly members?: number;

  /**
   * The image, with `etcd` in its PATH.
   *
   * @default 'quay.io/coreos/etcd:v3.6.5'
   */
  readonly image?: string;
}

/**
 * An etcd cluster. Its members know each other by name from the start, and form a cluster as soon as most of them are
 * there.
 */
export class Etcd extends Chart {
  constructor(scope: Construct, id: string, props: EtcdProps = {}) {
    super(scope, id, props);
    const members = props.members ?? 3;
    if (!Number.isInteger(members) || members < 1 || members % 2 === 0) {
      throw new Error(`members ${members} is not odd, and an even one more makes no more losses bearable; give 3 or 5`);
    }
    const etcd = new StatefulApp(this, 'Etcd', {
      metadata: { name: 'etcd' },
      replicas: members,
      matchLabels: { app: 'etcd' },
      // a member is ready when there is a majority, so that none can wait for the one before it
      podManagementPolicy: kplus.PodManagementPolicy.PARALLEL,
      // clients know all members, or take any
      podServices: PodServices.none(),
      topologySpreadConstraints: [{ topology: kplus.Topology.HOSTNAME, whenUnsatisfiable: WhenUnsatisfiable.SCHEDULE_ANYWAY }],
      securityContext: { user: 1000, group: 1000, fsGroup: 1000, fsGroupChangePolicy: kplus.FsGroupChangePolicy.ON_ROOT_MISMATCH },
      volumeClaimTemplates: [{ name: 'data', storage: Size.gibibytes(8), mounts: [{ path: DATA }] }],
    });
    this.addMember(etcd, props.image ?? 'quay.io/coreos/etcd:v3.6.5');
    etcd.addClientService({ ports: [{ name: 'client', port: CLIENT_PORT }] });
    etcd.addPodDisruptionBudget();
  }

  private addMember(etcd: StatefulApp, image: string): void {
    const { identity } = etcd;
    const peerUrls = identity.ordinals().map(ordinal => `${identity.podName(ordinal)}=http://${identity.podDnsName(ordinal)}:${PEER_PORT}`);
    const ownName = `$(POD_NAME).${identity.serviceDnsName}`;
    etcd.addContainer({
      name: 'etcd',
      image,
      imagePullPolicy: kplus.ImagePullPolicy.IF_NOT_PRESENT,
      command: [
        'etcd',
        '--name=$(POD_NAME)',
        // a directory that etcd makes, and so closes to others, as it wants to have it
        `--data-dir=${DATA}/member-data`,
        `--listen-client-urls=http://0.0.0.0:${CLIENT_PORT}`,
        `--advertise-client-urls=http://${ownName}:${CLIENT_PORT}`,
        `--listen-peer-urls=http://0.0.0.0:${PEER_PORT}`,
        // by name, as a pod comes back with another address
        `--initial-advertise-peer-urls=http://${ownName}:${PEER_PORT}`,
        // read only while the data directory is empty
        `--initial-cluster=${peerUrls.join(',')}`,
        `--initial-cluster-token=${identity.serviceDnsName}`,
        '--auto-compaction-retention=1h',
      ],
      envVariables: { POD_NAME: kplus.EnvValue.fromFieldRef(kplus.EnvFieldPaths.POD_NAME) },
      ports: [{ name: 'client', number: CLIENT_PORT }, { name: 'peer', number: PEER_PORT }],
      // five minutes for the others to come
      startup: kplus.Probe.fromHttpGet('/health', { port: CLIENT_PORT, periodSeconds: Duration.seconds(2), failureThreshold: 150 }),
      readiness: kplus.Probe.fromHttpGet('/health', { port: CLIENT_PORT, periodSeconds: Duration.seconds(5), timeoutSeconds: Duration.seconds(3) }),
      // the member alone: to restart it because the majority is gone helps nobody
      liveness: kplus.Probe.fromHttpGet('/health?serializable=true', {
        port: CLIENT_PORT, periodSeconds: Duration.seconds(10), timeoutSeconds: Duration.seconds(10), failureThreshold: 6,
      }),
      resources: { cpu: { request: kplus.Cpu.millis(100) }, memory: { request: Size.mebibytes(256), limit: Size.mebibytes(512) } },
      securityContext: {
        seccompProfile: { type: kplus.SeccompProfileType.RUNTIME_DEFAULT },
        capabilities: { drop: [kplus.Capability.ALL] },
      },
    });
  }
}

if (require.main === module) {
  const app = new App();
  new Etcd(app, 'etcd');
  app.synth();
}
