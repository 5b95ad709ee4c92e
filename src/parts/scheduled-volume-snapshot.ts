import { Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { BackupRetention } from './backup-retention';
import { createCronJob, requireCronJobName, requires } from './backup-schedule';
import { requireOwnTemplate } from './claims-of-template';
import { ScheduledVolumeSnapshotProps } from './scheduled-volume-snapshot-props';
import { VOLUME_SNAPSHOT_SCRIPT } from './volume-snapshot-script';
import { dnsSubdomainProblem } from '../manifest/kubernetes/names';
import { omitUndefined } from '../manifest/model/omit-undefined';
import { errorMessage, refuse, requireInteger, requireValid } from '../private/errors';
import { StatefulApp } from '../stateful-app';

/** By it the snapshots of a schedule are found, and no others are deleted. */
const LABEL = 'cdk8s-stateful-app.github.io/scheduled-volume-snapshot';

const SNAPSHOTS = kplus.ApiResource.custom({ apiGroup: 'snapshot.storage.k8s.io', resourceType: 'volumesnapshots' });

/** Nobody in particular. */
const NOBODY = 65534;

/**
 * A CronJob that makes VolumeSnapshots of the claim of one pod, and deletes old ones.
 *
 * A snapshot is consistent as after a power failure: it holds what was on the disk at one moment. Databases recover from
 * it; what only their memory had is missing. An app with several claim templates has no moment that is the same for all.
 *
 * The cluster needs the objects of `snapshot.storage.k8s.io/v1` and a CSI driver that makes snapshots. They are as safe as
 * the storage that they are on: with a class whose `deletionPolicy` is `Delete`, they go with their namespace.
 *
 * The Role can create VolumeSnapshots in its namespace and read them, and delete them where there is a retention. Roles know no
 * labels, so it could delete others, too; those of another schedule or person it leaves alone.
 *
 * @see https://kubernetes.io/docs/concepts/storage/volume-snapshots/
 */
export class ScheduledVolumeSnapshot extends Construct {
  /**
   * The CronJob.
   */
  public readonly cronJob: kplus.CronJob;

  /**
   * The container that makes the snapshots.
   */
  public readonly container: kplus.Container;

  /**
   * The ServiceAccount of its pods.
   */
  public readonly serviceAccount: kplus.ServiceAccount;

  /**
   * What they may do.
   */
  public readonly role: kplus.Role;

  /**
   * The labels of the VolumeSnapshots, by which `kubectl get volumesnapshots --selector` finds them.
   */
  public readonly snapshotLabels: { [key: string]: string };

  /**
   * @throws where properties are out of range, or the template is that of another app
   */
  constructor(app: StatefulApp, id: string, props: ScheduledVolumeSnapshotProps) {
    super(app, id);
    const { name = `${app.name}-snapshot`, retention = BackupRetention.all() } = props;
    requireCronJobName(name);
    requireProps(app, props);
    this.snapshotLabels = { [LABEL]: name };
    const metadata = { name, namespace: app.metadata.namespace };
    this.serviceAccount = new kplus.ServiceAccount(this, 'ServiceAccount', { metadata });
    this.role = new kplus.Role(this, 'Role', { metadata });
    this.role.allow(['create', 'get', ...retention._isLimited ? ['list', 'delete'] : []], SNAPSHOTS);
    const binding = new kplus.RoleBinding(this, 'RoleBinding', { metadata, role: this.role });
    binding.addSubjects(this.serviceAccount);
    this.cronJob = createCronJob(this, app, name, props, {
      serviceAccount: this.serviceAccount,
      automountServiceAccountToken: true,
      securityContext: { user: NOBODY, group: NOBODY },
    });
    requires(this.cronJob, binding);
    this.container = this.cronJob.addContainer(this.containerOf(app, props, retention));
    const pods = app.podOrdinals();
    this.node.addValidation({
      validate: () => pods.count === undefined || pods.count === 0 || pods.has(props.ordinal) ? [] : [errorMessage('ordinal', props.ordinal,
        `is the ordinal of no pod of "${app.name}"`, 'give that of a pod that is there')],
    });
  }

  private containerOf(app: StatefulApp, props: ScheduledVolumeSnapshotProps, retention: BackupRetention): kplus.ContainerProps {
    const { volumeClaimTemplate, ordinal, volumeSnapshotClassName } = props;
    const persistentVolumeClaimName = app.identity.claimName(volumeClaimTemplate.name, ordinal);
    const snapshot = {
      apiVersion: 'snapshot.storage.k8s.io/v1',
      kind: 'VolumeSnapshot',
      metadata: { generateName: `${persistentVolumeClaimName}-`, labels: this.snapshotLabels },
      spec: omitUndefined({ volumeSnapshotClassName, source: { persistentVolumeClaimName } }),
    };
    const selector = Object.entries(this.snapshotLabels).map(label => label.join('=')).join();
    return {
      name: 'snapshot',
      image: props.image,
      imagePullPolicy: props.imagePullPolicy ?? kplus.ImagePullPolicy.IF_NOT_PRESENT,
      command: ['/bin/sh', '-euc', VOLUME_SNAPSHOT_SCRIPT, 'snapshot', JSON.stringify(snapshot), selector, ...retention._toArguments()],
      securityContext: {
        capabilities: { drop: [kplus.Capability.ALL] },
        seccompProfile: { type: kplus.SeccompProfileType.RUNTIME_DEFAULT },
      },
      resources: props.resources ?? {
        cpu: { request: kplus.Cpu.millis(50) },
        memory: { request: Size.mebibytes(64), limit: Size.mebibytes(128) },
      },
    };
  }
}

function requireProps(app: StatefulApp, { volumeClaimTemplate, ordinal, image, volumeSnapshotClassName }: ScheduledVolumeSnapshotProps): void {
  requireOwnTemplate(app, volumeClaimTemplate);
  requireInteger('ordinal', ordinal, app.identity.firstOrdinal);
  refuse('image', image, image === '' ? { problem: 'is no image', fix: 'give one with kubectl and a shell' } : undefined);
  requireValid('volumeSnapshotClassName', volumeSnapshotClassName, dnsSubdomainProblem);
}
