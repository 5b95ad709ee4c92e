import * as kplus from 'cdk8s-plus-28';
import { omitUndefined } from './manifest/model/omit-undefined';
import { ContainerSpec, PodSpec, VolumeMountSpec } from './private/cdk8s-plus';
import { errorMessage } from './private/errors';
import { VolumeClaimTemplate } from './volume-claim-template';
import { BLOCK_HAS_NO_MOUNT, meaninglessForBlock, VolumeClaimTemplateMount } from './volume-claim-template-props';

/**
 * Puts the claims into the pod spec: takes out the volumes that stood for them, adds the mounts that the claims
 * declare, and turns the mounts of block devices into devices.
 */
export function mountClaims(pod: PodSpec, claims: readonly VolumeClaimTemplate[]): PodSpec {
  if (claims.length === 0) {
    return pod;
  }
  const names = new Set(claims.map(claim => claim.name));
  const volumes = pod.volumes?.filter(volume => !names.has(volume.name));
  const mounted = (container: ContainerSpec, isFirst: boolean) => mountInto(container, isFirst, claims);
  return {
    ...pod,
    containers: pod.containers.map((container, index) => mounted(container, index === 0)),
    initContainers: pod.initContainers?.map(container => mounted(container, false)),
    volumes: volumes && volumes.length > 0 ? volumes : undefined,
  };
}

/**
 * What is wrong with claims and volumes, now that all containers are known.
 */
export function claimErrors(pod: kplus.AbstractPod, claims: readonly VolumeClaimTemplate[]): string[] {
  if (claims.length === 0) {
    return [];
  }
  const containers = [...pod.containers, ...pod.initContainers];
  const volumes = new Set([...pod.volumes, ...containers.flatMap(container => container.mounts.map(mount => mount.volume))]);
  const errorsOfPaths = containers.flatMap((container, index) => pathErrors(container, index === 0, claims));
  return [...errorsOfPaths, ...claims.flatMap(claim => [
    ...[...volumes].some(volume => volume.name === claim.name && claim.asVolume() !== volume)
      ? [errorMessage('volumeClaimTemplates.name', claim.name,
        'is also the name of a volume of the pod, which the claim would replace', 'rename one of them')]
      : [],
    ...claim.mounts.flatMap(mount => strangers(mount, containers).map(name => errorMessage('volumeClaimTemplates.mounts.containers', name,
      `is not a container of the pod, where "${claim.name}" should be mounted`,
      `use one of ${containers.map(container => container.name).join(', ')}`))),
    ...isBlock(claim) ? containers.flatMap(container => blockMountErrors(container, claim)) : [],
  ])];
}

/** A container sees one thing at a path, and a device at one path only. */
function pathErrors(container: kplus.Container, isFirst: boolean, claims: readonly VolumeClaimTemplate[]): string[] {
  const blocks = claims.filter(isBlock);
  const mounted = container.mounts.map(({ path, volume }) => ({ path, device: blocks.find(claim => claim.asVolume() === volume)?.name }));
  const declared = claims.flatMap(claim => declaredMounts(claim, container.name, isFirst)
    .map(({ path }) => ({ path, device: isBlock(claim) ? claim.name : undefined })));
  const all = [...mounted, ...declared];
  return all.length < 2 ? [] : all.flatMap(({ path, device }, index) => {
    const before = all.slice(0, index);
    return [
      ...before.some(other => other.path === path) ? [errorMessage(`mount in container "${container.name}" at`, path,
        'is there twice', 'choose another path')] : [],
      ...device && before.some(other => other.device === device)
        ? [errorMessage(`device "${device}" in container "${container.name}" at`, path, 'is already at another path', 'keep one')]
        : [],
    ];
  });
}

function declaredMounts(claim: VolumeClaimTemplate, container: string, isFirst: boolean): VolumeClaimTemplateMount[] {
  return claim.mounts.filter(mount => mount.containers?.includes(container) ?? isFirst);
}

function mountInto(container: ContainerSpec, isFirst: boolean, claims: readonly VolumeClaimTemplate[]): ContainerSpec {
  const declared = claims.flatMap(claim => declaredMounts(claim, container.name, isFirst).map(mount => volumeMount(claim.name, mount)));
  const mounts = [...container.volumeMounts ?? [], ...declared];
  if (mounts.length === 0) {
    return container;
  }
  const blocks = new Set(claims.filter(isBlock).map(claim => claim.name));
  const volumeMounts = mounts.filter(mount => !blocks.has(mount.name));
  const volumeDevices = mounts.filter(mount => blocks.has(mount.name)).map(({ name, mountPath }) => ({ name, devicePath: mountPath }));
  return omitUndefined({
    ...container,
    volumeMounts: volumeMounts.length > 0 ? volumeMounts : undefined,
    volumeDevices: volumeDevices.length > 0 ? volumeDevices : undefined,
  });
}

function volumeMount(name: string, { path, readOnly, subPath, subPathExpr, propagation }: VolumeClaimTemplateMount): VolumeMountSpec {
  return omitUndefined({ name, mountPath: path, readOnly, subPath, subPathExpr, mountPropagation: propagation });
}

function strangers(mount: VolumeClaimTemplateMount, containers: kplus.Container[]): string[] {
  const known = new Set(containers.map(container => container.name));
  return (mount.containers ?? []).filter(name => !known.has(name));
}

function blockMountErrors(container: kplus.Container, claim: VolumeClaimTemplate): string[] {
  return container.mounts
    .filter(mount => claim.asVolume() === mount.volume)
    .flatMap(mount => meaninglessForBlock(mount)
      .map(property => errorMessage(`${container.name}.mount ${mount.path} ${property}`, mount[property], BLOCK_HAS_NO_MOUNT.problem, BLOCK_HAS_NO_MOUNT.fix)));
}

/** Whether containers see the claim as a device. */
function isBlock({ volumeMode }: VolumeClaimTemplate): boolean {
  return volumeMode === kplus.PersistentVolumeMode.BLOCK;
}
