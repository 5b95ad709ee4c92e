import { App, Chart, ChartProps, Duration, Size } from 'cdk8s';
import { HeadlessService, StatefulApp } from 'cdk8s-stateful-app';
import { Construct } from 'constructs';

export interface WebProps extends ChartProps {
  /**
   * The image, which serves /usr/share/nginx/html on port 80.
   *
   * @default 'k8s.gcr.io/nginx-slim:0.8'
   */
  readonly image?: string;
}

/**
 * The example of the Kubernetes documentation: three nginx pods, each with a volume of its own.
 */
export class Web extends Chart {
  constructor(scope: Construct, id: string, props: WebProps = {}) {
    super(scope, id, props);
    new StatefulApp(this, 'Web', {
      metadata: { name: 'web' },
      replicas: 3,
      matchLabels: { app: 'nginx' },
      service: HeadlessService.create({ name: 'nginx', labels: { app: 'nginx' } }),
      terminationGracePeriod: Duration.seconds(10),
      // as in the document: the image runs as root and writes beside its volume, which the defaults of cdk8s-plus forbid
      podDefaults: false,
      containers: [{
        name: 'nginx',
        image: props.image ?? 'k8s.gcr.io/nginx-slim:0.8',
        ports: [{ name: 'web', number: 80 }],
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
