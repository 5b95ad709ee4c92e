import { requiredImage } from './images';
import { TestNamespace } from '../../support/namespace';
import { Manifest, isReady, nameOf } from '../../support/objects';

/** Runs a shell command for as long as the test lasts, in a pod of its own: a client of what the test is about. */
export async function startClient(namespace: TestNamespace, name: string, image: string, command: string): Promise<void> {
  await namespace.apply([clientPod(name, requiredImage(image), command)]);
  await namespace.pods.until(`${name} running`, (pods) => pods.some((pod) => nameOf(pod) === name && isReady(pod)));
}

function clientPod(name: string, image: string, command: string): Manifest {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name },
    spec: {
      securityContext: { runAsNonRoot: true, runAsUser: 65534, seccompProfile: { type: 'RuntimeDefault' } },
      // the command ends with the test
      terminationGracePeriodSeconds: 0,
      containers: [{
        name,
        image,
        imagePullPolicy: 'Never',
        command: ['sh', '-c', command],
        volumeMounts: [{ name: 'tmp', mountPath: '/tmp' }],
        securityContext: { allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: { drop: ['ALL'] } },
      }],
      volumes: [{ name: 'tmp', emptyDir: {} }],
    },
  };
}
