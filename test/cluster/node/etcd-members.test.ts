import { readFileSync } from 'fs';
import { join } from 'path';
import { startClient } from './support/client';
import { MEMBERS, WRITER, acknowledged, crash, etcd, inMember, loseClaim, membersReady, nothingLost, said, started, writesGoOn } from './support/etcd';
import { eventually } from './support/eventually';
import { lines, run } from './support/exec';
import { RESTRICTED, TestNamespace, inNamespace } from '../support/namespace';
import { POD, nameOf } from '../support/objects';

/** The commands of the README in the pod that restores a snapshot; before version 3.5 etcdctl does what etcdutl does. */
const RESTORE = readFileSync(join(__dirname, '../../../examples/etcd/README.md'), 'utf8').replaceAll('\\\n', '').split('\n')
  .filter((line) => line.startsWith('kubectl exec etcd-0 -c members -- '))
  .map((line) => line.replace('kubectl exec etcd-0 -c members -- ', '').replace('etcdutl', 'etcdctl'));

/** The example with a writer, who has been told of some writes. */
async function written(namespace: TestNamespace): Promise<void> {
  await started(namespace);
  await startClient(namespace, 'writer', 'etcd', WRITER);
  await writesGoOn(namespace);
}

/** Applies another number of members, and waits until they are the members. */
async function scaled(namespace: TestNamespace, members: number): Promise<void> {
  const before = namespace.pods.current().map((pod) => pod.metadata!.uid);
  const staying = Math.min(members, namespace.pods.current().filter((pod) => nameOf(pod).startsWith('etcd-')).length);
  await namespace.apply(etcd({ members }));
  await membersReady(namespace, members);
  for (let ordinal = 0; ordinal < staying; ordinal++) expect(before).toContain(namespace.pods.get(`etcd-${ordinal}`)!.metadata!.uid);
}

test('a member whose disk is lost joins again by itself: writes go on, and none that was acknowledged is lost', inNamespace(async (namespace) => {
  await written(namespace);
  for (const member of ['etcd-0', 'etcd-2']) {
    await loseClaim(namespace, member);
    await membersReady(namespace, 3);
    await nothingLost(namespace, member);
  }
  const { seconds } = await acknowledged(namespace);
  expect(seconds).toBeLessThan(60);
}, RESTRICTED));

test('3, 5, 2 and 4 members are applied: no other pod changes, and no write is lost that was acknowledged', inNamespace(async (namespace) => {
  await written(namespace);
  await scaled(namespace, 5);
  await scaled(namespace, 2);
  // with the claims that are left of the members before
  await scaled(namespace, 4);
  await writesGoOn(namespace);
  for (const member of ['etcd-0', 'etcd-1', 'etcd-2', 'etcd-3']) await nothingLost(namespace, member);
  const { seconds } = await acknowledged(namespace);
  expect(seconds).toBeLessThan(60);
}, RESTRICTED));

test('two of three disks are lost at once: no empty cluster is begun, and one command brings all back', inNamespace(async (namespace) => {
  await written(namespace);
  // so that all three have all of it
  await run(namespace, 'writer', 'touch /tmp/pause && sleep 2');
  await crash(namespace, ['etcd-0', 'etcd-1'], ['etcd-0', 'etcd-1']);
  // not even where a person permits it, by mistake
  await run(namespace, 'etcd-0', 'touch /var/lib/etcd/initialize', 'etcd');
  await eventually(async () => expect(await said(namespace, 'etcd-0')).toContain('not initialized, as etcd-'));
  await eventually(async () => expect(await said(namespace, 'etcd-1')).toContain('only etcd-0 can begin a new one'));

  await run(namespace, 'etcd-2', 'touch /var/lib/etcd/force-new-cluster', 'etcd');
  await namespace.delete(POD, 'etcd-2');
  await membersReady(namespace, 3);
  await run(namespace, 'writer', 'rm /tmp/pause');
  await writesGoOn(namespace);
  for (const member of MEMBERS) await nothingLost(namespace, member);
  expect(await lines(namespace, 'etcd-0', 'ls /var/lib/etcd', 'etcd')).toEqual(['member-data']);
}, RESTRICTED));

test('the first start waits for a person, and happens once: all members may end at once, and the disk of the first be lost', inNamespace(async (namespace) => {
  await namespace.apply(etcd());
  await eventually(async () => expect(await said(namespace, 'etcd-0')).toContain('-c etcd -- touch /var/lib/etcd/initialize'));
  await run(namespace, 'etcd-0', 'touch /var/lib/etcd/initialize', 'etcd');
  await membersReady(namespace, 3);
  await inMember(namespace, 'etcd-0', 'etcdctl --endpoints=etcd-client:2379 put greeting hello');

  await crash(namespace, MEMBERS, ['etcd-0']);
  await membersReady(namespace, 3);
  expect(await inMember(namespace, 'etcd-0', 'etcdctl --endpoints=127.0.0.1:2379 get greeting --print-value-only')).toEqual(['hello']);
}, RESTRICTED));

test('a snapshot is restored where no disk is left, as the README says', inNamespace(async (namespace) => {
  await started(namespace);
  await inMember(namespace, 'etcd-0', 'etcdctl --endpoints=etcd-client:2379 put greeting hello');
  await startClient(namespace, 'keeper', 'etcd', 'sleep infinity');
  await run(namespace, 'keeper', 'etcdctl --endpoints=etcd-1.etcd:2379 snapshot save /tmp/snapshot.db');
  await crash(namespace, MEMBERS, MEMBERS);
  await eventually(async () => expect(await said(namespace, 'etcd-0')).toContain('waiting, as the volume is empty'));

  // in place of kubectl cp
  const snapshot = await run(namespace, 'keeper', 'gzip -c /tmp/snapshot.db | base64 -w 0');
  await run(namespace, 'etcd-0', `echo ${snapshot} | base64 -d | gunzip > /var/lib/etcd/snapshot.db`, 'members');
  for (const command of RESTORE) await run(namespace, 'etcd-0', command, 'members');
  await membersReady(namespace, 3);
  for (const member of MEMBERS) {
    expect(await inMember(namespace, member, 'etcdctl --endpoints=127.0.0.1:2379 get greeting --print-value-only')).toEqual(['hello']);
  }
}, RESTRICTED));
