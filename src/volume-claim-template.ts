import { Size, SizeRoundingBehavior } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { ClaimDataSource } from './claim-data-source';
import { dnsLabelFault, dnsSubdomainFault, labelValueFault, qualifiedNameFault } from './manifest/names';
import { binaryQuantity } from './manifest/quantities';
import { claimVolume, labelSelectorToJson } from './private/cdk8s-plus';
import { fault, refuse } from './private/refuse';

/**
 * Where containers see a claim.
 */
export interface VolumeClaimTemplateMount extends kplus.MountOptions {
  /**
   * The path in the container: of the directory, or of the device where `volumeMode` is BLOCK.
   */
  readonly path: string;

  /**
   * The names of the containers and init containers that see the claim.
   *
   * @default - the first container
   */
  readonly containers?: string[];
}

/**
 * Properties of a claim template.
 *
 * Once the StatefulSet exists, the API server refuses every change of its claim templates.
 */
export interface VolumeClaimTemplateProps {
  /**
   * The name of the template: a DNS label. The claim of pod 0 of `db` from the template `data` is called `data-db-0`.
   */
  readonly name: string;

  /**
   * How much storage each pod gets.
   */
  readonly storage: Size;

  /**
   * Where containers see the claim.
   *
   * @default - nowhere; use the template in `container.mount()`
   */
  readonly mounts?: VolumeClaimTemplateMount[];

  /**
   * How the volume can be accessed.
   *
   * @see https://kubernetes.io/docs/concepts/storage/persistent-volumes/#access-modes
   * @default [PersistentVolumeAccessMode.READ_WRITE_ONCE]
   */
  readonly accessModes?: kplus.PersistentVolumeAccessMode[];

  /**
   * The name of the StorageClass. The empty string is a choice, too: no class, so that only volumes that an
   * administrator has made can be bound.
   *
   * @default - the default StorageClass of the cluster
   */
  readonly storageClassName?: string;

  /**
   * Whether containers see a file system or a raw block device.
   *
   * @default PersistentVolumeMode.FILE_SYSTEM
   */
  readonly volumeMode?: kplus.PersistentVolumeMode;

  /**
   * Labels of the claims. Nothing but these ever gets onto them: they cannot be changed later.
   *
   * @default - none
   */
  readonly labels?: { [key: string]: string };

  /**
   * Annotations of the claims.
   *
   * @default - none
   */
  readonly annotations?: { [key: string]: string };

  /**
   * The volumes that may be bound, by their labels.
   *
   * @default - any
   */
  readonly selector?: kplus.LabelSelector;

  /**
   * What a new claim is filled with.
   *
   * @default - nothing
   */
  readonly dataSource?: ClaimDataSource;

  /**
   * The name of the VolumeAttributesClass. Stable since Kubernetes 1.34; where the cluster does not know it, the API
   * server drops it.
   *
   * @see https://kubernetes.io/docs/concepts/storage/volume-attributes-classes/
   * @default - none
   */
  readonly volumeAttributesClassName?: string;

  /**
   * Whether `apiVersion` and `kind` are written into the template. The API server takes both forms for the same; Argo
   * CD shows an endless difference without them.
   *
   * @see https://github.com/argoproj/argo-cd/issues/16707
   * @default false
   */
  readonly typeMeta?: boolean;
}

/**
 * A claim template: each pod gets a PersistentVolumeClaim of its own from it, and keeps it.
 *
 * It is made by `StatefulApp.addVolumeClaimTemplate()`, and can be mounted by the containers of that app.
 */
export class VolumeClaimTemplate extends Construct implements kplus.IStorage {
  /**
   * @internal
   */
  public static _create(scope: Construct, owner: kplus.Workload, props: VolumeClaimTemplateProps): VolumeClaimTemplate {
    requireClaim(props);
    return new VolumeClaimTemplate(scope, `Claim-${props.name}`, owner, props);
  }

  /**
   * The name of the template.
   */
  public readonly name: string;

  /**
   * How much storage each pod gets.
   */
  public readonly storage: Size;

  /**
   * Whether containers see a file system or a raw block device.
   */
  public readonly volumeMode: kplus.PersistentVolumeMode;

  private volume?: kplus.Volume;

  private constructor(scope: Construct, id: string, private readonly owner: kplus.Workload, private readonly props: VolumeClaimTemplateProps) {
    super(scope, id);
    this.name = props.name;
    this.storage = props.storage;
    this.volumeMode = props.volumeMode ?? kplus.PersistentVolumeMode.FILE_SYSTEM;
  }

  /**
   * Where containers see the claim.
   */
  public get mounts(): VolumeClaimTemplateMount[] {
    return [...this.props.mounts ?? []];
  }

  /**
   * The template as something that a container of its StatefulApp can mount.
   */
  public asVolume(): kplus.Volume {
    this.volume ??= claimVolume(this, this.owner, this.name);
    return this.volume;
  }

  /**
   * Whether this is the volume that stands for the template.
   *
   * @internal
   */
  public _isVolume(volume: kplus.Volume): boolean {
    return volume === this.volume;
  }

  /**
   * @internal
   */
  public _toKube(): Record<string, unknown> {
    const { labels, annotations, accessModes, storageClassName, volumeMode, selector, dataSource, volumeAttributesClassName } = this.props;
    return {
      ...(this.props.typeMeta ? { apiVersion: 'v1', kind: 'PersistentVolumeClaim' } : {}),
      metadata: { name: this.name, labels, annotations },
      spec: {
        accessModes: accessModes ?? [kplus.PersistentVolumeAccessMode.READ_WRITE_ONCE],
        storageClassName,
        volumeMode,
        volumeAttributesClassName,
        selector: selector && labelSelectorToJson(selector),
        ...dataSource?._toKube(),
        resources: { requests: { storage: binaryQuantity(bytesOf(this.storage)) } },
      },
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
  for (const [key, value] of Object.entries(props.labels ?? {})) {
    // the controller, not the API server, would refuse them: with every claim that it tries to make
    refuse(`${owner}.labels`, key, qualifiedNameFault(key));
    refuse(`${owner}.labels.${key}`, value, labelValueFault(value));
  }
  for (const key of Object.keys(props.annotations ?? {})) {
    refuse(`${owner}.annotations`, key, qualifiedNameFault(key));
  }
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
  if (claim.volumeMode === kplus.PersistentVolumeMode.BLOCK) {
    for (const property of ['subPath', 'subPathExpr', 'readOnly', 'propagation'] as const) {
      refuse(`${owner}.${property}`, mount[property], mount[property] === undefined ? undefined : BLOCK_HAS_NO_MOUNT);
    }
  }
}

/** A device has a path in the container and nothing else. */
export const BLOCK_HAS_NO_MOUNT = 'has no meaning for a block device; leave it out, or use volumeMode FILE_SYSTEM';

function bytesOf(size: Size): number {
  return size.toKibibytes({ rounding: SizeRoundingBehavior.NONE }) * 1024;
}

function storageFault(bytes: number): string | undefined {
  return bytes > 0 && Number.isSafeInteger(bytes) ? undefined : 'bytes is not a whole number of bytes above zero';
}

function accessModesFault(modes: kplus.PersistentVolumeAccessMode[] | undefined): string | undefined {
  if (modes?.length === 0) {
    return 'names no mode; leave it out for READ_WRITE_ONCE';
  }
  return modes && modes.length > 1 && modes.includes(kplus.PersistentVolumeAccessMode.READ_WRITE_ONCE_POD)
    ? 'mixes READ_WRITE_ONCE_POD with another mode; it must stand alone'
    : undefined;
}
