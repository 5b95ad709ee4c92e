import { Duration, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { BootstrapChain } from 'cdk8s-stateful-app';
import { eventually } from './support/eventually';
import { run } from './support/exec';
import { DATA, web } from './support/web';
import { TestNamespace, inNamespace } from '../support/namespace';
import { POD, PERSISTENT_VOLUME_CLAIM, Pod, nameOf, ready } from '../support/objects';

const PORT = 8080;
const LINEAGE = `${DATA}/lineage`;

/** Pods whose data is the names of all pods that it went through. None of them may take its time to end. */
function program(namespace: string, clone: string, replicas = 3) {
  const volumeClaimTemplates = [{ name: 'www', storage: Size.gibibytes(1) }];
  // its sidecar is for Kubernetes 1.29 or later
  const props = { replicas, volumeClaimTemplates, terminationGracePeriod: Duration.hours(1), targetVersion: '1.29-1.37' };
  return web(namespace, props, (app) => {
    new BootstrapChain(app, 'Bootstrap', {
      volumeClaimTemplate: app.volumeClaimTemplate('www'),
      path: DATA,
      initialize: ['sh', '-ec', 'echo "$POD_NAME" > "$DATA_DIRECTORY/lineage"'],
      clone: ['sh', '-ec', clone],
      server: { command: ['sh', '-c', `trap 'exit 0' TERM; busybox httpd -f -p ${PORT} -h "$DATA_DIRECTORY" & wait`], port: PORT, resources: { cpu: { request: kplus.Cpu.millis(10) } } },
    });
  }).manifests;
}

const COPY = 'wget -q -O - "http://$PREVIOUS_POD_HOST:$PREVIOUS_POD_PORT/lineage" > "$DATA_DIRECTORY/lineage"; echo "$POD_NAME" >> "$DATA_DIRECTORY/lineage"';

async function lineage(namespace: TestNamespace, pod: string): Promise<string[]> {
  return (await run(namespace, pod, `cat ${LINEAGE}`)).trim().split('\n');
}

function isCloning(pod: Pod): boolean {
  const step = pod.status?.initContainerStatuses?.find(({ name }) => name === 'start-up');
  return nameOf(pod) === 'web-1' && step?.state?.running !== undefined;
}

test('X2: each pod is cloned from the one before it', inNamespace(async (namespace) => {
  await namespace.apply(program(namespace.name, COPY));
  await namespace.pods.until('three pods ready', ready(3));
  expect(await lineage(namespace, 'web-2')).toEqual(['web-0', 'web-1', 'web-2']);
}));

test('X2: a pod that comes back finds its data, and one that has lost its claim is cloned anew', inNamespace(async (namespace) => {
  await namespace.apply(program(namespace.name, COPY));
  await namespace.pods.until('three pods ready', ready(3));
  for (const pod of ['web-1', 'web-2']) await run(namespace, pod, `echo own >> ${LINEAGE}`);
  await namespace.scale('web', 1);
  await namespace.pods.until('one pod', (pods) => pods.length === 1);
  await namespace.delete(PERSISTENT_VOLUME_CLAIM, 'www-web-2');
  await namespace.scale('web', 3);
  await namespace.pods.until('three pods ready', ready(3));
  expect([await lineage(namespace, 'web-1'), await lineage(namespace, 'web-2')]).toEqual([
    ['web-0', 'web-1', 'own'], ['web-0', 'web-1', 'own', 'web-2'],
  ]);
}));

test('X2: a clone that is broken off ends at once, and the next one starts from nothing', inNamespace(async (namespace) => {
  // the first try leaves a file in the data, and a mark beside it, and lasts; the second must not find the file
  const once = 'if [ ! -e /start-up/volume/tried ]; then touch /start-up/volume/tried; touch "$DATA_DIRECTORY/half"; sleep 3600; fi; '
    + `ls "$DATA_DIRECTORY" > /start-up/volume/found; ${COPY}; mv /start-up/volume/found "$DATA_DIRECTORY"`;
  await namespace.apply(program(namespace.name, once, 2));
  await namespace.pods.until('web-1 cloning', (pods) => pods.some(isCloning));
  await eventually(async () => void await run(namespace, 'web-1', 'test -e /start-up/volume/data.incomplete/half', 'start-up'));
  await namespace.delete(POD, 'web-1');
  await namespace.pods.until('two pods ready', ready(2));
  expect([await run(namespace, 'web-1', `cat ${DATA}/found`), await lineage(namespace, 'web-1')]).toEqual(['', ['web-0', 'web-1']]);
}));
