import { TestNamespace } from '../../support/namespace';
import { EVENT, KubernetesObject, PERSISTENT_VOLUME_CLAIM, POD, Pod, isReady, nameOf } from '../../support/objects';

/** Deletes a pod, does something while there is none of this name running, and waits for the one in its place. */
export async function lose(namespace: TestNamespace, name: string, whileGone: () => Promise<void> = async () => {}): Promise<Pod> {
  const { uid } = namespace.pods.get(name)!.metadata!;
  const letGo = await end(namespace, name);
  try {
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

/** Ends a pod, and keeps what is left of it, so that none comes in its place. Returns what lets it go. */
export async function end(namespace: TestNamespace, name: string): Promise<() => Promise<void>> {
  const letGo = await namespace.keepTerminating(name);
  await namespace.delete(POD, name);
  const hasEnded = (pod: Pod) => nameOf(pod) === name && ['Failed', 'Succeeded'].includes(pod.status?.phase ?? '');
  await namespace.pods.until(`${name} ended`, (pods) => pods.some(hasEnded));
  return letGo;
}

/** Waits until the kubelet has told why a pod is not ready. */
export async function toldWhy(namespace: TestNamespace, pod: string, why: string): Promise<void> {
  type Event = KubernetesObject & { message?: string; involvedObject?: { name?: string } };
  await namespace.until<Event>(EVENT, `${pod} not ready: ${why}`, (events) =>
    events.some(({ involvedObject, message = '' }) => involvedObject?.name === pod && message.includes(why)));
}

/** Deletes each of these pods in turn, and then all at once; waits until all are back and ready. */
export async function recreate(namespace: TestNamespace, names: string[]): Promise<void> {
  for (const together of [...names.map((name) => [name]), names]) {
    const before = together.map((name) => namespace.pods.get(name)!.metadata!.uid);
    await Promise.all(together.map(async (name) => namespace.delete(POD, name)));
    await namespace.pods.until(`${together.join(', ')} back`, (pods) => together.every((name, index) =>
      pods.some((pod) => nameOf(pod) === name && pod.metadata?.uid !== before[index] && isReady(pod))));
  }
}
