import { eventually } from './support/eventually';
import { run } from './support/exec';
import {
  administer, asApplication, changed, insertRow, isBack, log, mysql, query, restricted, startUpLog, started, writer, written,
} from './support/mysql';
import { PersistentVolumeClaimRetentionPolicyType } from '../../../src';
import { TestNamespace } from '../support/namespace';
import { PERSISTENT_VOLUME_CLAIM, POD, Pod, STATEFUL_SET, isReady, nameOf, ready } from '../support/objects';

const SERVERS = ['mysql-0', 'mysql-1', 'mysql-2'];
const LONG = { deadline: 100 };

/** What the step of a pod says first when it clones. */
const cloningFrom = (namespace: TestNamespace, pod: string) => `start-up: cloning from ${pod}.mysql.${namespace.name}.svc.cluster.local`;

/** Waits until each of these servers has these numbers. */
async function allHave(namespace: TestNamespace, pods: string[], numbers: string[]): Promise<void> {
  for (const pod of pods) await eventually(async () => expect(await written(namespace, pod)).toEqual(numbers));
}

test('X2: the first pod is initialized, and each further one is cloned from the one before it, in that order', restricted(async (namespace) => {
  await started(namespace);
  expect(namespace.events.sequence('created', 'ready')).toEqual(SERVERS.flatMap((pod) => [`${pod} created`, `${pod} ready`]));
  expect(await Promise.all(SERVERS.map(async (pod) => (await startUpLog(namespace, pod))[0]))).toEqual([
    'start-up: initializing the first pod', cloningFrom(namespace, 'mysql-0'), cloningFrom(namespace, 'mysql-1'),
  ]);
}));

test('X2: a row that is written through the primary Service is read on every replica', restricted(async (namespace) => {
  await started(namespace);
  await insertRow(namespace, 1);
  await allHave(namespace, SERVERS, ['1']);
}));

test('X2: the read Service leads to every server, and only the primary takes writes', restricted(async (namespace) => {
  await started(namespace);
  await insertRow(namespace, 1);
  await allHave(namespace, SERVERS, ['1']);
  const answering = new Set<string>();
  await eventually(async () => {
    const [id, number] = (await query(namespace, 'mysql-read', 'SELECT @@server_id, number FROM numbers'))[0].split('\t');
    expect(number).toBe('1');
    expect([...answering.add(id)].sort()).toEqual(['100', '101', '102']);
  });
  for (const pod of SERVERS.slice(1)) {
    await expect(query(namespace, `${pod}.mysql`, 'INSERT INTO numbers VALUES (2)')).rejects.toThrow('running with the --read-only option');
  }
}));

test('X2: from three to five servers, each new one is cloned from the one before it, and no other is touched', restricted(async (namespace) => {
  await started(namespace);
  await insertRow(namespace, 1);
  namespace.events.forget();
  await changed(namespace, { replicas: 5 });
  expect(namespace.events.sequence('created', 'ready', 'terminating')).toEqual([
    'mysql-3 created', 'mysql-3 ready', 'mysql-4 created', 'mysql-4 ready',
  ]);
  expect((await startUpLog(namespace, 'mysql-3'))[0]).toBe(cloningFrom(namespace, 'mysql-2'));
  expect((await startUpLog(namespace, 'mysql-4'))[0]).toBe(cloningFrom(namespace, 'mysql-3'));
  await insertRow(namespace, 2);
  await allHave(namespace, ['mysql-3', 'mysql-4'], ['1', '2']);
}));

test('X2: a replica that was deleted comes back with its data, and catches up', restricted(async (namespace) => {
  await started(namespace);
  await insertRow(namespace, 1);
  await allHave(namespace, SERVERS, ['1']);
  const { uid } = namespace.pods.get('mysql-1')!.metadata!;
  await namespace.delete(POD, 'mysql-1');
  await insertRow(namespace, 2);
  await namespace.pods.until('mysql-1 back', isBack('mysql-1', uid!), LONG);
  expect(await startUpLog(namespace, 'mysql-1')).toEqual(['start-up: the data is there already']);
  await allHave(namespace, SERVERS, ['1', '2']);
}));

test('X2: a primary that was deleted comes back with its data, and the replicas follow it again', restricted(async (namespace) => {
  await started(namespace);
  await insertRow(namespace, 1);
  const { uid } = namespace.pods.get('mysql-0')!.metadata!;
  await namespace.delete(POD, 'mysql-0');
  await namespace.pods.until('mysql-0 back', isBack('mysql-0', uid!), LONG);
  await eventually(async () => insertRow(namespace, 2));
  await allHave(namespace, SERVERS, ['1', '2']);
}));

test('X2: a clone that breaks off half-way begins anew, and leaves nothing of the first one', restricted(async (namespace) => {
  await started(namespace, { replicas: 1 });
  await insertRow(namespace, 1);
  // stops the one who gives, as soon as it gives
  const stopped = run(namespace, 'mysql-0', 'until pid=$(pidof mariadb-backup); do :; done; kill -STOP $pid; echo $pid', 'clone-server');
  await namespace.apply(mysql(namespace.name, { replicas: 2 }));
  const giver = (await stopped).trim();
  const files = async () => run(namespace, 'mysql-1', 'ls /start-up/volume', 'start-up');
  await eventually(async () => expect(await files()).toBe('data.incomplete\n'));

  await run(namespace, 'mysql-1', 'touch /start-up/volume/data.incomplete/left-behind && kill -KILL $(pidof mbstream)', 'start-up');
  await run(namespace, 'mysql-0', `kill -KILL ${giver}`, 'clone-server');
  await namespace.pods.until('two servers ready', ready(2), LONG);
  expect(namespace.pods.get('mysql-1')!.status!.initContainerStatuses!.find(({ name }) => name === 'start-up')!.restartCount).toBeGreaterThan(0);
  expect(await run(namespace, 'mysql-1', 'ls /var/lib/mysql', 'mysql')).not.toContain('left-behind');
  await insertRow(namespace, 2);
  await allHave(namespace, ['mysql-0', 'mysql-1'], ['1', '2']);
}));

test('X2: a pod that is deleted while it clones begins anew', restricted(async (namespace) => {
  await started(namespace, { replicas: 1 });
  const stopped = run(namespace, 'mysql-0', 'until pid=$(pidof mariadb-backup); do :; done; kill -STOP $pid; echo $pid', 'clone-server');
  await namespace.apply(mysql(namespace.name, { replicas: 2 }));
  const giver = (await stopped).trim();
  const { uid } = namespace.pods.get('mysql-1')!.metadata!;
  await namespace.delete(POD, 'mysql-1');
  // the one who gives must not let the old pod try once more
  await namespace.pods.until('the pod gone', (pods) => pods.every((pod) => pod.metadata?.uid !== uid), LONG);
  await run(namespace, 'mysql-0', `kill -KILL ${giver}`, 'clone-server');
  await namespace.pods.until('mysql-1 back', isBack('mysql-1', uid!), LONG);
  expect(await startUpLog(namespace, 'mysql-1')).toEqual([cloningFrom(namespace, 'mysql-0'), 'start-up: the data is complete']);
}));

test('X2: a server that was scaled away and comes back has its old data with Retain', restricted(async (namespace) => {
  await started(namespace, { replicas: 2 });
  await insertRow(namespace, 1);
  await allHave(namespace, ['mysql-1'], ['1']);
  await changed(namespace, { replicas: 1 });
  await insertRow(namespace, 2);
  await changed(namespace, { replicas: 2 });
  expect(await startUpLog(namespace, 'mysql-1')).toEqual(['start-up: the data is there already']);
  await allHave(namespace, ['mysql-1'], ['1', '2']);
}));

test('X2: a server that was scaled away and comes back is a fresh clone with Delete', restricted(async (namespace) => {
  const whenScaled = PersistentVolumeClaimRetentionPolicyType.DELETE;
  await started(namespace, { replicas: 2, whenScaled });
  await insertRow(namespace, 1);
  await changed(namespace, { replicas: 1, whenScaled });
  await namespace.until(PERSISTENT_VOLUME_CLAIM, 'one claim', (claims) => claims.map(nameOf).join() === 'data-mysql-0');
  await insertRow(namespace, 2);
  await changed(namespace, { replicas: 2, whenScaled });
  expect((await startUpLog(namespace, 'mysql-1'))[0]).toBe(cloningFrom(namespace, 'mysql-0'));
  await allHave(namespace, ['mysql-1'], ['1', '2']);
}));

test('X2: a rolling update replaces 2, 1 and 0, and no write is lost that was acknowledged', restricted(async (namespace) => {
  await started(namespace);
  await insertRow(namespace, 0);
  await namespace.apply([writer(namespace.name)]);
  await eventually(async () => expect(await log(namespace, 'writer', 'writer')).toContain('10'));
  namespace.events.forget();
  await namespace.patch(STATEFUL_SET, 'mysql', { spec: { template: { metadata: { annotations: { change: '1' } } } } });
  const isNew = (pod: Pod) => isReady(pod) && pod.metadata?.annotations?.change === '1';
  await namespace.pods.until('three new servers ready', (pods) => pods.filter(isNew).length === 3, LONG);
  expect(namespace.events.sequence('created')).toEqual(['mysql-2 created', 'mysql-1 created', 'mysql-0 created']);

  const results = async () => log(namespace, 'writer', 'writer');
  // it goes on after the primary was away
  await eventually(async () => expect((await results()).slice((await results()).lastIndexOf('failed') + 1).length).toBeGreaterThan(10));
  const acknowledged = (await results()).filter((result) => result !== 'failed');
  for (const pod of SERVERS) await eventually(async () => expect(await written(namespace, pod)).toEqual(expect.arrayContaining(acknowledged)));
}));

test('fails to clone without the password', restricted(async (namespace) => {
  await started(namespace, { replicas: 1 });
  expect(await run(namespace, 'mysql-0', 'echo guess | socat -t 5 - TCP:mysql-0.mysql:4444 | wc -c', 'mysql')).toBe('0\n');
}));

test('fails to read the data without the password of the application', restricted(async (namespace) => {
  await started(namespace, { replicas: 1 });
  const denied = run(namespace, 'mysql-0', asApplication('mysql-primary', 'SELECT 1', 'guess'), 'mysql');
  await expect(denied).rejects.toThrow('Access denied');
  expect(await administer(namespace, 'mysql-0', 'SELECT COUNT(*) FROM mysql.user WHERE user = "root" AND host <> "localhost"')).toEqual(['0']);
}));
