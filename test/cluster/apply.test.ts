import { statefulSet } from './support/manifests';
import { inNamespace } from './support/namespace';
import { Manifest, STATEFUL_SET, StatefulSet, ready } from './support/objects';

test('applying the same manifests again changes nothing', inNamespace(async (namespace) => {
  const manifests = statefulSet({ replicas: 2, claim: true });
  await namespace.apply(manifests);
  await namespace.pods.until('two pods ready', ready(2));
  await namespace.settled('web', 'two pods counted', ({ availableReplicas, currentReplicas }) => availableReplicas === 2 && currentReplicas === 2);
  const before = await namespace.get<StatefulSet>(STATEFUL_SET, 'web');
  const [, applied] = await namespace.apply(manifests);
  expect(applied.metadata).toEqual(before.metadata);
  expect(await namespace.get<StatefulSet>(STATEFUL_SET, 'web')).toEqual(before);
  expect(namespace.events.sequence('terminating')).toEqual([]);
}));

test('fails for a field that the API does not know', inNamespace(async (namespace) => {
  const verdict = await namespace.dryRun({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'web' }, dat: {} });
  expect(verdict).toEqual({ accepted: false, message: expect.stringContaining('.dat: field not declared in schema') });
}));

test('an autoscaler for the set is accepted', inNamespace(async (namespace) => {
  const verdict = await namespace.dryRun({
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    metadata: { name: 'web' },
    spec: {
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'StatefulSet', name: 'web' },
      maxReplicas: 5,
      metrics: [{ type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 80 } } }],
    },
  });
  expect(verdict).toEqual({ accepted: true, message: '' });
}));

describe('in a namespace that enforces the Pod Security standard restricted', () => {
  const restricted = { 'pod-security.kubernetes.io/enforce': 'restricted' };
  const pod = (securityContext: object): Manifest => ({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'web' },
    spec: { containers: [{ name: 'nginx', image: 'nginx', securityContext }] },
  });

  test('a pod that gives up its privileges is accepted', inNamespace(async (namespace) => {
    const verdict = await namespace.dryRun(pod({
      allowPrivilegeEscalation: false,
      runAsNonRoot: true,
      capabilities: { drop: ['ALL'] },
      seccompProfile: { type: 'RuntimeDefault' },
    }));
    expect(verdict).toEqual({ accepted: true, message: '' });
  }, restricted));

  test('fails for a privileged pod', inNamespace(async (namespace) => {
    const verdict = await namespace.dryRun(pod({ privileged: true }));
    expect(verdict).toEqual({ accepted: false, message: expect.stringContaining('violates PodSecurity "restricted') });
  }, restricted));
});
