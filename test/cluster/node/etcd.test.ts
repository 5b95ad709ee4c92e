import { startClient } from './support/client';
import { MEMBERS, WRITER, acknowledged, ctl, inMember, nothingLost, started } from './support/etcd';
import { eventually } from './support/eventually';
import { lose } from './support/loss';
import { RESTRICTED, inNamespace } from '../support/namespace';
import { POD_DISRUPTION_BUDGET, PodDisruptionBudget } from '../support/objects';

test('the members start together and form one cluster, each under its stable name', inNamespace(async (namespace) => {
  await started(namespace);
  const urls = await inMember(namespace, 'etcd-0', `${ctl('member list')} | cut -d, -f3,4`);
  expect(urls.sort()).toEqual(MEMBERS.map((member) => ` ${member}, http://${member}.etcd:2380`));
}, RESTRICTED));

test('all members are there before the first is ready', inNamespace(async (namespace) => {
  await started(namespace);
  const sequence = namespace.events.sequence('created', 'ready');
  expect(sequence.slice(0, 3).sort()).toEqual(MEMBERS.map((member) => `${member} created`));
}, RESTRICTED));

test('what one member was told, every other tells', inNamespace(async (namespace) => {
  await started(namespace);
  await inMember(namespace, 'etcd-0', 'etcdctl --endpoints=etcd-client:2379 put greeting hello');
  for (const member of MEMBERS) {
    expect(await inMember(namespace, member, 'etcdctl --endpoints=127.0.0.1:2379 get greeting')).toEqual(['greeting', 'hello']);
  }
}, RESTRICTED));

test('pods are lost one at a time: writes go on, and none that was acknowledged is lost', inNamespace(async (namespace) => {
  await started(namespace);
  await startClient(namespace, 'writer', 'etcd', WRITER);
  for (const member of MEMBERS) {
    const address = namespace.pods.get(member)!.status!.podIP;
    const back = await lose(namespace, member, async () => {
      const { numbers: { length } } = await acknowledged(namespace);
      await eventually(async () => expect((await acknowledged(namespace)).numbers.length).toBeGreaterThan(length));
    });
    expect(back.status!.podIP).not.toBe(address);
  }
  await nothingLost(namespace);
}, RESTRICTED));

test('a drain takes one member, and the next only when the first is back', inNamespace(async (namespace) => {
  await started(namespace);
  const allows = (count: number) => async () => namespace.until<PodDisruptionBudget>(
    POD_DISRUPTION_BUDGET, `${count} evictions allowed`, ([budget]) => budget?.status?.disruptionsAllowed === count);
  await allows(1)();
  expect(await namespace.evict('etcd-0')).toMatchObject({ accepted: true });
  expect(await namespace.evict('etcd-1')).toMatchObject({ accepted: false, message: expect.stringContaining('disruption budget') });
  await allows(1)();
  expect(await namespace.evict('etcd-1')).toMatchObject({ accepted: true });
}, RESTRICTED));
