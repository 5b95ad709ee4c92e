import { readFileSync } from 'fs';
import { join } from 'path';
import { App, Chart, ChartProps, Duration, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { PodServices, StatefulApp } from 'cdk8s-stateful-app';
import { Construct } from 'constructs';

const REDIS = 'redis:7.4.2-alpine';
const CLIENT_PORT = 6379;
const GOSSIP_PORT = 16379;

export interface RedisClusterProps extends ChartProps {
  /**
   * How many Redis nodes there are; 6 or more, as each of the three masters has a replica.
   *
   * @default 6
   */
  readonly nodes?: number;
}

/**
 * A Redis cluster with a volume per node, and in front of it a hit counter that keeps nothing itself.
 */
export class RedisCluster extends Chart {
  constructor(scope: Construct, id: string, props: RedisClusterProps = {}) {
    super(scope, id, props);
    const nodes = props.nodes ?? 6;
    if (nodes < 6) {
      throw new Error(`nodes ${nodes} are too few for three masters with a replica each; give 6 or more`);
    }
    const redis = this.createRedis(nodes);
    const addresses = redis.identity.peers({ port: CLIENT_PORT });
    this.formCluster(addresses);
    this.createHitCounter(addresses);
  }

  private createRedis(nodes: number): StatefulApp {
    const config = new kplus.ConfigMap(this, 'Config', {
      metadata: { name: 'redis-cluster' },
      data: { 'redis.conf': readFileSync(join(__dirname, 'redis.conf'), 'utf8') },
    });
    const redis = new StatefulApp(this, 'Redis', {
      metadata: { name: 'redis-cluster' },
      replicas: nodes,
      matchLabels: { app: 'redis-cluster' },
      // no node waits for another one to start, and a cluster without a majority should not come back one by one
      podManagementPolicy: kplus.PodManagementPolicy.PARALLEL,
      // clients learn the nodes from any of them, and need no address that leads to a certain one
      podServices: PodServices.none(),
      // the user and group "redis" of the Alpine image
      securityContext: { user: 999, group: 1000, fsGroup: 1000, fsGroupChangePolicy: kplus.FsGroupChangePolicy.ON_ROOT_MISMATCH },
      containers: [{
        name: 'redis',
        image: REDIS,
        imagePullPolicy: kplus.ImagePullPolicy.IF_NOT_PRESENT,
        // a pod comes back with another address, and nodes.conf still holds the old one
        command: ['redis-server', '/conf/redis.conf', '--cluster-announce-ip', '$(POD_IP)'],
        envVariables: { POD_IP: kplus.EnvValue.fromFieldRef(kplus.EnvFieldPaths.POD_IP) },
        ports: [{ name: 'client', number: CLIENT_PORT }, { name: 'gossip', number: GOSSIP_PORT }],
        readiness: kplus.Probe.fromCommand(['redis-cli', '-e', 'ping']),
        resources: { cpu: { request: kplus.Cpu.millis(100) }, memory: { request: Size.mebibytes(128), limit: Size.mebibytes(256) } },
        volumeMounts: [{
          path: '/conf',
          volume: kplus.Volume.fromConfigMap(this, 'ConfigVolume', config, { name: 'conf' }),
          readOnly: true,
        }],
      }],
      volumeClaimTemplates: [{ name: 'data', storage: Size.mebibytes(50), mounts: [{ path: '/data' }] }],
    });
    redis.addPodDisruptionBudget();
    return redis;
  }

  /** Redis joins its nodes to a cluster once; later they know each other. */
  private formCluster(addresses: string[]): void {
    const [host] = addresses[0]!.split(':');
    new kplus.Job(this, 'FormCluster', {
      metadata: { name: 'redis-cluster-create' },
      restartPolicy: kplus.RestartPolicy.ON_FAILURE,
      // it fails until all nodes are there
      backoffLimit: 20,
      // the pods of a Job cannot be changed, so that it must be gone when the chart is applied with more nodes
      ttlAfterFinished: Duration.hours(1),
      securityContext: { user: 999, group: 1000 },
      containers: [{
        name: 'create',
        image: REDIS,
        imagePullPolicy: kplus.ImagePullPolicy.IF_NOT_PRESENT,
        command: ['sh', '-ec', [
          `redis-cli -h ${host} cluster info | grep -q cluster_slots_assigned:16384 && exit`,
          `redis-cli --cluster create ${addresses.join(' ')} --cluster-replicas 1 --cluster-yes`,
        ].join('\n')],
        resources: { cpu: { request: kplus.Cpu.millis(50) }, memory: { request: Size.mebibytes(32), limit: Size.mebibytes(64) } },
      }],
    });
  }

  private createHitCounter(addresses: string[]): void {
    const hitCounter = new kplus.Deployment(this, 'HitCounter', {
      metadata: { name: 'hit-counter' },
      replicas: 2,
      securityContext: { user: 65534, group: 65534 },
      containers: [{
        name: 'hit-counter',
        image: 'aimvector/api-redis-ha:1.0',
        imagePullPolicy: kplus.ImagePullPolicy.IF_NOT_PRESENT,
        portNumber: 5000,
        envVariables: { REDIS_NODES: kplus.EnvValue.fromValue(addresses.join(',')) },
        // an HTTP probe would count as a hit
        readiness: kplus.Probe.fromTcpSocket(),
        resources: { cpu: { request: kplus.Cpu.millis(50) }, memory: { request: Size.mebibytes(64), limit: Size.mebibytes(128) } },
      }],
    });
    hitCounter.exposeViaService({ name: 'hit-counter', ports: [{ port: 80, targetPort: 5000 }] });
  }
}

if (require.main === module) {
  const app = new App();
  new RedisCluster(app, 'redis-cluster');
  app.synth();
}
