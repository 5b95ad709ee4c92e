import { TestNamespace } from '../../support/namespace';
import { POD, Pod, isReady, nameOf } from '../../support/objects';

/** Deletes a pod, does something while there is none of this name running, and waits for the one in its place. */
export async function lose(namespace: TestNamespace, name: string, whileGone: () => Promise<void> = async () => {}): Promise<Pod> {
  const { uid } = namespace.pods.get(name)!.metadata!;
  const letGo = await namespace.keepTerminating(name);
  try {
    await namespace.delete(POD, name);
    const hasEnded = (pod: Pod) => nameOf(pod) === name && ['Failed', 'Succeeded'].includes(pod.status?.phase ?? '');
    await namespace.pods.until(`${name} ended`, (pods) => pods.some(hasEnded));
    await whileGone();
  } finally {
    await letGo();
  }
  const isBack = (pod: Pod) => nameOf(pod) === name && pod.metadata?.uid !== uid && isReady(pod);
  const pods = await namespace.pods.until(`${name} back`, (all) => all.some(isBack));
  return pods.find(isBack)!;
}
