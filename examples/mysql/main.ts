import { readFileSync } from 'fs';
import { join } from 'path';
import { App, Chart, ChartProps, Cron, Duration, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import {
  BackupRetention, BootstrapChain, DumpTarget, OrdinalFiles, PersistentVolumeClaimRetentionPolicyType, PrimaryAndReplicas, ScheduledDump, StatefulApp,
  UpdateStrategy, WhenUnsatisfiable,
} from 'cdk8s-stateful-app';
import { Construct } from 'constructs';

const PORT = 3306;
const CLONE_PORT = 4444;
const FILES = '/etc/mysql/pod';
const SECRET = '/etc/mysql/secret';
const SCRIPTS = ['server.cnf', 'primary.cnf', 'replica.cnf', 'primary.sql', 'position.sql', 'replica.sql', 'start.sh', 'is-ready.sh', 'give-clone.sh'];

export interface MysqlProps extends ChartProps {
  /**
   * The image: MariaDB with `mariadb-backup` and `socat`.
   *
   * @default 'mariadb:11.4'
   */
  readonly image?: string;

  /**
   * The name of an existing Secret in the namespace, with the keys `app-password` and `replication-password`.
   *
   * @default 'mysql'
   */
  readonly passwordSecretName?: string;

  /**
   * How many servers there are, the primary among them.
   *
   * @default 3
   */
  readonly replicas?: number;

  /**
   * The lowest ordinal that gets what is changed, so that one server tries a version before all get it.
   *
   * @default 0 - all of them
   */
  readonly partition?: number;

  /**
   * The ordinals of the servers that were promoted, in this order; the last one is the primary. Ordinals are only ever appended.
   *
   * @default [] - the first server is the primary
   */
  readonly promotions?: number[];

  /**
   * What becomes of a server's data when it is scaled away. With DELETE, a replica that comes back is cloned anew; never
   * scale to 0 then, as the data of the primary would be gone.
   *
   * @default PersistentVolumeClaimRetentionPolicyType.RETAIN
   */
  readonly whenScaled?: PersistentVolumeClaimRetentionPolicyType;

  /**
   * How much storage there is for dumps: one is made each night, and those of the last two weeks are kept.
   *
   * @default - none, and no dumps are made
   */
  readonly dumpStorage?: Size;

  /**
   * CPU and memory of the server. The clone server and the bootstrap step may use as much.
   *
   * @default - half a CPU, 1 GiB
   */
  readonly resources?: kplus.ContainerResources;
}

/**
 * A MySQL primary with replicas: writes go to the first pod, or to the one that was promoted last, reads to any. Each further pod
 * is cloned from the one before it, and then follows the primary.
 */
export class Mysql extends Chart {
  private readonly resources: kplus.ContainerResources;
  private readonly secret: kplus.ISecret;

  constructor(scope: Construct, id: string, private readonly props: MysqlProps = {}) {
    super(scope, id, props);
    this.resources = props.resources ?? { cpu: { request: kplus.Cpu.millis(500) }, memory: { request: Size.gibibytes(1), limit: Size.gibibytes(1) } };
    this.secret = kplus.Secret.fromSecretName(this, 'Password', props.passwordSecretName ?? 'mysql');
    const mysql = this.createMysql();
    const data = mysql.addVolumeClaimTemplate({ name: 'data', storage: Size.gibibytes(10) });
    const server = this.addServer(mysql);
    const roles = new PrimaryAndReplicas(mysql, 'Roles', {
      promotions: props.promotions ?? [],
      primaryService: { ports: [{ name: 'mysql', port: PORT }] },
      readService: { ports: [{ name: 'mysql', port: PORT }] },
    });
    const chain = new BootstrapChain(mysql, 'Bootstrap', {
      volumeClaimTemplate: data,
      path: '/var/lib/mysql',
      containers: [server],
      // only the user "mysql" of the pod's own containers gets in, through the socket
      initialize: ['/bin/sh', '-euc', text('initialize.sh').trim()],
      // a stream that breaks off lacks what --prepare asks for
      clone: ['/bin/sh', '-euc', text('clone.sh').trim()],
      server: {
        command: ['socat', '-t', '600', `TCP-LISTEN:${CLONE_PORT},reuseaddr,fork`, `EXEC:/bin/sh -eu ${FILES}/give-clone.sh`],
        port: CLONE_PORT,
      },
      volumeMounts: server.mounts,
      resources: this.resources,
    });
    // mariadb-backup looks for the data where the server has it
    chain.mountInto(chain.server!);
    // who is the primary; only the server sees it, which acts on it while it runs
    roles.mountInto(server, '/etc/mysql/primary');
    new OrdinalFiles(mysql, 'Files', {
      name: 'files',
      path: FILES,
      // MariaDB reads the passwords from the Secret, so that they stand in no manifest
      all: Object.fromEntries(SCRIPTS.map(name => [name, text(name)])),
      perOrdinal: mysql.identity.ordinals().map(ordinal => ({ ordinal, files: { 'server-id.cnf': `[mariadbd]\nserver_id = ${100 + ordinal}\n` } })),
      containers: [server, chain.step, chain.server!],
    });
    mysql.addPodDisruptionBudget();
    if (props.dumpStorage) {
      new ScheduledDump(mysql, 'Dump', {
        schedule: Cron.schedule({ minute: '30', hour: '2' }),
        retention: BackupRetention.count(14),
        // all of it is read in one connection, and so from one server
        host: roles.readAddress,
        command: ['/bin/sh', '-euc', 'exec mariadb-dump --host="$DUMP_HOST" --user=app --single-transaction --routines --events --result-file="$DUMP_FILE" app'],
        extension: '.sql',
        envVariables: { MYSQL_PWD: kplus.EnvValue.fromSecretValue({ secret: this.secret, key: 'app-password' }) },
        target: DumpTarget.newPersistentVolumeClaim({ storage: props.dumpStorage }),
      });
    }
    if (props.whenScaled === PersistentVolumeClaimRetentionPolicyType.DELETE) {
      mysql.acceptFinding('data-deleted-when-scaled', 'a replica that comes back is cloned anew');
    }
  }

  private createMysql(): StatefulApp {
    return new StatefulApp(this, 'Mysql', {
      metadata: { name: 'mysql' },
      // the server of the clone is a sidecar, which Kubernetes 1.28 does not know
      targetVersion: '1.29-1.37',
      replicas: this.props.replicas ?? 3,
      matchLabels: { app: 'mysql' },
      updateStrategy: UpdateStrategy.rollingUpdate({ partition: this.props.partition }),
      persistentVolumeClaimRetentionPolicy: { whenScaled: this.props.whenScaled },
      topologySpreadConstraints: [{ topology: kplus.Topology.HOSTNAME, whenUnsatisfiable: WhenUnsatisfiable.SCHEDULE_ANYWAY }],
      // time to write what InnoDB holds in memory
      terminationGracePeriod: Duration.seconds(60),
      securityContext: {
        // the user and group "mysql" of the image
        user: 999,
        group: 999,
        // a new volume belongs to root; this gives it to the group
        fsGroup: 999,
        // once is enough: a large volume takes minutes
        fsGroupChangePolicy: kplus.FsGroupChangePolicy.ON_ROOT_MISMATCH,
      },
    });
  }

  private addServer(mysql: StatefulApp): kplus.Container {
    // a pod without files, as `kubectl scale` makes it, finds a directory in its place, and is never ready
    const isReady = ['/bin/sh', '-ec', `test -f ${FILES}/is-ready.sh; . ${FILES}/is-ready.sh`];
    const server = mysql.addContainer({
      name: 'mysql',
      image: this.props.image ?? 'mariadb:11.4',
      imagePullPolicy: kplus.ImagePullPolicy.IF_NOT_PRESENT,
      command: ['sh', '-eu', `${FILES}/start.sh`],
      envVariables: mysql.identity.environment(),
      ports: [{ name: 'mysql', number: PORT }],
      // a server that was killed may have to go through its logs first
      startup: kplus.Probe.fromCommand(['mariadb-admin', 'ping'], { periodSeconds: Duration.seconds(2), timeoutSeconds: Duration.seconds(5), failureThreshold: 300 }),
      readiness: kplus.Probe.fromCommand(isReady, { periodSeconds: Duration.seconds(5), timeoutSeconds: Duration.seconds(5) }),
      liveness: kplus.Probe.fromCommand(['mariadb-admin', 'ping'], { timeoutSeconds: Duration.seconds(5), failureThreshold: 6 }),
      resources: this.resources,
      securityContext: {
        capabilities: { drop: [kplus.Capability.ALL] },
        seccompProfile: { type: kplus.SeccompProfileType.RUNTIME_DEFAULT },
      },
    });
    // the file system of the image is read-only
    ['/tmp', '/run/mysqld'].forEach((path, index) => server.mount(path, kplus.Volume.fromEmptyDir(this, `Scratch${index}`, `scratch-${index}`)));
    server.mount(SECRET, kplus.Volume.fromSecret(this, 'Passwords', this.secret, { name: 'passwords' }), { readOnly: true });
    return server;
  }
}

function text(name: string): string {
  return readFileSync(join(__dirname, 'files', name), 'utf8');
}

if (require.main === module) {
  const app = new App();
  new Mysql(app, 'mysql');
  app.synth();
}
