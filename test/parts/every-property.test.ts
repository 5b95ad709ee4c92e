import { Chart, Cron, Duration, Size, Testing } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import {
  BackupRetention, BackupScheduleProps, BootstrapChain, BootstrapChainProps, ClaimDataSource, DumpClaimOptions, DumpTarget, ExpandedClaims,
  ExpandedClaimsProps, OrdinalClaimOptions, OrdinalFiles, OrdinalFilesProps, OrdinalFilesSource, PodRouteKind, PodRoutes, PodRoutesProps,
  PreCreatedClaims, PreCreatedClaimsProps, PrimaryAndReplicas, PrimaryAndReplicasProps, RemainingClaims, ScheduledDump, ScheduledDumpProps,
  ScheduledVolumeSnapshot, ScheduledVolumeSnapshotProps, StatefulApp,
} from '../../src';
import { check, objectsOf } from '../../src/manifest/check';
import { TargetVersions } from '../../src/manifest/kubernetes/target-versions';
import { messageOf } from '../../src/manifest/lint/finding';
import { chart, Manifest } from '../support';

/** What each property is given, beside those that a part must have, and the words that then stand in the manifests. */
type Table<Props> = { [property in keyof Props]-?: [Partial<Props> | ((db: StatefulApp) => Partial<Props>), string] };

const FILES: Table<OrdinalFilesProps> = {
  name: [{ name: 'settings' }, '"name":"db-settings"'],
  path: [{ path: '/etc/other' }, '"mountPath":"/etc/other/a"'],
  all: [{ all: { 'of-all': '' } }, '"2.of-all":""'],
  first: [{ first: { a: 'of the first' } }, '"0.a":"of the first"'],
  others: [{ others: { a: 'of the others' } }, '"2.a":"of the others"'],
  perOrdinal: [{ perOrdinal: [{ ordinal: 1, files: { a: 'of 1' } }] }, '"1.a":"of 1"'],
  source: [db => ({ source: OrdinalFilesSource.fromSecret(kplus.Secret.fromSecretName(db, 'Keys', 'keys')) }), '"secretName":"keys"'],
  count: [{ count: 4 }, '"3.a":"text"'],
  defaultMode: [{ defaultMode: 0o400 }, '"defaultMode":256'],
  containers: [db => ({ containers: [db.addContainer({ name: 'other', image: 'other:1.0' })] }), '"other:1.0","imagePullPolicy":"Always","name":"other"'],
  restartOnChange: [{ restartOnChange: true }, '"cdk8s-stateful-app.github.io/conf-hash":'],
};

const ROLES: Table<PrimaryAndReplicasProps> = {
  primaryOrdinal: [{ primaryOrdinal: 1 }, '"name":"db-primary"},"spec":{"ports":[{"name":"client","port":5432},{"name":"metrics","port":9187}],"selector":{"statefulset.kubernetes.io/pod-name":"db-1"}'],
  promotions: [{ promotions: [1] }, '"promotion":"1 db-1.db'],
  primaryService: [{ primaryService: { labels: { to: 'writers' } } }, '"labels":{"to":"writers"},"name":"db-primary"}'],
  readService: [{ readService: { labels: { to: 'readers' } } }, '"labels":{"to":"readers"},"name":"db-read"}'],
};

const CHAIN: Table<BootstrapChainProps> = {
  volumeClaimTemplate: [db => ({ volumeClaimTemplate: db.volumeClaimTemplate('more') }), '"mountPath":"/start-up/volume","name":"more"'],
  path: [{ path: '/var/lib/other' }, '"mountPath":"/var/lib/other","name":"data","subPath":"data"'],
  initializeBefore: [{ initializeBefore: '2026-12-24' }, '"20261224"'],
  initialize: [{ initialize: ['make-it'] }, '"1","make-it"'],
  clone: [{ clone: ['take-it'] }, '"take-it"]'],
  server: [{ server: { command: ['serve'], port: 9999 } }, '"name":"PREVIOUS_POD_PORT","value":"9999"'],
  cloneFirstFrom: [{ cloneFirstFrom: 'old.example.com' }, '"0","old.example.com"'],
  containers: [db => ({ containers: [db.addContainer({ name: 'other', image: 'other:1.0' })] }), '"other:1.0","imagePullPolicy":"Always","name":"other"'],
  image: [{ image: 'tools:1.0' }, '"image":"tools:1.0"'],
  imagePullPolicy: [{ imagePullPolicy: kplus.ImagePullPolicy.NEVER }, '"imagePullPolicy":"Never"'],
  envVariables: [{ envVariables: { MORE: kplus.EnvValue.fromValue('yes') } }, '"name":"MORE","value":"yes"'],
  volumeMounts: [db => ({ volumeMounts: [{ path: '/tmp', volume: kplus.Volume.fromEmptyDir(db, 'Scratch', 'scratch') }] }), '"mountPath":"/tmp","name":"scratch"'],
  securityContext: [{ securityContext: { user: 1234 } }, '"runAsUser":1234'],
  resources: [{ resources: { cpu: { request: kplus.Cpu.millis(123) } } }, '"cpu":"123m"'],
};

const GATEWAY = { name: 'public' };

const ROUTES: Table<PodRoutesProps> = {
  hostname: [{ hostname: '{pod}.other.example.com' }, '"hostnames":["db-2.other.example.com"]'],
  kind: [{ kind: PodRouteKind.ingress() }, '"kind":"Ingress"'],
  port: [{ port: 9187 }, '"backendRefs":[{"name":"db-1","port":9187}]'],
  portName: [{ portName: 'metrics' }, '"backendRefs":[{"name":"db-1","port":9187}]'],
  name: [{ name: '{pod}-public' }, '"name":"db-1-public"'],
  labels: [{ labels: { to: '{pod}' } }, '"labels":{"to":"db-1"}'],
  annotations: [{ annotations: { of: '{ordinal}' } }, '"annotations":{"of":"1"}'],
};

const EXPANDED: Table<ExpandedClaimsProps> = {
  volumeClaimTemplate: [db => ({ volumeClaimTemplate: db.volumeClaimTemplate('more') }), '"name":"more-db-2"'],
  storage: [{ storage: Size.gibibytes(3) }, '"storage":"3Gi"'],
  count: [{ count: 5 }, '"name":"data-db-4"'],
};

const SNAPSHOT = ClaimDataSource.fromVolumeSnapshot('nightly');

const PRE_CREATED: Table<PreCreatedClaimsProps> = {
  volumeClaimTemplate: [db => ({ volumeClaimTemplate: db.volumeClaimTemplate('more') }), '"name":"more-db-1"'],
  perOrdinal: [{ perOrdinal: [{ ordinal: 2, dataSource: SNAPSHOT }] }, '"name":"data-db-2"'],
  remaining: [{ remaining: RemainingClaims.fromDataSource(SNAPSHOT) }, '"name":"data-db-2"'],
  count: [{ count: 5, remaining: RemainingClaims.fromDataSource(SNAPSHOT) }, '"name":"data-db-4"'],
};

const OF_ORDINAL: Table<OrdinalClaimOptions> = {
  ordinal: [{ ordinal: 2 }, '"name":"data-db-2"'],
  dataSource: [{ dataSource: ClaimDataSource.fromVolumeSnapshot('weekly') }, '"name":"weekly"'],
  volumeName: [{ dataSource: undefined, volumeName: 'old-disk' }, '"volumeName":"old-disk"'],
  storageClassName: [{ storageClassName: 'fast' }, '"storageClassName":"fast"'],
  storage: [{ storage: Size.gibibytes(3) }, '"storage":"3Gi"'],
  labels: [{ labels: { restored: 'yes' } }, '"restored":"yes"'],
  annotations: [{ annotations: { from: 'nightly' } }, '"from":"nightly"'],
};

const SCHEDULE: Table<BackupScheduleProps> = {
  schedule: [{ schedule: Cron.schedule({ minute: '7' }) }, '"schedule":"7 * * * *"'],
  timeZone: [{ timeZone: 'Europe/Berlin' }, '"timeZone":"Europe/Berlin"'],
  retention: [{ retention: BackupRetention.count(14) }, '"14",""'],
  suspend: [{ suspend: true }, '"suspend":true'],
  startingDeadline: [{ startingDeadline: Duration.minutes(7) }, '"startingDeadlineSeconds":420'],
  activeDeadline: [{ activeDeadline: Duration.minutes(8) }, '"activeDeadlineSeconds":480'],
  backoffLimit: [{ backoffLimit: 2 }, '"backoffLimit":2'],
  successfulJobsRetained: [{ successfulJobsRetained: 5 }, '"successfulJobsHistoryLimit":5'],
  failedJobsRetained: [{ failedJobsRetained: 4 }, '"failedJobsHistoryLimit":4'],
};

const DUMP: Table<ScheduledDumpProps> = {
  ...SCHEDULE,
  command: [{ command: ['dump-it'] }, '"dump-it"]'],
  host: [{ host: 'db-2.db' }, '"name":"DUMP_HOST","value":"db-2.db"'],
  target: [db => ({ target: DumpTarget.fromPersistentVolumeClaim(kplus.PersistentVolumeClaim.fromClaimName(db, 'Dumps', 'dumps')) }), '"claimName":"dumps"'],
  name: [{ name: 'nightly' }, '"name":"nightly"'],
  extension: [{ extension: '.sql.gz' }, '".sql.gz"'],
  image: [{ image: 'tools:1.0' }, '"image":"tools:1.0"'],
  imagePullPolicy: [{ imagePullPolicy: kplus.ImagePullPolicy.NEVER }, '"imagePullPolicy":"Never"'],
  envVariables: [{ envVariables: { MORE: kplus.EnvValue.fromValue('yes') } }, '"name":"MORE","value":"yes"'],
  volumeMounts: [db => ({ volumeMounts: [{ path: '/tmp', volume: kplus.Volume.fromEmptyDir(db, 'Scratch', 'scratch') }] }), '"mountPath":"/tmp","name":"scratch"'],
  securityContext: [{ securityContext: { user: 1234 } }, '"runAsUser":1234'],
  containerSecurityContext: [{ containerSecurityContext: { user: 4321 } }, '"runAsUser":4321'],
  resources: [{ resources: { cpu: { request: kplus.Cpu.millis(123) } } }, '"cpu":"123m"'],
};

const OF_DUMP_CLAIM: Table<DumpClaimOptions> = {
  storage: [{ storage: Size.gibibytes(30) }, '"storage":"30Gi"'],
  storageClassName: [{ storageClassName: 'slow' }, '"storageClassName":"slow"'],
  accessMode: [{ accessMode: kplus.PersistentVolumeAccessMode.READ_WRITE_MANY }, '"ReadWriteMany"'],
};

const VOLUME_SNAPSHOT: Table<ScheduledVolumeSnapshotProps> = {
  ...SCHEDULE,
  volumeClaimTemplate: [db => ({ volumeClaimTemplate: db.volumeClaimTemplate('more') }), 'more-db-1'],
  ordinal: [{ ordinal: 2 }, 'data-db-2'],
  image: [{ image: 'tools:1.0' }, '"image":"tools:1.0"'],
  imagePullPolicy: [{ imagePullPolicy: kplus.ImagePullPolicy.NEVER }, '"imagePullPolicy":"Never"'],
  volumeSnapshotClassName: [{ volumeSnapshotClassName: 'csi' }, 'volumeSnapshotClassName'],
  name: [{ name: 'hourly' }, '"name":"hourly"'],
  resources: [{ resources: { cpu: { request: kplus.Cpu.millis(123) } } }, '"cpu":"123m"'],
};

const OF_TEMPLATE = (db: StatefulApp) => ({ volumeClaimTemplate: db.volumeClaimTemplate('data') });

const BOOTSTRAP_CHAIN = (db: StatefulApp, props: object) => new BootstrapChain(db, 'Part', {
  volumeClaimTemplate: db.volumeClaimTemplate('data'),
  path: '/var/lib/db',
  initialize: ['initialize'],
  clone: ['clone'],
  server: { command: ['serve'], port: 3307 },
  ...props,
});

const SCHEDULED_DUMP = (db: StatefulApp, props: object) => new ScheduledDump(db, 'Part', {
  schedule: Cron.daily(), command: ['make-dump'], host: 'db-0.db', target: DumpTarget.newPersistentVolumeClaim({ storage: Size.gibibytes(1) }), ...props,
});

const PARTS: [string, Table<object>, (db: StatefulApp, props: object) => unknown][] = [
  ['OrdinalFiles', FILES, (db, props) => new OrdinalFiles(db, 'Part', { name: 'conf', path: '/etc/db', all: { a: 'text' }, ...props })],
  ['PrimaryAndReplicas', ROLES, (db, props) => new PrimaryAndReplicas(db, 'Part', props)],
  ['BootstrapChain', CHAIN, BOOTSTRAP_CHAIN],
  ['PodRoutes', ROUTES, (db, props) => new PodRoutes(db, 'Part', {
    hostname: '{pod}.db.example.com', kind: PodRouteKind.tls({ gateway: GATEWAY }), ...'port' in props || 'portName' in props ? {} : { portName: 'client' }, ...props,
  })],
  ['ExpandedClaims', EXPANDED, (db, props) => new ExpandedClaims(db, 'Part', { ...OF_TEMPLATE(db), storage: Size.gibibytes(2), ...props })],
  ['PreCreatedClaims', PRE_CREATED, (db, props) => new PreCreatedClaims(db, 'Part', {
    ...OF_TEMPLATE(db), perOrdinal: [{ ordinal: 1, dataSource: SNAPSHOT }], remaining: RemainingClaims.fromTemplate(), ...props,
  })],
  ['ScheduledDump', DUMP, SCHEDULED_DUMP],
  ['the claim of dumps', OF_DUMP_CLAIM, (db, props) => SCHEDULED_DUMP(db, { target: DumpTarget.newPersistentVolumeClaim({ storage: Size.gibibytes(1), ...props }) })],
  ['ScheduledVolumeSnapshot', VOLUME_SNAPSHOT, (db, props) => new ScheduledVolumeSnapshot(db, 'Part', {
    schedule: Cron.daily(), ...OF_TEMPLATE(db), ordinal: 1, image: 'example.com/kubectl:1.34.1', ...props,
  })],
  ['the claim of an ordinal', OF_ORDINAL, (db, props) => new PreCreatedClaims(db, 'Part', {
    ...OF_TEMPLATE(db), perOrdinal: [{ ordinal: 1, dataSource: SNAPSHOT, ...props }], remaining: RemainingClaims.fromTemplate(),
  })],
];

const CASES = PARTS.flatMap(([part, table, create]) => (Object.entries(table) as [string, [object | ((db: StatefulApp) => object), string]][])
  .map(([property, [props, words]]) => ({ part, property, props, words, create })));

/** An app in which no rule finds anything. */
function soundApp(scope: Chart, targetVersion?: string): StatefulApp {
  return new StatefulApp(scope, 'db', {
    targetVersion,
    metadata: { name: 'db' },
    replicas: 3,
    spread: true,
    securityContext: { user: 999, group: 999, fsGroup: 999, fsGroupChangePolicy: kplus.FsGroupChangePolicy.ON_ROOT_MISMATCH },
    containers: [{ image: 'example.com/db:16.4', ports: [{ name: 'client', number: 5432 }, { name: 'metrics', number: 9187 }], readiness: kplus.Probe.fromTcpSocket() }],
    volumeClaimTemplates: ['data', 'more'].map(name => ({ name, storage: Size.gibibytes(1), mounts: [{ path: `/mnt/${name}` }] })),
  });
}

function manifestsWith(create: (db: StatefulApp, props: object) => unknown, props: object | ((db: StatefulApp) => object) = {}): Manifest[] {
  const scope = chart();
  // a sidecar
  const db = soundApp(scope, create === BOOTSTRAP_CHAIN ? '1.29-1.37' : undefined);
  create(db, typeof props === 'function' ? props(db) : props);
  return Testing.synth(scope) as Manifest[];
}

test.each(CASES)('$part: $property renders', ({ create, props, words }) => {
  expect(JSON.stringify(manifestsWith(create))).not.toContain(words);
  expect(JSON.stringify(manifestsWith(create, props))).toContain(words);
});

test.each(PARTS)('%s adds nothing that a rule warns of', (_, __, create) => {
  const findings = (manifests: Manifest[]) => check(manifests.flatMap(manifest => objectsOf(manifest)), { target: TargetVersions.parse('1.29-1.37') }).map(finding => messageOf(finding));
  expect(findings(manifestsWith(create))).toEqual([]);
});

test.each(PARTS.filter(([part]) => part.startsWith('Scheduled')))('%s makes pods that keep to the Pod Security Standard "restricted"', (_, __, create) => {
  const labels = { 'pod-security.kubernetes.io/enforce': 'restricted' };
  const manifests = [{ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'default', labels } }, ...manifestsWith(create)]
    .map(manifest => manifest.kind === 'Namespace' ? manifest : { ...manifest, metadata: { ...manifest.metadata, namespace: 'default' } });
  const found = check(manifests.flatMap(manifest => objectsOf(manifest)), { target: TargetVersions.parse('1.29-1.37') }).map(finding => messageOf(finding));
  expect(found.filter(message => message.startsWith('spec.jobTemplate'))).toEqual([]);
  // the app of these tests does not
  expect(found.filter(message => message.startsWith('spec.template'))).not.toEqual([]);
});
