import * as kplus from 'cdk8s-plus-28';
import { BackupScheduleProps } from './backup-schedule';
import { VolumeClaimTemplate } from '../volume-claim-template';

/**
 * Properties of `ScheduledVolumeSnapshot`.
 */
export interface ScheduledVolumeSnapshotProps extends BackupScheduleProps {
  /**
   * The claim template.
   */
  readonly volumeClaimTemplate: VolumeClaimTemplate;

  /**
   * The ordinal of the pod whose claim is snapshotted. The snapshot has what this pod has: a replica may be behind.
   */
  readonly ordinal: number;

  /**
   * An image with `kubectl`, `/bin/sh`, `date`, `sleep`, `sort` and `tr`, such as `alpine/k8s:1.34.1`. Those of
   * `registry.k8s.io/kubectl` have no shell.
   */
  readonly image: string;

  /**
   * When that image is pulled.
   *
   * @default kplus.ImagePullPolicy.IF_NOT_PRESENT
   */
  readonly imagePullPolicy?: kplus.ImagePullPolicy;

  /**
   * The name of the VolumeSnapshotClass.
   *
   * @see https://kubernetes.io/docs/concepts/storage/volume-snapshot-classes/
   * @default - the default class of the driver
   */
  readonly volumeSnapshotClassName?: string;

  /**
   * The name of the CronJob, its ServiceAccount, Role and RoleBinding. At most 52 characters.
   *
   * @default - the name of the app with `-snapshot`
   */
  readonly name?: string;

  /**
   * CPU and memory of the container.
   *
   * @default - 50m of CPU and 64 MiB are requested, and memory is limited to 128 MiB
   */
  readonly resources?: kplus.ContainerResources;
}
