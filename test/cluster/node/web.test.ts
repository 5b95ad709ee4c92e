import { App, Chart, Testing } from 'cdk8s';
import { startClient } from './support/client';
import { eventually } from './support/eventually';
import { run } from './support/exec';
import { requiredImage } from './support/images';
import { Web } from '../../../examples/web/main';
import { HardenedWeb } from '../../../examples/web-hardened/main';
import { RESTRICTED, inNamespace } from '../support/namespace';
import { ready } from '../support/objects';

const EXAMPLES: Record<string, { example: (app: App, options: { image: string }) => Chart; labels?: Record<string, string> }> = {
  'the StatefulSet of the documentation': { example: (app, options) => new Web(app, 'web', options) },
  'the one without root and privileges': { example: (app, options) => new HardenedWeb(app, 'web', options), labels: RESTRICTED },
};

test.each(Object.entries(EXAMPLES))('X1: %s: each pod serves the page of its own volume on port 80', (_, { example, labels }) => inNamespace(async (namespace) => {
  const manifests = Testing.synth(example(Testing.app(), { image: requiredImage('web') }));
  // built into kube-controller-manager, for tests only
  await namespace.provide({ apiVersion: 'storage.k8s.io/v1', kind: 'StorageClass', metadata: { name: 'my-storage-class' }, provisioner: 'kubernetes.io/host-path' });
  await namespace.apply(manifests);
  await namespace.pods.until('three pods ready', ready(3));
  await startClient(namespace, 'visitor', 'web', 'sleep infinity');
  const pods = ['web-0', 'web-1', 'web-2'];
  for (const pod of pods) {
    await run(namespace, pod, `echo "from ${pod}" > /usr/share/nginx/html/index.html`, 'nginx');
    await eventually(async () => expect(await run(namespace, 'visitor', `wget -q -O - http://${pod}`)).toBe(`from ${pod}\n`));
  }
}, labels)());
