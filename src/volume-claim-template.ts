import { Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { ClaimDataSource } from './claim-data-source';
import { claimVolume } from './private/cdk8s-plus';

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
 * Once the StatefulSet exists, the API server refuses every change of its claim templates. For larger claims see
 * `ExpandedClaims`.
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
   * The name of the VolumeAttributesClass. Stable since Kubernetes 1.34. Before 1.29 strict validation and server-side
   * apply refuse it, as the field is unknown; in between, the API server drops it unless the feature gate is on.
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
   * @internal
   */
  public static _of(owner: kplus.Workload, props: VolumeClaimTemplateProps, render: () => ClaimTemplateManifest): VolumeClaimTemplate {
    return new VolumeClaimTemplate(owner, props, render);
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

  private constructor(owner: kplus.Workload, private readonly props: VolumeClaimTemplateProps, private readonly render: () => ClaimTemplateManifest) {
    super(owner, `Claim-${props.name}`);
    this.name = props.name;
    this.storage = props.storage;
    this.volumeMode = props.volumeMode ?? kplus.PersistentVolumeMode.FILE_SYSTEM;
    this.volume = claimVolume(this, owner, props.name);
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
    return this.render();
  }
}
