import { Testing } from 'cdk8s';
import { startClient } from './client';
import { lines, run } from './exec';
import { requiredImage } from './images';
import { allStored, moreAcknowledged } from './writes';
import { Zookeeper, ZookeeperProps } from '../../../../examples/zookeeper/main';
import { TestNamespace } from '../../support/namespace';
import { Manifest, Pod, isReady, nameOf } from '../../support/objects';

/** The servers of the example as it is. */
export const SERVERS = ['zookeeper-0', 'zookeeper-1', 'zookeeper-2'];

/** The example with the image that the tests have. */
export function zookeeper(props: ZookeeperProps = {}): Manifest[] {
  return Testing.synth(new Zookeeper(Testing.app(), 'zookeeper', { image: requiredImage('zookeeper'), ...props }));
}

/** Applies the example with another number of servers, and waits until all of them serve. */
export async function serversReady(namespace: TestNamespace, count: number): Promise<void> {
  const isServer = (pod: Pod) => nameOf(pod).startsWith('zookeeper-');
  await namespace.pods.until(`${count} servers ready`, (pods) => pods.filter(isServer).length === count && pods.filter(isServer).every(isReady));
}

/** What a server says of itself; nothing where it does not answer. */
export async function said(namespace: TestNamespace, server: string): Promise<string> {
  return run(namespace, server, 'echo srvr | timeout 3 nc 127.0.0.1 2181 || true');
}

/** Makes one node after the other through the Service, each with a name of its own, and keeps the names that it was told are there. */
const WRITER = [
  'client=0; while :; do client=$((client + 1)) n=0',
  '  while sleep 0.1; do n=$((n + 1)); echo "create /n$client-$n"; done | zkCli.sh -server zookeeper-client 2>&1',
  'done | while read -r line; do case $line in *"Created /"*) echo "${line##*/}" >> /tmp/acknowledged ;; esac; done',
].join('\n');

/** Somebody who writes, and has been told of some writes. */
export async function startWriter(namespace: TestNamespace): Promise<void> {
  await startClient(namespace, 'writer', 'zookeeper', WRITER);
  await writesGoOn(namespace);
}

/** The names that the writer was told are stored. */
async function acknowledged(namespace: TestNamespace): Promise<string[]> {
  return lines(namespace, 'writer', 'cat /tmp/acknowledged');
}

/** Waits until the writer is told of writes again. */
export const writesGoOn = async (namespace: TestNamespace) => moreAcknowledged(async () => acknowledged(namespace));

/** Expects that a server has all that was acknowledged. */
export async function nothingLost(namespace: TestNamespace, server: string): Promise<void> {
  await allStored(async () => acknowledged(namespace), async () => {
    const [list] = await lines(namespace, 'writer', `zkCli.sh -server ${server}.zookeeper ls / 2> /dev/null | grep '^\\['`);
    return list!.replace(/[[\]\s]/g, '').split(',');
  });
}
