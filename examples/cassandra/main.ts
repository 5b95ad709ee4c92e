import { App, Chart, ChartProps, Duration, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { OrdinalFiles, PodServices, StatefulApp, WhenUnsatisfiable } from 'cdk8s-stateful-app';
import { Construct } from 'constructs';

const CQL_PORT = 9042;
const GOSSIP_PORT = 7000;
const CONFIG = '/etc/cassandra';
// one more than may lose its disk: who comes back finds the others by them
const SEEDS = 3;
const DATA = '/var/lib/cassandra';
// A seed takes no data over from the others when it joins: with a new volume it would be ready without any of what it had acknowledged.
// So a node is its own seed only once it has joined, or where a person lets the first one begin a cluster. The seeds give it the data
// otherwise, and it waits for them.
const START = [
  // as process 1 a shell hears of the end of the pod only by a trap, and while it waits
  "trap 'exit 143' TERM",
  'listens() { timeout 3 bash -c ": < /dev/tcp/$1/$2" 2> /dev/null; }',
  'a_seed_answers() { for seed in ${others//,/ }; do ! listens "$seed" 7000 || return 0; done; return 1; }',
  `if [ ! -e ${DATA}/joined ]; then`,
  '  others=$(tr , "\\n" <<< "$CASSANDRA_SEEDS" | grep -v "^$POD_NAME[.]" | paste -sd ,)',
  `  until [ -e ${DATA}/initialize ] || a_seed_answers; do`,
  `    echo "waiting, as this node has not joined yet and no other seed answers; only on the first day: touch ${DATA}/initialize"`,
  '    sleep 3 & wait $!',
  '  done',
  `  [ -e ${DATA}/initialize ] || export CASSANDRA_SEEDS=$others`,
  // it takes clients once it has joined
  `  { until listens 127.0.0.1 9042; do sleep 1; done; touch ${DATA}/joined; } &`,
  'fi',
  'exec docker-entrypoint.sh cassandra -f',
].join('\n');
const NO_PRIVILEGES: kplus.ContainerSecurityContextProps = {
  capabilities: { drop: [kplus.Capability.ALL] },
  seccompProfile: { type: kplus.SeccompProfileType.RUNTIME_DEFAULT },
};

export interface CassandraProps extends ChartProps {
  /**
   * The name of the datacenter, as keyspaces name it.
   *
   * @default 'dc1'
   */
  readonly datacenter?: string;

  /**
   * The racks, one for each zone of the cluster. The pod with the first ordinal is in the first rack, and so on.
   *
   * @default ['rack1', 'rack2', 'rack3']
   */
  readonly racks?: string[];

  /**
   * The image, which takes its configuration from variables such as `CASSANDRA_SEEDS`.
   *
   * @default 'cassandra:5.0.8'
   */
  readonly image?: string;
}

/**
 * A Cassandra datacenter: one node in each rack, and each rack a zone. The first three nodes are the seeds, by which every
 * node finds the others; a node joins only after the one before it has.
 */
export class Cassandra extends Chart {
  constructor(scope: Construct, id: string, props: CassandraProps = {}) {
    super(scope, id, props);
    const racks = props.racks ?? ['rack1', 'rack2', 'rack3'];
    const cassandra = this.createCassandra(racks.length);
    this.configure(cassandra, props.datacenter ?? 'dc1', racks, props.image ?? 'cassandra:5.0.8');
    cassandra.addClientService({ ports: [{ port: CQL_PORT }] });
    cassandra.addPodDisruptionBudget();
  }

  private createCassandra(replicas: number): StatefulApp {
    return new StatefulApp(this, 'Cassandra', {
      metadata: { name: 'cassandra' },
      replicas,
      matchLabels: { app: 'cassandra' },
      podServices: PodServices.none(),
      // two nodes that join at once may take the same data for theirs
      podManagementPolicy: kplus.PodManagementPolicy.ORDERED_READY,
      topologySpreadConstraints: [
        // one node in each zone, so that a rack is a zone
        { topology: kplus.Topology.ZONE, whenUnsatisfiable: WhenUnsatisfiable.DO_NOT_SCHEDULE },
        { topology: kplus.Topology.HOSTNAME, whenUnsatisfiable: WhenUnsatisfiable.DO_NOT_SCHEDULE },
      ],
      // time to drain
      terminationGracePeriod: Duration.minutes(3),
      // the user and group "cassandra" of the image
      securityContext: { user: 999, group: 999, fsGroup: 999, fsGroupChangePolicy: kplus.FsGroupChangePolicy.ON_ROOT_MISMATCH },
      volumeClaimTemplates: [{ name: 'data', storage: Size.gibibytes(100), mounts: [{ path: DATA, containers: ['cassandra'] }] }],
    });
  }

  private configure(cassandra: StatefulApp, datacenter: string, racks: string[], image: string): void {
    const { identity } = cassandra;
    // the image writes into its configuration when it starts, and the file system of the image is read-only
    const config = kplus.Volume.fromEmptyDir(this, 'Settings', 'settings');
    cassandra.addInitContainer({
      name: 'copy-settings',
      image,
      imagePullPolicy: kplus.ImagePullPolicy.IF_NOT_PRESENT,
      command: ['cp', '--recursive', `${CONFIG}/.`, '/settings'],
      volumeMounts: [{ path: '/settings', volume: config }],
      resources: { cpu: { request: kplus.Cpu.millis(50) }, memory: { request: Size.mebibytes(32), limit: Size.mebibytes(64) } },
      securityContext: NO_PRIVILEGES,
    });
    cassandra.addContainer({
      name: 'cassandra',
      image,
      imagePullPolicy: kplus.ImagePullPolicy.IF_NOT_PRESENT,
      command: ['bash', '-c', START],
      ports: [{ name: 'cql', number: CQL_PORT }, { name: 'gossip', number: GOSSIP_PORT }],
      envVariables: {
        ...identity.environment(),
        CASSANDRA_CLUSTER_NAME: kplus.EnvValue.fromValue('cassandra'),
        CASSANDRA_SEEDS: kplus.EnvValue.fromValue(identity.peers({ count: Math.min(SEEDS, racks.length) }).join(',')),
        CASSANDRA_ENDPOINT_SNITCH: kplus.EnvValue.fromValue('GossipingPropertyFileSnitch'),
        MAX_HEAP_SIZE: kplus.EnvValue.fromValue('2G'),
      },
      // the commit log is read before it gossips, and the data of others taken over before it takes clients
      startup: kplus.Probe.fromTcpSocket({ port: GOSSIP_PORT, periodSeconds: Duration.seconds(10), failureThreshold: 60 }),
      readiness: kplus.Probe.fromTcpSocket({ port: CQL_PORT }),
      liveness: kplus.Probe.fromTcpSocket({ port: GOSSIP_PORT, periodSeconds: Duration.seconds(20), failureThreshold: 6 }),
      // writes what is in memory, and lets the others know
      lifecycle: { preStop: kplus.Handler.fromCommand(['nodetool', 'drain']) },
      resources: { cpu: { request: kplus.Cpu.units(1) }, memory: { request: Size.gibibytes(4), limit: Size.gibibytes(4) } },
      volumeMounts: [
        { path: CONFIG, volume: config },
        ...['/tmp', '/var/log/cassandra'].map((path, index) => (
          { path, volume: kplus.Volume.fromEmptyDir(this, `Scratch${index}`, `scratch-${index}`) }
        )),
      ],
      securityContext: NO_PRIVILEGES,
    });
    // beside the other settings, where the snitch looks for it
    new OrdinalFiles(cassandra, 'Racks', {
      name: 'racks',
      path: CONFIG,
      perOrdinal: identity.ordinals().map((ordinal, index) => (
        { ordinal, files: { 'cassandra-rackdc.properties': `dc=${datacenter}\nrack=${racks[index]}\n` } }
      )),
    });
  }
}

if (require.main === module) {
  const app = new App();
  new Cassandra(app, 'cassandra');
  app.synth();
}
