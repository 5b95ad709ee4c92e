import { Duration, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { StatefulAppProps } from '../src';
import { chart, CONTAINER, Manifest, manifestOf, statefulApp } from './support';

const MATCH = { app: 'db' };

function templateOf(props: Partial<StatefulAppProps>): Manifest {
  const scope = chart();
  statefulApp(scope, { matchLabels: MATCH, ...props });
  return manifestOf(scope, 'StatefulSet').spec.template;
}

const bare = (props: Partial<StatefulAppProps> = {}) => templateOf({ podDefaults: false, ...props });

test('without pod defaults the pods have what they were given, and nothing else', () => {
  expect(bare()).toEqual({
    metadata: { labels: MATCH },
    spec: { containers: [{ name: 'main', image: 'postgres:16.4', ports: [{ containerPort: 5432, name: 'client' }] }] },
  });
});

test('without pod defaults init containers have what they were given, and nothing else', () => {
  expect(bare({ initContainers: [{ name: 'prepare', image: 'busybox:1.36' }] }).spec.initContainers).toEqual([{ name: 'prepare', image: 'busybox:1.36' }]);
});

/** For each property with a default: the value that is the default, and what it makes when it is given. */
const OF_PODS: [string, Partial<StatefulAppProps>, object][] = [
  ['automountServiceAccountToken', { automountServiceAccountToken: false }, { automountServiceAccountToken: false }],
  ['enableServiceLinks', { enableServiceLinks: false }, { enableServiceLinks: false }],
  ['hostNetwork', { hostNetwork: false }, { hostNetwork: false }],
  ['restartPolicy', { restartPolicy: kplus.RestartPolicy.ALWAYS }, { restartPolicy: 'Always' }],
  ['terminationGracePeriod', { terminationGracePeriod: Duration.seconds(30) }, { terminationGracePeriodSeconds: 30 }],
  ['dns.policy', { dns: { policy: kplus.DnsPolicy.CLUSTER_FIRST } }, { dnsPolicy: 'ClusterFirst' }],
  ['dns.hostnameAsFQDN', { dns: { hostnameAsFQDN: false } }, { setHostnameAsFQDN: false }],
  ['securityContext.ensureNonRoot', { securityContext: { ensureNonRoot: true } }, { securityContext: { runAsNonRoot: true } }],
  ['securityContext.fsGroupChangePolicy', { securityContext: { fsGroupChangePolicy: kplus.FsGroupChangePolicy.ALWAYS } },
    { securityContext: { fsGroupChangePolicy: 'Always' } }],
  ['securityContext.user', { securityContext: { user: 999 } }, { securityContext: { runAsUser: 999 } }],
];

const OF_CONTAINERS: [string, Partial<kplus.ContainerProps>, object][] = [
  ['imagePullPolicy', { imagePullPolicy: kplus.ImagePullPolicy.ALWAYS }, { imagePullPolicy: 'Always' }],
  ['resources', { resources: { memory: { limit: Size.mebibytes(2048) } } }, { resources: { limits: { memory: '2048Mi' } } }],
  ['securityContext.ensureNonRoot', { securityContext: { ensureNonRoot: true } }, { securityContext: { runAsNonRoot: true } }],
  ['securityContext.privileged', { securityContext: { privileged: false } }, { securityContext: { privileged: false } }],
  ['securityContext.readOnlyRootFilesystem', { securityContext: { readOnlyRootFilesystem: true } }, { securityContext: { readOnlyRootFilesystem: true } }],
  ['securityContext.allowPrivilegeEscalation', { securityContext: { allowPrivilegeEscalation: false } },
    { securityContext: { allowPrivilegeEscalation: false } }],
];

test.each(OF_PODS)('%s of the pods stands where it is given, and adds nothing else', (_, props, expected) => {
  expect(bare(props)).toEqual({ ...bare(), spec: { ...bare().spec, ...expected } });
});

test.each(OF_CONTAINERS)('%s of a container stands where it is given, and adds nothing else', (_, props, expected) => {
  expect(bare({ containers: [{ ...CONTAINER, ...props }] }).spec.containers[0]).toEqual({ ...bare().spec.containers[0], ...expected });
});

test('every default that is left out can be given', () => {
  const given = (table: [string, object, object][]) => Object.assign({}, ...table.map(([, , expected]) => expected)) as Manifest;
  const { spec, metadata } = templateOf({ containers: [CONTAINER] });
  expect(Object.keys(given(OF_PODS)).sort()).toEqual(Object.keys(spec).filter(key => key !== 'containers').sort());
  expect([...Object.keys(bare().spec.containers[0]), ...Object.keys(given(OF_CONTAINERS))].sort()).toEqual(Object.keys(spec.containers[0]).sort());
  expect(Object.keys(metadata.labels)).toEqual(['app', 'cdk8s.io/metadata.addr'].sort());
});

test('without matchLabels the pods keep the label that selects them', () => {
  expect(bare({ matchLabels: undefined }).metadata.labels).toEqual({ 'cdk8s.io/metadata.addr': 'db' });
});

test('a container that somebody else made keeps all that it has', () => {
  const scope = chart();
  const app = statefulApp(scope, { podDefaults: false, containers: [] });
  app.attachContainer(new kplus.Container({ image: 'postgres:16.4' }));
  expect(manifestOf(scope, 'StatefulSet').spec.template.spec.containers[0]).toHaveProperty('securityContext.privileged', false);
});

test('volumes are in the order in which they are given', () => {
  const scope = chart();
  const volume = (name: string) => kplus.Volume.fromEmptyDir(scope, name, name);
  const [first, second, mounted] = [volume('first'), volume('second'), volume('mounted')];
  const app = statefulApp(scope, { podDefaults: false, volumes: [first, second] });
  [mounted, second, first].forEach(each => app.containers[0].mount(`/${each.name}`, each));
  expect(manifestOf(scope, 'StatefulSet').spec.template.spec.volumes.map(({ name }: Manifest) => name)).toEqual(['first', 'second', 'mounted']);
});

test('others select the pods by matchLabels', () => {
  const scope = chart();
  const app = statefulApp(scope, { podDefaults: false, matchLabels: MATCH });
  new kplus.Service(scope, 'Own', { metadata: { name: 'own' }, selector: app, ports: [{ port: 80 }] });
  expect(manifestOf(scope, 'Service', 'own').spec.selector).toEqual(MATCH);
});
