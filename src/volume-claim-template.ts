import { Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { binaryQuantity } from './manifest/kubernetes/quantities';
import { omitUndefined } from './manifest/model/omit-undefined';
import { labelSelectorToJson, PodRendering } from './private/cdk8s-plus';
import { sharedJson } from './private/render/shared-json';
import { bytesOf } from './private/sizes';
import { requireVolumeClaimTemplate, VolumeClaimTemplateMount, VolumeClaimTemplateProps } from './volume-claim-template-props';

/**
 * A claim template as it stands in the manifest of a StatefulSet.
 */
export interface ClaimTemplateManifest {
  readonly metadata: {
    readonly name: string;
    readonly labels?: { readonly [key: string]: string };
    readonly annotations?: { readonly [key: string]: string };
  };
  readonly spec: { readonly [field: string]: unknown };
}

/**
 * A claim template: each pod gets a PersistentVolumeClaim of its own from it, and keeps it.
 *
 * It is made by `StatefulApp.addVolumeClaimTemplate()`, and can be mounted by the containers of that app.
 */
export class VolumeClaimTemplate extends Construct implements kplus.IStorage {
  /**
   * @throws where properties are out of range or contradict each other
   * @internal
   */
  public static _create(owner: kplus.Workload, pods: PodRendering, props: VolumeClaimTemplateProps): VolumeClaimTemplate {
    requireVolumeClaimTemplate(props);
    return new VolumeClaimTemplate(owner, pods, props);
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

  private readonly volume: kplus.Volume;

  private constructor(owner: kplus.Workload, pods: PodRendering, private readonly props: VolumeClaimTemplateProps) {
    super(owner, `Claim-${props.name}`);
    this.name = props.name;
    this.storage = props.storage;
    this.volumeMode = props.volumeMode ?? kplus.PersistentVolumeMode.FILE_SYSTEM;
    this.volume = pods.claimVolume(this, props.name);
  }

  /**
   * Where the template itself says that containers see the claim.
   */
  public get mounts(): VolumeClaimTemplateMount[] {
    return [...this.props.mounts ?? []];
  }

  /**
   * The template as something that a container of its StatefulApp can mount.
   */
  public asVolume(): kplus.Volume {
    return this.volume;
  }

  /**
   * The template as the controller makes claims from it.
   *
   * @internal
   */
  public _toKube(): ClaimTemplateManifest {
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
        resources: { requests: { storage: binaryQuantity(bytesOf(this.storage)) } },
      }),
    };
  }

  /**
   * The same, rendered once for all apps of the program that have the same template.
   *
   * @internal
   */
  public _toSharedJson(): object {
    const template = this._toKube();
    return sharedJson(this.node.root, template, () => template);
  }
}
