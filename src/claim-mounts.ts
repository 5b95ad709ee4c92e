import * as kplus from 'cdk8s-plus-28';
import { ContainerSpec, PodSpec, VolumeMountSpec } from './private/cdk8s-plus';
import { fault } from './private/refuse';
import { BLOCK_HAS_NO_MOUNT, VolumeClaimTemplate, VolumeClaimTemplateMount } from './volume-claim-template';

/**
 * Puts the claims into the pod spec: takes out the volumes that stood for them, adds the mounts that the templates
 * declare, and turns the mounts of block devices into devices.
 */
export function mountClaims(pod: PodSpec, templates: readonly VolumeClaimTemplate[]): PodSpec {
  if (templates.length === 0) {
    return pod;
  }
  const names = new Set(templates.map(template => template.name));
  const volumes = pod.volumes?.filter(volume => !names.has(volume.name));
  const mounted = (container: ContainerSpec, isFirst: boolean) => mountInto(container, isFirst, templates);
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
export function claimFaults(pod: kplus.AbstractPod, templates: readonly VolumeClaimTemplate[]): string[] {
  if (templates.length === 0) {
    return [];
  }
  const containers = [...pod.containers, ...pod.initContainers];
  const volumes = new Set([...pod.volumes, ...containers.flatMap(container => container.mounts.map(mount => mount.volume))]);
  return templates.flatMap(template => [
    ...[...volumes].some(volume => volume.name === template.name && !template._isVolume(volume))
      ? [fault('volumeClaimTemplates.name', template.name, 'is also the name of a volume of the pod, which the claim would replace; rename one of them')]
      : [],
    ...template.mounts.flatMap(mount => strangers(mount, containers).map(name => fault('volumeClaimTemplates.mounts.containers', name,
      `is not a container of the pod, where "${template.name}" should be mounted; use one of ${containers.map(container => container.name).join(', ')}`))),
    ...isBlock(template) ? containers.flatMap(container => blockMountFaults(container, template)) : [],
  ]);
}

function mountInto(container: ContainerSpec, isFirst: boolean, templates: readonly VolumeClaimTemplate[]): ContainerSpec {
  const declared = templates.flatMap(template => template.mounts
    .filter(mount => mount.containers?.includes(container.name) ?? isFirst)
    .map(mount => volumeMount(template.name, mount)));
  const mounts = [...container.volumeMounts ?? [], ...declared];
  if (mounts.length === 0) {
    return container;
  }
  const blocks = new Set(templates.filter(isBlock).map(template => template.name));
  const volumeMounts = mounts.filter(mount => !blocks.has(mount.name));
  const volumeDevices = mounts.filter(mount => blocks.has(mount.name)).map(({ name, mountPath }) => ({ name, devicePath: mountPath }));
  return {
    ...container,
    volumeMounts: volumeMounts.length > 0 ? volumeMounts : undefined,
    volumeDevices: volumeDevices.length > 0 ? volumeDevices : undefined,
  };
}

function volumeMount(name: string, { path, readOnly, subPath, subPathExpr, propagation }: VolumeClaimTemplateMount): VolumeMountSpec {
  return { name, mountPath: path, readOnly, subPath, subPathExpr, mountPropagation: propagation };
}

function strangers(mount: VolumeClaimTemplateMount, containers: kplus.Container[]): string[] {
  const known = new Set(containers.map(container => container.name));
  return (mount.containers ?? []).filter(name => !known.has(name));
}

function blockMountFaults(container: kplus.Container, template: VolumeClaimTemplate): string[] {
  return container.mounts
    .filter(mount => template._isVolume(mount.volume))
    .flatMap(mount => (['subPath', 'subPathExpr', 'readOnly', 'propagation'] as const)
      .filter(property => mount[property] !== undefined)
      .map(property => fault(`${container.name}.mount ${mount.path} ${property}`, mount[property], BLOCK_HAS_NO_MOUNT)));
}

function isBlock(template: VolumeClaimTemplate): boolean {
  return template.volumeMode === kplus.PersistentVolumeMode.BLOCK;
}
