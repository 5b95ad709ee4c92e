import { ApiObject, Duration, Size, Yaml } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { OrdinalFiles, ServiceOptions, StatefulApp, VolumeClaimTemplate } from 'cdk8s-stateful-app';
import { Construct } from 'constructs';

const POSTGRES_PORT = 5432;
const REST_PORT = 8008;
const DATA = '/var/lib/postgresql/data';
const CONFIGURATION = '/etc/patroni';
// As process 1 of its container, a server takes the postmaster.pid of another one, which is process 1 as well or has a number that
// somebody has here, for its own. So where two pods have the volume for a while, as after a deletion by force, it is this lock that keeps
// the second from the data of the first: from the server, and from what Patroni itself does to a volume.
const START = [
  `exec 9>> ${DATA}/patroni.lock`,
  // as process 1 a shell hears of the end of the pod only by a trap, and while it waits
  "trap 'exit 143' TERM",
  'until flock -n 9; do',
  '  echo "waiting, as another server has this data; is there a pod that was deleted by force and still runs?"',
  '  sleep 1 9>&- & wait $!',
  'done',
  // the first process of the container has the lock, and without it all others end
  `exec patroni ${CONFIGURATION}/patroni.yml`,
].join('\n');

/**
 * Where Patroni keeps the key of the leader, and how clients find the leader then.
 */
export enum LeaderElection {
  /** In Endpoints, whose address Patroni moves together with the key: the Service of the leader has no selector. */
  ENDPOINTS = 'endpoints',

  /** In ConfigMaps, as where Endpoints are forbidden: the Service of the leader selects its pod by the label `role`. */
  CONFIG_MAPS = 'configmaps',
}

/**
 * Properties of `PatroniCluster`.
 */
export interface PatroniClusterProps {
  /**
   * The image, with `patroni`, the programs of PostgreSQL, a shell and `flock` in its PATH.
   */
  readonly image: string;

  /**
   * A Secret with the keys `superuser-password` and `replication-password`.
   */
  readonly passwords: kplus.ISecret;

  /**
   * The template of the claims that hold the data.
   */
  readonly volumeClaimTemplate: VolumeClaimTemplate;

  /**
   * Where Patroni keeps the key of the leader.
   *
   * @default LeaderElection.ENDPOINTS
   */
  readonly election?: LeaderElection;

  /**
   * The value of the label `role` of the leader: `master` before Patroni 4.
   *
   * @default 'primary'
   */
  readonly leaderRole?: string;

  /**
   * The ordinals of pods that are never elected, such as one for reports.
   *
   * @default - any pod can be the leader
   */
  readonly followers?: number[];

  /**
   * Options of both Services, such as a type.
   *
   * @default - inside the cluster
   */
  readonly services?: ServiceOptions;

  /**
   * CPU and memory of each server.
   *
   * @default - a quarter of a CPU, and 512 MiB
   */
  readonly resources?: kplus.ContainerResources;
}

/**
 * PostgreSQL under Patroni in the pods of a StatefulApp: the pods elect a leader among themselves, and Services follow it.
 *
 * It is a part as the library has some, and imports nothing but the public face of it.
 */
export class PatroniCluster extends Construct {
  /**
   * The Service of the leader, which takes the writes.
   */
  public readonly leaderService: kplus.Service;

  /**
   * The Service of the replicas, which take reads.
   */
  public readonly replicaService: kplus.Service;

  private readonly election: LeaderElection;

  /**
   * @throws where Patroni could not work in the pods of the app
   */
  constructor(private readonly app: StatefulApp, id: string, private readonly props: PatroniClusterProps) {
    super(app, id);
    requireFit(app);
    this.election = props.election ?? LeaderElection.ENDPOINTS;
    // Patroni finds the pods of its cluster by this label and those of PATRONI_KUBERNETES_LABELS
    app.podMetadata.addLabel('cluster-name', app.name);
    const server = this.addServer();
    new OrdinalFiles(app, 'PatroniFiles', {
      name: 'patroni',
      path: CONFIGURATION,
      all: { 'patroni.yml': configuration() },
      perOrdinal: props.followers?.map(ordinal => ({ ordinal, files: { 'patroni.yml': configuration({ nofailover: true }) } })),
      containers: [server],
      restartOnChange: true,
    });
    const ofLeader = this.election === LeaderElection.ENDPOINTS ? { select: false } : { podLabels: { role: props.leaderRole ?? 'primary' } };
    this.leaderService = this.addService(app.name, ofLeader);
    this.replicaService = this.addService(`${app.name}-replica`, { podLabels: { role: 'replica' } });
    if (this.election === LeaderElection.ENDPOINTS) {
      this.addKeeper();
    }
    this.addPermissions();
    this.node.addValidation({ validate: () => this.errors() });
  }

  /**
   * The DNS name by which clients write.
   */
  public get leaderAddress(): string {
    return this.app.identity.dnsNameOfService(this.leaderService.name);
  }

  /**
   * The DNS name by which clients read from replicas.
   */
  public get replicaAddress(): string {
    return this.app.identity.dnsNameOfService(this.replicaService.name);
  }

  private addServer(): kplus.Container {
    const { image, volumeClaimTemplate, resources } = this.props;
    const probe = { port: REST_PORT, periodSeconds: Duration.seconds(10), timeoutSeconds: Duration.seconds(5) };
    return this.app.addContainer({
      name: 'postgres',
      image,
      imagePullPolicy: kplus.ImagePullPolicy.IF_NOT_PRESENT,
      command: ['sh', '-euc', START],
      envVariables: this.environment(),
      ports: [{ name: 'postgres', number: POSTGRES_PORT }, { name: 'rest', number: REST_PORT }],
      // Patroni itself, which waits for a server that has to go through its log or to copy the data first
      startup: kplus.Probe.fromHttpGet('/liveness', { ...probe, failureThreshold: 30 }),
      liveness: kplus.Probe.fromHttpGet('/liveness', probe),
      readiness: kplus.Probe.fromHttpGet('/readiness', probe),
      resources: resources ?? { cpu: { request: kplus.Cpu.millis(250) }, memory: { request: Size.mebibytes(512), limit: Size.mebibytes(512) } },
      volumeMounts: [
        { path: DATA, volume: volumeClaimTemplate.asVolume() },
        // the file system of the image is read-only
        { path: '/tmp', volume: kplus.Volume.fromEmptyDir(this, 'Scratch', 'scratch') },
        { path: '/var/run/postgresql', volume: kplus.Volume.fromEmptyDir(this, 'Socket', 'socket') },
      ],
      securityContext: {
        seccompProfile: { type: kplus.SeccompProfileType.RUNTIME_DEFAULT },
        capabilities: { drop: [kplus.Capability.ALL] },
      },
    });
  }

  private environment(): { [name: string]: kplus.EnvValue } {
    const { fromValue, fromFieldRef, fromSecretValue } = kplus.EnvValue;
    const { passwords: secret } = this.props;
    return {
      ...this.app.identity.environment(),
      PATRONI_SCOPE: fromValue(this.app.name),
      PATRONI_NAME: fromValue('$(POD_NAME)'),
      PATRONI_KUBERNETES_NAMESPACE: fromValue('$(POD_NAMESPACE)'),
      PATRONI_KUBERNETES_LABELS: fromValue(JSON.stringify(this.app.selectorLabels)),
      PATRONI_KUBERNETES_USE_ENDPOINTS: fromValue(`${this.election === LeaderElection.ENDPOINTS}`),
      PATRONI_KUBERNETES_POD_IP: fromFieldRef(kplus.EnvFieldPaths.POD_IP),
      // the names of ports are the same in a Service and in its Endpoints
      PATRONI_KUBERNETES_PORTS: fromValue(JSON.stringify([{ name: 'postgres', port: POSTGRES_PORT }])),
      PATRONI_POSTGRESQL_DATA_DIR: fromValue(`${DATA}/pgdata`),
      PATRONI_POSTGRESQL_PGPASS: fromValue('/tmp/pgpass'),
      PATRONI_POSTGRESQL_LISTEN: fromValue(`0.0.0.0:${POSTGRES_PORT}`),
      // by name, as a pod comes back with another address
      PATRONI_POSTGRESQL_CONNECT_ADDRESS: fromValue(`$(POD_DNS_NAME):${POSTGRES_PORT}`),
      PATRONI_RESTAPI_LISTEN: fromValue(`0.0.0.0:${REST_PORT}`),
      PATRONI_RESTAPI_CONNECT_ADDRESS: fromValue(`$(POD_DNS_NAME):${REST_PORT}`),
      PATRONI_SUPERUSER_USERNAME: fromValue('postgres'),
      PATRONI_SUPERUSER_PASSWORD: fromSecretValue({ secret, key: 'superuser-password' }),
      PATRONI_REPLICATION_USERNAME: fromValue('replication'),
      PATRONI_REPLICATION_PASSWORD: fromSecretValue({ secret, key: 'replication-password' }),
    };
  }

  private addService(name: string, pods: ServiceOptions): kplus.Service {
    return this.app.addClientService({ ...this.props.services, name, ports: [{ port: POSTGRES_PORT }], ...pods });
  }

  /** Patroni keeps its settings in Endpoints that no pod is behind. Kubernetes deletes them unless there is a Service of that name. */
  private addKeeper(): void {
    new ApiObject(this, 'Keeper', {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: `${this.app.name}-config`, namespace: this.app.metadata.namespace },
      spec: { clusterIP: 'None' },
    });
  }

  private addPermissions(): void {
    const metadata = { name: this.app.name, namespace: this.app.metadata.namespace };
    const keys = this.election === LeaderElection.ENDPOINTS ? kplus.ApiResource.ENDPOINTS : kplus.ApiResource.CONFIG_MAPS;
    const role = new kplus.Role(this, 'Role', {
      metadata,
      rules: [
        { verbs: ['create', 'get', 'list', 'patch', 'update', 'watch'], resources: [keys] },
        // to find the others, and to label itself with its role
        { verbs: ['get', 'list', 'patch', 'update', 'watch'], resources: [kplus.ApiResource.PODS] },
      ],
    });
    new kplus.RoleBinding(this, 'RoleBinding', { metadata, role }).addSubjects(this.app);
  }

  /** An autoscaler may set the number of pods until the end. */
  private errors(): string[] {
    const { followers = [] } = this.props;
    const ordinals = this.app.podOrdinals().all();
    return ordinals.length > 0 && ordinals.every(ordinal => followers.includes(ordinal))
      ? [`followers ${JSON.stringify(followers)} are all pods there are, and none could be the leader; leave one out, or add replicas`]
      : [];
  }
}

/** What Patroni takes from no variable. */
function configuration(tags: { [tag: string]: boolean } = {}): string {
  return Yaml.stringify({
    // read when the first pod makes the database; later "patronictl edit-config" changes it
    bootstrap: {
      dcs: { postgresql: { use_pg_rewind: true } },
      initdb: [{ encoding: 'UTF8' }, { locale: 'C.UTF-8' }, 'data-checksums', { 'auth-host': 'scram-sha-256' }, { 'auth-local': 'peer' }],
    },
    postgresql: {
      pg_hba: ['local all all peer', 'host all all all scram-sha-256', 'host replication replication all scram-sha-256'],
    },
    tags,
  });
}

function requireFit({ name, serviceName, podManagementPolicy, serviceAccount, automountServiceAccountToken }: StatefulApp): void {
  if (serviceName === name) {
    throw new Error(`service "${name}" governs the pods, and the Service of the leader has that name; use HeadlessService.create({ name: '${name}-pods' })`);
  }
  if (podManagementPolicy !== kplus.PodManagementPolicy.PARALLEL) {
    throw new Error(`podManagementPolicy "${podManagementPolicy}" lets the first pod wait for a leader that may be one of the others; use PARALLEL`);
  }
  if (serviceAccount === undefined || !automountServiceAccountToken) {
    throw new Error('serviceAccount or automountServiceAccountToken is missing, and Patroni calls the API server; give both');
  }
}
