import { readFileSync } from 'fs';
import { join } from 'path';
import { ApiObject, App, Chart, ChartProps, Duration, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { PodServices, StatefulApp, UpdateStrategy } from 'cdk8s-stateful-app';
import { Construct } from 'constructs';

const CLIENT_PORT = 6379;
const GOSSIP_PORT = 16379;
const HTTP_PORT = 8080;
const FILES = '/redis';
const UNPRIVILEGED: kplus.ContainerSecurityContextProps = {
  seccompProfile: { type: kplus.SeccompProfileType.RUNTIME_DEFAULT },
  capabilities: { drop: [kplus.Capability.ALL] },
};

export interface RedisClusterProps extends ChartProps {
  /**
   * How many Redis nodes there are; 6 or more, as each of the three masters has a replica.
   *
   * @default 6
   */
  readonly nodes?: number;

  /**
   * The lowest ordinal that gets what is changed, so that one node tries a version before all get it.
   *
   * @default 0 - all of them
   */
  readonly partition?: number;

  /**
   * The day before which the nodes form a cluster by themselves, such as `2026-12-24`, where the volumes of all of them are
   * empty: for a first deployment where nobody can run a command in a pod.
   *
   * @default - a person permits it, by a command that the log of redis-cluster-0 shows
   */
  readonly initializeBefore?: string;

  /**
   * The image of the nodes: Redis 7 or later.
   *
   * @default 'redis:7.4.2-alpine'
   */
  readonly image?: string;

  /**
   * The image of the hit counter: BusyBox, with its `httpd` and `nc`.
   *
   * @default 'busybox:1.37'
   */
  readonly hitCounterImage?: string;
}

/**
 * A Redis cluster with a volume per node, and in front of it a hit counter that keeps nothing itself.
 */
export class RedisCluster extends Chart {
  private readonly image: string;

  constructor(scope: Construct, id: string, private readonly props: RedisClusterProps = {}) {
    super(scope, id, props);
    const nodes = props.nodes ?? 6;
    if (nodes < 6) {
      throw new Error(`nodes ${nodes} are too few for three masters with a replica each; give 6 or more`);
    }
    const { initializeBefore = '' } = props;
    if (!/^(\d{4}-\d{2}-\d{2})?$/.test(initializeBefore)) throw new Error(`initializeBefore "${initializeBefore}" is no day; give one such as 2026-12-24`);
    this.image = props.image ?? 'redis:7.4.2-alpine';
    const redis = this.createRedis(nodes);
    const files = this.files('redis-cluster', ['redis.conf', 'start.sh', 'join.sh', 'leave.sh', 'is-ready.sh'], {
      // a file, as a variable that changes would replace all pods
      'nodes': redis.identity.peers().join('\n') + '\n',
      'initialize-before': initializeBefore.replaceAll('-', ''),
    });
    // a new node must find its name there
    ApiObject.of(redis).addDependency(files.configMap);
    this.addNode(redis, files.mount);
    this.addMembership(redis, files.mount);
    // for clients that learn the nodes from any that is ready
    const clients = redis.addClientService({ ports: [{ name: 'client', port: CLIENT_PORT }] });
    this.createHitCounter(redis.identity.dnsNameOfService(clients.name));
    redis.addPodDisruptionBudget();
  }

  private createRedis(nodes: number): StatefulApp {
    return new StatefulApp(this, 'Redis', {
      metadata: { name: 'redis-cluster' },
      replicas: nodes,
      matchLabels: { app: 'redis-cluster' },
      updateStrategy: UpdateStrategy.rollingUpdate({ partition: this.props.partition }),
      // no node waits for another one to start, and a cluster without a majority should not come back one by one
      podManagementPolicy: kplus.PodManagementPolicy.PARALLEL,
      // Redis tells clients which node has a key, by its name
      podServices: PodServices.none(),
      // the user and group "redis" of the Alpine image
      securityContext: { user: 999, group: 1000, fsGroup: 1000, fsGroupChangePolicy: kplus.FsGroupChangePolicy.ON_ROOT_MISMATCH },
      volumeClaimTemplates: [{ name: 'data', storage: Size.mebibytes(50), mounts: [{ path: '/data', containers: ['redis', 'join'] }] }],
    });
  }

  private addNode(redis: StatefulApp, files: kplus.VolumeMount): void {
    redis.addContainer({
      name: 'redis',
      image: this.image,
      imagePullPolicy: kplus.ImagePullPolicy.IF_NOT_PRESENT,
      command: ['sh', `${FILES}/start.sh`],
      lifecycle: { preStop: kplus.Handler.fromCommand(['sh', `${FILES}/leave.sh`]) },
      // it announces the address that its pod has now, as nodes.conf may hold another one
      envVariables: { ...redis.identity.environment(), POD_IP: kplus.EnvValue.fromFieldRef(kplus.EnvFieldPaths.POD_IP) },
      ports: [{ name: 'client', number: CLIENT_PORT }, { name: 'gossip', number: GOSSIP_PORT }],
      startup: kplus.Probe.fromCommand(['redis-cli', '-e', 'ping'], {
        periodSeconds: Duration.seconds(5), timeoutSeconds: Duration.seconds(5), failureThreshold: 60,
      }),
      readiness: kplus.Probe.fromCommand(['sh', '-e', `${FILES}/is-ready.sh`], {
        periodSeconds: Duration.seconds(5), timeoutSeconds: Duration.seconds(5),
      }),
      liveness: kplus.Probe.fromCommand(['redis-cli', '-e', 'ping'], { timeoutSeconds: Duration.seconds(5), failureThreshold: 6 }),
      resources: { cpu: { request: kplus.Cpu.millis(100) }, memory: { request: Size.mebibytes(128), limit: Size.mebibytes(256) } },
      volumeMounts: [files],
      securityContext: UNPRIVILEGED,
    });
  }

  /** What joins the node to the cluster, finds the other nodes again when all of them have other addresses, and forgets those that are gone. */
  private addMembership(redis: StatefulApp, files: kplus.VolumeMount): void {
    redis.addContainer({
      name: 'join',
      image: this.image,
      imagePullPolicy: kplus.ImagePullPolicy.IF_NOT_PRESENT,
      command: ['sh', `${FILES}/join.sh`],
      envVariables: redis.identity.environment(),
      resources: { cpu: { request: kplus.Cpu.millis(10) }, memory: { request: Size.mebibytes(16), limit: Size.mebibytes(32) } },
      volumeMounts: [files],
      securityContext: UNPRIVILEGED,
    });
  }

  private createHitCounter(redis: string): void {
    const hitCounter = new kplus.Deployment(this, 'HitCounter', {
      metadata: { name: 'hit-counter' },
      replicas: 2,
      securityContext: { user: 65534, group: 65534 },
      containers: [{
        name: 'hit-counter',
        image: this.props.hitCounterImage ?? 'busybox:1.37',
        imagePullPolicy: kplus.ImagePullPolicy.IF_NOT_PRESENT,
        command: ['httpd', '-f', '-p', `${HTTP_PORT}`, '-h', FILES],
        portNumber: HTTP_PORT,
        envVariables: { REDIS: kplus.EnvValue.fromValue(`${redis}:${CLIENT_PORT}`) },
        // an HTTP probe would count as a hit
        readiness: kplus.Probe.fromTcpSocket(),
        resources: { cpu: { request: kplus.Cpu.millis(50) }, memory: { request: Size.mebibytes(16), limit: Size.mebibytes(64) } },
        // the program that httpd runs where there is no page
        volumeMounts: [{ ...this.files('hit-counter', ['hits.cgi']).mount, path: `${FILES}/cgi-bin/index.cgi`, subPath: 'hits.cgi' }],
        securityContext: UNPRIVILEGED,
      }],
    });
    hitCounter.exposeViaService({ name: 'hit-counter', ports: [{ port: 80, targetPort: HTTP_PORT }] });
  }

  /** A ConfigMap with these files, and with others that are made, to be mounted. */
  private files(name: string, files: string[], made: Record<string, string> = {}): { configMap: kplus.ConfigMap; mount: kplus.VolumeMount } {
    const data = { ...Object.fromEntries(files.map(file => [file, readFileSync(join(__dirname, 'files', file), 'utf8')])), ...made };
    const configMap = new kplus.ConfigMap(this, `Files-${name}`, { metadata: { name }, data });
    // executable
    const volume = kplus.Volume.fromConfigMap(this, `Volume-${name}`, configMap, { name: 'files', defaultMode: 0o555 });
    return { configMap, mount: { path: FILES, volume, readOnly: true } };
  }
}

if (require.main === module) {
  const app = new App();
  new RedisCluster(app, 'redis-cluster');
  app.synth();
}
