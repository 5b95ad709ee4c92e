import { Chart, Cron, Duration, Size, Testing } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { BackupRetention, DumpTarget, ScheduledDump, ScheduledDumpProps, StatefulApp, StatefulAppProps } from '../../src';
import { chart, CONTAINER, Manifest, manifestOf, namesOf, statefulApp } from '../support';

const NIGHTLY = Cron.schedule({ minute: '30', hour: '2' });
const CLAIM = DumpTarget.newPersistentVolumeClaim({ storage: Size.gibibytes(20) });

function dumped(props: Partial<ScheduledDumpProps> = {}, app: Partial<StatefulAppProps> = {}, scope: Chart = chart()) {
  const db = statefulApp(scope, app);
  const dump = new ScheduledDump(db, 'Dump', { schedule: NIGHTLY, command: ['make-dump', 'all'], host: 'db-primary', target: CLAIM, ...props });
  return { scope, db, dump };
}

function podOf(props: Partial<ScheduledDumpProps> = {}, app: Partial<StatefulAppProps> = {}): Manifest {
  return manifestOf(dumped(props, app).scope, 'CronJob').spec.jobTemplate.spec.template;
}

const containerOf = (...args: Parameters<typeof podOf>) => podOf(...args).spec.containers[0];

test('one dump after the other is made when it is due, in UTC, up to an hour late', () => {
  expect(manifestOf(dumped().scope, 'CronJob', 'db-dump').spec).toMatchObject({
    schedule: '30 2 * * *',
    timeZone: 'Etc/UTC',
    concurrencyPolicy: 'Forbid',
    startingDeadlineSeconds: 3600,
    suspend: false,
    successfulJobsHistoryLimit: 3,
    failedJobsHistoryLimit: 3,
    jobTemplate: { spec: { activeDeadlineSeconds: 21600, backoffLimit: 6 } },
  });
});

test('the command stays arguments of the script', () => {
  expect(containerOf().command.slice(-8)).toEqual(['dump', '/dumps', 'db-dump', '.dump', '', '', 'make-dump', 'all']);
});

test.each<[string, BackupRetention, string[]]>([
  ['a number', BackupRetention.count(7), ['7', '']],
  ['a time', BackupRetention.duration(Duration.days(2)), ['', '172800']],
  ['all', BackupRetention.all(), ['', '']],
])('the retention is %s', (_, retention, words) => {
  expect(containerOf({ retention }).command.slice(-4, -2)).toEqual(words);
});

test('the claim is called like the CronJob, in the namespace of the app, and stays when its manifest goes', () => {
  const { metadata, spec } = manifestOf(dumped({ name: 'nightly' }, {}, chart('prod')).scope, 'PersistentVolumeClaim', 'nightly');
  expect(metadata.namespace).toBe('prod');
  expect(Object.keys(metadata.annotations).sort()).toEqual(['argocd.argoproj.io/sync-options', 'helm.sh/resource-policy', 'kustomize.toolkit.fluxcd.io/prune']);
  expect(spec).toEqual({ accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '20Gi' } } });
});

test('the claim has a class and an access mode', () => {
  const target = DumpTarget.newPersistentVolumeClaim({ storage: Size.gibibytes(1), storageClassName: '', accessMode: kplus.PersistentVolumeAccessMode.READ_WRITE_MANY });
  expect(manifestOf(dumped({ target }).scope, 'PersistentVolumeClaim').spec).toMatchObject({ storageClassName: '', accessModes: ['ReadWriteMany'] });
});

test('the claim stands before the CronJob', () => {
  const kinds = (Testing.synth(dumped().scope) as Manifest[]).map(({ kind }) => kind);
  expect(kinds.indexOf('PersistentVolumeClaim')).toBeLessThan(kinds.indexOf('CronJob'));
});

test('the claim can be read where it is made', () => {
  expect(dumped().dump.persistentVolumeClaim?.name).toBe('db-dump');
});

test('an existing claim is mounted, and none is made', () => {
  const scope = chart();
  const { dump } = dumped({ target: DumpTarget.fromPersistentVolumeClaim(kplus.PersistentVolumeClaim.fromClaimName(scope, 'Claim', 'backups')) }, {}, scope);
  expect(manifestOf(scope, 'CronJob').spec.jobTemplate.spec.template.spec.volumes).toEqual([{ name: 'dumps', persistentVolumeClaim: { claimName: 'backups', readOnly: false } }]);
  expect([namesOf(scope, 'PersistentVolumeClaim'), dump.persistentVolumeClaim]).toEqual([[], undefined]);
});

test('any volume can be mounted', () => {
  const scope = chart();
  dumped({ target: DumpTarget.fromVolume(kplus.Volume.fromNfs(scope, 'Nfs', 'backups', { server: 'nas', path: '/db' })) }, {}, scope);
  expect(manifestOf(scope, 'CronJob').spec.jobTemplate.spec.template.spec.volumes[0].nfs).toMatchObject({ server: 'nas', path: '/db' });
});

test('two schedules can share one target', () => {
  const { scope, db } = dumped();
  const target = DumpTarget.fromPersistentVolumeClaim(kplus.PersistentVolumeClaim.fromClaimName(scope, 'Shared', 'db-dump'));
  ['hourly', 'weekly'].forEach(name => new ScheduledDump(db, name, { name, schedule: Cron.hourly(), command: ['true'], host: 'db', target }));
  expect(namesOf(scope, 'CronJob').sort()).toEqual(['db-dump', 'hourly', 'weekly']);
});

test('the image is that of the first container', () => {
  expect(containerOf({}, { containers: [{ ...CONTAINER, imagePullPolicy: kplus.ImagePullPolicy.NEVER }] })).toMatchObject({ image: 'postgres:16.4', imagePullPolicy: 'Never' });
});

test('the pods run as those of the app', () => {
  const app = { securityContext: { user: 999, group: 998, fsGroup: 997, fsGroupChangePolicy: kplus.FsGroupChangePolicy.ON_ROOT_MISMATCH } };
  expect(podOf({}, app).spec.securityContext)
    .toEqual({ runAsUser: 999, runAsGroup: 998, fsGroup: 997, fsGroupChangePolicy: 'OnRootMismatch', runAsNonRoot: true });
});

test('the container is as restricted as can be, and runs as the first one of the app', () => {
  const own = { user: 70, group: 71, ensureNonRoot: true, readOnlyRootFilesystem: false };
  const securityContext = { ...own, allowPrivilegeEscalation: true, privileged: true };
  expect(containerOf({}, { containers: [{ ...CONTAINER, securityContext }] }).securityContext).toEqual({
    runAsUser: 70,
    runAsGroup: 71,
    runAsNonRoot: true,
    readOnlyRootFilesystem: false,
    allowPrivilegeEscalation: false,
    privileged: false,
    capabilities: { drop: ['ALL'] },
    seccompProfile: { type: 'RuntimeDefault' },
  });
});

test('the pods have no token', () => {
  expect(podOf().spec.automountServiceAccountToken).toBe(false);
});

test('the pods are pulled with the credentials of the app', () => {
  const scope = chart();
  const auth = kplus.Secret.fromSecretName(scope, 'Auth', 'registry') as unknown as kplus.DockerConfigSecret;
  dumped({}, { dockerRegistryAuth: auth }, scope);
  expect(manifestOf(scope, 'CronJob').spec.jobTemplate.spec.template.spec.imagePullSecrets).toEqual([{ name: 'registry' }]);
});

test('the pods have labels of their own, so that no Service of the app leads to them', () => {
  expect(podOf({}, { matchLabels: { app: 'db' } }).metadata.labels).toEqual({ 'cdk8s.io/metadata.addr': 'db-dump' });
});

test('nothing comes from the path of the construct', () => {
  const scope = chart();
  const db = statefulApp(scope);
  new ScheduledDump(db, 'Elsewhere', { schedule: NIGHTLY, command: ['make-dump', 'all'], host: 'db-primary', target: CLAIM });
  expect(Testing.synth(scope)).toEqual(Testing.synth(dumped().scope));
});

test('a NetworkPolicy lets them in', () => {
  const { scope, db, dump } = dumped();
  db.addNetworkPolicy({ clients: [{ peer: dump.cronJob }] });
  expect(manifestOf(scope, 'NetworkPolicy').spec.ingress[1].from).toEqual([{ podSelector: { matchLabels: { 'cdk8s.io/metadata.addr': 'db-dump' } } }]);
});

test.each<[string, Partial<ScheduledDumpProps>, string]>([
  ['no command', { command: [] }, 'command [] is no command; say what writes DUMP_FILE from DUMP_HOST'],
  ['no host', { host: '' }, 'host "" is no host'],
  ['a name that is none', { name: 'A' }, 'name "A" is not a DNS subdomain'],
  ['a name that is too long', { name: 'x'.repeat(53) }, 'has 53 characters, and the name of a CronJob at most 52; give a shorter name'],
  ['an extension with a path', { extension: '/../x' }, 'extension "/../x" is not the end of a file name'],
  ['a schedule that is none', { schedule: Cron.schedule({ hour: '25' }) }, 'schedule "* 25 * * *" has the hour "25"'],
  ['a time zone that is none', { timeZone: 'Local' }, 'timeZone "Local" is not the name of a time zone'],
  ['a variable that the part sets', { envVariables: { DUMP_FILE: kplus.EnvValue.fromValue('x') } }, 'envVariables "DUMP_FILE" is set by the ScheduledDump'],
  ['a start that is never', { startingDeadline: Duration.seconds(9) }, 'startingDeadline 9 seconds are not a whole number of 10 or more'],
  ['no time', { activeDeadline: Duration.seconds(0) }, 'activeDeadline 0 seconds'],
  ['less than no attempt', { backoffLimit: -1 }, 'backoffLimit -1'],
  ['a half Job that is kept', { successfulJobsRetained: 0.5 }, 'successfulJobsRetained 0.5'],
  ['a failed Job less', { failedJobsRetained: -1 }, 'failedJobsRetained -1'],
])('fails for %s', (_, props, message) => {
  expect(() => dumped(props)).toThrow(message);
});

test.each<[string, () => unknown, string]>([
  ['no dump that is kept', () => BackupRetention.count(0), 'retention.count 0 is not a whole number of 1 or more'],
  ['no time for which they are kept', () => BackupRetention.duration(Duration.seconds(0)), 'retention.duration 0 seconds keeps nothing'],
  ['no storage', () => DumpTarget.newPersistentVolumeClaim({ storage: Size.gibibytes(0) }), 'target.storage 0 bytes is not a whole number'],
  ['a class that is none', () => DumpTarget.newPersistentVolumeClaim({ storage: Size.gibibytes(1), storageClassName: 'A' }), 'target.storageClassName "A" is not'],
  [
    'a claim that is only read', () => DumpTarget.newPersistentVolumeClaim({ storage: Size.gibibytes(1), accessMode: kplus.PersistentVolumeAccessMode.READ_ONLY_MANY }),
    'target.accessMode "ReadOnlyMany" lets nobody write',
  ],
])('fails for %s', (_, create, message) => {
  expect(create).toThrow(message);
});

test('fails without an image where the app has no container yet', () => {
  const db = new StatefulApp(chart(), 'db', { metadata: { name: 'db' } });
  expect(() => new ScheduledDump(db, 'Dump', { schedule: NIGHTLY, command: ['true'], host: 'db', target: CLAIM })).toThrow('image is missing, and the app has no container yet');
});
