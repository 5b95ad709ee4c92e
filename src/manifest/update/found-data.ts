import { claimName } from '../kubernetes/pod-identity';
import { Field } from '../model/field';
import { Container, PodTemplate } from '../model/pod-template';

/**
 * What a container finds at a path.
 */
export interface Found {
  readonly container: string;

  /** The field that says so: a mount or a device, or the list where there is none any more. */
  readonly at: Field;
  readonly path: string;

  /** What the volume is, so that two that are the same are known by it: `claim template "data"`. */
  readonly volume: string;

  /** The same volume under another name: that of the one claim of a set of one pod. */
  readonly alias?: string;

  /** Where in the volume; empty for its root. */
  readonly subPath: string;

  /** Whether what is in it outlives the pod. */
  readonly lasts: boolean;
}

/**
 * That what a container found at a path is not found there any more.
 */
export interface Loss {
  readonly before: Found;

  /** What is found there now; undefined where nothing is mounted. */
  readonly after?: Found;

  /** Where the same container finds the old data now. */
  readonly movedTo?: Found;

  /** The field of the new manifest to look at. */
  readonly at: Field;
}

/** Volumes that hold what the pod itself, or the control plane, writes into them. */
const PASSING = new Set(['emptyDir', 'ephemeral', 'configMap', 'secret', 'downwardAPI', 'projected', 'gitRepo', 'image', 'csi']);

/**
 * What the containers of a pod find and where: mounts and devices of init containers, sidecars and containers.
 */
export function foundIn(pod: PodTemplate): Found[] {
  const volumes = new Map(pod.volumes.map(volume => [volume.at('name').string, volume]));
  const templates = new Set(pod.claimTemplates.map(({ name }) => name));
  return pod.allContainers.flatMap(container => container.volumeUses.flatMap(at => {
    const name = at.at('name').string ?? '';
    const path = at.at('mountPath').string ?? at.at('devicePath').string;
    const volume = templates.has(name) ? templateOf(name, pod) : sourceOf(volumes.get(name));
    return path === undefined || volume === undefined ? [] : [{
      container: container.name,
      at,
      path: trimmed(path),
      subPath: trimmed(at.at('subPath').string || at.at('subPathExpr').string || ''),
      ...volume,
    }];
  }));
}

/**
 * What containers found before an update in volumes that outlive the pods, and do not find at the same path after it.
 */
export function lossesBetween(before: PodTemplate, after: PodTemplate): Loss[] {
  const [found, now] = [foundIn(before), foundIn(after)];
  const containers = new Map(after.allContainers.map(container => [container.name, container]));
  return found.filter(({ lasts }) => lasts).flatMap((old): Loss[] => {
    // another container may have taken over, under another name
    if (now.some(other => isSame(other, old) && other.path === old.path && (other.container === old.container || !containers.has(old.container)))) {
      const cover = now.find(other => other.container === old.container && isBelow(other.path, old.path)
        && !found.some(each => isAtPlaceOf(each, other)));
      return cover === undefined ? [] : [{ before: old, after: cover, at: cover.at }];
    }
    const there = now.find(other => isAtPlaceOf(other, old));
    const movedTo = now.find(other => other.container === old.container && isSame(other, old));
    return [{ before: old, after: there, movedTo, at: (there ?? movedTo)?.at ?? mountsOf(containers.get(old.container), after) }];
  });
}

/** Whether both are one place of one volume. */
function isSame(one: Found, other: Found): boolean {
  const names = [other.volume, other.alias];
  return one.subPath === other.subPath && (names.includes(one.volume) || (one.alias !== undefined && names.includes(one.alias)));
}

/** Whether both are at one path of one container. */
function isAtPlaceOf(one: Found, other: Found): boolean {
  return one.container === other.container && one.path === other.path;
}

function isBelow(path: string, other: string): boolean {
  return path.startsWith(`${other}/`);
}

function mountsOf(container: Container | undefined, { spec }: PodTemplate): Field {
  return container?.field.at('volumeMounts') ?? spec.at('containers');
}

function templateOf(name: string, { statefulSet, owner }: PodTemplate): Pick<Found, 'volume' | 'alias' | 'lasts'> {
  return {
    volume: `claim template ${JSON.stringify(name)}`,
    ...statefulSet?.replicas === 1 && { alias: `claim ${JSON.stringify(claimName(name, owner.name, statefulSet.firstOrdinal))}` },
    lasts: true,
  };
}

/** A volume by what it is made of: the claim, the directory of the node, or the kind of source with all that it says. */
function sourceOf(volume: Field | undefined): Pick<Found, 'volume' | 'lasts'> | undefined {
  const [source] = volume?.fields.filter(({ name, isSet }) => name !== 'name' && isSet) ?? [];
  if (source === undefined) {
    return undefined;
  }
  const claim = source.at('claimName').string;
  const lasts = !PASSING.has(source.name);
  if (source.name === 'persistentVolumeClaim' && claim !== undefined) {
    return { volume: `claim ${JSON.stringify(claim)}`, lasts };
  }
  const identity = source.at('path').string ?? (lasts ? JSON.stringify(source.value) : undefined);
  return { volume: identity === undefined ? source.name : `${source.name} ${identity}`, lasts };
}

function trimmed(path: string): string {
  return path.length > 1 ? path.replace(/\/+$/, '') : path;
}
