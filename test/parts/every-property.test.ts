import { Chart, Size, Testing } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { OrdinalFiles, OrdinalFilesProps, OrdinalFilesSource, PrimaryAndReplicas, PrimaryAndReplicasProps, BootstrapChain, BootstrapChainProps, StatefulApp } from '../../src';
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
  primaryOrdinal: [{ primaryOrdinal: 1 }, '"name":"db-primary"},"spec":{"ports":[{"name":"client","port":5432}],"selector":{"statefulset.kubernetes.io/pod-name":"db-1"}'],
  primaryService: [{ primaryService: { labels: { to: 'writers' } } }, '"labels":{"to":"writers"},"name":"db-primary"}'],
  readService: [{ readService: { labels: { to: 'readers' } } }, '"labels":{"to":"readers"},"name":"db-read"}'],
};

const CHAIN: Table<BootstrapChainProps> = {
  volumeClaimTemplate: [db => ({ volumeClaimTemplate: db.volumeClaimTemplate('more') }), '"mountPath":"/start-up/volume","name":"more"'],
  path: [{ path: '/var/lib/other' }, '"mountPath":"/var/lib/other","name":"data","subPath":"data"'],
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

const BOOTSTRAP_CHAIN = (db: StatefulApp, props: object) => new BootstrapChain(db, 'Part', {
  volumeClaimTemplate: db.volumeClaimTemplate('data'),
  path: '/var/lib/db',
  initialize: ['initialize'],
  clone: ['clone'],
  server: { command: ['serve'], port: 3307 },
  ...props,
});

const PARTS: [string, Table<object>, (db: StatefulApp, props: object) => unknown][] = [
  ['OrdinalFiles', FILES, (db, props) => new OrdinalFiles(db, 'Part', { name: 'conf', path: '/etc/db', all: { a: 'text' }, ...props })],
  ['PrimaryAndReplicas', ROLES, (db, props) => new PrimaryAndReplicas(db, 'Part', props)],
  ['BootstrapChain', CHAIN, BOOTSTRAP_CHAIN],
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
    containers: [{ image: 'postgres:16.4', ports: [{ name: 'client', number: 5432 }], readiness: kplus.Probe.fromTcpSocket() }],
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
