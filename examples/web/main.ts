import { App, Chart, ChartProps, Duration, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { HeadlessService, StatefulApp } from 'cdk8s-stateful-app';
import { Construct } from 'constructs';

/**
 * The example of the Kubernetes documentation: three nginx pods, each with a volume of its own.
 */
export class Web extends Chart {
  constructor(scope: Construct, id: string, props: ChartProps = {}) {
    super(scope, id, props);

    new StatefulApp(this, 'Web', {
      metadata: { name: 'web' },
      replicas: 3,
      matchLabels: { app: 'nginx' },
      service: HeadlessService.create({ name: 'nginx', labels: { app: 'nginx' } }),
      terminationGracePeriod: Duration.seconds(10),
      // nginx-slim starts as root, to bind port 80, and only then drops to the user of its workers
      securityContext: { ensureNonRoot: false },
      containers: [{
        name: 'nginx',
        image: 'k8s.gcr.io/nginx-slim:0.8',
        ports: [{ name: 'web', number: 80 }],
        resources: { cpu: { request: kplus.Cpu.millis(50) }, memory: { request: Size.mebibytes(32), limit: Size.mebibytes(128) } },
        // it writes its process id and its caches below /var
        securityContext: { ensureNonRoot: false, readOnlyRootFilesystem: false },
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
  new Web(app, 'web');
  app.synth();
}
