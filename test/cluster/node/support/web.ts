import { Chart, Duration, Size, Testing } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { HeadlessService, StatefulApp, StatefulAppProps } from 'cdk8s-stateful-app';
import { requiredImage } from './images';
import { Manifest } from '../../support/objects';

export interface Web {
  app: StatefulApp;
  manifests: Manifest[];
}

/** Where the pods keep what they serve. */
export const DATA = '/usr/share/nginx/html';

/**
 * The example of the Kubernetes documentation, with a readiness probe besides: the set `web`, governed by the Service `nginx`,
 * with the claim `www`. Each pod answers `/hostname` with its host name, and serves its volume.
 */
export function web(namespace: string, props: Partial<StatefulAppProps> = {}, extend: (app: StatefulApp) => void = () => {}): Web {
  const chart = new Chart(Testing.app(), 'web', { namespace });
  const app = new StatefulApp(chart, 'Web', {
    metadata: { name: 'web' },
    replicas: 3,
    matchLabels: { app: 'nginx' },
    service: HeadlessService.create({ name: 'nginx' }),
    terminationGracePeriod: Duration.seconds(10),
    securityContext: { ensureNonRoot: false },
    containers: [{
      name: 'nginx',
      image: requiredImage('web'),
      imagePullPolicy: kplus.ImagePullPolicy.NEVER,
      ports: [{ name: 'web', number: 80 }],
      envVariables: { POD_INDEX: StatefulApp.POD_INDEX },
      readiness: kplus.Probe.fromHttpGet('/hostname', { port: 80, periodSeconds: Duration.seconds(1) }),
      resources: { cpu: { request: kplus.Cpu.millis(10) }, memory: { request: Size.mebibytes(16) } },
      securityContext: { ensureNonRoot: false, readOnlyRootFilesystem: false },
    }],
    volumeClaimTemplates: [{ name: 'www', storage: Size.gibibytes(1), mounts: [{ path: DATA }] }],
    ...props,
  });
  extend(app);
  return { app, manifests: Testing.synth(chart) };
}
