import { log } from './log';
import { moreAcknowledged } from './writes';
import { TestNamespace } from '../../support/namespace';
import { Manifest, StatefulSet } from '../../support/objects';

/** A pod that runs a command with the image and the rights of the server of a StatefulSet. */
export function beside(manifests: Manifest[], name: string, command: string): Manifest {
  const [set] = manifests.filter(({ kind }) => kind === 'StatefulSet') as (Manifest & StatefulSet)[];
  const { securityContext, containers: [server] } = set.spec!.template.spec!;
  const { image, securityContext: own } = server;
  // it must not wait for room on the node
  const resources = { requests: { cpu: '10m' } };
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name },
    spec: { securityContext, terminationGracePeriodSeconds: 0, containers: [{ name, image, resources, securityContext: own, command: ['sh', '-c', command] }] },
  };
}

/**
 * A pod that tries to write to each of these pods directly, whatever their role, as fast as they answer. Its log has the pod and the
 * number of each write that was acknowledged.
 *
 * @param insert the command that writes the number `$n` to a pod
 */
export function writers(manifests: Manifest[], pods: string[], insert: (pod: string) => string): Manifest {
  const loops = pods.map((pod) => `(n=0; while :; do n=$((n + 1)); ${insert(pod)} > /dev/null 2>&1 && echo ${pod} $n; sleep 0.05; done) &`);
  return beside(manifests, 'writers', `${loops.join(' ')} wait`);
}

/** The writes that were acknowledged to them, in this order. */
export const acknowledged = async (namespace: TestNamespace) => log(namespace, 'writers', 'writers');

/** Waits until more writes were acknowledged. */
export const goesOn = async (namespace: TestNamespace) => moreAcknowledged(async () => acknowledged(namespace));

/** The pods that have acknowledged writes, one after the other: each is there as often as it has become the one who does. */
export async function turns(namespace: TestNamespace): Promise<string[]> {
  const pods = (await acknowledged(namespace)).map((line) => line.split(' ')[0]!);
  return pods.filter((pod, index) => pod !== pods[index - 1]);
}
