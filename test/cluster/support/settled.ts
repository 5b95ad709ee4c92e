import type { V1Deployment, V1Job } from '@kubernetes/client-node' with { 'resolution-mode': 'import'};
import { TestNamespace } from './namespace';
import { Kind, KubernetesObject, Manifest, Pod, PodDisruptionBudget, StatefulSet, isReady, nameOf } from './objects';

type IsSettled = (object: KubernetesObject) => boolean;

function settledIf<T extends KubernetesObject>(predicate: (object: T) => boolean): IsSettled {
  return (object) => predicate(object as T);
}

/** When the controllers of a kind have nothing more to write into its status. All other kinds have none. */
const SETTLED: Record<string, IsSettled> = {
  StatefulSet: settledIf<StatefulSet>(({ metadata, spec, status }) => status?.observedGeneration === metadata?.generation
    && status?.availableReplicas === spec?.replicas && status?.currentReplicas === spec?.replicas),
  Deployment: settledIf<V1Deployment>(({ metadata, spec, status }) => status?.observedGeneration === metadata?.generation
    && status?.availableReplicas === spec?.replicas && status?.conditions?.some(({ reason }) => reason === 'NewReplicaSetAvailable') === true),
  // a Job that runs to its end has no active pod any more
  Job: settledIf<V1Job>(({ status }) => status?.active === undefined ? status?.completionTime !== undefined : status.ready === status.active),
  Pod: settledIf<Pod>((pod) => isReady(pod) || pod.status?.phase === 'Succeeded'),
  PodDisruptionBudget: settledIf<PodDisruptionBudget>(({ metadata, status }) => status?.observedGeneration === metadata?.generation
    && status?.currentHealthy === status?.expectedPods && status?.disruptionsAllowed! > 0),
};

/** Waits until the controllers are done with all objects, and returns these. */
export async function allSettled(namespace: TestNamespace, manifests: Manifest[]): Promise<KubernetesObject[]> {
  for (const manifest of manifests) {
    const isSettled = SETTLED[manifest.kind];
    const name = nameOf(manifest);
    if (isSettled) {
      await namespace.until(manifest, `${manifest.kind} ${name} settled`, (all) => all.some((object) => nameOf(object) === name && isSettled(object)));
    }
  }
  return current(namespace, manifests);
}

/** The objects as they are stored now. */
export async function current(namespace: TestNamespace, manifests: Manifest[]): Promise<KubernetesObject[]> {
  return Promise.all(manifests.map(async (manifest) => namespace.get(manifest as Kind, nameOf(manifest))));
}
