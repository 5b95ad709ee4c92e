import { readFileSync } from 'fs';
import { join } from 'path';
import { App, Chart, ChartProps, Cron, Duration, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import {
  BackupRetention, BootstrapChain, DumpTarget, OrdinalFiles, PrimaryAndReplicas, ScheduledDump, StatefulApp, WhenUnsatisfiable,
} from 'cdk8s-stateful-app';
import { Construct } from 'constructs';

const PORT = 5432;
const DATA = '/var/lib/postgresql/data';
const FILES = '/etc/postgresql/pod';
const SECRET = '/etc/postgresql/secret';
const SCRIPTS = ['postgresql.conf', 'pg_hba.conf', 'initialize.sh', 'initialize.sql', 'clone.sh', 'start.sh', 'is-ready.sh'];
const RESOURCES: kplus.ContainerResources = {
  cpu: { request: kplus.Cpu.millis(250) }, memory: { request: Size.mebibytes(512), limit: Size.mebibytes(512) },
};

export interface PostgresProps extends ChartProps {
  /**
   * How many servers there are, the primary among them.
   *
   * @default 3
   */
  readonly replicas?: number;

  /**
   * The ordinals of the servers that were promoted, in this order; the last one is the primary. Ordinals are only ever appended.
   *
   * @default [] - the first server is the primary
   */
  readonly promotions?: number[];

  /**
   * The name of an existing Secret in the namespace, with the keys `app-password` and `replication-password`.
   *
   * @default 'postgres'
   */
  readonly passwordSecretName?: string;

  /**
   * How much storage there is for dumps: one is made each night, and those of the last two weeks are kept.
   *
   * @default - none, and no dumps are made
   */
  readonly dumpStorage?: Size;

  /**
   * The name of the claim template of the data. With another one the servers begin with empty claims, and the old ones stay: for
   * another major version, which does not read them.
   *
   * @default 'data'
   */
  readonly dataClaim?: string;

  /**
   * The image: PostgreSQL 14 or later, with its programs in the PATH, `flock`, and a user `postgres` with the number 999.
   *
   * @default 'postgres:16.11'
   */
  readonly image?: string;
}

/**
 * A PostgreSQL primary with streaming replicas: writes go to the first pod, or to the one that was promoted last, reads to any.
 * Each further pod is cloned from the one before it, and then follows the primary.
 */
export class Postgres extends Chart {
  private readonly secret: kplus.ISecret;

  constructor(scope: Construct, id: string, private readonly props: PostgresProps = {}) {
    super(scope, id, props);
    this.secret = kplus.Secret.fromSecretName(this, 'Passwords', props.passwordSecretName ?? 'postgres');
    const postgres = this.createPostgres();
    const server = this.addServer(postgres);
    const roles = new PrimaryAndReplicas(postgres, 'Roles', { promotions: props.promotions ?? [] });
    const { step } = new BootstrapChain(postgres, 'Bootstrap', {
      volumeClaimTemplate: postgres.addVolumeClaimTemplate({ name: props.dataClaim ?? 'data', storage: Size.gibibytes(10) }),
      path: DATA,
      initialize: ['sh', '-eu', `${FILES}/initialize.sh`],
      // the server gives the clone itself, so that no sidecar is needed
      clone: ['sh', '-eu', `${FILES}/clone.sh`],
      envVariables: server.env.variables,
      volumeMounts: server.mounts,
      resources: RESOURCES,
    });
    // who is the primary; only the server sees it, which acts on it while it runs
    roles.mountInto(server, '/etc/postgresql/primary');
    new OrdinalFiles(postgres, 'Files', {
      name: 'files',
      path: FILES,
      all: Object.fromEntries(SCRIPTS.map(name => [name, text(name)])),
      containers: [server, step],
      restartOnChange: true,
    });
    postgres.addPodDisruptionBudget();
    if (props.dumpStorage) {
      new ScheduledDump(postgres, 'Dump', {
        schedule: Cron.schedule({ minute: '30', hour: '2' }),
        retention: BackupRetention.count(14),
        // a replica ends a long dump when it has to apply what contradicts it
        host: roles.primaryAddress,
        command: ['sh', '-euc', 'exec pg_dump --host="$DUMP_HOST" --username=app --no-password --dbname=app --format=custom --file="$DUMP_FILE"'],
        envVariables: { PGPASSWORD: kplus.EnvValue.fromSecretValue({ secret: this.secret, key: 'app-password' }) },
        target: DumpTarget.newPersistentVolumeClaim({ storage: props.dumpStorage }),
      });
    }
  }

  private createPostgres(): StatefulApp {
    return new StatefulApp(this, 'Postgres', {
      metadata: { name: 'postgres' },
      replicas: this.props.replicas ?? 3,
      matchLabels: { app: 'postgres' },
      topologySpreadConstraints: [{ topology: kplus.Topology.HOSTNAME, whenUnsatisfiable: WhenUnsatisfiable.SCHEDULE_ANYWAY }],
      // time to write what is in memory
      terminationGracePeriod: Duration.seconds(60),
      // the user and group "postgres" of the image
      securityContext: { user: 999, group: 999, fsGroup: 999, fsGroupChangePolicy: kplus.FsGroupChangePolicy.ON_ROOT_MISMATCH },
    });
  }

  private addServer(postgres: StatefulApp): kplus.Container {
    return postgres.addContainer({
      name: 'postgres',
      image: this.props.image ?? 'postgres:16.11',
      imagePullPolicy: kplus.ImagePullPolicy.IF_NOT_PRESENT,
      command: ['sh', '-eu', `${FILES}/start.sh`, DATA],
      envVariables: {
        ...postgres.identity.environment(),
        // for replication; a file with passwords would have to be private to the user, which files of a Secret cannot be
        PGPASSWORD: kplus.EnvValue.fromSecretValue({ secret: this.secret, key: 'replication-password' }),
      },
      ports: [{ name: 'postgres', number: PORT }],
      // a server that was killed may have to go through its log first
      startup: kplus.Probe.fromCommand(['pg_isready'], { periodSeconds: Duration.seconds(2), failureThreshold: 300 }),
      readiness: kplus.Probe.fromCommand(['sh', '-eu', `${FILES}/is-ready.sh`], { periodSeconds: Duration.seconds(5), timeoutSeconds: Duration.seconds(5) }),
      liveness: kplus.Probe.fromCommand(['pg_isready'], { timeoutSeconds: Duration.seconds(5), failureThreshold: 6 }),
      resources: RESOURCES,
      volumeMounts: [
        // the file system of the image is read-only
        { path: '/var/run/postgresql', volume: kplus.Volume.fromEmptyDir(this, 'Socket', 'socket') },
        { path: SECRET, volume: kplus.Volume.fromSecret(this, 'PasswordFiles', this.secret, { name: 'passwords' }), readOnly: true },
      ],
      securityContext: {
        seccompProfile: { type: kplus.SeccompProfileType.RUNTIME_DEFAULT },
        capabilities: { drop: [kplus.Capability.ALL] },
      },
    });
  }
}

function text(name: string): string {
  return readFileSync(join(__dirname, 'files', name), 'utf8');
}

if (require.main === module) {
  const app = new App();
  new Postgres(app, 'postgres');
  app.synth();
}
