import { Testing } from 'cdk8s';
import { startClient } from './client';
import { eventually } from './eventually';
import { lines, run } from './exec';
import { requiredImage } from './images';
import { allStored, moreAcknowledged } from './writes';
import { Kafka } from '../../../../examples/kafka/main';
import { TestNamespace } from '../../support/namespace';
import { Manifest, Pod, StatefulSet, isReady, nameOf } from '../../support/objects';

export const BROKERS = ['kafka-0', 'kafka-1', 'kafka-2'];
export const CONTROLLERS = ['kafka-controller-100', 'kafka-controller-101', 'kafka-controller-102'];

/** The example with the image that the tests have, and with less processor: the node has not what six servers ask for. */
export function kafka(): Manifest[] {
  const chart = new Kafka(Testing.app(), 'kafka', { clusterId: '4L6g3nShT-eMCtK--X86sw', externalDomain: 'kafka.example.com', image: requiredImage('kafka') });
  const manifests: Manifest[] = Testing.synth(chart);
  for (const set of manifests.filter(({ kind }) => kind === 'StatefulSet') as (Manifest & StatefulSet)[]) {
    for (const { resources } of set.spec!.template.spec!.containers) resources!.requests!.cpu = '10m';
  }
  return manifests;
}

/** Waits until all brokers and controllers are ready. */
export async function allReady(namespace: TestNamespace): Promise<void> {
  const isServer = (pod: Pod) => nameOf(pod).startsWith('kafka-');
  await namespace.pods.until('six servers ready', (pods) => pods.filter(isServer).length === 6 && pods.filter(isServer).every(isReady));
}

/** Waits until all brokers have all messages. */
export async function allInSync(namespace: TestNamespace): Promise<void> {
  await eventually(async () => expect(await run(namespace, 'writer', `${BIN}/kafka-topics.sh ${SERVER} --describe --under-replicated-partitions`)).toBe(''));
}

const BIN = '/opt/kafka/bin';
const SERVER = '--bootstrap-server kafka-bootstrap:9092';

/** Sends number after number, and keeps those that it was told all brokers in sync have. */
const WRITER = `${BIN}/kafka-verifiable-producer.sh ${SERVER} --topic numbers --acks -1 --throughput 10 > /tmp/log 2>&1`;

/** Makes a topic, and somebody who writes to it, and has been told of some writes. */
export async function startWriter(namespace: TestNamespace): Promise<void> {
  await startClient(namespace, 'writer', 'kafka', `until ${BIN}/kafka-topics.sh ${SERVER} --create --topic numbers --partitions 3; do sleep 1; done; ${WRITER}`);
  await writesGoOn(namespace);
}

/** The numbers that the writer was told are stored. */
async function acknowledged(namespace: TestNamespace): Promise<string[]> {
  return lines(namespace, 'writer', 'sed -n \'s/.*"name":"producer_send_success".*"value":"\\([0-9]*\\)".*/\\1/p\' /tmp/log');
}

/** Waits until the writer is told of writes again. */
export const writesGoOn = async (namespace: TestNamespace) => moreAcknowledged(async () => acknowledged(namespace));

/** Expects that all that was acknowledged can be read. */
export async function nothingLost(namespace: TestNamespace): Promise<void> {
  // it never comes to an end, as somebody writes
  const read = `timeout 40 ${BIN}/kafka-console-consumer.sh ${SERVER} --topic numbers --from-beginning 2> /dev/null || true`;
  await allStored(async () => acknowledged(namespace), async () => lines(namespace, 'writer', read));
}
