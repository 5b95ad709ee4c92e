import { ApiObject, JsonPatch } from 'cdk8s';
import { UpdateStrategy } from '../../src';
import { IMAGE, NEXT_IMAGE, StatefulSetOptions, only, statefulSet } from './support/manifests';
import { TestNamespace, inNamespace } from './support/namespace';
import { POD, Pod, STATEFUL_SET, StatefulSet, isReady, nameOf, ready, revisionOf } from './support/objects';
import { gated } from './support/readiness';

const imageOf = (pod: Pod) => pod.spec?.containers[0].image;

/** Three ready pods; the events so far are left out of the sequences that follow. */
async function running(namespace: TestNamespace, options: StatefulSetOptions = {}): Promise<void> {
  await namespace.apply(gated(statefulSet({ ...options, image: IMAGE })));
  await namespace.pods.until('three pods ready', ready(3));
  await namespace.settled('web', 'three pods counted as ready', ({ readyReplicas }) => readyReplicas === 3);
  namespace.events.forget();
}

/** A pod's image after it was deleted by hand and came back. */
async function imageAfterDeletion(namespace: TestNamespace, name: string): Promise<string | undefined> {
  const before = namespace.pods.get(name)?.metadata?.uid;
  await namespace.delete(POD, name);
  await namespace.pods.until(`${name} back`, (pods) =>
    pods.some((pod) => nameOf(pod) === name && pod.metadata?.uid !== before && isReady(pod)));
  return imageOf(namespace.pods.get(name)!);
}

test('S16: RollingUpdate with one pod at a time is the default', inNamespace(async (namespace) => {
  const stored = await namespace.apply(statefulSet({ replicas: 0 }));
  expect(only(stored, STATEFUL_SET)).toMatchObject({ spec: { updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition: 0 } } } });
}));

test('S16: RollingUpdate is the default of the API server as well', inNamespace(async (namespace) => {
  const stored = await namespace.apply(statefulSet({ replicas: 0 }, (app) =>
    ApiObject.of(app).addJsonPatch(JsonPatch.remove('/spec/updateStrategy'))));
  expect(only(stored, STATEFUL_SET)).toMatchObject({ spec: { updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition: 0 } } } });
}));

test('S16: RollingUpdate goes from the highest ordinal to the lowest, each ready before its predecessor', inNamespace(async (namespace) => {
  await running(namespace);
  const release = await namespace.holdIf((pod) => nameOf(pod) === 'web-1' && imageOf(pod) === NEXT_IMAGE);
  await namespace.apply(gated(statefulSet({ image: NEXT_IMAGE })));
  await namespace.settled('web', 'web-1 updated, not ready', ({ updatedReplicas, readyReplicas }) => updatedReplicas === 2 && readyReplicas === 2);
  await release();
  await namespace.pods.until('all on the next image', (pods) => ready(3)(pods) && pods.every((pod) => imageOf(pod) === NEXT_IMAGE));
  expect(namespace.events.sequence('deleted', 'created', 'ready')).toEqual([
    'web-2 deleted', 'web-2 created', 'web-2 ready',
    'web-1 deleted', 'web-1 created', 'web-1 ready',
    'web-0 deleted', 'web-0 created', 'web-0 ready',
  ]);
}));

test('S17: OnDelete replaces a pod only after it is deleted by hand', inNamespace(async (namespace) => {
  await running(namespace, { updateStrategy: UpdateStrategy.onDelete() });
  await namespace.apply(gated(statefulSet({ updateStrategy: UpdateStrategy.onDelete(), image: NEXT_IMAGE })));
  await namespace.settled('web', 'the new revision seen', ({ currentRevision, updateRevision }) => currentRevision !== updateRevision);
  expect(namespace.events.sequence('terminating')).toEqual([]);
  expect(await imageAfterDeletion(namespace, 'web-1')).toBe(NEXT_IMAGE);
  await namespace.settled('web', 'one pod updated', ({ updatedReplicas, readyReplicas }) => updatedReplicas === 1 && readyReplicas === 3);
  expect(namespace.pods.current().map(imageOf)).toEqual([IMAGE, NEXT_IMAGE, IMAGE]);
  expect(namespace.events.sequence('terminating')).toEqual(['web-1 terminating']);
}));

test('S18: ordinals from partition on are updated; those below keep their revision even when deleted', inNamespace(async (namespace) => {
  const updateStrategy = UpdateStrategy.rollingUpdate({ partition: 2 });
  await running(namespace, { updateStrategy });
  await namespace.apply(gated(statefulSet({ updateStrategy, image: NEXT_IMAGE })));
  await namespace.settled('web', 'web-2 updated and ready', ({ updatedReplicas, readyReplicas }) => updatedReplicas === 1 && readyReplicas === 3);
  expect(namespace.pods.current().map(imageOf)).toEqual([IMAGE, IMAGE, NEXT_IMAGE]);
  expect(await imageAfterDeletion(namespace, 'web-0')).toBe(IMAGE);
  expect(await imageAfterDeletion(namespace, 'web-2')).toBe(NEXT_IMAGE);
  expect(namespace.events.sequence('terminating')).toEqual(['web-2 terminating', 'web-0 terminating', 'web-2 terminating']);
}));

test('S19: with a partition above the replicas nothing is updated', inNamespace(async (namespace) => {
  const updateStrategy = UpdateStrategy.rollingUpdate({ partition: 5 });
  await running(namespace, { updateStrategy });
  await namespace.apply(gated(statefulSet({ updateStrategy, image: NEXT_IMAGE })));
  await namespace.settled('web', 'the new revision seen', ({ currentRevision, updateRevision }) => currentRevision !== updateRevision);
  expect(await imageAfterDeletion(namespace, 'web-2')).toBe(IMAGE);
  expect(namespace.events.sequence('terminating')).toEqual(['web-2 terminating']);
}));

test('S20: a template that never gets ready stays stuck after it is reverted, until the pod is deleted by hand', inNamespace(async (namespace) => {
  await running(namespace);
  await namespace.holdIf((pod) => imageOf(pod) === NEXT_IMAGE);
  await namespace.apply(gated(statefulSet({ image: NEXT_IMAGE })));
  const broken = await namespace.settled('web', 'web-2 stuck', ({ updatedReplicas, readyReplicas }) => updatedReplicas === 1 && readyReplicas === 2);

  await namespace.apply(gated(statefulSet({ image: IMAGE })));
  await namespace.settled('web', 'the old revision seen', ({ updateRevision }) => updateRevision !== broken.status?.updateRevision);
  expect(revisionOf(namespace.pods.get('web-2')!)).toBe(broken.status?.updateRevision);
  expect(namespace.events.sequence('terminating')).toEqual(['web-2 terminating']);

  expect(await imageAfterDeletion(namespace, 'web-2')).toBe(IMAGE);
  const { status } = await namespace.get<StatefulSet>(STATEFUL_SET, 'web');
  expect(namespace.pods.current().map(revisionOf)).toEqual(Array(3).fill(status?.updateRevision));
}));
