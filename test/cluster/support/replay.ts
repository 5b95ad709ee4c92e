import { TestNamespace } from './namespace';
import { Manifest, PERSISTENT_VOLUME_CLAIM, Pod, STATEFUL_SET, isReady, nameOf } from './objects';
import { TargetVersions } from '../../../src/manifest/kubernetes/target-versions';
import { ManifestObject } from '../../../src/manifest/model/object';
import { plan } from '../../../src/manifest/plan';
import { SetPlan } from '../../../src/manifest/plan/set-plan';

/** A change of the StatefulSet `web`, and what goes wrong with its pods. */
export interface Change {
  /** The set that is there before; nothing without it. */
  before?: Manifest;
  /** The set that is applied; where it is missing, the one that is there is deleted. */
  after?: Manifest;
  /** The pods that never get ready with what is applied. */
  fails?: number[];
  /** The pods that are not ready to begin with. */
  broken?: number[];
  /** The pods that vanish once the controller waits for the first time. */
  lost?: number[];
}

/** The fields of a spec that are not as by default. */
export interface Spec {
  [field: string]: unknown;
}

/** The set `web` with these pods: three of them, with a claim each, unless the spec says otherwise. */
export function webSet(podSpec: object, spec: Spec): Manifest {
  const labels = { app: 'web' };
  return {
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: { name: 'web' },
    spec: {
      replicas: 3,
      serviceName: 'web',
      selector: { matchLabels: labels },
      template: { metadata: { labels }, spec: podSpec },
      volumeClaimTemplates: [{
        metadata: { name: 'www' },
        spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
      }],
      ...spec,
    },
  };
}

/** What is planned for a change, in the version of the cluster. */
export async function planned({ api }: TestNamespace, { before, after, fails, broken, lost }: Change, live?: Manifest[]): Promise<SetPlan> {
  const { minor, patch } = await api.version();
  const objects = (manifests: (Manifest | undefined)[]) => manifests.flatMap((manifest) => manifest ? [new ManifestObject(manifest)] : []);
  const pods = (ordinals: number[] = []) => ordinals.map((ordinal) => ({ statefulSet: 'web', ordinal }));
  const { sets, refused } = plan(objects(live ?? [before]), objects([after]), {
    target: TargetVersions.parse(`1.${minor}.${patch}`), fails: pods(fails), broken: pods(broken), lost: pods(lost),
  });
  expect(refused).toEqual([]);
  expect(sets.map(({ length }) => length)).toEqual([1]);
  return sets[0]![0]!;
}

/** Brings about what a change begins with: all pods there and available, but for those that are broken, as `breakPod` does it. */
export async function begin(namespace: TestNamespace, { before, broken = [] }: Change, breakPod: (pod: Pod) => Promise<void>): Promise<void> {
  if (!before) return;
  await namespace.apply([before]);
  await namespace.settled('web', 'all pods there', ({ availableReplicas, updatedReplicas }) =>
    (availableReplicas ?? 0) === numberOf(before) && (updatedReplicas ?? 0) === numberOf(before));
  for (const ordinal of broken) await breakPod(namespace.pods.get(`web-${ordinal}`)!);
  await namespace.settled('web', `${broken.length} pods broken`, ({ readyReplicas }) => (readyReplicas ?? 0) === numberOf(before) - broken.length);
}

export async function carryOut(namespace: TestNamespace, { after }: Change): Promise<void> {
  if (after) await namespace.apply([after]);
  else await namespace.delete(STATEFUL_SET, 'web');
}

/** Waits for what the plan ends with, and for the controller to have seen it. */
export async function ended(namespace: TestNamespace, { steps, replicasBefore, claims }: SetPlan, { after }: Change): Promise<void> {
  const number = (what: string) => steps.flatMap((step) => [...step.after.map((event) => event.what), ...step.actions.map(({ verb }) => verb)])
    .filter((each) => each === what).length;
  const count = replicasBefore + number('create pod') - number('gone');
  const done = number('create pod') + number('delete pod');
  const serving = steps.at(-1)?.serving;
  await namespace.pods.until(`${count} pods, ${serving} ready`, (pods) => pods.length === count
    && namespace.events.sequence('created', 'terminating').length >= done
    && pods.every(({ metadata }) => !metadata?.deletionTimestamp) && (serving === undefined || pods.filter(isReady).length === serving));
  if (after) {
    await namespace.settled('web', 'the end counted', ({ replicas, readyReplicas, availableReplicas }) => replicas === count
      && (serving === undefined || (readyReplicas ?? 0) === serving) && (availableReplicas ?? 0) === (readyReplicas ?? 0));
  }
  await namespace.until(PERSISTENT_VOLUME_CLAIM, 'the claims that are planned', (all) =>
    JSON.stringify(all.map(nameOf).sort()) === JSON.stringify([...claims.created, ...claims.kept].sort()));
}

function numberOf({ spec }: Manifest): number {
  return (spec as { replicas: number }).replicas;
}
