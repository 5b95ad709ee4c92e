import { App, Chart, ChartProps, Duration, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { OrdinalFiles, PodServices, StatefulApp, WhenUnsatisfiable } from 'cdk8s-stateful-app';
import { Construct } from 'constructs';

const CLIENT_PORT = 2181;
const PEER_PORT = 2888;
const ELECTION_PORT = 3888;
const ADMIN_PORT = 8080;
const ALIVE = '/commands/ruok';
const DATA = '/data';
const START = [
  // a server that waited with an empty volume left an epoch, with which ZooKeeper would begin no database
  `if [ -e ${DATA}/initialize ] && ! ls ${DATA}/version-2 | grep -q '^snapshot'; then rm -f ${DATA}/version-2/*Epoch; fi`,
  'exec zkServer.sh start-foreground',
].join('\n');

export interface ZookeeperProps extends ChartProps {
  /**
   * How many servers there are; an odd number, as an even one survives no more failures than the one below it.
   *
   * @default 3
   */
  readonly servers?: number;

  /**
   * The image, with `zkServer.sh` in its PATH.
   *
   * @default 'zookeeper:3.9.5'
   */
  readonly image?: string;
}

/**
 * A ZooKeeper ensemble: each server knows its own number from a file that only its pod sees, and all servers know each
 * other by the DNS names of their pods.
 */
export class Zookeeper extends Chart {
  constructor(scope: Construct, id: string, props: ZookeeperProps = {}) {
    super(scope, id, props);
    const zookeeper = this.createZookeeper(props.servers ?? 3, props.image ?? 'zookeeper:3.9.5');
    this.configure(zookeeper);
    zookeeper.addClientService({ ports: [{ port: CLIENT_PORT }] });
    zookeeper.addPodDisruptionBudget();
  }

  private createZookeeper(servers: number, image: string): StatefulApp {
    return new StatefulApp(this, 'Zookeeper', {
      metadata: { name: 'zookeeper' },
      replicas: servers,
      matchLabels: { app: 'zookeeper' },
      podServices: PodServices.none(),
      // no server is ready without a majority, so that none can wait for the one before it
      podManagementPolicy: kplus.PodManagementPolicy.PARALLEL,
      topologySpreadConstraints: [
        // two servers on one node would take the majority with them
        { topology: kplus.Topology.HOSTNAME, whenUnsatisfiable: WhenUnsatisfiable.DO_NOT_SCHEDULE },
        { topology: kplus.Topology.ZONE, whenUnsatisfiable: WhenUnsatisfiable.SCHEDULE_ANYWAY },
      ],
      // the user and group "zookeeper" of the image
      securityContext: { user: 1000, group: 1000, fsGroup: 1000, fsGroupChangePolicy: kplus.FsGroupChangePolicy.ON_ROOT_MISMATCH },
      containers: [{
        name: 'zookeeper',
        image,
        imagePullPolicy: kplus.ImagePullPolicy.IF_NOT_PRESENT,
        command: ['sh', '-c', START],
        ports: [
          { name: 'client', number: CLIENT_PORT },
          { name: 'peer', number: PEER_PORT },
          { name: 'election', number: ELECTION_PORT },
        ],
        envVariables: {
          // MiB; the second one is that of the client in the readiness probe
          ZK_SERVER_HEAP: kplus.EnvValue.fromValue('512'),
          ZK_CLIENT_HEAP: kplus.EnvValue.fromValue('64'),
        },
        // asks the server for its mode, and fails where it has none: it does not serve without a majority
        readiness: kplus.Probe.fromCommand(['zkServer.sh', 'status'], { timeoutSeconds: Duration.seconds(10) }),
        // answers once the data is read, and then for as long as the process does, whether it serves or not
        startup: kplus.Probe.fromHttpGet(ALIVE, { port: ADMIN_PORT, periodSeconds: Duration.seconds(5), failureThreshold: 60 }),
        liveness: kplus.Probe.fromHttpGet(ALIVE, { port: ADMIN_PORT, timeoutSeconds: Duration.seconds(5) }),
        resources: { cpu: { request: kplus.Cpu.millis(250) }, memory: { request: Size.gibibytes(1), limit: Size.gibibytes(1) } },
        // the file system of the image is read-only
        volumeMounts: ['/tmp', '/logs'].map((path, index) => (
          { path, volume: kplus.Volume.fromEmptyDir(this, `Scratch${index}`, `scratch-${index}`) }
        )),
        securityContext: {
          capabilities: { drop: [kplus.Capability.ALL] },
          seccompProfile: { type: kplus.SeccompProfileType.RUNTIME_DEFAULT },
        },
      }],
      volumeClaimTemplates: [{ name: 'data', storage: Size.gibibytes(5), mounts: [{ path: DATA }] }],
    });
  }

  /** The same `zoo.cfg` for every server, and a `myid` for each. */
  private configure(zookeeper: StatefulApp): void {
    const { identity } = zookeeper;
    // ZooKeeper counts its servers from 1
    const servers = identity.ordinals().map(ordinal => ({ ordinal, id: ordinal + 1, host: identity.podDnsName(ordinal) }));
    // the image writes neither file where it is there already
    new OrdinalFiles(zookeeper, 'Config', {
      name: 'config',
      path: '/conf',
      all: {
        'zoo.cfg': lines([
          `dataDir=${DATA}`,
          `clientPort=${CLIENT_PORT}`,
          // in milliseconds; the limits are so many ticks
          'tickTime=2000',
          'initLimit=10',
          'syncLimit=5',
          // every hour, all snapshots but three are removed
          'autopurge.purgeInterval=1',
          'autopurge.snapRetainCount=3',
          `admin.serverPort=${ADMIN_PORT}`,
          // an empty volume has no vote, unless a person permits it with the file "initialize": it may be a lost one
          'db.autocreate=false',
          // a server need not resolve its own name to start
          'quorumListenOnAllIPs=true',
          ...servers.map(({ id, host }) => `server.${id}=${host}:${PEER_PORT}:${ELECTION_PORT}`),
        ]),
      },
      // the servers read it when they start
      restartOnChange: true,
    });
    new OrdinalFiles(zookeeper, 'Id', {
      name: 'id',
      path: DATA,
      perOrdinal: servers.map(({ ordinal, id }) => ({ ordinal, files: { myid: lines([`${id}`]) } })),
    });
  }
}

function lines(of: string[]): string {
  return of.map(line => `${line}\n`).join('');
}

if (require.main === module) {
  const app = new App();
  new Zookeeper(app, 'zookeeper');
  app.synth();
}
