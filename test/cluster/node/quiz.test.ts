import { Testing } from 'cdk8s';
import { startClient } from './support/client';
import { eventually } from './support/eventually';
import { lines, run } from './support/exec';
import { requiredImage } from './support/images';
import { lose } from './support/loss';
import { Quiz } from '../../../examples/quiz/main';
import { RESTRICTED, TestNamespace, inNamespace } from '../support/namespace';
import { Manifest, Pod, STATEFUL_SET, isReady, nameOf } from '../support/objects';

// With FerretDB in place of MongoDB, which is a single server and no replica set, and an API as small as can be: what is tested is that
// what the example gives them fits together.

const IMPORTER = 'quiz-data-importer';

/** The example with a single member, and with the image that the tests have, which has all programs. */
function quiz(): Manifest[] {
  const manifests: Manifest[] = Testing.synth(new Quiz(Testing.app(), 'quiz', { members: 1 }));
  for (const container of manifests.flatMap(containersOf)) {
    container.image = requiredImage('quiz');
    // what its own image runs
    if (container.name === 'quiz-api') container.command = ['quiz-api'];
  }
  return manifests;
}

function containersOf({ kind, spec }: Manifest): { name: string; image: string; command?: string[] }[] {
  type Spec = NonNullable<Pod['spec']>;
  const pod = kind === 'Pod' ? spec as Spec : kind === 'StatefulSet' ? (spec as { template: { spec: Spec } }).template.spec : undefined;
  return [...pod?.initContainers ?? [], ...pod?.containers ?? []] as { name: string; image: string; command?: string[] }[];
}

const importerDone = (pods: Pod[]) => pods.some((pod) => nameOf(pod) === IMPORTER && pod.status?.phase === 'Succeeded');
const memberReady = (pods: Pod[]) => pods.some((pod) => nameOf(pod) === 'quiz-0' && isReady(pod));

/** The example, with the questions in it, and somebody who uses it. */
async function started(namespace: TestNamespace): Promise<void> {
  await namespace.apply(quiz());
  await namespace.pods.until('the member ready and the questions there', (pods) => memberReady(pods) && importerDone(pods));
  await startClient(namespace, 'browser', 'quiz', 'sleep infinity');
}

/** Asks the API through its Service until it answers. */
async function ask<T>(namespace: TestNamespace, path: string, body?: object): Promise<T> {
  let answer = '';
  await eventually(async () => {
    const data = body ? `--header 'Content-Type: application/json' --post-data '${JSON.stringify(body)}'` : '';
    answer = await run(namespace, 'browser', `timeout 5 wget -q -O - ${data} http://quiz${path}`);
  });
  return JSON.parse(answer) as T;
}

const questions = async (namespace: TestNamespace) => Promise.all([1, 2, 3].map(async (id) => (await ask<{ id: number }>(namespace, `/questions/${id}`)).id));

/** What a collection has, by the connection string of the importer. */
async function stored(namespace: TestNamespace, collection: string): Promise<Record<string, unknown>[]> {
  const documents = await lines(namespace, 'browser', `mongoexport 'mongodb://quiz-0.quiz-pods:27017/kiada?replicaSet=quiz' --collection ${collection}`);
  return documents.map((document) => JSON.parse(document) as Record<string, unknown>);
}

const answered = async (namespace: TestNamespace) => (await stored(namespace, 'responses')).map(({ answerIndex }) => answerIndex);

/** What the kubelet found wrong with the containers of the member. */
async function failures(namespace: TestNamespace): Promise<string[]> {
  interface Event { involvedObject: { name: string; fieldPath?: string }; reason: string; message: string }
  const { items } = await namespace.api.request<{ items: Event[] }>('GET', `/api/v1/namespaces/${namespace.name}/events`);
  return items.filter(({ involvedObject, reason }) => involvedObject.name === 'quiz-0' && reason === 'Unhealthy')
    .map(({ involvedObject, message }) => `${involvedObject.fieldPath!.replace(/.*\{(.*)\}/, '$1')}: ${message}`);
}

test('the importer waits for the member, and clients of the Service get what it has imported', inNamespace(async (namespace) => {
  const [members, importer] = [quiz().filter(({ kind }) => kind !== 'Pod'), quiz().filter(({ kind }) => kind === 'Pod')];
  await namespace.apply([...members.filter(({ kind }) => kind === 'ConfigMap'), ...importer]);
  await namespace.pods.until('the importer tried in vain', (pods) => pods.some(({ status }) => (status?.initContainerStatuses?.[0]?.restartCount ?? 0) > 0));
  await namespace.apply(members);
  await namespace.pods.until('the questions there', importerDone);
  await startClient(namespace, 'browser', 'quiz', 'sleep infinity');
  expect(await questions(namespace)).toEqual([1, 2, 3]);
}, RESTRICTED));

test('what clients have answered outlives the pod and the application, and nothing is imported again', inNamespace(async (namespace) => {
  await started(namespace);
  const imported = await stored(namespace, 'questions');
  expect(await ask(namespace, '/questions/2/answers', { questionId: 2, answerIndex: 0 })).toMatchObject({ correct: true });
  expect(await answered(namespace)).toEqual([0]);

  await lose(namespace, 'quiz-0');
  await ask(namespace, '/questions/2/answers', { questionId: 2, answerIndex: 1 });
  expect(await answered(namespace)).toEqual([0, 1]);

  await namespace.delete(STATEFUL_SET, 'quiz');
  await namespace.pods.until('no member', (pods) => !pods.some((pod) => nameOf(pod) === 'quiz-0'));
  await namespace.apply(quiz());
  await namespace.pods.until('the member again', memberReady);
  await ask(namespace, '/questions/2/answers', { questionId: 2, answerIndex: 2 });
  expect(await answered(namespace)).toEqual([0, 1, 2]);
  expect(await stored(namespace, 'questions')).toEqual(imported);
}, RESTRICTED));

test('clients come to no API whose database is away', inNamespace(async (namespace) => {
  const manifests = quiz();
  const mongo = manifests.flatMap(containersOf).find(({ name, command }) => name === 'mongo' && command?.[0] === 'mongod')!;
  mongo.command = ['sh', '-c', `until [ -e /tmp/start ]; do sleep 1; done; exec ${mongo.command!.join(' ')}`];
  await namespace.apply(manifests);
  await eventually(async () => expect(await failures(namespace)).toContainEqual(expect.stringMatching(/^quiz-api: Readiness probe failed/)));
  expect(memberReady(namespace.pods.current())).toBe(false);
  await run(namespace, 'quiz-0', 'touch /tmp/start', 'mongo');
  await namespace.pods.until('the member ready', memberReady);
}, RESTRICTED));
