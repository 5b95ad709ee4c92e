import { eventually } from './support/eventually';
import { run } from './support/exec';
import { bootstrapLog, log } from './support/log';
import { SERVERS, allHave, cloningFrom, insertRow, isBack, mysql, restricted, started, writer, written } from './support/mysql';
import { POD, Pod, STATEFUL_SET, isReady, ready } from '../support/objects';

test('X2: a replica that was deleted comes back with its data, and catches up', restricted(async (namespace) => {
  await started(namespace);
  await insertRow(namespace, 1);
  await allHave(namespace, SERVERS, ['1']);
  const { uid } = namespace.pods.get('mysql-1')!.metadata!;
  await namespace.delete(POD, 'mysql-1');
  await insertRow(namespace, 2);
  await namespace.pods.until('mysql-1 back', isBack('mysql-1', uid!));
  expect(await bootstrapLog(namespace, 'mysql-1')).toEqual(['start-up: the data is there already']);
  await allHave(namespace, SERVERS, ['1', '2']);
}));

test('X2: a primary that was deleted comes back with its data, and the replicas follow it again', restricted(async (namespace) => {
  await started(namespace);
  await insertRow(namespace, 1);
  const { uid } = namespace.pods.get('mysql-0')!.metadata!;
  await namespace.delete(POD, 'mysql-0');
  await namespace.pods.until('mysql-0 back', isBack('mysql-0', uid!));
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
  await namespace.pods.until('two servers ready', ready(2));
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
  await namespace.pods.until('the pod gone', (pods) => pods.every((pod) => pod.metadata?.uid !== uid));
  await run(namespace, 'mysql-0', `kill -KILL ${giver}`, 'clone-server');
  await namespace.pods.until('mysql-1 back', isBack('mysql-1', uid!));
  expect(await bootstrapLog(namespace, 'mysql-1')).toEqual([cloningFrom(namespace, 'mysql-0'), 'start-up: the data is complete']);
}));

test('X2: a rolling update replaces 2, 1 and 0, and no write is lost that was acknowledged', restricted(async (namespace) => {
  await started(namespace);
  await insertRow(namespace, 0);
  await namespace.apply([writer(namespace.name)]);
  await eventually(async () => expect(await log(namespace, 'writer', 'writer')).toContain('10'));
  namespace.events.forget();
  await namespace.patch(STATEFUL_SET, 'mysql', { spec: { template: { metadata: { annotations: { change: '1' } } } } });
  const isNew = (pod: Pod) => isReady(pod) && pod.metadata?.annotations?.change === '1';
  await namespace.pods.until('three new servers ready', (pods) => pods.filter(isNew).length === 3);
  expect(namespace.events.sequence('created')).toEqual(['mysql-2 created', 'mysql-1 created', 'mysql-0 created']);

  const results = async () => log(namespace, 'writer', 'writer');
  // it goes on after the primary was away
  await eventually(async () => expect((await results()).slice((await results()).lastIndexOf('failed') + 1).length).toBeGreaterThan(10));
  const acknowledged = (await results()).filter((result) => result !== 'failed');
  for (const pod of SERVERS) await eventually(async () => expect(await written(namespace, pod)).toEqual(expect.arrayContaining(acknowledged)));
}));
