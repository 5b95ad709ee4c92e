import * as kplus from 'cdk8s-plus-28';
import { BackupScheduleProps } from './backup-schedule';
import { DumpTarget } from './dump-target';

/**
 * Properties of `ScheduledDump`.
 */
export interface ScheduledDumpProps extends BackupScheduleProps {
  /**
   * What writes the dump to the file whose path is in the variable `DUMP_FILE`, from the server whose DNS name is in
   * `DUMP_HOST`: `['sh', '-euc', 'pg_dump --host="$DUMP_HOST" --dbname=shop --format=custom --file="$DUMP_FILE"']`. It may
   * write a directory in place of a file. It must end with another number than 0 where the dump is not complete: in a
   * pipe, a shell sees the end of the last command only.
   */
  readonly command: string[];

  /**
   * The DNS name of the server that is dumped: `roles.primaryAddress`, or one that has no clients, such as
   * `app.identity.podDnsName(2)`. Behind a Service to several pods, a dump over several connections may mix their states.
   */
  readonly host: string;

  /**
   * Where the dumps go.
   */
  readonly target: DumpTarget;

  /**
   * The name of the CronJob, of the claim that is made for it, and the beginning of the names of the dumps:
   * `db-dump-20261128T023000Z`. At most 52 characters.
   *
   * @default - the name of the app with `-dump`
   */
  readonly name?: string;

  /**
   * The end of the names of the dumps, such as `.sql.gz`.
   *
   * @default '.dump'
   */
  readonly extension?: string;

  /**
   * The image, with the command. It needs `/bin/sh`, `date`, `mv`, `rm` and `sync`.
   *
   * @default - that of the first container of the app
   */
  readonly image?: string;

  /**
   * When that image is pulled.
   *
   * @default - as for the first container of the app
   */
  readonly imagePullPolicy?: kplus.ImagePullPolicy;

  /**
   * Environment of the command, such as the password from a Secret:
   * `{ PGPASSWORD: kplus.EnvValue.fromSecretValue({ secret, key: 'password' }) }`.
   *
   * @default - only what this construct adds
   */
  readonly envVariables?: { [name: string]: kplus.EnvValue };

  /**
   * What else is mounted, such as an `emptyDir` for /tmp, or a Secret with a certificate.
   *
   * @default - nothing but the dumps, at /dumps
   */
  readonly volumeMounts?: kplus.VolumeMount[];

  /**
   * Who the pods are, and the group of their volumes.
   *
   * @default - as the pods of the app
   */
  readonly securityContext?: kplus.PodSecurityContextProps;

  /**
   * The security context of the container.
   *
   * @default - user, group and root file system as in the first container of the app, and otherwise what the Pod Security
   * Standard "restricted" asks for
   */
  readonly containerSecurityContext?: kplus.ContainerSecurityContextProps;

  /**
   * CPU and memory of the container.
   *
   * @default - 100m of CPU and 128 MiB are requested, and memory is limited to 512 MiB
   */
  readonly resources?: kplus.ContainerResources;
}
