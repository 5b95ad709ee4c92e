import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { TestNamespace, inNamespace } from './support/namespace';
import { EVENT, KubernetesObject, Manifest, PERSISTENT_VOLUME_CLAIM, POD, ready } from './support/objects';

// What docs/troubleshooting.md quotes, against what the cluster says.

const PAGE = readFileSync(join(__dirname, '..', '..', 'docs', 'troubleshooting.md'), 'utf8');

interface Differences {
  readonly name?: string;
  readonly spec?: object;
  readonly pod?: object;
  readonly container?: object;
  readonly claim?: object;
}

/** A StatefulSet `db` of one pod, which is faultless where it does not differ. */
function statefulSet({ name = 'db', spec, pod, container, claim }: Differences): Manifest {
  return {
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: { name },
    spec: {
      serviceName: 'db',
      selector: { matchLabels: { app: 'db' } },
      template: { metadata: { labels: { app: 'db' } }, spec: { containers: [{ name: 'main', image: 'redis:7.4.2', ...container }], ...pod } },
      ...claim && {
        volumeClaimTemplates: [{ metadata: { name: 'data' }, spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } }, ...claim } }],
      },
      ...spec,
    },
  };
}

const QUOTA = { apiVersion: 'v1', kind: 'ResourceQuota' };

const quota = (hard: Record<string, string>): Manifest => ({ ...QUOTA, metadata: { name: 'compute' }, spec: { hard } });

const autoscaler = (name: string, target: string): Manifest => ({
  apiVersion: 'autoscaling/v2',
  kind: 'HorizontalPodAutoscaler',
  metadata: { name },
  spec: { scaleTargetRef: { apiVersion: 'apps/v1', kind: 'StatefulSet', name: target }, maxReplicas: 3 },
});

const labelSelector = { matchLabels: { app: 'db' } };

/** What the page quotes, and what a cluster says that of. */
const SYMPTOMS: [string, ...Manifest[]][] = [
  // a pod is not made
  ['metadata.labels: Invalid value: "…": must be no more than 63 …', statefulSet({ name: 'analytics-of-all-customer-events-of-the-european-region' })],
  ['exceeded quota: …', quota({ 'limits.cpu': '1' }), statefulSet({ container: { resources: { limits: { cpu: '2' } } } })],
  ['failed quota: …: must specify limits.cpu for: main', quota({ 'limits.cpu': '1' }), statefulSet({})],
  ['failed to create PVC data-db-0: …', quota({ persistentvolumeclaims: '0' }), statefulSet({ claim: {} })],
  ['error looking up service account …: serviceaccount "…" not found', statefulSet({ pod: { serviceAccountName: 'nobody' } })],
  ['no PriorityClass with name … was found', statefulSet({ pod: { priorityClassName: 'nobody' } })],
  // a pod is pending
  ['pod has unbound immediate PersistentVolumeClaims', statefulSet({ claim: { storageClassName: '' } })],
  ['Insufficient cpu', statefulSet({ container: { resources: { requests: { cpu: '9000' } } } })],
  ['node(s) didn\'t match pod anti-affinity rules', statefulSet({
    spec: { replicas: 9, podManagementPolicy: 'Parallel' },
    pod: { affinity: { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [{ labelSelector, topologyKey: 'kubernetes.io/hostname' }] } } },
  })],
  ['(missing required label)', statefulSet({
    pod: { topologySpreadConstraints: [{ maxSkew: 1, topologyKey: 'example.com/rack', whenUnsatisfiable: 'DoNotSchedule', labelSelector }] },
  })],
  ['node(s) didn\'t match Pod\'s node affinity/selector', statefulSet({ pod: { nodeSelector: { 'example.com/disk': 'fast' } } })],
  ['persistentvolumeclaim "…" not found', statefulSet({ pod: { volumes: [{ name: 'data', persistentVolumeClaim: { claimName: 'nobody' } }] } })],
  // a claim is pending
  ['no persistent volumes available for this claim and no storage class is set', statefulSet({ claim: { storageClassName: '' } })],
  ['storageclass.storage.k8s.io "fast" not found', statefulSet({ claim: { storageClassName: 'fast' } })],
  // autoscalers
  ['statefulsets.apps "…" not found', autoscaler('db', 'nobody')],
  ['AmbiguousSelector', statefulSet({}), autoscaler('one', 'db'), autoscaler('other', 'db')],
];

test.each(SYMPTOMS)('%s', (quote, ...manifests) => inNamespace(async (namespace) => {
  for (const manifest of manifests) {
    await namespace.apply([manifest]);
    if (manifest.kind === QUOTA.kind) {
      // a quota holds nobody before its use is counted
      await namespace.until<KubernetesObject & { status?: { hard?: object } }>(QUOTA, 'the quota', quotas => quotas.some(({ status }) => status?.hard));
    }
  }
  await told(namespace, quote);
})());

test('what is quoted of a volume in another place', inNamespace(async (namespace) => {
  const name = `far-${namespace.name}`;
  const elsewhere = [{ matchExpressions: [{ key: 'topology.kubernetes.io/zone', operator: 'In', values: ['elsewhere'] }] }];
  await namespace.provide({
    apiVersion: 'v1',
    kind: 'PersistentVolume',
    metadata: { name },
    spec: {
      capacity: { storage: '1Gi' },
      accessModes: ['ReadWriteOnce'],
      storageClassName: name,
      local: { path: '/data' },
      nodeAffinity: { required: { nodeSelectorTerms: elsewhere } },
    },
  });
  await namespace.apply([statefulSet({ claim: { storageClassName: name, volumeName: name } })]);
  const { minor } = await namespace.api.version();
  await told(namespace, Number(minor) < 33 ? 'node(s) had volume node affinity conflict' : 'node(s) didn\'t match PersistentVolume\'s node affinity');
}));

test('what is quoted of classes that wait, and of those whose provisioner does not run', inNamespace(async (namespace) => {
  const storageClass = (name: string, more: object): Manifest => ({
    apiVersion: 'storage.k8s.io/v1', kind: 'StorageClass', metadata: { name: `${name}-${namespace.name}` }, provisioner: 'example.com/nobody', ...more,
  });
  await namespace.provide(storageClass('late', { volumeBindingMode: 'WaitForFirstConsumer' }));
  await namespace.provide(storageClass('early', { volumeBindingMode: 'Immediate' }));
  await namespace.apply([
    statefulSet({ claim: { storageClassName: `late-${namespace.name}` }, pod: { nodeSelector: { 'example.com/disk': 'fast' } } }),
    statefulSet({ name: 'early', claim: { storageClassName: `early-${namespace.name}` } }),
  ]);
  await told(namespace, 'waiting for pod db-0 to be scheduled');
  await told(namespace, 'Waiting for a volume to be created either by the external provisioner \'…\' or manually …');
}));

test('what is quoted of a claim that was deleted under its pod', inNamespace(async (namespace) => {
  await namespace.apply([statefulSet({ claim: {} })]);
  await namespace.pods.until('the pod', ready(1));
  // nothing but the pod keeps it, which would be gone at once
  await namespace.patch(PERSISTENT_VOLUME_CLAIM, 'data-db-0', { metadata: { finalizers: ['cdk8s-stateful-app.test/keep'] } });
  await namespace.delete(PERSISTENT_VOLUME_CLAIM, 'data-db-0');
  await namespace.delete(POD, 'db-0');
  await told(namespace, 'pvc data-db-0 is being deleted');
  await namespace.patch(PERSISTENT_VOLUME_CLAIM, 'data-db-0', { metadata: { finalizers: null } });
}));

test('what is quoted of a drain', inNamespace(async (namespace) => {
  await namespace.apply([
    { apiVersion: 'policy/v1', kind: 'PodDisruptionBudget', metadata: { name: 'db' }, spec: { minAvailable: 1, selector: labelSelector } },
    statefulSet({}),
  ]);
  await namespace.pods.until('the pod', ready(1));
  const { message } = await namespace.evict('db-0');
  expect(message).toContain(quoted('Cannot evict pod as it would violate the pod\'s disruption budget.'));
}));

/** Waits until the cluster says what the page quotes. */
async function told(namespace: TestNamespace, quote: string): Promise<void> {
  const pattern = new RegExp(quoted(quote).split('…').map(part => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('.*'));
  await namespace.until<KubernetesObject & { message?: string; reason?: string }>(EVENT, `the event ${quote}`, events =>
    events.some(({ message = '', reason = '' }) => pattern.test(message) || pattern.test(reason)));
}

/** The quote, which stands on the page. */
function quoted(quote: string): string {
  expect(PAGE).toContain(`\`${quote}\``);
  return quote;
}
