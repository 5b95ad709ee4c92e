import { Testing } from 'cdk8s';
import { startClient } from './support/client';
import { eventually } from './support/eventually';
import { lines, run } from './support/exec';
import { requiredImage } from './support/images';
import { lose } from './support/loss';
import { Etcd } from '../../../examples/etcd/main';
import { RESTRICTED, TestNamespace, inNamespace } from '../support/namespace';
import { POD_DISRUPTION_BUDGET, PodDisruptionBudget, ready } from '../support/objects';

const MEMBERS = ['etcd-0', 'etcd-1', 'etcd-2'];

/** The example, with a member in each of three pods. */
async function started(namespace: TestNamespace): Promise<void> {
  await namespace.apply(Testing.synth(new Etcd(Testing.app(), 'etcd', { image: requiredImage('etcd') })));
  await namespace.pods.until('three members ready', ready(3));
}

/** For a shell: what etcdctl prints about something that all members are asked. */
const ctl = (command: string) => `etcdctl --endpoints=${MEMBERS.map((member) => `${member}.etcd:2379`).join()} --command-timeout=3s ${command}`;

/** Numbers that a writer was told are stored; it goes on to the next whatever it is told. */
const WRITER = `i=0; while :; do ${ctl('put n$i $i')} > /dev/null 2>&1 && echo $i >> /tmp/acknowledged; i=$((i + 1)); done`;
const acknowledged = async (namespace: TestNamespace) => lines(namespace, 'writer', 'cat /tmp/acknowledged || true');

test('the members start together and form one cluster, each under its stable name', inNamespace(async (namespace) => {
  await started(namespace);
  const urls = await lines(namespace, 'etcd-0', `${ctl('member list')} | cut -d, -f3,4`);
  expect(urls.sort()).toEqual(MEMBERS.map((member) => ` ${member}, http://${member}.etcd:2380`));
}, RESTRICTED));

test('all members are there before the first is ready', inNamespace(async (namespace) => {
  await started(namespace);
  const sequence = namespace.events.sequence('created', 'ready');
  expect(sequence.slice(0, 3).sort()).toEqual(MEMBERS.map((member) => `${member} created`));
}, RESTRICTED));

test('what one member was told, every other tells', inNamespace(async (namespace) => {
  await started(namespace);
  await run(namespace, 'etcd-0', 'etcdctl --endpoints=etcd-client:2379 put greeting hello');
  for (const member of MEMBERS) {
    expect(await lines(namespace, member, 'etcdctl --endpoints=127.0.0.1:2379 get greeting')).toEqual(['greeting', 'hello']);
  }
}, RESTRICTED));

test('pods are lost one at a time: writes go on, and none that was acknowledged is lost', inNamespace(async (namespace) => {
  await started(namespace);
  await startClient(namespace, 'writer', 'etcd', WRITER);
  for (const member of MEMBERS) {
    const address = namespace.pods.get(member)!.status!.podIP;
    const back = await lose(namespace, member, async () => {
      const { length } = await acknowledged(namespace);
      await eventually(async () => expect((await acknowledged(namespace)).length).toBeGreaterThan(length));
    });
    expect(back.status!.podIP).not.toBe(address);
  }
  const numbers = await acknowledged(namespace);
  const stored = new Set(await lines(namespace, 'etcd-0', ctl('get n --prefix --print-value-only')));
  expect(numbers.filter((number) => !stored.has(number))).toEqual([]);
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
