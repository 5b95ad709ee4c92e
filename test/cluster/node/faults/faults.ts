import { setTimeout } from 'node:timers/promises';
import { tellPassword } from './clients';
import { System, fill } from './systems';
import { TestNamespace } from '../../support/namespace';
import { POD, Pod, STATEFUL_SET, isReady, nameOf } from '../../support/objects';
import { follow } from '../support/documented';
import { eventually } from '../support/eventually';
import { run } from '../support/exec';
import { loseClaim } from '../support/loss';
import { apart, withSmallVolume, withoutKubelet } from '../support/node';

export interface Fault {
  readonly what: string;
  /** Whether it is one of systems with a primary and replicas only. */
  readonly replication?: boolean;
  /** Whether nothing comes after it, as there is no way back. */
  readonly last?: boolean;
  /** Whether acknowledged writes may have been on the lost disk alone, where replicas may be behind. */
  readonly mayLose?: boolean;
  /** Whether the primary ends, or is left alone, without a word. */
  readonly abrupt?: boolean;
  /** For how long replicas are cut off, in seconds: where they may be behind, reads may by this and what is allowed otherwise. */
  readonly cutOff?: number;
  /** Whether all pods of the node feel it, so that nothing else can be tested beside it. */
  readonly wholeNode?: boolean;
  /** Makes it happen, and does what the documentation says about it. */
  strike(system: System, namespace: TestNamespace): Promise<void>;
}

/** How long a pod may take to end and be ready again, in milliseconds. */
const A_POD = 60_000;

/** How long replicas are cut off, in seconds. */
const CUT_OFF = 60;

/** How long a disk is full, in seconds. */
const FULL = 10;

/** How much room there is beside the data, in MiB: less than is written then. */
const ROOM = 40;
/** With how much of it a disk may count as full, in MiB: what a server asks for at once may be more, and is given back when there is less. */
const ROOM_LEFT = 16;

export const FAULTS: Fault[] = [
  { what: 'a replica is deleted', strike: async (system, namespace) => deletePods(namespace, [await replica(system, namespace)]) },
  { what: 'the primary is deleted', strike: async (system, namespace) => deletePods(namespace, [await primaryOf(system, namespace)]) },
  { what: 'the primary is deleted by force', abrupt: true, strike: async (system, namespace) => deletePods(namespace, [await primaryOf(system, namespace)], '0') },
  {
    what: 'the primary and a replica are deleted at once',
    strike: async (system, namespace) => deletePods(namespace, [await primaryOf(system, namespace), await replica(system, namespace)]),
  },
  { what: 'all pods are deleted at once', strike: async (system, namespace) => deletePods(namespace, namesOf(system)) },
  {
    what: 'the primary is evicted',
    strike: async (system, namespace) => {
      const primary = await primaryOf(system, namespace);
      await replaced(namespace, [primary], async () => expect(await namespace.evict(primary)).toEqual({ accepted: true, message: '' }));
    },
  },
  {
    what: 'all pods are drained at once, as fast as the budget lets them go',
    strike: async (system, namespace) => {
      const names = namesOf(system);
      let refused = 0;
      await replaced(namespace, names, async () => {
        // as `kubectl drain`: all are asked for at once, and those that are refused again
        await Promise.all(names.map(async (pod) => eventually(async () => {
          const { accepted } = await namespace.evict(pod);
          if (!accepted) refused++;
          expect(accepted).toBe(true);
          // the last of them waits for all the others
        }, names.length * A_POD)));
      });
      expect(refused).toBeGreaterThan(0);
    },
  },
  {
    what: 'all pods are replaced by an update',
    strike: async (system, namespace) => replaced(namespace, namesOf(system), async () => {
      await namespace.patch(STATEFUL_SET, system.name, { spec: { template: { metadata: { annotations: { change: `${Date.now()}` } } } } });
    }),
  },
  {
    replication: true,
    what: 'from three servers to four, to three, and again with the claim that was left',
    strike: async ({ name, manifests }, namespace) => {
      for (const replicas of [4, 3, 4, 3]) {
        await namespace.apply(manifests(namespace.name, replicas));
        await servers(namespace, name, replicas);
      }
    },
  },
  { what: 'the disk of a replica is lost', strike: async (system, namespace) => loseClaim(namespace, await replica(system, namespace)) },
  {
    what: 'the disk of the primary is lost',
    mayLose: true,
    strike: async (system, namespace) => {
      await loseClaim(namespace, await primaryOf(system, namespace));
      if (system.replication) await follow(namespace, ...system.replication.wayBack);
    },
  },
  {
    what: 'both passwords are changed',
    replication: true,
    strike: async (system, namespace) => {
      await follow(namespace, ...system.replication!.passwords);
      await tellPassword(namespace, system);
    },
  },
  {
    what: `the primary and the replicas do not reach each other for ${CUT_OFF} s, and clients reach all of them`,
    cutOff: CUT_OFF,
    abrupt: true,
    strike: async (system, namespace) => {
      const primary = await primaryOf(system, namespace);
      await apart(namespace, [primary], namesOf(system).filter((pod) => pod !== primary), async () => setTimeout(CUT_OFF * 1000));
    },
  },
  { what: 'the disk of the primary is full, until it grows', strike: async (system, namespace) => full(system, namespace, await primaryOf(system, namespace)) },
  { what: 'the disk of a replica is full, until it grows', strike: async (system, namespace) => full(system, namespace, await replica(system, namespace)) },
  {
    what: 'the kubelet is killed, and started again when the node is not ready',
    wholeNode: true,
    strike: async (_, namespace) => {
      const containers = () => namespace.pods.current().flatMap(({ status }) => status!.containerStatuses!.map(({ containerID }) => containerID));
      const before = containers();
      await withoutKubelet(namespace, async () => {});
      expect(containers()).toEqual(before);
    },
  },
  {
    what: 'the kubelet is killed, the primary is deleted by force, and the kubelet is started again',
    wholeNode: true,
    abrupt: true,
    strike: async (system, namespace) => {
      const primary = await primaryOf(system, namespace);
      await withoutKubelet(namespace, async () => deletePods(namespace, [primary], '0'));
    },
  },
  {
    what: 'the next major version of the database is tried, and the one before comes back',
    strike: async ({ upgrade }, namespace) => upgrade.tryOut(namespace),
  },
  { what: 'all servers get the next major version of the database', last: true, strike: async ({ upgrade }, namespace) => upgrade.complete(namespace) },
];

/** Writes until a disk is full, and makes it larger then. */
async function full(system: System, namespace: TestNamespace, pod: string): Promise<void> {
  const volume = await withSmallVolume(namespace, pod, ROOM);
  await servers(namespace, system.name, system.servers);
  await eventually(async () => {
    // a server that is slow for once ends it early
    await fill(system, namespace);
    expect(await volume.free()).toBeLessThan(ROOM_LEFT);
  });
  await setTimeout(FULL * 1000);
  await volume.grow();
}

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

async function primaryOf(system: System, namespace: TestNamespace): Promise<string> {
  return (await system.holders(namespace))[0];
}

async function replica(system: System, namespace: TestNamespace): Promise<string> {
  return (await system.holders(namespace)).pop()!;
}

function namesOf(system: System): string[] {
  return [...Array(system.servers).keys()].map((ordinal) => `${system.name}-${ordinal}`);
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
