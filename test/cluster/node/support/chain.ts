import { Duration, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { BootstrapChain, BootstrapChainProps } from 'cdk8s-stateful-app';
import { run } from './exec';
import { decide } from './first-start';
import { DATA, web } from './web';
import { TestNamespace } from '../../support/namespace';
import { Manifest, ready } from '../../support/objects';

const PORT = 8080;

/** How a pod gets the names of the pods before it, and adds its own. */
export const COPY = 'wget -q -O - "http://$PREVIOUS_POD_HOST:$PREVIOUS_POD_PORT/lineage" > "$DATA_DIRECTORY/lineage"; echo "$POD_NAME" >> "$DATA_DIRECTORY/lineage"';

/** The file with the names of all pods that the data went through. */
export const LINEAGE = `${DATA}/lineage`;

/** Pods with such a file. None of them may take its time to end. */
export function chain(namespace: string, clone: string, replicas: number, props: Partial<BootstrapChainProps> = {}): Manifest[] {
  const volumeClaimTemplates = [{ name: 'www', storage: Size.gibibytes(1) }];
  // its sidecar is for Kubernetes 1.29 or later
  const options = { replicas, volumeClaimTemplates, terminationGracePeriod: Duration.hours(1), targetVersion: '1.29-1.37' };
  return web(namespace, options, (app) => {
    new BootstrapChain(app, 'Bootstrap', {
      volumeClaimTemplate: app.volumeClaimTemplate('www'),
      path: DATA,
      initialize: ['sh', '-ec', 'echo "$POD_NAME" > "$DATA_DIRECTORY/lineage"'],
      clone: ['sh', '-ec', clone],
      server: { command: ['sh', '-c', `trap 'exit 0' TERM; busybox httpd -f -p ${PORT} -h "$DATA_DIRECTORY" & wait`], port: PORT, resources: { cpu: { request: kplus.Cpu.millis(10) } } },
      ...props,
    });
  }).manifests;
}

/** Applies the pods and permits their first start. */
export async function permitted(namespace: TestNamespace, clone = COPY, replicas = 3): Promise<void> {
  await namespace.apply(chain(namespace.name, clone, replicas));
  await decide(namespace, 'web-0', 'initialize');
}

/** The same, and waits until all are ready. */
export async function started(namespace: TestNamespace, replicas = 3): Promise<void> {
  await permitted(namespace, COPY, replicas);
  await namespace.pods.until(`${replicas} pods ready`, ready(replicas));
}

export async function lineage(namespace: TestNamespace, pod: string): Promise<string[]> {
  return (await run(namespace, pod, `cat ${LINEAGE}`)).trim().split('\n');
}
