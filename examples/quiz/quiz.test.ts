import { Testing } from 'cdk8s';
import { PersistentVolumeClaimRetentionPolicyType, UpdateStrategy } from 'cdk8s-stateful-app';
import { Quiz, QuizProps } from './main';
import { container, find, names, podSpec } from '../testing';

const chart = (props: QuizProps = {}) => new Quiz(Testing.app(), 'quiz', props);
const statefulSet = (props?: QuizProps) => find(chart(props), 'StatefulSet', 'quiz');
const importer = (name: string, props?: QuizProps) => container(chart(props), 'Pod', 'quiz-data-importer', name);

test('the objects are the quiz, its Services, and what imports the questions', () => {
  expect(names(chart()).sort()).toEqual([
    'ConfigMap/quiz-questions',
    'Pod/quiz-data-importer',
    'PodDisruptionBudget/quiz',
    'Service/quiz',
    'Service/quiz-pods',
    'StatefulSet/quiz',
  ]);
});

test('the headless Service governs the pods', () => {
  expect(statefulSet()).toHaveProperty('spec.serviceName', 'quiz-pods');
});

test('the headless Service has the port of MongoDB, with a name', () => {
  expect(find(chart(), 'Service', 'quiz-pods')).toMatchObject({
    metadata: { labels: { app: 'quiz' } },
    spec: { clusterIP: 'None', ports: [{ name: 'mongodb', port: 27017 }], selector: { app: 'quiz' } },
  });
});

test('members find each other before they are ready', () => {
  expect(find(chart(), 'Service', 'quiz-pods')).toHaveProperty('spec.publishNotReadyAddresses', true);
});

test('clients come to the quiz API of ready pods only', () => {
  const { spec } = find(chart(), 'Service', 'quiz');
  expect(spec).toEqual({ type: 'ClusterIP', ports: [{ name: 'http', port: 80, targetPort: 8080 }], selector: { app: 'quiz' } });
});

test('all members start at once', () => {
  expect(statefulSet()).toHaveProperty('spec.podManagementPolicy', 'Parallel');
});

test('claims outlive the StatefulSet, and a smaller one', () => {
  expect(statefulSet()).toHaveProperty('spec.persistentVolumeClaimRetentionPolicy', { whenDeleted: 'Retain', whenScaled: 'Retain' });
});

test('claims can go with the StatefulSet', () => {
  const persistentVolumeClaimRetentionPolicy = {
    whenDeleted: PersistentVolumeClaimRetentionPolicyType.DELETE, whenScaled: PersistentVolumeClaimRetentionPolicyType.RETAIN,
  };
  expect(statefulSet({ persistentVolumeClaimRetentionPolicy }))
    .toHaveProperty('spec.persistentVolumeClaimRetentionPolicy', { whenDeleted: 'Delete', whenScaled: 'Retain' });
});

test('the quiz API is of the given version', () => {
  expect(container(chart({ version: '0.2' }), 'StatefulSet', 'quiz', 'quiz-api')).toHaveProperty('image', 'luksa/quiz-api:0.2');
});

test('MongoDB stays what it is in another version of the quiz API', () => {
  expect(container(chart({ version: '0.2' }), 'StatefulSet', 'quiz', 'mongo')).toEqual(container(chart(), 'StatefulSet', 'quiz', 'mongo'));
});

test('a drain takes one member at a time', () => {
  expect(find(chart(), 'PodDisruptionBudget', 'quiz')).toMatchObject({ spec: { maxUnavailable: 1, selector: { matchLabels: { app: 'quiz' } } } });
});

test.each([['StatefulSet', 'quiz', 'mongo'], ['StatefulSet', 'quiz', 'quiz-api'],
  ['Pod', 'quiz-data-importer', 'initiate'], ['Pod', 'quiz-data-importer', 'mongoimport']])('%s/%s: %s has no privileges', (kind, name, containerName) => {
  expect(container(chart(), kind, name, containerName)).toMatchObject({
    securityContext: { allowPrivilegeEscalation: false, runAsNonRoot: true, capabilities: { drop: ['ALL'] }, seccompProfile: { type: 'RuntimeDefault' } },
  });
});

test('the controller replaces the pods by default', () => {
  expect(statefulSet()).toHaveProperty('spec.updateStrategy', { type: 'RollingUpdate', rollingUpdate: { partition: 0 } });
});

test('a partition holds the update back', () => {
  const updateStrategy = UpdateStrategy.rollingUpdate({ partition: 2 });
  expect(statefulSet({ updateStrategy })).toHaveProperty('spec.updateStrategy.rollingUpdate.partition', 2);
});

test('with OnDelete, somebody deletes the pods to update them', () => {
  expect(statefulSet({ updateStrategy: UpdateStrategy.onDelete() })).toHaveProperty('spec.updateStrategy', { type: 'OnDelete' });
});

test('each pod has a claim', () => {
  expect(statefulSet()).toMatchObject({ spec: { volumeClaimTemplates: [{ metadata: { name: 'db-data', labels: { app: 'quiz' } } }] } });
});

test('MongoDB mounts the claim', () => {
  expect(container(chart(), 'StatefulSet', 'quiz', 'mongo')).toMatchObject({
    volumeMounts: expect.arrayContaining([{ name: 'db-data', mountPath: '/data/db' }]),
  });
});

test('the quiz API mounts nothing', () => {
  expect(container(chart(), 'StatefulSet', 'quiz', 'quiz-api')).not.toHaveProperty('volumeMounts');
});

test('the importer runs until it has succeeded once', () => {
  expect(podSpec(chart(), 'Pod', 'quiz-data-importer')).toHaveProperty('restartPolicy', 'OnFailure');
});

test('the importer is none of the pods that the Services select', () => {
  expect(find(chart(), 'Pod', 'quiz-data-importer').metadata.labels).not.toHaveProperty('app');
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

test('the ConfigMap holds the questions', () => {
  const { data } = find(chart(), 'ConfigMap', 'quiz-questions') as unknown as { data: Record<string, string> };
  expect(JSON.parse(data['questions.json']!)).toHaveLength(3);
});
