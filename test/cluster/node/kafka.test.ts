import { follow } from './support/documented';
import { eventually } from './support/eventually';
import { BROKERS, CONTROLLERS, allInSync, allReady, kafka, nothingLost, startWriter, writesGoOn } from './support/kafka';
import { log } from './support/log';
import { lose, loseClaim } from './support/loss';
import { RESTRICTED, TestNamespace, inNamespace } from '../support/namespace';
import { STATEFUL_SET } from '../support/objects';

const README = 'examples/kafka/README.md';

const waits = async (namespace: TestNamespace, controller: string) => eventually(async () => {
  expect(await log(namespace, controller, 'kafka')).toContainEqual(expect.stringMatching(/^waiting, as the volume is empty/));
});

/** For all of it, one after the other, on a machine that is busy with other things; in milliseconds. */
const DEADLINE = 40 * 60_000;

test('kafka: empty volumes are no cluster until a person says so, and what is acknowledged then outlives pods and disks', inNamespace(async (namespace) => {
  await namespace.apply(kafka());
  for (const controller of CONTROLLERS) await waits(namespace, controller);
  await follow(namespace, README, 'for pod in kafka-controller-100 kafka-controller-101 kafka-controller-102; do');
  await allReady(namespace);
  await startWriter(namespace);

  // each pod in turn
  for (const pod of [...BROKERS, ...CONTROLLERS]) {
    await lose(namespace, pod, async () => writesGoOn(namespace));
    await allInSync(namespace);
  }

  // all brokers by an update
  const before = BROKERS.map((broker) => namespace.pods.get(broker)!.metadata!.uid);
  await namespace.patch(STATEFUL_SET, 'kafka', { spec: { template: { metadata: { annotations: { change: '1' } } } } });
  await namespace.pods.until('other pods', () => BROKERS.every((broker) => !before.includes(namespace.pods.get(broker)?.metadata?.uid)));
  await allReady(namespace);
  await writesGoOn(namespace);
  await nothingLost(namespace);

  // a disk of each kind: the others fill it
  for (const pod of ['kafka-0', 'kafka-controller-100']) {
    await loseClaim(namespace, pod);
    await allReady(namespace);
    await allInSync(namespace);
  }
  await nothingLost(namespace);

  // the disks of two controllers: they begin nothing, until one of them gives its vote to the one that has all
  const lost = ['kafka-controller-100', 'kafka-controller-101'];
  await Promise.all(lost.map(async (pod) => loseClaim(namespace, pod)));
  for (const pod of lost) await waits(namespace, pod);
  await follow(namespace, README, 'kubectl exec kafka-controller-101 -- touch /var/lib/kafka/data/initialize');
  await allReady(namespace);
  await writesGoOn(namespace);
  await nothingLost(namespace);
}, RESTRICTED), DEADLINE);
