import { ImageData, imageDataOf } from '../kubernetes/image-data';
import { Context, Fault, Rule } from '../lint/rule';
import { Field } from '../model/field';
import { importedNames } from '../model/imported-names';
import { Container, PodTemplate } from '../model/pod-template';
import { volumesInEffect } from '../model/volumes';

/**
 * Rules on where images keep their data.
 */
export const IMAGE_DATA: readonly Rule[] = [
  {
    id: 'R120',
    name: 'data-beside-claim',
    severity: 'error',
    demand: 'A claim is mounted where the image keeps its data, and not above the directory that the image declares as a volume.',
    consequence: 'the container runtime gives each container an empty directory there (containerd always, CRI-O where it is set up to), so that the '
      + 'data is gone after a restart of the container',
    fix: 'mount the claim at that directory',
    link: 'https://docs.docker.com/reference/dockerfile/#volume',
    check: { pod: (pod, context) => dataOutsideClaims(pod, context).flatMap(dataFaults) },
  },
  {
    id: 'R121',
    name: 'mount-refused-by-image',
    severity: 'error',
    demand: 'The image of PostgreSQL 18 and later has no mount at /var/lib/postgresql/data, where earlier ones keep their data.',
    consequence: 'the image takes it for the data of an earlier version, and ends with an error at each start',
    fix: 'mount the claim at /var/lib/postgresql, in which each version has a directory of its own',
    link: 'https://github.com/docker-library/postgres/pull/1259',
    check: {
      pod: (pod, context) => dataOutsideClaims(pod, context).flatMap(({ image, claims }) => claims.filter(({ path }) => path === image.refusesMountAt)
        .map(({ at }) => ({ at, problem: `is not where PostgreSQL keeps its data (${image.directory})` }))),
    },
  },
];

interface Mount {
  readonly at: Field;
  readonly path: string;
}

/** A container with claims whose data goes into none of its mounts. */
interface DataOutside {
  readonly image: ImageData;
  readonly directory: string;

  /** Where a mount would hold it: the volume of the image, or the directory. */
  readonly volume: string;
  readonly claims: readonly Mount[];

  /** Whether it has files that may say where the data goes. */
  readonly hasFiles: boolean;
}

/** Where programs look for other things than settings. */
const WITHOUT_SETTINGS = /^\/(?:tmp|run|var\/run|dev\/shm|docker-entrypoint-initdb\.d)(?:\/|$)/;

function dataOutsideClaims(pod: PodTemplate, context: Context): DataOutside[] {
  const withMounts = pod.longRunning.filter(({ volumeMounts }) => volumeMounts.length > 0);
  return withMounts.flatMap(container => {
    const image = imageDataOf(container.field.at('image').string ?? '');
    const directory = image && directoryOf(container, image, pod, context);
    return image === undefined || directory === undefined ? [] : outside(container, image, directory, pod);
  });
}

function outside({ volumeMounts }: Container, image: ImageData, directory: string, pod: PodTemplate): DataOutside[] {
  const claimed = claimNames(pod);
  const mounts = volumeMounts.map(mount => ({ name: mount.at('name').string ?? '', at: mount.at('mountPath'), path: pathAt(mount.at('mountPath')) }));
  const [claims, others] = [mounts.filter(({ name }) => claimed.has(name)), mounts.filter(({ name }) => !claimed.has(name))];
  const paths = new Set(mounts.map(({ path }) => path));
  // the innermost is the one that the program sees; a mount takes the place of a volume of the image at its path
  const [place] = [...paths, ...image.volumes].filter(path => isWithin(directory, path)).sort((one, other) => other.length - one.length);
  const hasFiles = others.some(({ path }) => !WITHOUT_SETTINGS.test(path));
  return claims.length === 0 || (place !== undefined && paths.has(place)) ? [] : [{ image, directory, volume: place ?? directory, claims, hasFiles }];
}

function dataFaults({ image, directory, volume, claims, hasFiles }: DataOutside): Fault[] {
  // initdb wants an empty directory, and the root of a new file system may have one in it
  const isRoot = image.program === 'postgres' && directory === volume;
  const fix = `mount the claim at ${volume}${isRoot ? ', with a subPath where its file system has lost+found' : ''}`;
  const above = claims.filter(({ path }) => isWithin(volume, path));
  if (above.length > 0) {
    return above.map(({ at }) => ({ at, problem: `is above ${volume}, which the image declares as a volume, and which has the data`, fix }));
  }
  const [claim] = claims;
  const isTold = hasFiles || claims.some(({ path }) => path === image.refusesMountAt);
  return claim === undefined || isTold
    ? []
    : [{ at: claim.at, severity: 'warning', problem: `is not where the image keeps its data (${directory}), and no claim is`, fix: `${fix}; or accept it where the data may go` }];
}

/** Where the data of the program is; undefined where something may have moved it. */
function directoryOf(container: Container, image: ImageData, pod: PodTemplate, { inventory }: Context): string | undefined {
  const [first = '', ...others] = container.field.at('args').strings;
  const isServer = first === '' || first.startsWith('-') || first === image.program;
  if (container.field.at('command').isSet || !isServer || [first, ...others].some(argument => image.movedBy.test(argument))) {
    return undefined;
  }
  const set = container.env.filter(variable => image.variables.includes(variable.at('name').string ?? ''));
  const imported = image.variables.length === 0 ? new Set<string>() : importedNames(container, inventory, pod.owner);
  if (imported === undefined || image.variables.some(name => imported.has(name))) {
    return undefined;
  }
  const [last] = set.slice(-1);
  const directory = last === undefined ? image.directory : last.at('value').string;
  return directory?.startsWith('/') === true && !directory.includes('$') ? directory.replace(/\/+$/, '') : undefined;
}

/** The volumes that are claims, made by the StatefulSet or not. */
function claimNames(pod: PodTemplate): ReadonlySet<string> {
  const volumes = volumesInEffect(pod).filter(volume => volume.at('persistentVolumeClaim').isSet);
  return new Set([...volumes.map(volume => volume.at('name').string ?? ''), ...pod.claimTemplates.map(({ name }) => name)]);
}

function pathAt(at: Field): string {
  return (at.string ?? '').replace(/(?<=.)\/+$/, '');
}

function isWithin(path: string, directory: string): boolean {
  return path === directory || path.startsWith(`${directory.replace(/\/$/, '')}/`);
}
