import { ApiObject, Cron, Duration } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { BackupRetention } from './backup-retention';
import { dnsSubdomainProblem } from '../manifest/kubernetes/names';
import { cronJobNameProblem, scheduleProblem, timeZoneProblem } from '../manifest/kubernetes/schedules';
import { refuse, requireInteger, requireValid } from '../private/errors';
import { StatefulApp } from '../stateful-app';

/**
 * When backups are made, and how long they are kept. A backup never begins while the one before is being made.
 */
export interface BackupScheduleProps {
  /**
   * When, such as `Cron.schedule({ minute: '30', hour: '2' })`.
   *
   * @see https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/#schedule-syntax
   */
  readonly schedule: Cron;

  /**
   * The time zone of the schedule, such as `Europe/Berlin`. With one that has summer time, an hour is there twice or not at
   * all once a year, and what is due in it as well.
   *
   * @see https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/#time-zones
   * @default 'Etc/UTC'
   */
  readonly timeZone?: string;

  /**
   * How long backups are kept.
   *
   * @default BackupRetention.all() - nothing is deleted that nobody chose
   */
  readonly retention?: BackupRetention;

  /**
   * Whether no more are made for now.
   *
   * @default false
   */
  readonly suspend?: boolean;

  /**
   * How late a backup may begin, where it could not begin in time. Ten seconds or more.
   *
   * @default Duration.hours(1)
   */
  readonly startingDeadline?: Duration;

  /**
   * How long a backup may take, with all its attempts. One that hangs would keep all others from beginning.
   *
   * @default Duration.hours(6)
   */
  readonly activeDeadline?: Duration;

  /**
   * How often a backup that failed is tried again.
   *
   * @default 6
   */
  readonly backoffLimit?: number;

  /**
   * How many Jobs that ended well are kept, with their pods and logs.
   *
   * @default 3
   */
  readonly successfulJobsRetained?: number;

  /**
   * How many Jobs that failed are kept, with their pods and logs.
   *
   * @default 3
   */
  readonly failedJobsRetained?: number;
}

/** What the pods of the CronJob are. */
export type BackupPods = Pick<kplus.CronJobProps, 'securityContext' | 'serviceAccount' | 'automountServiceAccountToken'>;

/**
 * Throws where the name is none of a CronJob.
 */
export function requireCronJobName(name: string): void {
  requireValid('name', name, text => dnsSubdomainProblem(text) ?? cronJobNameProblem(text));
}

/**
 * A CronJob in the namespace of an app, whose names and labels come from its own name.
 */
export function createCronJob(scope: Construct, app: StatefulApp, name: string, props: BackupScheduleProps, pods: BackupPods): kplus.CronJob {
  const { schedule, timeZone = 'Etc/UTC', startingDeadline = Duration.hours(1), activeDeadline = Duration.hours(6), backoffLimit = 6 } = props;
  const { suspend, successfulJobsRetained = 3, failedJobsRetained = 3 } = props;
  requireValid('schedule', schedule.expressionString, scheduleProblem);
  requireValid('timeZone', timeZone, timeZoneProblem);
  requireSeconds('startingDeadline', startingDeadline, 10);
  requireSeconds('activeDeadline', activeDeadline, 1);
  requireInteger('backoffLimit', backoffLimit, 0);
  requireInteger('successfulJobsRetained', successfulJobsRetained, 0);
  requireInteger('failedJobsRetained', failedJobsRetained, 0);
  const cronJob = new kplus.CronJob(scope, 'CronJob', {
    ...pods,
    metadata: { name, namespace: app.metadata.namespace },
    schedule,
    timeZone,
    suspend,
    startingDeadline,
    activeDeadline,
    backoffLimit,
    successfulJobsRetained,
    failedJobsRetained,
    concurrencyPolicy: kplus.ConcurrencyPolicy.FORBID,
    // each attempt is a pod of its own, whose log stays
    restartPolicy: kplus.RestartPolicy.NEVER,
    dockerRegistryAuth: app.dockerRegistryAuth,
  });
  // cdk8s-plus takes it from the path of the construct
  cronJob.podMetadata.addLabel(kplus.Pod.ADDRESS_LABEL, name);
  // a CronJob renders no selector; it is how others, such as NetworkPolicies, select the pods
  cronJob.select(kplus.LabelSelector.of({ labels: { [kplus.Pod.ADDRESS_LABEL]: name } }));
  return cronJob;
}

/** The object of a CronJob must be there after this one. */
export function requires(cronJob: kplus.CronJob, object: Construct): void {
  ApiObject.of(cronJob).addDependency(object);
}

function requireSeconds(property: string, duration: Duration, least: number): void {
  const seconds = duration.toSeconds({ integral: false });
  refuse(property, seconds, seconds >= least && Number.isInteger(seconds)
    ? undefined : { problem: `seconds are not a whole number of ${least} or more`, fix: 'give a longer time' });
}
