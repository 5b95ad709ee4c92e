import { PersistentVolumeClaimRetentionPolicyType, UpdateStrategy } from '../../src';
import { inNamespace, TestNamespace } from './support/namespace';
import {
  ENDPOINT_SLICE, EndpointSlice, isReady, KubernetesObject, nameOf, PERSISTENT_VOLUME_CLAIM, PersistentVolumeClaim, Pod, POD, ready, STATEFUL_SET,
} from './support/objects';
import { IMPORTER, members, quiz, running, versionOf } from './support/quiz';

const isImporter = (pod: Pod) => nameOf(pod) === IMPORTER;
const versions = (namespace: TestNamespace) => namespace.pods.current().map(versionOf);

describe('the importer', () => {
  test('runs once: it is not started again with the next version', inNamespace(async (namespace) => {
    await namespace.apply(quiz());
    await namespace.pods.until('three members and the importer', ready(4));
    await endImporter(namespace);
    const before = namespace.pods.get(IMPORTER)!;

    await namespace.apply(quiz({ version: '0.2' }));
    await namespace.settled('quiz', 'all members updated', ({ updatedReplicas, readyReplicas }) => updatedReplicas === 3 && readyReplicas === 3);
    expect(namespace.pods.get(IMPORTER)).toMatchObject({ metadata: { uid: before.metadata?.uid }, status: { phase: 'Succeeded' } });
    expect(namespace.events.sequence('created', 'terminating').filter((event) => event.startsWith(IMPORTER))).toEqual([`${IMPORTER} created`]);
  }));

  test('belongs to nobody who would start it again', inNamespace(async (namespace) => {
    await namespace.apply(quiz());
    const pods = await namespace.pods.until('three members and the importer', ready(4));
    expect(pods.find(isImporter)?.metadata?.ownerReferences).toBeUndefined();
  }));

  test.each(['quiz', 'quiz-pods'])('gets nothing of the traffic of Service %s', (service) => inNamespace(async (namespace) => {
    await namespace.apply(quiz());
    await namespace.pods.until('three members and the importer', ready(4));
    const slices = await namespace.until<EndpointSlice>(ENDPOINT_SLICE, `three pods behind ${service}`, (all) => podsBehind(service, all).length >= 3);
    expect(podsBehind(service, slices).sort()).toEqual(['quiz-0', 'quiz-1', 'quiz-2']);
  })());
});

test('S13: no member waits for another one, as none gets ready without a majority', inNamespace(async (namespace) => {
  await namespace.holdIf(() => true);
  await namespace.apply(members());
  await namespace.pods.until('three members, none of them ready', (pods) => pods.length === 3 && !pods.some(isReady));
}));

const { RETAIN, DELETE } = PersistentVolumeClaimRetentionPolicyType;

describe('S8: claims', () => {
  test('are retained by default, and a member that comes back gets its own', inNamespace(async (namespace) => {
    await running(namespace);
    const before = await claims(namespace, 'db-data-quiz-0', 'db-data-quiz-1', 'db-data-quiz-2');
    await scale(namespace, 1);
    await namespace.delete(STATEFUL_SET, 'quiz');
    await namespace.pods.until('no members', (pods) => pods.length === 0);
    expect(await claims(namespace, ...before.keys())).toEqual(before);

    await running(namespace);
    expect(await claims(namespace, ...before.keys())).toEqual(before);
    expect(namespace.pods.current().map(claimOf)).toEqual([...before.keys()]);
  }));

  test('go with whenScaled Delete when the application is scaled down, and stay when it is deleted', inNamespace(async (namespace) => {
    await running(namespace, { persistentVolumeClaimRetentionPolicy: { whenDeleted: RETAIN, whenScaled: DELETE } });
    await scale(namespace, 1);
    const left = await claims(namespace, 'db-data-quiz-0');
    await namespace.delete(STATEFUL_SET, 'quiz');
    await namespace.pods.until('no members', (pods) => pods.length === 0);
    expect(await claims(namespace, 'db-data-quiz-0')).toEqual(left);
  }));

  test('stay with whenDeleted Delete when the application is scaled down, and go when it is deleted', inNamespace(async (namespace) => {
    await running(namespace, { persistentVolumeClaimRetentionPolicy: { whenDeleted: DELETE, whenScaled: RETAIN } });
    const before = await claims(namespace, 'db-data-quiz-0', 'db-data-quiz-1', 'db-data-quiz-2');
    await scale(namespace, 1);
    expect(await claims(namespace, ...before.keys())).toEqual(before);
    await namespace.delete(STATEFUL_SET, 'quiz');
    await claims(namespace);
  }));
});

test('S16: RollingUpdate replaces the members from the last to the first, each ready before the next', inNamespace(async (namespace) => {
  await running(namespace);
  const release = await namespace.holdIf((pod) => nameOf(pod) === 'quiz-1' && versionOf(pod) === '0.2');
  await namespace.apply(members({ version: '0.2' }));
  await namespace.settled('quiz', 'quiz-1 updated, not ready', ({ updatedReplicas, readyReplicas }) => updatedReplicas === 2 && readyReplicas === 2);
  expect(versions(namespace)).toEqual(['0.1', '0.2', '0.2']);
  await release();
  await namespace.pods.until('all on the next version', (pods) => ready(3)(pods) && pods.every((pod) => versionOf(pod) === '0.2'));
  expect(namespace.events.sequence('deleted', 'created', 'ready')).toEqual([
    'quiz-2 deleted', 'quiz-2 created', 'quiz-2 ready',
    'quiz-1 deleted', 'quiz-1 created', 'quiz-1 ready',
    'quiz-0 deleted', 'quiz-0 created', 'quiz-0 ready',
  ]);
}));

test('S17: with OnDelete each member takes the next version when somebody deletes it', inNamespace(async (namespace) => {
  const updateStrategy = UpdateStrategy.onDelete();
  await running(namespace, { updateStrategy });
  await namespace.apply(members({ updateStrategy, version: '0.2' }));
  await namespace.settled('quiz', 'the new revision seen', ({ currentRevision, updateRevision }) => currentRevision !== updateRevision);
  expect(namespace.events.sequence('terminating')).toEqual([]);
  expect(await versionAfterDeletion(namespace, 'quiz-0')).toBe('0.2');
  expect(versions(namespace)).toEqual(['0.2', '0.1', '0.1']);
  expect(namespace.events.sequence('terminating')).toEqual(['quiz-0 terminating']);
}));

describe('S18: with partition 2', () => {
  const updateStrategy = UpdateStrategy.rollingUpdate({ partition: 2 });

  test('quiz-2 is the canary, and the others keep their version even when they are deleted', inNamespace(async (namespace) => {
    await running(namespace, { updateStrategy });
    await canary(namespace);
    expect(await versionAfterDeletion(namespace, 'quiz-0')).toBe('0.1');
    expect(await versionAfterDeletion(namespace, 'quiz-2')).toBe('0.2');
    expect(versions(namespace)).toEqual(['0.1', '0.1', '0.2']);
  }));

  test('the others follow once the partition is 0', inNamespace(async (namespace) => {
    await running(namespace, { updateStrategy });
    await canary(namespace);
    namespace.events.forget();
    await namespace.apply(members({ version: '0.2' }));
    await namespace.pods.until('all on the next version', (pods) => ready(3)(pods) && pods.every((pod) => versionOf(pod) === '0.2'));
    expect(namespace.events.sequence('created')).toEqual(['quiz-1 created', 'quiz-0 created']);
  }));

  test('the canary alone goes back', inNamespace(async (namespace) => {
    await running(namespace, { updateStrategy });
    await canary(namespace);
    namespace.events.forget();
    await namespace.apply(members({ updateStrategy }));
    await namespace.pods.until('all on the former version', (pods) => ready(3)(pods) && pods.every((pod) => versionOf(pod) === '0.1'));
    expect(namespace.events.sequence('created')).toEqual(['quiz-2 created']);
  }));

  async function canary(namespace: TestNamespace): Promise<void> {
    await namespace.apply(members({ updateStrategy, version: '0.2' }));
    await namespace.settled('quiz', 'quiz-2 updated and ready', ({ updatedReplicas, readyReplicas }) => updatedReplicas === 1 && readyReplicas === 3);
    expect(versions(namespace)).toEqual(['0.1', '0.1', '0.2']);
  }
});

test('S19: with a partition above the replicas the next version is staged, and no member takes it', inNamespace(async (namespace) => {
  const updateStrategy = UpdateStrategy.rollingUpdate({ partition: 3 });
  await running(namespace, { updateStrategy });
  await namespace.apply(members({ updateStrategy, version: '0.2' }));
  await namespace.settled('quiz', 'the new revision seen', ({ currentRevision, updateRevision }) => currentRevision !== updateRevision);
  expect(await versionAfterDeletion(namespace, 'quiz-2')).toBe('0.1');
  expect(namespace.events.sequence('terminating')).toEqual(['quiz-2 terminating']);
}));

/** Lets the importer end well. Pods of the test-bed only pretend to run, and never end by themselves. */
async function endImporter(namespace: TestNamespace): Promise<void> {
  await namespace.api.request('PATCH', `/api/v1/namespaces/${namespace.name}/pods/${IMPORTER}/status`, {
    contentType: 'application/strategic-merge-patch+json',
    body: { status: { phase: 'Succeeded', conditions: [{ type: 'Ready', status: 'False' }, { type: 'ContainersReady', status: 'False' }] } },
  });
  await namespace.pods.until('the importer done', (pods) => pods.some((pod) => isImporter(pod) && pod.status?.phase === 'Succeeded'));
}

async function scale(namespace: TestNamespace, replicas: number): Promise<void> {
  await namespace.scale('quiz', replicas);
  await namespace.pods.until(`${replicas} members ready`, ready(replicas));
}

/** The version of a member after it was deleted by hand and came back. */
async function versionAfterDeletion(namespace: TestNamespace, name: string): Promise<string | undefined> {
  const before = namespace.pods.get(name)?.metadata?.uid;
  await namespace.delete(POD, name);
  await namespace.pods.until(`${name} back`, (pods) => pods.some((pod) => nameOf(pod) === name && pod.metadata?.uid !== before && isReady(pod)));
  return versionOf(namespace.pods.get(name)!);
}

/**
 * The volumes of these claims, once they are there and no others. They stay: a claim goes only by the garbage collector,
 * once an owner of it is gone, and these have no owner but the living.
 */
async function claims(namespace: TestNamespace, ...names: string[]): Promise<Map<string, string | undefined>> {
  const found = await namespace.until<PersistentVolumeClaim>(PERSISTENT_VOLUME_CLAIM, `claims left: ${names.join(' ')}`,
    (all) => all.map(nameOf).join() === names.join() && all.every(({ status }) => status?.phase === 'Bound'));
  const alive = [...await namespace.list<KubernetesObject>(STATEFUL_SET), ...namespace.pods.current()].map(({ metadata }) => metadata?.uid);
  for (const { metadata } of found) {
    expect(metadata?.deletionTimestamp).toBeUndefined();
    expect(alive).toEqual(expect.arrayContaining(metadata?.ownerReferences?.map(({ uid }) => uid) ?? []));
  }
  return new Map(found.map((claim) => [nameOf(claim), claim.spec?.volumeName]));
}

function claimOf(pod: Pod): string | undefined {
  return pod.spec?.volumes?.find(({ persistentVolumeClaim }) => persistentVolumeClaim)?.persistentVolumeClaim?.claimName;
}

function podsBehind(service: string, slices: EndpointSlice[]): (string | undefined)[] {
  return slices
    .filter(({ metadata }) => metadata?.labels?.['kubernetes.io/service-name'] === service)
    .flatMap(({ endpoints }) => endpoints ?? [])
    .map(({ targetRef }) => targetRef?.name);
}
