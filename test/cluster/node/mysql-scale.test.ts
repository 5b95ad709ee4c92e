import { bootstrapLog } from './support/log';
import { allHave, changed, cloningFrom, insertRow, restricted, started } from './support/mysql';
import { PersistentVolumeClaimRetentionPolicyType } from '../../../src';
import { PERSISTENT_VOLUME_CLAIM, nameOf } from '../support/objects';

test('X2: from three to five servers, each new one is cloned from the one before it, and no other is touched', restricted(async (namespace) => {
  await started(namespace);
  await insertRow(namespace, 1);
  namespace.events.forget();
  await changed(namespace, { replicas: 5 });
  expect(namespace.events.sequence('created', 'ready', 'terminating')).toEqual([
    'mysql-3 created', 'mysql-3 ready', 'mysql-4 created', 'mysql-4 ready',
  ]);
  expect((await bootstrapLog(namespace, 'mysql-3'))[0]).toBe(cloningFrom(namespace, 'mysql-2'));
  expect((await bootstrapLog(namespace, 'mysql-4'))[0]).toBe(cloningFrom(namespace, 'mysql-3'));
  await insertRow(namespace, 2);
  await allHave(namespace, ['mysql-3', 'mysql-4'], ['1', '2']);
}));

test('X2: a server that was scaled away and comes back has its old data with Retain', restricted(async (namespace) => {
  await started(namespace, { replicas: 2 });
  await insertRow(namespace, 1);
  await allHave(namespace, ['mysql-1'], ['1']);
  await changed(namespace, { replicas: 1 });
  await insertRow(namespace, 2);
  await changed(namespace, { replicas: 2 });
  expect(await bootstrapLog(namespace, 'mysql-1')).toEqual(['start-up: the data is there already']);
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
  expect((await bootstrapLog(namespace, 'mysql-1'))[0]).toBe(cloningFrom(namespace, 'mysql-0'));
  await allHave(namespace, ['mysql-1'], ['1', '2']);
}));
