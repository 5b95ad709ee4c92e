import { applicationIn, changed, drawn, facts, objects, podService, thing } from './support';
import { picture } from '../../../src/manifest/picture';
import { thingsIn } from '../../../src/manifest/picture/things';
import { plan } from '../../../src/manifest/plan';

const marks = (application: ReturnType<typeof drawn>) => Object.fromEntries(
  thingsIn(application).flatMap(({ kind, name, change }) => change === undefined ? [] : [[`${kind}/${name}`, change]]));

test('another image changes the container, the set and its pods', () => {
  expect(marks(changed({ 16.4: '17.0' }))).toEqual({
    'StatefulSet/db': 'changed', 'container/db': 'changed', 'Pod/db-0': 'changed', 'Pod/db-1': 'changed', 'Pod/db-2': 'changed',
  });
});

test('a partition leaves the pods below it as they are', () => {
  expect(Object.keys(marks(changed({ '16.4': '17.0', 'partition: 0': 'partition: 2' })))).toEqual(['StatefulSet/db', 'container/db', 'Pod/db-2']);
});

test('a fact has what it was before', () => {
  expect(facts(changed({ 'replicas: 3': 'replicas: 5' }), 'StatefulSet/db').pods).toBe('3 → 5');
});

test('all fields that change are told, also those that no thing shows', () => {
  expect(changed({ 'terminationGracePeriodSeconds: 60': 'terminationGracePeriodSeconds: 90' }).changes).toEqual([{
    kind: 'StatefulSet', name: 'db', change: 'changed', fields: [{ path: 'spec.template.spec.terminationGracePeriodSeconds', before: 60, after: 90 }],
  }]);
});

test('pods that come are added with their claims', () => {
  expect(marks(changed({ 'replicas: 3': 'replicas: 4' }))).toMatchObject({ 'Pod/db-3': 'added', 'PersistentVolumeClaim/data-db-3': 'added' });
});

test('claims of pods that go are kept under Retain', () => {
  const application = changed({ 'replicas: 3': 'replicas: 2' });
  expect(marks(application)).toMatchObject({ 'Pod/db-2': 'removed' });
  expect([thing(application, 'PersistentVolumeClaim/data-db-2').change, facts(application, 'PersistentVolumeClaim/data-db-2').kept]).toEqual([undefined, 'without a pod']);
});

test('claims of pods that go are removed under Delete', () => {
  expect(marks(changed({ 'replicas: 3': 'replicas: 2', 'whenScaled: Retain': 'whenScaled: Delete' }))).toMatchObject({ 'PersistentVolumeClaim/data-db-2': 'removed' });
});

test('a Service of a pod is added in its lane', () => {
  expect(marks(changed({}, podService('db-1')))).toEqual({ 'Service/db-1': 'added' });
});

test('a Service that goes stays visible as removed', () => {
  expect(marks(changed({ 'name: db-client': 'name: db-rw' }))).toEqual({ 'Service/db-rw': 'added', 'Service/db-client': 'removed' });
});

test('a Service that governs no more and is still there is no other Service', () => {
  const other = { apiVersion: 'v1', kind: 'Service', metadata: { name: 'other' }, spec: { clusterIP: 'None', selector: { app: 'db' }, ports: [{ port: 1 }] } };
  const application = changed({ 'serviceName: db': 'serviceName: other' }, other);
  expect([application.governing?.name, application.governing?.change]).toEqual(['other', 'added']);
  expect(thing(application, 'Service/db').change).toBeUndefined();
});

test('a set that comes is added, and an old Service stays as it is', () => {
  const before = objects().filter(({ kind }) => kind === 'Service');
  const application = applicationIn(picture(objects(), { before }));
  expect([application.set.change, thing(application, 'Service/db').change, thing(application, 'PodDisruptionBudget/db').change]).toEqual(['added', undefined, 'added']);
});

test.each([['Retain', undefined], ['Delete', 'removed']])('a set that goes is removed, and its claims with it only under Delete: %s', (retention, expected) => {
  const before = objects({ 'whenDeleted: Retain': `whenDeleted: ${retention}` });
  const application = applicationIn(picture(objects().filter(({ kind }) => kind !== 'StatefulSet'), { before }));
  expect([application.set.change, thing(application, 'PersistentVolumeClaim/data-db-0').change]).toEqual(['removed', expected]);
});

test('what the rules find of the change is shown', () => {
  const application = changed({ 'podManagementPolicy: OrderedReady': 'podManagementPolicy: Parallel' });
  expect(thing(application, 'StatefulSet/db').findings.map(({ id }) => id)).toEqual(['U03']);
});

test('what a cluster has filled in of the template changes no pod', () => {
  const before = objects({
    'kind: StatefulSet\nmetadata:': 'kind: StatefulSet\nmetadata:\n  uid: 8e2f',
    'terminationGracePeriodSeconds: 60': 'terminationGracePeriodSeconds: 60\n      fieldOfTheCluster: true',
  });
  expect(before.find(({ kind }) => kind === 'StatefulSet')?.manifest).toMatchObject({ metadata: { uid: '8e2f' }, spec: { template: { spec: { fieldOfTheCluster: true } } } });
  expect(marks(applicationIn(picture(objects(), { before })))).toEqual({});
});

test('what is refused has no plan, however little of it is told', () => {
  const after = objects({ 'podManagementPolicy: OrderedReady': 'podManagementPolicy: Parallel', '16.4': '17.0' });
  const { findings, plan: { refused, sets } = { refused: [], sets: [] } } = picture(after, { before: objects(), severity: 'error', severities: new Map([['U03', 'info']]) });
  expect([findings, refused.map(({ object }) => object.name), sets]).toEqual([[], ['db'], []]);
});

describe('the plan', () => {
  const [before, after] = [objects(), objects({ 16.4: '17.0' })];
  const [shown] = applicationIn(picture(after, { before })).plans;
  const [[planned]] = plan(before, after).sets as [[ReturnType<typeof plan>['sets'][0][0]]];

  test('has the moments of the core', () => {
    expect(shown!.moments.map(({ serving }) => serving)).toEqual(planned.steps.map(({ serving }) => serving));
  });

  test('knows what each pod is at each moment', () => {
    expect(shown!.start.map(({ ordinal, is: { what, template } }) => `${ordinal} ${what} ${template}`)).toEqual(['0 ready old', '1 ready old', '2 ready old']);
    expect(shown!.moments.slice(0, 3).map(({ text, pods }) => [text, ...pods.map(({ ordinal, is: { what, template = '' } }) => `${ordinal} ${what} ${template}`)])).toEqual([
      ['delete db-2', '2 stopping old'],
      ['db-2 is gone: create db-2 (new template)', '2 starting new'],
      ['db-2 is ready: delete db-1', '2 ready new', '1 stopping old'],
    ]);
  });

  test('begins with pods that are not there yet', () => {
    const [scaled] = changed({ 'replicas: 3': 'replicas: 4' }).plans;
    expect(scaled!.start.at(-1)).toEqual({ ordinal: 3, is: { what: 'gone' } });
  });
});
