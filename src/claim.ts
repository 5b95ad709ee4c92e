import * as kplus from 'cdk8s-plus-28';
import { dnsLabelProblem, dnsSubdomainProblem } from './manifest/kubernetes/names';
import { Problem } from './manifest/kubernetes/problem';
import { binaryQuantity } from './manifest/kubernetes/quantities';
import { selectorProblem } from './manifest/kubernetes/selectors';
import { omitUndefined } from './manifest/model/omit-undefined';
import { labelSelectorToJson } from './private/cdk8s-plus';
import { errorMessage, refuse } from './private/errors';
import { requireAnnotations, requireLabels } from './private/metadata';
import { sharedJson } from './private/render/shared-json';
import { bytesOf, storageProblem } from './private/sizes';
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
  refuse(`${owner}.name`, props.name, dnsLabelProblem(props.name));
  refuse(`${owner}.storage`, bytesOf(props.storage), storageProblem(bytesOf(props.storage)));
  refuse(`${owner}.accessModes`, props.accessModes, accessModesProblem(props.accessModes));
  for (const property of ['storageClassName', 'volumeAttributesClassName'] as const) {
    const value = props[property];
    refuse(`${owner}.${property}`, value, value === undefined || value === '' ? undefined : dnsSubdomainProblem(value));
  }
  // the controller, not the API server, would refuse these: with every claim that it tries to make
  requireLabels(`${owner}.labels`, props.labels);
  requireAnnotations(`${owner}.annotations`, props.annotations);
  const selector = props.selector && labelSelectorToJson(props.selector);
  refuse(`${owner}.selector`, selector, selector && selectorProblem(selector));
  for (const mount of props.mounts ?? []) {
    requireMount(`${owner}.mounts`, props, mount);
  }
}

function requireMount(owner: string, claim: VolumeClaimTemplateProps, mount: VolumeClaimTemplateMount): void {
  refuse(`${owner}.path`, mount.path, mount.path === '' ? { problem: 'is empty', fix: 'give the path in the container' } : undefined);
  refuse(`${owner}.containers`, mount.containers,
    mount.containers?.length === 0 ? { problem: 'names no container', fix: 'leave it out for the first one' } : undefined);
  if (mount.subPath !== undefined && mount.subPathExpr !== undefined) {
    throw new Error(errorMessage(`${owner}.subPathExpr`, mount.subPathExpr,
      `goes not together with subPath ${JSON.stringify(mount.subPath)}`, 'keep one'));
  }
  refuse(`${owner}.subPath`, mount.subPath, subPathProblem(mount.subPath));
  refuse(`${owner}.subPathExpr`, mount.subPathExpr, subPathProblem(mount.subPathExpr));
  if (claim.volumeMode === kplus.PersistentVolumeMode.BLOCK) {
    refuse(`${owner}.path`, mount.path, leadsUp(mount.path) ? { problem: 'of a device must not contain ".."' } : undefined);
    for (const property of meaninglessForBlock(mount)) {
      refuse(`${owner}.${property}`, mount[property], BLOCK_HAS_NO_MOUNT);
    }
  }
}

/** A device has a path in the container and nothing else. */
export const BLOCK_HAS_NO_MOUNT: Problem = { problem: 'has no meaning for a block device', fix: 'leave it out, or use volumeMode FILE_SYSTEM' };

/**
 * The options of the mount that say nothing of a block device.
 */
export function meaninglessForBlock(mount: kplus.MountOptions): (keyof kplus.MountOptions)[] {
  return (['subPath', 'subPathExpr', 'readOnly', 'propagation'] as const).filter(property => mount[property] !== undefined);
}

function subPathProblem(path: string = ''): Problem | undefined {
  if (path.startsWith('/')) {
    return { problem: 'is absolute', fix: 'write it relative to the volume' };
  }
  return leadsUp(path) ? { problem: 'leads out of the volume', fix: 'leave out ".."' } : undefined;
}

function leadsUp(path: string): boolean {
  return path.split('/').includes('..');
}

function accessModesProblem(modes: kplus.PersistentVolumeAccessMode[] | undefined): Problem | undefined {
  if (modes?.length === 0) {
    return { problem: 'names no mode', fix: 'leave it out for READ_WRITE_ONCE' };
  }
  return modes && modes.length > 1 && modes.includes(kplus.PersistentVolumeAccessMode.READ_WRITE_ONCE_POD)
    ? { problem: 'mixes READ_WRITE_ONCE_POD with another mode; it must stand alone' }
    : undefined;
}
