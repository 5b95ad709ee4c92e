import { App, Chart, ChartProps, Duration, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { ExternalTrafficPolicy, PodServices, StatefulApp, StatefulAppOrdinals, WhenUnsatisfiable } from 'cdk8s-stateful-app';
import { Construct } from 'constructs';

const REPLICAS = 3;
const INTERNAL_PORT = 9092;
const CONTROLLER_PORT = 9093;
const EXTERNAL_PORT = 9094;
// node ids are the ordinals, and must not meet those of the brokers
const CONTROLLER_ORDINALS: StatefulAppOrdinals = { start: 100 };

const VOLUME = '/var/lib/kafka/data';
// not the root of the volume, where a file system may have its lost+found
const LOG_DIRECTORY = `${VOLUME}/log`;
const START = '/etc/kafka/docker/run';
// The image formats an empty volume in silence, and two controllers with new volumes would begin a cluster without what the third
// one has. So one with an empty volume waits until the others, who are a majority, or a person let it in.
const START_CONTROLLER = [
  // as process 1 a shell hears of the end of the pod only by a trap, and while it waits
  "trap 'exit 143' TERM",
  'controllers=$(echo "$KAFKA_CONTROLLER_QUORUM_VOTERS" | sed "s/[0-9]*@//g")',
  'high_watermark() {',
  '  timeout 20 /opt/kafka/bin/kafka-metadata-quorum.sh --bootstrap-controller "$1" describe --status 2> /dev/null |',
  '    sed -n "s/^HighWatermark:[^0-9]*//p"',
  '}',
  // a leader that has just lost the others answers as well; only where it has a majority does this number grow, twice a second
  'majority_answers() {',
  '  before=$(high_watermark "$controllers")',
  '  [ -n "$before" ] || return 1',
  '  sleep 2',
  '  after=$(high_watermark "$controllers")',
  '  [ -n "$after" ] && [ "$after" -gt "$before" ]',
  '}',
  `until [ -e ${LOG_DIRECTORY}/meta.properties ] || [ -e ${VOLUME}/initialize ] || majority_answers; do`,
  `  echo "waiting, as the volume is empty and no majority of controllers answers; only on the first day: touch ${VOLUME}/initialize"`,
  '  sleep 3 & wait $!',
  'done',
  `exec ${START}`,
].join('\n');

export interface KafkaProps extends ChartProps {
  /**
   * The id of the cluster, from `kafka-storage.sh random-uuid`. It is written into every volume and cannot be changed.
   */
  readonly clusterId: string;

  /**
   * The domain under which clients outside the cluster reach each broker: `kafka-0.kafka.example.com`.
   */
  readonly externalDomain: string;

  /**
   * The image, which takes its configuration from variables such as `KAFKA_NODE_ID`.
   *
   * @default 'apache/kafka:4.1.1'
   */
  readonly image?: string;
}

/** What one of the two roles has that the other has not. */
interface Role {
  readonly name: string;
  readonly ordinals?: StatefulAppOrdinals;
  readonly podServices: PodServices;
  readonly command: string[];
  readonly ports: kplus.ContainerPort[];
  readonly storage: Size;
  /** MiB. */
  readonly heap: number;
}

/**
 * A Kafka cluster without ZooKeeper: three controllers that agree on the metadata, and three brokers that hold the data.
 * The node id of each is its ordinal, and each broker tells clients the name of its own pod.
 */
export class Kafka extends Chart {
  constructor(scope: Construct, id: string, private readonly props: KafkaProps) {
    super(scope, id, props);
    const controllers = this.createControllers();
    const voters = controllers.identity.ordinals()
      .map(ordinal => `${ordinal}@${controllers.identity.podDnsName(ordinal)}:${CONTROLLER_PORT}`);
    const brokers = this.createBrokers();
    this.configure(controllers, voters, {
      PROCESS_ROLES: 'controller',
      LISTENERS: `CONTROLLER://:${CONTROLLER_PORT}`,
    });
    this.configure(brokers, voters, {
      PROCESS_ROLES: 'broker',
      LISTENERS: `INTERNAL://:${INTERNAL_PORT},EXTERNAL://:${EXTERNAL_PORT}`,
      // clients ask any broker where the data is, and are told these names
      ADVERTISED_LISTENERS: [
        `INTERNAL://$(POD_DNS_NAME):${INTERNAL_PORT}`,
        `EXTERNAL://$(POD_NAME).${props.externalDomain}:${EXTERNAL_PORT}`,
      ].join(','),
      INTER_BROKER_LISTENER_NAME: 'INTERNAL',
      LISTENER_SECURITY_PROTOCOL_MAP: 'CONTROLLER:PLAINTEXT,INTERNAL:PLAINTEXT,EXTERNAL:PLAINTEXT',
      OFFSETS_TOPIC_REPLICATION_FACTOR: '3',
      TRANSACTION_STATE_LOG_REPLICATION_FACTOR: '3',
      TRANSACTION_STATE_LOG_MIN_ISR: '2',
    });
    brokers.addClientService({ name: 'kafka-bootstrap', ports: [{ port: INTERNAL_PORT }] });
  }

  private createControllers(): StatefulApp {
    return this.createNodes('Controllers', {
      name: 'kafka-controller',
      ordinals: CONTROLLER_ORDINALS,
      podServices: PodServices.none(),
      command: ['sh', '-c', START_CONTROLLER],
      ports: [{ name: 'controller', number: CONTROLLER_PORT }],
      storage: Size.gibibytes(5),
      heap: 512,
    });
  }

  private createBrokers(): StatefulApp {
    const ordinals = [...Array(REPLICAS).keys()];
    return this.createNodes('Brokers', {
      name: 'kafka',
      // clients outside must reach the very broker that has their data
      podServices: PodServices.loadBalancer({
        ports: [{ port: EXTERNAL_PORT }],
        // through the node of the pod, as any other one could only hand the traffic on
        externalTrafficPolicy: ExternalTrafficPolicy.LOCAL,
        // without TLS and passwords, nobody comes in from the internet
        loadBalancerSourceRanges: ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16'],
        perOrdinal: ordinals.map(ordinal => (
          { ordinal, annotations: { 'external-dns.alpha.kubernetes.io/hostname': `kafka-${ordinal}.${this.props.externalDomain}` } }
        )),
      }),
      command: [START],
      ports: [{ name: 'internal', number: INTERNAL_PORT }, { name: 'external', number: EXTERNAL_PORT }],
      storage: Size.gibibytes(100),
      heap: 1024,
    });
  }

  private createNodes(id: string, { name, ordinals, podServices, command, ports, storage, heap }: Role): StatefulApp {
    const memory = Size.mebibytes(2 * heap);
    const nodes = new StatefulApp(this, id, {
      metadata: { name },
      replicas: REPLICAS,
      ordinals,
      matchLabels: { app: name },
      podServices,
      // after an outage of all nodes none may wait for the one before it to read its logs
      podManagementPolicy: kplus.PodManagementPolicy.PARALLEL,
      // a node that is back first has to catch up, which no probe tells
      minReady: Duration.seconds(10),
      topologySpreadConstraints: [
        { topology: kplus.Topology.HOSTNAME, whenUnsatisfiable: WhenUnsatisfiable.DO_NOT_SCHEDULE },
        { topology: kplus.Topology.ZONE, whenUnsatisfiable: WhenUnsatisfiable.SCHEDULE_ANYWAY },
      ],
      // time to hand its partitions over
      terminationGracePeriod: Duration.seconds(120),
      // the user and group "appuser" of the image
      securityContext: { user: 1000, group: 1000, fsGroup: 1000, fsGroupChangePolicy: kplus.FsGroupChangePolicy.ON_ROOT_MISMATCH },
      containers: [{
        name: 'kafka',
        image: this.props.image ?? 'apache/kafka:4.1.1',
        imagePullPolicy: kplus.ImagePullPolicy.IF_NOT_PRESENT,
        command,
        ports,
        // it may have to read its logs first
        startup: kplus.Probe.fromTcpSocket({ port: ports[0]!.number, periodSeconds: Duration.seconds(10), failureThreshold: 90 }),
        readiness: kplus.Probe.fromTcpSocket({ port: ports[0]!.number }),
        resources: { cpu: { request: kplus.Cpu.millis(500) }, memory: { request: memory, limit: memory } },
        // the file system of the image is read-only; it writes its configuration when it starts
        volumeMounts: ['/tmp', '/opt/kafka/config', '/opt/kafka/logs'].map((path, index) => (
          { path, volume: kplus.Volume.fromEmptyDir(this, `${id}Scratch${index}`, `scratch-${index}`) }
        )),
        envVariables: { KAFKA_HEAP_OPTS: kplus.EnvValue.fromValue(`-Xms${heap}m -Xmx${heap}m`) },
        securityContext: {
          capabilities: { drop: [kplus.Capability.ALL] },
          seccompProfile: { type: kplus.SeccompProfileType.RUNTIME_DEFAULT },
        },
      }],
      volumeClaimTemplates: [{ name: 'data', storage, mounts: [{ path: VOLUME }] }],
    });
    nodes.addPodDisruptionBudget();
    return nodes;
  }

  /** Sets the properties of Kafka; the image takes them from variables such as `KAFKA_NODE_ID` for `node.id`. */
  private configure(nodes: StatefulApp, voters: string[], properties: Record<string, string>): void {
    const { env } = nodes.containers[0]!;
    // before those that name them
    Object.entries(nodes.identity.environment()).forEach(([name, value]) => env.addVariable(name, value));
    env.addVariable('CLUSTER_ID', kplus.EnvValue.fromValue(this.props.clusterId));
    const all = {
      NODE_ID: '$(POD_INDEX)',
      ...properties,
      CONTROLLER_LISTENER_NAMES: 'CONTROLLER',
      CONTROLLER_QUORUM_VOTERS: voters.join(','),
      // a write is safe once two brokers have it, so that one may be away; the controllers apply it to new topics
      DEFAULT_REPLICATION_FACTOR: '3',
      MIN_INSYNC_REPLICAS: '2',
      LOG_DIRS: LOG_DIRECTORY,
    };
    Object.entries(all).forEach(([name, value]) => env.addVariable(`KAFKA_${name}`, kplus.EnvValue.fromValue(value)));
  }
}

if (require.main === module) {
  const app = new App();
  new Kafka(app, 'kafka', { clusterId: '4L6g3nShT-eMCtK--X86sw', externalDomain: 'kafka.example.com' });
  app.synth();
}
