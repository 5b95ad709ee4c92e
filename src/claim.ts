import { Size, SizeRoundingBehavior } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { dnsLabelFault, dnsSubdomainFault } from './manifest/kubernetes/names';
import { binaryQuantity } from './manifest/kubernetes/quantities';
import { selectorFault } from './manifest/kubernetes/selectors';
import { omitUndefined } from './manifest/model/omit-undefined';
import { labelSelectorToJson } from './private/cdk8s-plus';
import { fault, refuse } from './private/errors';
import { requireAnnotations, requireLabels } from './private/metadata';
import { sharedJson } from './private/render/shared-json';
import { ClaimTemplateManifest, VolumeClaimTemplate, VolumeClaimTemplateMount, VolumeClaimTemplateProps } from './volume-claim-template';

/**
 * A claim template as the StatefulApp keeps it. The construct, which is only a handle to mount it by, is made when
 * somebody asks for it: every construct of a tree costs time at synth.
 */
export class Claim {
  public readonly name: string;
  public readonly mounts: readonly VolumeClaimTemplateMount[];
  public readonly isBlock: boolean;
  private handle?: VolumeClaimTemplate;
  private rendered?: object;

  constructor(private readonly owner: kplus.Workload, private readonly props: VolumeClaimTemplateProps) {
    requireClaim(props);
    this.name = props.name;
    this.mounts = props.mounts ?? [];
    this.isBlock = props.volumeMode === kplus.PersistentVolumeMode.BLOCK;
  }

  /**
   * The construct by which containers mount the claim.
   */
  public asConstruct(): VolumeClaimTemplate {
    this.handle ??= VolumeClaimTemplate._of(this.owner, this.props, () => this.toJson());
    return this.handle;
  }

  /**
   * Whether this is the volume by which containers mount the claim.
   */
  public isVolume(volume: kplus.Volume): boolean {
    return this.handle?.asVolume() === volume;
  }

  /**
   * The template, rendered once for all apps of the program that have the same one.
   */
  public render(): object {
    this.rendered ??= this.renderOnce();
    return this.rendered;
  }

  private renderOnce(): object {
    const template = this.toJson();
    return sharedJson(this.owner.node.root, template, () => template);
  }

  /**
   * The template as it stands in a manifest.
   */
  public toJson(): ClaimTemplateManifest {
    const { labels, annotations, accessModes, storageClassName, volumeMode, selector, dataSource, volumeAttributesClassName } = this.props;
    return {
      ...(this.props.typeMeta ? { apiVersion: 'v1', kind: 'PersistentVolumeClaim' } : {}),
      metadata: omitUndefined({ name: this.name, labels, annotations }),
      spec: omitUndefined({
        accessModes: accessModes ?? [kplus.PersistentVolumeAccessMode.READ_WRITE_ONCE],
        storageClassName,
        volumeMode,
        volumeAttributesClassName,
        selector: selector && labelSelectorToJson(selector),
        ...dataSource?._toKube(),
        resources: { requests: { storage: binaryQuantity(bytesOf(this.props.storage)) } },
      }),
    };
  }
}

function requireClaim(props: VolumeClaimTemplateProps): void {
  const owner = 'volumeClaimTemplates';
  refuse(`${owner}.name`, props.name, dnsLabelFault(props.name));
  refuse(`${owner}.storage`, bytesOf(props.storage), storageFault(bytesOf(props.storage)));
  refuse(`${owner}.accessModes`, props.accessModes, accessModesFault(props.accessModes));
  for (const property of ['storageClassName', 'volumeAttributesClassName'] as const) {
    const value = props[property];
    refuse(`${owner}.${property}`, value, value === undefined || value === '' ? undefined : dnsSubdomainFault(value));
  }
  // the controller, not the API server, would refuse these: with every claim that it tries to make
  requireLabels(`${owner}.labels`, props.labels);
  requireAnnotations(`${owner}.annotations`, props.annotations);
  const selector = props.selector && labelSelectorToJson(props.selector);
  refuse(`${owner}.selector`, selector, selector && selectorFault(selector));
  for (const mount of props.mounts ?? []) {
    requireMount(`${owner}.mounts`, props, mount);
  }
}

function requireMount(owner: string, claim: VolumeClaimTemplateProps, mount: VolumeClaimTemplateMount): void {
  refuse(`${owner}.path`, mount.path, mount.path === '' ? 'is empty; give the path in the container' : undefined);
  refuse(`${owner}.containers`, mount.containers, mount.containers?.length === 0 ? 'names no container; leave it out for the first one' : undefined);
  if (mount.subPath !== undefined && mount.subPathExpr !== undefined) {
    throw new Error(fault(`${owner}.subPathExpr`, mount.subPathExpr, `goes not together with subPath ${JSON.stringify(mount.subPath)}; keep one`));
  }
  refuse(`${owner}.subPath`, mount.subPath, subPathFault(mount.subPath));
  refuse(`${owner}.subPathExpr`, mount.subPathExpr, subPathFault(mount.subPathExpr));
  if (claim.volumeMode === kplus.PersistentVolumeMode.BLOCK) {
    refuse(`${owner}.path`, mount.path, leadsUp(mount.path) ? 'of a device must not contain ".."' : undefined);
    for (const property of meaninglessForBlock(mount)) {
      refuse(`${owner}.${property}`, mount[property], BLOCK_HAS_NO_MOUNT);
    }
  }
}

/** A device has a path in the container and nothing else. */
export const BLOCK_HAS_NO_MOUNT = 'has no meaning for a block device; leave it out, or use volumeMode FILE_SYSTEM';

/**
 * The options of the mount that say nothing of a block device.
 */
export function meaninglessForBlock(mount: kplus.MountOptions): (keyof kplus.MountOptions)[] {
  return (['subPath', 'subPathExpr', 'readOnly', 'propagation'] as const).filter(property => mount[property] !== undefined);
}

function subPathFault(path: string = ''): string | undefined {
  if (path.startsWith('/')) {
    return 'is absolute; write it relative to the volume';
  }
  return leadsUp(path) ? 'leads out of the volume; leave out ".."' : undefined;
}

function leadsUp(path: string): boolean {
  return path.split('/').includes('..');
}

/**
 * The bytes of a size, which need not be whole.
 */
export function bytesOf(size: Size): number {
  return size.toKibibytes({ rounding: SizeRoundingBehavior.NONE }) * 1024;
}

/**
 * What is wrong with a number of bytes as the size of a claim.
 */
export function storageFault(bytes: number): string | undefined {
  return bytes > 0 && Number.isInteger(bytes) ? undefined : 'bytes is not a whole number of bytes above zero';
}

function accessModesFault(modes: kplus.PersistentVolumeAccessMode[] | undefined): string | undefined {
  if (modes?.length === 0) {
    return 'names no mode; leave it out for READ_WRITE_ONCE';
  }
  return modes && modes.length > 1 && modes.includes(kplus.PersistentVolumeAccessMode.READ_WRITE_ONCE_POD)
    ? 'mixes READ_WRITE_ONCE_POD with another mode; it must stand alone'
    : undefined;
}
