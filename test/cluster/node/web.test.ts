import { Testing } from 'cdk8s';
import { startClient } from './support/client';
import { eventually } from './support/eventually';
import { run } from './support/exec';
import { requiredImage } from './support/images';
import { Web } from '../../../examples/web/main';
import { RESTRICTED, inNamespace } from '../support/namespace';
import { ready } from '../support/objects';

test('X1: each pod serves the page of its own volume on port 80, without any privilege', inNamespace(async (namespace) => {
  const manifests = Testing.synth(new Web(Testing.app(), 'web', { image: requiredImage('web') }));
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
}, RESTRICTED));
