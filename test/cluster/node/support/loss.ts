import { TestNamespace } from '../../support/namespace';
import { PERSISTENT_VOLUME_CLAIM, POD, Pod, isReady, nameOf } from '../../support/objects';

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

/** Deletes the claims of a pod, and the pod, as where its disk is lost; waits for the pod in its place, which need not be ready. */
export async function loseClaim(namespace: TestNamespace, name: string): Promise<void> {
  const { metadata, spec } = namespace.pods.get(name)!;
  for (const { persistentVolumeClaim } of spec!.volumes!) {
    if (persistentVolumeClaim) await namespace.delete(PERSISTENT_VOLUME_CLAIM, persistentVolumeClaim.claimName);
  }
  await namespace.delete(POD, name);
  await namespace.pods.until(`${name} anew`, (pods) => pods.some((pod) => nameOf(pod) === name && pod.metadata?.uid !== metadata!.uid));
}
