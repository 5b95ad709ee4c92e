import { readFileSync } from 'fs';
import { join } from 'path';
import { App, Chart, ChartProps, Duration, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { PodServices, StatefulApp } from 'cdk8s-stateful-app';
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
    this.image = props.image ?? 'redis:7.4.2-alpine';
    const redis = this.createRedis(nodes);
    const names = { REDIS_NODES: kplus.EnvValue.fromValue(redis.identity.peers().join(' ')) };
    const files = this.files('redis-cluster', ['redis.conf', 'create.sh', 'meet.sh', 'is-ready.sh']);
    this.addNode(redis, files);
    this.addMeeting(redis, names, files);
    this.formCluster(names, files);
    this.createHitCounter(names);
    // for clients that learn the nodes from any that is ready
    redis.addClientService({ ports: [{ name: 'client', port: CLIENT_PORT }] });
    redis.addPodDisruptionBudget();
  }

  private createRedis(nodes: number): StatefulApp {
    return new StatefulApp(this, 'Redis', {
      metadata: { name: 'redis-cluster' },
      replicas: nodes,
      matchLabels: { app: 'redis-cluster' },
      // no node waits for another one to start, and a cluster without a majority should not come back one by one
      podManagementPolicy: kplus.PodManagementPolicy.PARALLEL,
      // Redis tells clients which node has a key, by its name
      podServices: PodServices.none(),
      // the user and group "redis" of the Alpine image
      securityContext: { user: 999, group: 1000, fsGroup: 1000, fsGroupChangePolicy: kplus.FsGroupChangePolicy.ON_ROOT_MISMATCH },
      volumeClaimTemplates: [{ name: 'data', storage: Size.mebibytes(50), mounts: [{ path: '/data', containers: ['redis'] }] }],
    });
  }

  private addNode(redis: StatefulApp, files: kplus.VolumeMount): void {
    redis.addContainer({
      name: 'redis',
      image: this.image,
      imagePullPolicy: kplus.ImagePullPolicy.IF_NOT_PRESENT,
      command: [
        'redis-server', `${FILES}/redis.conf`,
        // a pod comes back with another address, and nodes.conf still holds the old one
        '--cluster-announce-ip', '$(POD_IP)',
        '--cluster-announce-hostname', '$(POD_DNS_NAME)',
      ],
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

  /** What finds the other nodes again when all of them have other addresses. */
  private addMeeting(redis: StatefulApp, names: Names, files: kplus.VolumeMount): void {
    redis.addContainer({
      name: 'meet',
      image: this.image,
      imagePullPolicy: kplus.ImagePullPolicy.IF_NOT_PRESENT,
      command: ['sh', '-u', `${FILES}/meet.sh`],
      envVariables: names,
      resources: { cpu: { request: kplus.Cpu.millis(10) }, memory: { request: Size.mebibytes(16), limit: Size.mebibytes(32) } },
      volumeMounts: [files],
      securityContext: UNPRIVILEGED,
    });
  }

  /** Redis joins its nodes to a cluster once; later they know each other. */
  private formCluster(names: Names, files: kplus.VolumeMount): void {
    new kplus.Job(this, 'FormCluster', {
      metadata: { name: 'redis-cluster-create' },
      restartPolicy: kplus.RestartPolicy.ON_FAILURE,
      backoffLimit: 20,
      // the pods of a Job cannot be changed, so that it must be gone when the chart is applied with more nodes
      ttlAfterFinished: Duration.hours(1),
      securityContext: { user: 999, group: 1000 },
      containers: [{
        name: 'create',
        image: this.image,
        imagePullPolicy: kplus.ImagePullPolicy.IF_NOT_PRESENT,
        command: ['sh', '-eu', `${FILES}/create.sh`],
        envVariables: names,
        resources: { cpu: { request: kplus.Cpu.millis(50) }, memory: { request: Size.mebibytes(32), limit: Size.mebibytes(64) } },
        volumeMounts: [files],
        securityContext: UNPRIVILEGED,
      }],
    });
  }

  private createHitCounter(names: Names): void {
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
        envVariables: names,
        // an HTTP probe would count as a hit
        readiness: kplus.Probe.fromTcpSocket(),
        resources: { cpu: { request: kplus.Cpu.millis(50) }, memory: { request: Size.mebibytes(16), limit: Size.mebibytes(64) } },
        // the program that httpd runs where there is no page
        volumeMounts: [{ ...this.files('hit-counter', ['hits.cgi']), path: `${FILES}/cgi-bin/index.cgi`, subPath: 'hits.cgi' }],
        securityContext: UNPRIVILEGED,
      }],
    });
    hitCounter.exposeViaService({ name: 'hit-counter', ports: [{ port: 80, targetPort: HTTP_PORT }] });
  }

  /** A ConfigMap with these files, to be mounted. */
  private files(name: string, files: string[]): kplus.VolumeMount {
    const data = Object.fromEntries(files.map(file => [file, readFileSync(join(__dirname, 'files', file), 'utf8')]));
    const configMap = new kplus.ConfigMap(this, `Files-${name}`, { metadata: { name }, data });
    // executable
    return { path: FILES, volume: kplus.Volume.fromConfigMap(this, `Volume-${name}`, configMap, { name: 'files', defaultMode: 0o555 }), readOnly: true };
  }
}

/** The names of the nodes, for all who look for them. */
interface Names {
  readonly [variable: string]: kplus.EnvValue;
}

if (require.main === module) {
  const app = new App();
  new RedisCluster(app, 'redis-cluster');
  app.synth();
}
