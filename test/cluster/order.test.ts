import { ApiObject, Duration, JsonPatch } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { only, statefulSet } from './support/manifests';
import { inNamespace } from './support/namespace';
import { POD, STATEFUL_SET, isReady, nameOf, ready } from './support/objects';
import { gated } from './support/readiness';

test('S10: pods are created in ascending order, each after its predecessor is ready', inNamespace(async (namespace) => {
  const release = await namespace.hold('web-0');
  await namespace.apply(gated(statefulSet({ replicas: 3 })));
  await namespace.pods.until('web-0 running', ([pod]) => pod?.status?.phase === 'Running');
  await namespace.settled('web', 'web-0 counted', ({ replicas }) => replicas === 1);
  await release();
  await namespace.pods.until('three pods ready', ready(3));
  expect(namespace.events.sequence('created', 'ready')).toEqual([
    'web-0 created', 'web-0 ready', 'web-1 created', 'web-1 ready', 'web-2 created', 'web-2 ready',
  ]);
}));

test('S11: scaling down deletes the last pod first, each after its successor is gone', inNamespace(async (namespace) => {
  await namespace.apply(statefulSet({ replicas: 3 }));
  await namespace.pods.until('three pods ready', ready(3));
  const letGo = await namespace.keepTerminating('web-2');
  await namespace.scale('web', 1);
  await namespace.pods.until('web-2 terminating', (pods) => pods.some(({ metadata }) => metadata?.deletionTimestamp));
  await namespace.settled('web', 'the new scale seen', ({ replicas }) => replicas === 3);
  await letGo();
  await namespace.pods.until('one pod ready', ready(1));
  expect(namespace.events.sequence('terminating', 'deleted')).toEqual([
    'web-2 terminating', 'web-2 deleted', 'web-1 terminating', 'web-1 deleted',
  ]);
}));

test('S12: web-0 failing before web-2 exists holds web-2 back', inNamespace(async (namespace) => {
  await namespace.apply(gated(statefulSet({ replicas: 2 })));
  await namespace.pods.until('two pods ready', ready(2));
  const release = await namespace.hold('web-0');
  await namespace.settled('web', 'web-0 counted as not ready', ({ readyReplicas }) => readyReplicas === 1);
  await namespace.scale('web', 3);
  await namespace.settled('web', 'the new scale seen', ({ readyReplicas }) => readyReplicas === 1);
  namespace.events.forget();
  await release();
  await namespace.pods.until('three pods ready', ready(3));
  expect(namespace.events.sequence('created', 'ready')).toEqual(['web-0 ready', 'web-2 created', 'web-2 ready']);
  expect(namespace.pods.current().map(nameOf)).toEqual(['web-0', 'web-1', 'web-2']);
}));

test('S12: a failed web-0 is relaunched and ready before web-2 is created', inNamespace(async (namespace) => {
  await namespace.apply(gated(statefulSet({ replicas: 2 })));
  await namespace.pods.until('two pods ready', ready(2));
  const release = await namespace.hold('web-0');
  namespace.events.forget();
  await namespace.fail('web-0');
  await namespace.pods.until('web-0 relaunched', ([pod]) => nameOf(pod) === 'web-0' && pod.status?.phase === 'Running');
  await namespace.scale('web', 3);
  await namespace.settled('web', 'the new scale seen', ({ readyReplicas }) => readyReplicas === 1);
  await release();
  await namespace.pods.until('three pods ready', ready(3));
  expect(namespace.events.sequence('failed', 'created', 'ready')).toEqual([
    'web-0 failed', 'web-0 created', 'web-0 ready', 'web-2 created', 'web-2 ready',
  ]);
}));

test('S12: web-0 failing in mid scale-down holds the end of web-1 back', inNamespace(async (namespace) => {
  await namespace.apply(gated(statefulSet({ replicas: 3 })));
  await namespace.pods.until('three pods ready', ready(3));
  const letGo = await namespace.keepTerminating('web-2');
  namespace.events.forget();
  await namespace.scale('web', 1);
  await namespace.pods.until('web-2 terminating', (pods) => pods.some(({ metadata }) => metadata?.deletionTimestamp));
  const release = await namespace.hold('web-0');
  await namespace.pods.until('web-0 not ready', ([pod]) => !isReady(pod));
  await letGo();
  await namespace.settled('web', 'web-2 gone', ({ replicas, readyReplicas }) => replicas === 2 && readyReplicas === 1);
  await release();
  await namespace.pods.until('one pod ready', ready(1));
  expect(namespace.events.sequence('unready', 'ready', 'terminating', 'deleted')).toEqual([
    'web-2 terminating', 'web-0 unready', 'web-2 deleted', 'web-0 ready', 'web-1 terminating', 'web-1 deleted',
  ]);
}));

test('S13: OrderedReady is the default', inNamespace(async (namespace) => {
  const stored = await namespace.apply(statefulSet({ replicas: 0 }));
  expect(only(stored, STATEFUL_SET)).toMatchObject({ spec: { podManagementPolicy: 'OrderedReady' } });
}));

test('S13: OrderedReady is the default of the API server as well', inNamespace(async (namespace) => {
  const stored = await namespace.apply(statefulSet({ replicas: 0 }, (app) =>
    ApiObject.of(app).addJsonPatch(JsonPatch.remove('/spec/podManagementPolicy'))));
  expect(only(stored, STATEFUL_SET)).toMatchObject({ spec: { podManagementPolicy: 'OrderedReady' } });
}));

test('S13: Parallel creates all pods at once', inNamespace(async (namespace) => {
  const names = ['web-0', 'web-1', 'web-2'];
  const release = await namespace.hold(...names);
  await namespace.apply(gated(statefulSet({ replicas: 3, podManagementPolicy: kplus.PodManagementPolicy.PARALLEL })));
  await namespace.pods.until('three pods running', (pods) => pods.filter(({ status }) => status?.phase === 'Running').length === 3);
  expect(namespace.events.sequence('ready')).toEqual([]);
  await release();
  await namespace.pods.until('three pods ready', ready(3));
}));

test('S13: Parallel ends all pods at once', inNamespace(async (namespace) => {
  await namespace.apply(statefulSet({ replicas: 3, podManagementPolicy: kplus.PodManagementPolicy.PARALLEL }));
  const pods = await namespace.pods.until('three pods ready', ready(3));
  const letGo = await Promise.all(pods.map(async (pod) => namespace.keepTerminating(nameOf(pod))));
  await namespace.scale('web', 0);
  await namespace.pods.until('three pods terminating', (all) => all.filter(({ metadata }) => metadata?.deletionTimestamp).length === 3);
  expect(namespace.events.sequence('deleted')).toEqual([]);
  await Promise.all(letGo.map(async (go) => go()));
  await namespace.pods.until('no pods', (all) => all.length === 0);
}));

test('S14: a set that is scaled to 0 before it is deleted ends in order', inNamespace(async (namespace) => {
  await namespace.apply(statefulSet({ replicas: 3 }));
  await namespace.pods.until('three pods ready', ready(3));
  await namespace.scale('web', 0);
  await namespace.settled('web', 'no pods', ({ replicas }) => replicas === 0);
  await namespace.delete(STATEFUL_SET, 'web');
  await namespace.pods.until('no pods', (pods) => pods.length === 0);
  expect(namespace.events.sequence('terminating', 'deleted')).toEqual([
    'web-2 terminating', 'web-2 deleted', 'web-1 terminating', 'web-1 deleted', 'web-0 terminating', 'web-0 deleted',
  ]);
}));

test.each([
  ['S15: without a grace period a pod is deleted by force: its node gets no time to end it, and another may run beside it', 0],
  ['S15: with a grace period the node gets that time', 10],
])('%s', async (_, seconds) => inNamespace(async (namespace) => {
  const acceptedFindings = seconds === 0 ? { R54: 'what it does is shown here' } : undefined;
  await namespace.apply(statefulSet({ replicas: 1, terminationGracePeriod: Duration.seconds(seconds), acceptedFindings }));
  await namespace.pods.until('web-0 ready', ready(1));
  expect(await namespace.delete(POD, 'web-0')).toMatchObject({ metadata: { name: 'web-0', deletionGracePeriodSeconds: seconds } });
})());
