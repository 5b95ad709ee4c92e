import { System } from './systems';
import { TestNamespace } from '../../support/namespace';
import { POD, Pod, STATEFUL_SET, isReady, nameOf } from '../../support/objects';
import { follow } from '../support/documented';
import { eventually } from '../support/eventually';
import { run } from '../support/exec';
import { loseClaim } from '../support/loss';

export interface Fault {
  readonly what: string;
  /** Whether acknowledged writes may have been on the lost disk alone. */
  readonly mayLose?: boolean;
  /** Makes it happen, and does what the documentation says about it. */
  strike(system: System, namespace: TestNamespace): Promise<void>;
}

export const FAULTS: Fault[] = [
  { what: 'a replica is deleted', strike: async ({ name }, namespace) => deletePods(namespace, [`${name}-2`]) },
  { what: 'the primary is deleted', strike: async ({ name }, namespace) => deletePods(namespace, [`${name}-0`]) },
  { what: 'the primary is deleted by force', strike: async ({ name }, namespace) => deletePods(namespace, [`${name}-0`], '0') },
  { what: 'the primary and a replica are deleted at once', strike: async ({ name }, namespace) => deletePods(namespace, [`${name}-0`, `${name}-1`]) },
  { what: 'all pods are deleted at once', strike: async ({ name }, namespace) => deletePods(namespace, [0, 1, 2].map((it) => `${name}-${it}`)) },
  {
    what: 'the primary is evicted',
    strike: async ({ name }, namespace) => replaced(namespace, [`${name}-0`], async () => {
      expect(await namespace.evict(`${name}-0`)).toEqual({ accepted: true, message: '' });
    }),
  },
  {
    what: 'all pods are replaced by an update',
    strike: async ({ name }, namespace) => replaced(namespace, [0, 1, 2].map((it) => `${name}-${it}`), async () => {
      await namespace.patch(STATEFUL_SET, name, { spec: { template: { metadata: { annotations: { change: `${Date.now()}` } } } } });
    }),
  },
  {
    what: 'from three servers to four, to three, and again with the claim that was left',
    strike: async ({ name, manifests }, namespace) => {
      for (const replicas of [4, 3, 4, 3]) {
        await namespace.apply(manifests(namespace.name, replicas));
        await servers(namespace, name, replicas);
      }
    },
  },
  { what: 'the disk of a replica is lost', strike: async ({ name }, namespace) => loseClaim(namespace, `${name}-1`) },
  {
    what: 'the disk of the primary is lost',
    mayLose: true,
    strike: async ({ name, wayBack }, namespace) => {
      await loseClaim(namespace, `${name}-0`);
      await follow(namespace, ...wayBack);
    },
  },
];

/** How long a replica may take to follow before a person believes what its probe says, in milliseconds. */
const PATIENCE = 30_000;

/** Waits until there are so many servers, and all of them are ready. After the loss of the primary, one that cannot follow is cloned anew. */
export async function servers(namespace: TestNamespace, name: string, count: number, mayClone = false): Promise<void> {
  const since = Date.now();
  await eventually(async () => {
    const broken = serversOf(namespace, name).filter((pod) => !isReady(pod) && nameOf(pod) !== `${name}-0` && pod.status?.phase === 'Running');
    if (mayClone && Date.now() - since > PATIENCE) {
      for (const pod of broken) if (await wantsClone(namespace, nameOf(pod), name)) await loseClaim(namespace, nameOf(pod));
    }
    expect(serversOf(namespace, name).filter(isReady)).toHaveLength(count);
    expect(serversOf(namespace, name)).toHaveLength(count);
  });
}

function serversOf(namespace: TestNamespace, name: string): Pod[] {
  return namespace.pods.current().filter((pod) => nameOf(pod).startsWith(`${name}-`));
}

/** As a person reads it in the events of the pod. */
async function wantsClone(namespace: TestNamespace, pod: string, name: string): Promise<boolean> {
  const answer = await run(namespace, pod, `sh -eu /etc/${name === 'postgres' ? 'postgresql' : name}/pod/is-ready.sh || true`, name).catch(() => '');
  return answer.includes('clone it anew');
}

async function deletePods(namespace: TestNamespace, names: string[], gracePeriodSeconds?: string): Promise<void> {
  await replaced(namespace, names, async () => {
    for (const name of names) {
      const query: Record<string, string> = gracePeriodSeconds === undefined ? {} : { gracePeriodSeconds };
      await namespace.api.request('DELETE', await namespace.api.path(POD, namespace.name, name), { query });
    }
  });
}

/** Waits until there are other pods in place of these. */
async function replaced(namespace: TestNamespace, names: string[], act: () => Promise<void>): Promise<void> {
  const before = names.map((name) => namespace.pods.get(name)!.metadata!.uid);
  await act();
  await namespace.pods.until(`other pods ${names.join(', ')}`, (pods) =>
    names.every((name) => pods.some((pod) => nameOf(pod) === name && !before.includes(pod.metadata!.uid))));
}
