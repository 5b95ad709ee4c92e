import { Testing } from 'cdk8s';
import { PersistentVolumeClaimRetentionPolicyType, UpdateStrategy, testing } from 'cdk8s-stateful-app';
import { Quiz, QuizProps } from './main';

const manifests = (props: QuizProps = {}) => testing.Manifests.of(new Quiz(Testing.app(), 'quiz', props));
const importer = (name: string, props?: QuizProps) => manifests(props).container('Pod', 'quiz-data-importer', name);

test('the objects are the quiz, its Services, and what imports the questions', () => {
  expect(manifests().names).toEqual([
    'ConfigMap/quiz-questions',
    'Pod/quiz-data-importer',
    'PodDisruptionBudget/quiz',
    'Service/quiz',
    'Service/quiz-pods',
    'StatefulSet/quiz',
  ]);
});

test('the headless Service governs the pods', () => {
  expect(manifests().statefulApp('quiz').serviceDnsName).toBe('quiz-pods');
});

test('the headless Service has the port of MongoDB, with a name', () => {
  expect(manifests().find('Service', 'quiz-pods')).toMatchObject({
    metadata: { labels: { app: 'quiz' } },
    spec: { clusterIP: 'None', ports: [{ name: 'mongodb', port: 27017 }], selector: { app: 'quiz' } },
  });
});

test('members find each other before they are ready', () => {
  expect(manifests().statefulApp('quiz').service('quiz-pods')).toHaveProperty('publishesNotReadyAddresses', true);
});

test('clients come to the quiz API of ready pods only', () => {
  const { spec } = manifests().find('Service', 'quiz');
  expect(spec).toEqual({ type: 'ClusterIP', ports: [{ name: 'http', port: 80, targetPort: 8080 }], selector: { app: 'quiz' } });
});

test('all members start at once', () => {
  expect(manifests().statefulApp('quiz').podManagementPolicy).toBe('Parallel');
});

test('claims outlive the StatefulSet, and a smaller one', () => {
  expect(manifests().statefulApp('quiz').claim('db-data-quiz-0')).toMatchObject({ whenDeleted: 'Retain', whenScaled: 'Retain' });
});

test('claims can go with the StatefulSet', () => {
  const persistentVolumeClaimRetentionPolicy = {
    whenDeleted: PersistentVolumeClaimRetentionPolicyType.DELETE, whenScaled: PersistentVolumeClaimRetentionPolicyType.RETAIN,
  };
  expect(manifests({ persistentVolumeClaimRetentionPolicy }).statefulApp('quiz').claim('db-data-quiz-0'))
    .toMatchObject({ whenDeleted: 'Delete', whenScaled: 'Retain' });
});

test('the quiz API is of the given version', () => {
  expect(manifests({ version: '0.2' }).container('StatefulSet', 'quiz', 'quiz-api')).toHaveProperty('image', 'luksa/quiz-api:0.2');
});

test('MongoDB stays what it is in another version of the quiz API', () => {
  expect(manifests({ version: '0.2' }).container('StatefulSet', 'quiz', 'mongo')).toEqual(manifests().container('StatefulSet', 'quiz', 'mongo'));
});

test('a drain takes one member at a time', () => {
  expect(manifests().find('PodDisruptionBudget', 'quiz')).toMatchObject({ spec: { maxUnavailable: 1, selector: { matchLabels: { app: 'quiz' } } } });
});

test.each([['StatefulSet', 'quiz', 'mongo'], ['StatefulSet', 'quiz', 'quiz-api'],
  ['Pod', 'quiz-data-importer', 'initiate'], ['Pod', 'quiz-data-importer', 'mongoimport']])('%s/%s: %s has no privileges', (kind, name, containerName) => {
  expect(manifests().container(kind, name, containerName)).toMatchObject({
    securityContext: { allowPrivilegeEscalation: false, runAsNonRoot: true, capabilities: { drop: ['ALL'] }, seccompProfile: { type: 'RuntimeDefault' } },
  });
});

test('the controller replaces the pods by default', () => {
  expect(manifests().statefulApp('quiz').rollout.replaced).toEqual(['quiz-2', 'quiz-1', 'quiz-0']);
});

test('a partition holds the update back', () => {
  const updateStrategy = UpdateStrategy.rollingUpdate({ partition: 2 });
  expect(manifests({ updateStrategy }).statefulApp('quiz').rollout).toMatchObject({ replaced: ['quiz-2'], heldBack: ['quiz-0', 'quiz-1'] });
});

test('with OnDelete, somebody deletes the pods to update them', () => {
  expect(manifests({ updateStrategy: UpdateStrategy.onDelete() }).statefulApp('quiz').rollout)
    .toMatchObject({ replaced: [], replacedOnDelete: ['quiz-0', 'quiz-1', 'quiz-2'] });
});

test('each pod has a claim', () => {
  expect(manifests().statefulApp('quiz').claims.map(({ name }) => name)).toEqual(['db-data-quiz-0', 'db-data-quiz-1', 'db-data-quiz-2']);
});

test('a claim tells what it belongs to', () => {
  expect(manifests().find('StatefulSet', 'quiz')).toMatchObject({ spec: { volumeClaimTemplates: [{ metadata: { labels: { app: 'quiz' } } }] } });
});

test('MongoDB mounts the claim', () => {
  expect(manifests().container('StatefulSet', 'quiz', 'mongo')).toMatchObject({
    volumeMounts: expect.arrayContaining([{ name: 'db-data', mountPath: '/data/db' }]),
  });
});

test('the quiz API mounts nothing', () => {
  expect(manifests().container('StatefulSet', 'quiz', 'quiz-api')).not.toHaveProperty('volumeMounts');
});

test('the importer runs until it has succeeded once', () => {
  expect(manifests().podSpec('Pod', 'quiz-data-importer')).toHaveProperty('restartPolicy', 'OnFailure');
});

test('the importer is none of the pods that the Services select', () => {
  expect(manifests().find('Pod', 'quiz-data-importer')).not.toHaveProperty('metadata.labels.app');
});

test('the importer names all members and the replica set', () => {
  expect(importer('mongoimport')).toMatchObject({
    command: expect.arrayContaining([
      'mongodb://quiz-0.quiz-pods:27017,quiz-1.quiz-pods:27017,quiz-2.quiz-pods:27017/kiada?replicaSet=quiz',
    ]),
  });
});

test('in a namespace, the members have fully qualified names', () => {
  expect(importer('mongoimport', { namespace: 'kiada' })).toMatchObject({
    command: expect.arrayContaining([expect.stringContaining('mongodb://quiz-0.quiz-pods.kiada.svc.cluster.local:27017,')]),
  });
});

test('the replica set is initiated with the same names', () => {
  expect(importer('initiate')).toMatchObject({
    command: expect.arrayContaining([expect.stringContaining('{"_id":2,"host":"quiz-2.quiz-pods:27017"}')]),
  });
});

test('a replica set can have more members', () => {
  expect(manifests({ members: 5 }).statefulApp('quiz').podNames).toHaveLength(5);
  expect(importer('initiate', { members: 5 })).toMatchObject({
    command: expect.arrayContaining([expect.stringContaining('{"_id":4,"host":"quiz-4.quiz-pods:27017"}')]),
  });
});

test('the ConfigMap holds the questions', () => {
  const { data } = manifests().find('ConfigMap', 'quiz-questions') as unknown as { data: Record<string, string> };
  expect(JSON.parse(data['questions.json']!)).toHaveLength(3);
});
