import { readFileSync } from 'fs';
import { join } from 'path';
import { App, Chart, ChartProps, Duration, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { HeadlessService, StatefulApp } from 'cdk8s-stateful-app';
import { Construct } from 'constructs';

/** The user and group `nginx`. */
const NGINX = 101;

export interface HardenedWebProps extends ChartProps {
  /**
   * The image, with `nginx` in its PATH.
   *
   * @default 'k8s.gcr.io/nginx-slim:0.8'
   */
  readonly image?: string;
}

/**
 * The example of the Kubernetes documentation under the Pod Security standard `restricted`: nginx without root, without
 * privileges, and with a file system that is read-only beside its volumes.
 */
export class HardenedWeb extends Chart {
  constructor(scope: Construct, id: string, props: HardenedWebProps = {}) {
    super(scope, id, props);
    const config = new kplus.ConfigMap(this, 'Config', {
      metadata: { name: 'nginx' },
      data: { 'nginx.conf': readFileSync(join(__dirname, 'nginx.conf'), 'utf8') },
    });

    new StatefulApp(this, 'Web', {
      metadata: { name: 'web' },
      replicas: 3,
      matchLabels: { app: 'nginx' },
      service: HeadlessService.create({ name: 'nginx', labels: { app: 'nginx' } }),
      terminationGracePeriod: Duration.seconds(10),
      securityContext: {
        user: NGINX,
        group: NGINX,
        fsGroup: NGINX,
        // lets a user who is not root listen on port 80
        sysctls: [{ name: 'net.ipv4.ip_unprivileged_port_start', value: '80' }],
      },
      containers: [{
        name: 'nginx',
        image: props.image ?? 'k8s.gcr.io/nginx-slim:0.8',
        imagePullPolicy: kplus.ImagePullPolicy.IF_NOT_PRESENT,
        command: ['nginx', '-c', '/config/nginx.conf', '-g', 'daemon off;'],
        ports: [{ name: 'web', number: 80 }],
        // a page would do, too, but the volumes are empty at first
        readiness: kplus.Probe.fromTcpSocket({ port: 80 }),
        resources: { cpu: { request: kplus.Cpu.millis(50) }, memory: { request: Size.mebibytes(32), limit: Size.mebibytes(128) } },
        volumeMounts: [
          { path: '/config', volume: kplus.Volume.fromConfigMap(this, 'ConfigVolume', config, { name: 'config' }), readOnly: true },
          { path: '/tmp', volume: kplus.Volume.fromEmptyDir(this, 'Temporary', 'tmp') },
        ],
        securityContext: {
          seccompProfile: { type: kplus.SeccompProfileType.RUNTIME_DEFAULT },
          capabilities: { drop: [kplus.Capability.ALL] },
        },
      }],
      volumeClaimTemplates: [{
        name: 'www',
        storage: Size.gibibytes(1),
        storageClassName: 'my-storage-class',
        mounts: [{ path: '/usr/share/nginx/html' }],
      }],
    });
  }
}

if (require.main === module) {
  const app = new App();
  new HardenedWeb(app, 'web');
  app.synth();
}
