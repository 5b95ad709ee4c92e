import { ApiObject, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { BackupRetention } from './backup-retention';
import { createCronJob, requireCronJobName, requires } from './backup-schedule';
import { DUMP_SCRIPT, DUMPS } from './dump-script';
import { ScheduledDumpProps } from './scheduled-dump-props';
import { refuse, requireValid } from '../private/errors';
import { StatefulApp } from '../stateful-app';

/** What the script is given besides the user's variables. */
const SET_HERE = ['DUMP_FILE', 'DUMP_HOST', 'POD_NAME'];

/**
 * A CronJob that dumps the data of an app through the network, as any client could, into files of a claim: a backup that a
 * later version can read, and that outlives the app.
 *
 * A dump has its name only when it is complete, and old ones are deleted after that only. Where one fails, its Job fails,
 * and nothing is deleted. `kubectl create job --from=cronjob/db-dump now` makes one at once.
 *
 * Its pods get no token for the API server. They are no pods of the app: where it has a NetworkPolicy, let them in with
 * `addNetworkPolicy({ clients: [{ peer: dump.cronJob }] })`. What Kubernetes knows of them besides is said to `cronJob`, such
 * as `cronJob.scheduling`.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/
 */
export class ScheduledDump extends Construct {
  /**
   * The CronJob.
   */
  public readonly cronJob: kplus.CronJob;

  /**
   * The container that makes the dumps.
   */
  public readonly container: kplus.Container;

  /**
   * The PersistentVolumeClaim of the dumps, where it was made for them.
   */
  public readonly persistentVolumeClaim?: ApiObject;

  /**
   * @throws where properties are out of range, or the app has no container yet and `image` is missing
   */
  constructor(app: StatefulApp, id: string, props: ScheduledDumpProps) {
    super(app, id);
    const { name = `${app.name}-dump` } = props;
    requireCronJobName(name);
    requireProps(props);
    const pods = { securityContext: props.securityContext ?? podOf(app), automountServiceAccountToken: false };
    this.cronJob = createCronJob(this, app, name, props, pods);
    const { volume, claim } = props.target._create(this, app, name);
    this.container = this.cronJob.addContainer(containerOf(app, name, volume, props));
    this.persistentVolumeClaim = claim;
    if (claim) {
      requires(this.cronJob, claim);
    }
  }
}

function containerOf(app: StatefulApp, name: string, volume: kplus.Volume, props: ScheduledDumpProps): kplus.ContainerProps {
  const { containers: [first] } = app;
  const { image = first?.image, imagePullPolicy = first?.imagePullPolicy } = props;
  const { command, host, extension = '.dump', retention = BackupRetention.all() } = props;
  if (image === undefined) {
    throw new Error('image is missing, and the app has no container yet whose image could be taken; give one');
  }
  return {
    name: 'dump',
    image,
    imagePullPolicy,
    command: ['/bin/sh', '-euc', DUMP_SCRIPT, 'dump', DUMPS, name, extension, ...retention._toArguments(), ...command],
    envVariables: {
      POD_NAME: kplus.EnvValue.fromFieldRef(kplus.EnvFieldPaths.POD_NAME),
      DUMP_HOST: kplus.EnvValue.fromValue(host),
      ...props.envVariables,
    },
    volumeMounts: [...props.volumeMounts ?? [], { path: DUMPS, volume }],
    securityContext: props.containerSecurityContext ?? {
      user: first?.securityContext.user,
      group: first?.securityContext.group,
      ensureNonRoot: first?.securityContext.ensureNonRoot,
      readOnlyRootFilesystem: first?.securityContext.readOnlyRootFilesystem,
      capabilities: { drop: [kplus.Capability.ALL] },
      seccompProfile: { type: kplus.SeccompProfileType.RUNTIME_DEFAULT },
    },
    resources: props.resources ?? {
      cpu: { request: kplus.Cpu.millis(100) },
      memory: { request: Size.mebibytes(128), limit: Size.mebibytes(512) },
    },
  };
}

/** The pods write as the app does, so that what an administrator may read there can be read here. */
function podOf({ securityContext }: StatefulApp): kplus.PodSecurityContextProps {
  const { ensureNonRoot, user, group, fsGroup, fsGroupChangePolicy } = securityContext;
  return { ensureNonRoot, user, group, fsGroup, fsGroupChangePolicy };
}

function requireProps({ command, host, extension, envVariables = {} }: ScheduledDumpProps): void {
  refuse('command', command, command.length === 0 ? { problem: 'is no command', fix: 'say what writes DUMP_FILE from DUMP_HOST' } : undefined);
  refuse('host', host, host === '' ? { problem: 'is no host', fix: 'give the DNS name of a Service or of a pod' } : undefined);
  requireValid('extension', extension, text => /^(\.[A-Za-z0-9]+)*$/.test(text)
    ? undefined : { problem: 'is not the end of a file name', fix: 'write it as ".sql" or ".sql.gz"' });
  for (const variable of Object.keys(envVariables)) {
    refuse('envVariables', variable, SET_HERE.includes(variable) ? { problem: 'is set by the ScheduledDump', fix: 'choose another name' } : undefined);
  }
}
