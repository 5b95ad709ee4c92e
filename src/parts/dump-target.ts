import { ApiObject, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { KEPT } from './claims-of-template';
import { dnsSubdomainProblem } from '../manifest/kubernetes/names';
import { binaryQuantity } from '../manifest/kubernetes/quantities';
import { omitUndefined } from '../manifest/model/omit-undefined';
import { refuse } from '../private/errors';
import { bytesOf, storageProblem } from '../private/sizes';
import { StatefulApp } from '../stateful-app';

/**
 * Options of `DumpTarget.newPersistentVolumeClaim()`.
 */
export interface DumpClaimOptions {
  /**
   * How much storage: for all dumps that are kept, and for the one that is made.
   */
  readonly storage: Size;

  /**
   * The name of the StorageClass. The empty string is a choice, too: a PersistentVolume without a class.
   *
   * @default - the default class of the cluster
   */
  readonly storageClassName?: string;

  /**
   * How it may be mounted. With READ_WRITE_MANY others can read the dumps on any node while one is made.
   *
   * @default kplus.PersistentVolumeAccessMode.READ_WRITE_ONCE
   */
  readonly accessMode?: kplus.PersistentVolumeAccessMode;
}

/**
 * Where the dumps of a `ScheduledDump` go.
 */
export class DumpTarget {
  /**
   * A claim of its own, called like the CronJob. Argo CD, Helm and Flux leave it where it is when its manifest goes; it
   * belongs to no pod of the app, and outlives it.
   */
  public static newPersistentVolumeClaim(options: DumpClaimOptions): DumpTarget {
    const bytes = bytesOf(options.storage);
    const { storageClassName, accessMode = kplus.PersistentVolumeAccessMode.READ_WRITE_ONCE } = options;
    refuse('target.storage', bytes, storageProblem(bytes));
    refuse('target.storageClassName', storageClassName, storageClassName ? dnsSubdomainProblem(storageClassName) : undefined);
    refuse('target.accessMode', accessMode, accessMode === kplus.PersistentVolumeAccessMode.READ_ONLY_MANY
      ? { problem: 'lets nobody write', fix: 'use READ_WRITE_ONCE or READ_WRITE_MANY' } : undefined);
    const spec = omitUndefined({ accessModes: [accessMode], storageClassName, resources: { requests: { storage: binaryQuantity(bytes) } } });
    return new DumpTarget((scope, app, name) => {
      const claim = new ApiObject(scope, 'Claim', {
        apiVersion: 'v1',
        kind: 'PersistentVolumeClaim',
        metadata: { name, namespace: app.metadata.namespace, annotations: { ...KEPT } },
        spec,
      });
      return { claim, volume: volumeOf(scope, kplus.PersistentVolumeClaim.fromClaimName(scope, 'ClaimName', name)) };
    });
  }

  /**
   * A claim in the namespace of the app. Several dumps can share one: each deletes only its own files.
   */
  public static fromPersistentVolumeClaim(claim: kplus.IPersistentVolumeClaim): DumpTarget {
    return new DumpTarget(scope => ({ volume: volumeOf(scope, claim) }));
  }

  /**
   * Any other volume, such as one of NFS.
   */
  public static fromVolume(volume: kplus.Volume): DumpTarget {
    return new DumpTarget(() => ({ volume }));
  }

  /**
   * The volume, and the claim where it is made for it.
   *
   * @internal
   */
  public readonly _create: (scope: Construct, app: StatefulApp, name: string) => { volume: kplus.Volume; claim?: ApiObject };

  private constructor(create: (scope: Construct, app: StatefulApp, name: string) => { volume: kplus.Volume; claim?: ApiObject }) {
    this._create = create;
  }
}

function volumeOf(scope: Construct, claim: kplus.IPersistentVolumeClaim): kplus.Volume {
  return kplus.Volume.fromPersistentVolumeClaim(scope, 'Volume', claim, { name: 'dumps' });
}
