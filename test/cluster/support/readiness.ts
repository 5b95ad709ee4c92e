import { ApiServer, Refused } from './api-server';
import { Manifest, Pod, hasCondition } from './objects';

const GATE = 'cdk8s-stateful-app.test/open';

/**
 * The manifests with a readiness gate in every pod template: such a pod becomes ready only when the test says so.
 *
 * A gate is Kubernetes' own way to have a say in readiness, and the only one that a kubelet respects as KWOK does.
 */
export function gated(manifests: Manifest[]): Manifest[] {
  return manifests.map((manifest) => {
    if (manifest.kind !== 'StatefulSet') return manifest;
    const copy = structuredClone(manifest) as Manifest & { spec: { template: { spec: Record<string, unknown> } } };
    copy.spec.template.spec.readinessGates = [{ conditionType: GATE }];
    return copy;
  });
}

type Holds = (pod: Pod) => boolean;

/** Opens the gate of every gated pod at once, except of those that are held. */
export class Readiness {
  private readonly holds = new Set<Holds>();

  constructor(private readonly api: ApiServer, private readonly pods: () => Pod[]) {}

  /** Holds the pods for which this is true unready, those that are there and those to come. Returns what ends it. */
  async hold(holds: Holds): Promise<() => Promise<void>> {
    this.holds.add(holds);
    await this.reconcileAll();
    return async () => {
      this.holds.delete(holds);
      await this.reconcileAll();
    };
  }

  /** Sets a pod's gate to what it should be. */
  async reconcile(pod: Pod): Promise<void> {
    const open = ![...this.holds].some((holds) => holds(pod));
    const isGated = pod.spec?.readinessGates?.some(({ conditionType }) => conditionType === GATE);
    if (!isGated || open === hasCondition(pod, GATE)) return;
    await this.patchStatus(pod, { conditions: [{ type: GATE, status: open ? 'True' : 'False' }] });
  }

  /** Ends a pod as if its containers had failed for good. */
  async fail(pod: Pod): Promise<void> {
    await this.patchStatus(pod, {
      phase: 'Failed',
      reason: 'Test',
      conditions: [{ type: 'Ready', status: 'False' }, { type: 'ContainersReady', status: 'False' }],
    });
  }

  private async reconcileAll(): Promise<void> {
    await Promise.all(this.pods().map(async (pod) => this.reconcile(pod)));
  }

  private async patchStatus(pod: Pod, status: object): Promise<void> {
    const { name, namespace, uid } = pod.metadata!;
    try {
      await this.api.request('PATCH', `/api/v1/namespaces/${namespace}/pods/${name}/status`, {
        contentType: 'application/strategic-merge-patch+json',
        // the uid, so that a pod which came back under the same name is left alone
        body: { metadata: { uid }, status },
      });
    } catch (error) {
      // of a pod that came back under the same name, the API server says either that it conflicts or that the uid cannot change
      const isGone = error instanceof Refused && (error.code === 404 || error.code === 409 || /metadata\.uid: .*immutable/.test(error.message));
      if (!isGone) throw error;
    }
  }
}
