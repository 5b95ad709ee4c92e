import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { lose } from './loss';
import { TestNamespace } from '../../support/namespace';
import { Kind, KubernetesObject, PERSISTENT_VOLUME_CLAIM, PersistentVolumeClaim, hasCondition } from '../../support/objects';

const BED = join(__dirname, '../../bed/node');
const NODE: Kind = { apiVersion: 'v1', kind: 'Node' };
const PERSISTENT_VOLUME: Kind = { apiVersion: 'v1', kind: 'PersistentVolume' };
const execute = promisify(execFile);

/** Runs shell commands on the node, with its mounts and processes. */
async function onNode(script: string, ...args: string[]): Promise<string> {
  return (await execute(join(BED, 'on-node.sh'), ['bash', '-euc', script, 'bash', ...args])).stdout;
}

/** Kills the kubelet, does something as soon as the node counts as not ready, and starts it again. What else runs on the node goes on. */
export async function withoutKubelet(namespace: TestNamespace, meanwhile: () => Promise<void>): Promise<void> {
  const isReady = (nodes: KubernetesObject[]) => nodes.every((node) => hasCondition(node, 'Ready'));
  await execute(join(BED, 'kubelet.sh'), ['stop']);
  try {
    await namespace.until(NODE, 'the node not ready', (nodes) => !isReady(nodes));
    await meanwhile();
  } finally {
    await execute(join(BED, 'kubelet.sh'), ['start']);
  }
  await namespace.until(NODE, 'the node ready', isReady);
}

/** Lets no packet through between two groups of pods while something is done. All others reach them. */
export async function apart(namespace: TestNamespace, some: string[], others: string[], meanwhile: () => Promise<void>): Promise<void> {
  const address = (pod: string) => namespace.pods.get(pod)!.status!.podIP!;
  const pairs = some.flatMap((one) => others.flatMap((other) => [[one, other], [other, one]] as const));
  const drops = pairs.map(([from, to]) => `ip saddr ${address(from)} ip daddr ${address(to)} drop;`).join(' ');
  const table = `apart-${randomBytes(4).toString('hex')}`;
  // from pod to pod packets pass the bridge, and through a Service the node
  for (const family of ['bridge', 'inet']) {
    await execute('nft', [`table ${family} ${table} {\nchain forward {\ntype filter hook forward priority -300;\n${drops}\n}\n}`]);
  }
  try {
    await meanwhile();
  } finally {
    for (const family of ['bridge', 'inet']) await execute('nft', [`delete table ${family} ${table}`]);
  }
}

/** A volume that ends. */
export interface SmallVolume {
  /** How much room is left, in MiB. */
  free(): Promise<number>;
  /** Makes it large enough for all that comes. */
  grow(): Promise<void>;
}

/** Replaces a pod by one whose volume has so little room beside its data, in MiB. */
export async function withSmallVolume(namespace: TestNamespace, pod: string, room: number): Promise<SmallVolume> {
  const claim = namespace.pods.get(pod)!.spec!.volumes!.find(({ persistentVolumeClaim }) => persistentVolumeClaim)!.persistentVolumeClaim!.claimName;
  const { spec } = await namespace.get<PersistentVolumeClaim>(PERSISTENT_VOLUME_CLAIM, claim);
  const volume = await namespace.get<KubernetesObject & { spec: { hostPath: { path: string } } }>(PERSISTENT_VOLUME, spec!.volumeName!);
  const { path } = volume.spec.hostPath;
  await lose(namespace, pod, async () => void await onNode([
    'copy=$(mktemp -d)',
    'cp -a "$1/." "$copy"',
    'size=$(du -sm "$1" | cut -f 1)',
    'mount -t tmpfs -o mode=777,size=$((size + $2))m tmpfs "$1"',
    'cp -a "$copy/." "$1"',
    'rm -rf "$copy"',
  ].join('\n'), path, `${room}`));
  return {
    free: async () => Number(await onNode('df --output=avail -m "$1" | tail -1', path)),
    grow: async () => {
      await onNode('mount -o remount,size=2g "$1"', path);
    },
  };
}
