import { readFileSync } from 'fs';
import { join } from 'path';
import { Duration, Size, Testing } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import * as ts from 'typescript';
import {
  ExternalTrafficPolicy, HeadlessService, IpFamily, IpFamilyPolicy, PersistentVolumeClaimRetentionPolicyType, PodServices, ServiceOptions,
  SessionAffinity, StatefulApp, StatefulAppProps, UpdateStrategy,
} from '../src';
import { PlainField } from './cluster/differential/program';
import { PLAIN_FIELDS } from './plain-field-values';
import { asEvery, chart, Manifest, manifestOf, manifestsOf, specOf, statefulApp } from './support';
import { POD_FIELDS, SPEC_FIELDS } from '../src/plain-fields';

/** For each property of StatefulApp itself that is no field by the same name: a value, and what it does to the manifests. */
const RENDERED: { [property in Exclude<keyof StatefulAppProps, keyof kplus.WorkloadProps | PlainField>]-?: [Partial<StatefulAppProps>, object] } = {
  replicas: [{ replicas: 3 }, { replicas: 3 }],
  ordinals: [{ ordinals: { start: 5 } }, { ordinals: { start: 5 } }],
  matchLabels: [{ matchLabels: { app: 'db' } }, { selector: { matchLabels: { app: 'db' } } }],
  service: [{ service: HeadlessService.create({ name: 'peers' }) }, { serviceName: 'peers' }],
  podManagementPolicy: [{ podManagementPolicy: kplus.PodManagementPolicy.PARALLEL }, { podManagementPolicy: 'Parallel' }],
  updateStrategy: [{ updateStrategy: UpdateStrategy.onDelete() }, { updateStrategy: { type: 'OnDelete' } }],
  minReady: [{ minReady: Duration.minutes(1) }, { minReadySeconds: 60 }],
  volumeClaimTemplates: [
    { volumeClaimTemplates: [{ name: 'data', storage: Size.gibibytes(1) }] },
    { volumeClaimTemplates: [{ metadata: { name: 'data' } }] },
  ],
  persistentVolumeClaimRetentionPolicy: [
    { persistentVolumeClaimRetentionPolicy: { whenScaled: PersistentVolumeClaimRetentionPolicyType.DELETE } },
    { persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Retain', whenScaled: 'Delete' } },
  ],
  topologySpreadConstraints: [
    { topologySpreadConstraints: [{ topology: kplus.Topology.ZONE }] },
    { template: { spec: { topologySpreadConstraints: [{ topologyKey: 'topology.kubernetes.io/zone' }] } } },
  ],
  // false leaves fields out: test/pod-defaults.test.ts
  podDefaults: [{ podDefaults: true }, { template: { spec: { enableServiceLinks: false } } }],
  // these do not enter the spec of the StatefulSet: see below
  hasAutoscaler: [{ hasAutoscaler: true, podServices: PodServices.none() }, {}],
  acceptedFindings: [{ acceptedFindings: { R50: 'the process is ready as soon as it runs' } }, {}],
  targetVersion: [{ targetVersion: '1.34' }, {}],
  podServices: [{ podServices: PodServices.loadBalancer() }, {}],
  clusterDomain: [{ clusterDomain: 'kube.local' }, {}],
};

const LB = kplus.ServiceType.LOAD_BALANCER;

/** For each option of a Service: a value, and what it does to the manifest of the Service; that of `select` is a selector less. */
const OF_SERVICE: { [option in Exclude<keyof ServiceOptions, 'select'>]-?: [ServiceOptions, object] } = {
  name: [{ name: 'db-public' }, { metadata: { name: 'db-public' } }],
  type: [{ type: kplus.ServiceType.NODE_PORT }, { spec: { type: 'NodePort' } }],
  ports: [{ ports: [{ port: 5433, targetPort: 5432 }] }, { spec: { ports: [{ port: 5433, targetPort: 5432 }] } }],
  labels: [{ labels: { tier: 'data' } }, { metadata: { labels: { tier: 'data' } } }],
  annotations: [{ annotations: { 'example.com/a': 'b' } }, { metadata: { annotations: { 'example.com/a': 'b' } } }],
  podLabels: [{ podLabels: { role: 'primary' } }, { spec: { selector: { role: 'primary' } } }],
  ipFamilies: [{ ipFamilies: [IpFamily.IPV6] }, { spec: { ipFamilies: ['IPv6'] } }],
  ipFamilyPolicy: [{ ipFamilyPolicy: IpFamilyPolicy.PREFER_DUAL_STACK }, { spec: { ipFamilyPolicy: 'PreferDualStack' } }],
  publishNotReadyAddresses: [{ publishNotReadyAddresses: true }, { spec: { publishNotReadyAddresses: true } }],
  sessionAffinity: [{ sessionAffinity: SessionAffinity.CLIENT_IP }, { spec: { sessionAffinity: 'ClientIP' } }],
  externalTrafficPolicy: [{ type: LB, externalTrafficPolicy: ExternalTrafficPolicy.LOCAL }, { spec: { externalTrafficPolicy: 'Local' } }],
  loadBalancerIP: [{ type: LB, loadBalancerIP: '192.0.2.1' }, { spec: { loadBalancerIP: '192.0.2.1' } }],
  loadBalancerClass: [{ type: LB, loadBalancerClass: 'example.com/lb' }, { spec: { loadBalancerClass: 'example.com/lb' } }],
  loadBalancerSourceRanges: [{ type: LB, loadBalancerSourceRanges: ['192.0.2.0/24'] }, { spec: { loadBalancerSourceRanges: ['192.0.2.0/24'] } }],
  allocateLoadBalancerNodePorts: [{ type: LB, allocateLoadBalancerNodePorts: false }, { spec: { allocateLoadBalancerNodePorts: false } }],
};

test.each(Object.entries(OF_SERVICE))('%s of a Service renders', (_, [options, expected]) => {
  const scope = chart();
  const { name } = statefulApp(scope).addClientService(options);
  expect(manifestOf(scope, 'Service', name)).toMatchObject(expected);
});

test('select of a Service leaves out its selector', () => {
  const scope = chart();
  statefulApp(scope).addClientService({ select: false });
  expect(manifestOf(scope, 'Service', 'db-client').spec).not.toHaveProperty('selector');
});

test('the table knows every property', () => {
  const file = join(__dirname, '../src/stateful-app-props.ts');
  const declared = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest).statements
    .filter(ts.isInterfaceDeclaration)
    .filter(statement => statement.name.text === 'StatefulAppProps')
    .flatMap(statement => statement.members.map(member => (member.name as ts.Identifier).text));
  // a newer cdk8s-plus declares one of them
  const known = [...Object.keys(RENDERED), ...Object.keys(PLAIN_FIELDS)];
  expect(known.sort()).toEqual([...new Set([...declared, 'enableServiceLinks'])].sort());
});

test.each(Object.entries(RENDERED))('%s renders', (_, [props, expected]) => {
  expect(specOf(props)).toMatchObject(expected);
});

test.each(Object.keys(SPEC_FIELDS) as (keyof typeof SPEC_FIELDS)[])('%s renders as it is', (field) => {
  const { valid } = PLAIN_FIELDS[field];
  expect(specOf({ [field]: valid })).toHaveProperty([field], valid);
});

test.each(Object.keys(POD_FIELDS) as (keyof typeof POD_FIELDS)[])('%s renders as it is in the pods', (field) => {
  const { valid } = PLAIN_FIELDS[field];
  expect(specOf({ [field]: valid }).template.spec).toHaveProperty([field], valid);
});

test('podServices renders in the Services', () => {
  const scope = chart();
  statefulApp(scope, RENDERED.podServices[0]);
  expect(manifestOf(scope, 'Service', 'db-0').spec.type).toBe('LoadBalancer');
});

test('clusterDomain renders wherever a name is used', () => {
  const scope = chart('prod');
  const app = statefulApp(scope, RENDERED.clusterDomain[0]);
  app.containers[0].env.addVariable('PEER', kplus.EnvValue.fromValue(app.identity.podDnsName(0)));
  expect(manifestOf(scope, 'StatefulSet').spec.template.spec.containers[0].env).toEqual([{ name: 'PEER', value: 'db-0.db.prod.svc.kube.local' }]);
});

test('acceptedFindings render in the annotations of the StatefulSet', () => {
  const scope = chart();
  statefulApp(scope, RENDERED.acceptedFindings[0]);
  expect(manifestOf(scope, 'StatefulSet').metadata.annotations).toEqual({
    'cdk8s-stateful-app.github.io/accept-R50': 'the process is ready as soon as it runs',
  });
});

test('targetVersion renders in the annotations of every object, and nowhere else', () => {
  const [plain, targeted] = [chart(), chart()];
  statefulApp(plain);
  statefulApp(targeted, RENDERED.targetVersion[0]);
  expect(Testing.synth(targeted)).toEqual((Testing.synth(plain) as Manifest[]).map(manifest => ({
    ...manifest,
    metadata: { ...manifest.metadata, annotations: { ...manifest.metadata.annotations, 'cdk8s-stateful-app.github.io/target-version': '1.34' } },
  })));
});

/** What cdk8s-plus-28 itself accepts, except what selects and spreads, which is ours. */
const INHERITED: Omit<kplus.WorkloadProps, 'select' | 'spread' | 'isolate'> = {
  metadata: { name: 'db', labels: { tier: 'data' }, annotations: { 'example.com/a': 'b' } },
  podMetadata: { annotations: { 'example.com/c': 'd' } },
  containers: [{
    image: 'postgres:16.4',
    ports: [{ number: 5432, name: 'client' }],
    command: ['postgres'],
    readiness: kplus.Probe.fromTcpSocket({ port: 5432 }),
    liveness: kplus.Probe.fromCommand(['pg_isready']),
    resources: { cpu: { request: kplus.Cpu.millis(100) }, memory: { limit: Size.mebibytes(256) } },
    envVariables: { A: kplus.EnvValue.fromValue('b') },
  }],
  initContainers: [{ name: 'prepare', image: 'busybox:1.36' }],
  restartPolicy: kplus.RestartPolicy.ALWAYS,
  securityContext: { user: 999, group: 999, fsGroup: 999 },
  hostAliases: [{ ip: '192.0.2.1', hostnames: ['old-db'] }],
  dns: { policy: kplus.DnsPolicy.DEFAULT },
  automountServiceAccountToken: true,
  hostNetwork: true,
  terminationGracePeriod: Duration.seconds(60),
};

test('the pods are those that the StatefulSet of cdk8s-plus would have', () => {
  const [ours, theirs] = [chart(), chart()];
  const props = (scope: typeof ours): kplus.WorkloadProps => ({
    ...INHERITED,
    serviceAccount: kplus.ServiceAccount.fromServiceAccountName(scope, 'account', 'db'),
    dockerRegistryAuth: kplus.Secret.fromSecretName(scope, 'auth', 'registry'),
    volumes: [kplus.Volume.fromEmptyDir(scope, 'tmp', 'tmp', { sizeLimit: Size.mebibytes(10) })],
  });
  new StatefulApp(ours, 'db', props(ours));
  const original = new kplus.StatefulSet(theirs, 'db', props(theirs));
  const [{ spec: { template: our } }, { spec: { template: their } }] = [manifestOf(ours, 'StatefulSet'), manifestOf(theirs, 'StatefulSet')];
  expect(our).toEqual({
    metadata: { ...their.metadata, labels: { 'cdk8s.io/metadata.addr': 'db' } },
    spec: { ...asEvery(their.spec, original), enableServiceLinks: false },
  });
});

test('the metadata is that which the StatefulSet of cdk8s-plus would have', () => {
  const scope = chart();
  new StatefulApp(scope, 'db', INHERITED);
  expect(manifestsOf(scope, 'StatefulSet')[0].metadata).toEqual(INHERITED.metadata);
});
