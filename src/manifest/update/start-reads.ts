import { DataReference, dataSourcesOf, variableSourcesOf } from '../model/pod-references';
import { Container, PodTemplate } from '../model/pod-template';
import { normalizedPath, volumesInEffect } from '../model/volumes';

/**
 * That a container reads a ConfigMap or a Secret when it starts, and never again: the kubelet refreshes only the files of volumes that
 * are mounted as a whole.
 */
export interface StartRead {
  readonly pod: PodTemplate;
  readonly reference: DataReference;

  /** Whether that key is among what it reads. */
  readonly reads: (key: string) => boolean;
}

/**
 * What the containers of a pod read at their start alone: variables, mounts with `subPath`, and what an init container finds in a volume
 * that nobody looks at later.
 *
 * @see https://kubernetes.io/docs/concepts/configuration/configmap/#mounted-configmaps-are-updated-automatically
 */
export function startReadsOf(pod: PodTemplate): StartRead[] {
  return [...pod.allContainers.flatMap(container => variableReads(container, pod)), ...mountReads(pod)]
    .map(read => ({ pod, ...read }));
}

type Read = Omit<StartRead, 'pod'>;

function variableReads(container: Container, pod: PodTemplate): Read[] {
  const own = new Set(container.env.map(variable => variable.at('name').string));
  return variableSourcesOf(container).map(reference => {
    const [key] = reference.keys;
    const prefix = reference.at.parent.parent.at('prefix').string ?? '';
    const hasFiles = volumesInEffect(pod).flatMap(dataSourcesOf).some(({ kind, at }) => kind === reference.kind && at.string === reference.at.string);
    // what has a variable of its own, or is for files, is no variable for the process
    const isVariable = (name: string) => !own.has(`${prefix}${name}`) && (!hasFiles || /^\w+$/.test(name));
    return { reference, reads: key === undefined ? isVariable : name => name === key.string };
  });
}

function mountReads(pod: PodTemplate): Read[] {
  return volumesInEffect(pod).flatMap(volume => {
    const mounts = pod.allContainers.flatMap(({ isLongRunning, volumeMounts }) => volumeMounts.map(mount => ({ isLongRunning, mount })))
      .filter(({ mount }) => mount.at('name').string !== undefined && mount.at('name').string === volume.at('name').string)
      .map(({ isLongRunning, mount }) => ({ isLongRunning, subPath: mount.at('subPath').string || mount.at('subPathExpr').string || undefined }));
    const isRefreshed = mounts.some(({ isLongRunning, subPath }) => isLongRunning && subPath === undefined);
    const lasting = mounts.filter(({ subPath }) => subPath !== undefined || !isRefreshed);
    return lasting.length === 0 ? [] : dataSourcesOf(volume).map(reference => ({
      reference,
      reads: (key: string) => lasting.some(({ subPath }) => pathsOf(key, reference).some(path => subPath === undefined || isWithin(path, subPath))),
    }));
  });
}

/** The files that a volume makes of a key. */
function pathsOf(key: string, { at }: DataReference): string[] {
  const { items } = at.parent.at('items');
  return items.length === 0 ? [key] : items.filter(item => item.at('key').string === key).map(item => normalizedPath(item.at('path').string ?? ''));
}

/** Whether a file is that of a sub-path, or in the directory of it; with a variable it can be any file. */
function isWithin(path: string, subPath: string): boolean {
  const wanted = normalizedPath(subPath);
  return wanted.includes('$(') || path === wanted || path.startsWith(`${wanted}/`);
}
