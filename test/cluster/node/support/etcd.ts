import { Testing } from 'cdk8s';
import { eventually } from './eventually';
import { lines, run } from './exec';
import { requiredImage } from './images';
import { Etcd, EtcdProps } from '../../../../examples/etcd/main';
import { TestNamespace } from '../../support/namespace';
import { Manifest, PERSISTENT_VOLUME_CLAIM, POD, Pod, isReady, nameOf } from '../../support/objects';

/** The members of the example as it is. */
export const MEMBERS = ['etcd-0', 'etcd-1', 'etcd-2'];

/** The example with the images that the tests have. */
export function etcd(props: EtcdProps = {}): Manifest[] {
  return Testing.synth(new Etcd(Testing.app(), 'etcd', { image: requiredImage('etcd'), shellImage: requiredImage('etcd'), ...props }));
}

/** Applies the example and permits the first member to begin a cluster, as its README says; then all are members. */
export async function started(namespace: TestNamespace): Promise<void> {
  await namespace.apply(etcd());
  await eventually(async () => void await run(namespace, 'etcd-0', 'touch /var/lib/etcd/initialize', 'etcd'));
  await membersReady(namespace, 3);
}

/** Waits until these are all pods, ready, and all members of the cluster. */
export async function membersReady(namespace: TestNamespace, count: number): Promise<void> {
  const isMember = (pod: Pod) => nameOf(pod).startsWith('etcd-');
  await namespace.pods.until(`${count} members ready`, (pods) => pods.filter(isMember).length === count && pods.filter(isMember).every(isReady));
  const names = [...Array(count).keys()].map((ordinal) => `etcd-${ordinal} false`);
  await eventually(async () => {
    const members = await lines(namespace, 'etcd-0', `${ctl('member list', count)} | awk -F', ' '{ print $3, $6 }'`, 'etcd');
    expect(members.sort()).toEqual(names);
  });
}

/** For a shell: what etcdctl prints about something that all members are asked. */
export function ctl(command: string, members = 3): string {
  const endpoints = [...Array(members).keys()].map((ordinal) => `etcd-${ordinal}.etcd:2379`);
  return `etcdctl --endpoints=${endpoints.join()} --command-timeout=3s ${command}`;
}

/** The member that leads. */
export async function leader(namespace: TestNamespace): Promise<string> {
  let found: string | undefined;
  await eventually(async () => {
    const members = await lines(namespace, 'etcd-0', ctl('endpoint status'), 'etcd');
    // its columns are: whether it leads, whether it is a learner
    found = members.find((line) => line.includes(', true, false,'))?.split('.')[0];
    expect(found).toMatch(/^etcd-\d$/);
  });
  return found!;
}

/** What etcd or etcdctl prints in the pod of a member. */
export async function inMember(namespace: TestNamespace, member: string, command: string): Promise<string[]> {
  return lines(namespace, member, command, 'etcd');
}

/** For a shell: writes numbers through the Service for clients, and keeps those that it was told are stored, each with the time. */
export const WRITER = 'i=0; while :; do [ ! -e /tmp/pause ] && timeout 4 etcdctl --endpoints=etcd-client:2379 --dial-timeout=1s --command-timeout=2s put n$i $i > /dev/null 2>&1'
  + ' && read now rest < /proc/uptime && echo $i $now >> /tmp/acknowledged; i=$((i + 1)); sleep 0.05; done';

/** The numbers that the writer was told are stored, and for how long it was told none, at most. */
export async function acknowledged(namespace: TestNamespace): Promise<{ numbers: string[]; seconds: number }> {
  const rows = (await lines(namespace, 'writer', 'cat /tmp/acknowledged || true')).map((line) => line.split(' '));
  const times = rows.map(([, time]) => Number(time));
  return { numbers: rows.map(([number]) => number), seconds: Math.max(0, ...times.slice(1).map((time, index) => time - times[index])) };
}

/** Waits until the writer is told of writes again. */
export async function writesGoOn(namespace: TestNamespace): Promise<void> {
  const { numbers: { length } } = await acknowledged(namespace);
  await eventually(async () => expect((await acknowledged(namespace)).numbers.length).toBeGreaterThan(length + 3));
}

/** Expects that all that was acknowledged is there. */
export async function nothingLost(namespace: TestNamespace, member = 'etcd-0'): Promise<void> {
  const { numbers } = await acknowledged(namespace);
  const stored = new Set(await inMember(namespace, member, 'etcdctl --endpoints=127.0.0.1:2379 get n --prefix --print-value-only'));
  expect(numbers.length).toBeGreaterThan(0);
  expect(numbers.filter((number) => !stored.has(number))).toEqual([]);
}

/** The claim of a member is lost, and its pod; waits for the pod in its place, which need not be ready. */
export async function loseClaim(namespace: TestNamespace, member: string): Promise<void> {
  const { uid } = namespace.pods.get(member)!.metadata!;
  await namespace.delete(PERSISTENT_VOLUME_CLAIM, `data-${member}`);
  await namespace.delete(POD, member);
  await namespace.pods.until(`${member} anew`, (pods) => pods.some((pod) => nameOf(pod) === member && pod.metadata?.uid !== uid));
}

/** The processes of all these members end at once, without a word to each other, and what is on some disks is lost. */
export async function crash(namespace: TestNamespace, members: readonly string[], lost: readonly string[]): Promise<void> {
  const restarts = (pod?: Pod) => pod?.status?.containerStatuses?.find(({ name }) => name === 'etcd')?.restartCount ?? 0;
  const before = new Map(members.map((member) => [member, restarts(namespace.pods.get(member))]));
  await Promise.all(members.map(async (member) => run(namespace, member, [
    ...lost.includes(member) ? ['rm -rf /var/lib/etcd/*'] : [],
    // after the end of this command
    '(sleep 1; kill 1) > /dev/null 2>&1 &',
  ].join('\n'), 'etcd')));
  await namespace.pods.until(`${members.join()} started again`, () => members.every((member) => restarts(namespace.pods.get(member)) > before.get(member)!));
}

/** The last thing that the start of a member says, before etcd does. */
export async function said(namespace: TestNamespace, member: string): Promise<string | undefined> {
  const { message } = await namespace.api.request<{ message: string }>('GET', `/api/v1/namespaces/${namespace.name}/pods/${member}/log`, { query: { container: 'etcd' } });
  return message.split('\n').filter((line) => line.startsWith('start: ')).pop();
}
