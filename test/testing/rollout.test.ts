import { application, handWritten, statefulSet } from './support';

const PARTITION = '  replicas: 4\n  updateStrategy: { type: RollingUpdate, rollingUpdate: { partition: 3 } }';

test('pods are replaced from the highest ordinal down', () => {
  expect(application('  replicas: 3').rollout).toEqual({ replaced: ['db-2', 'db-1', 'db-0'], replacedOnDelete: [], heldBack: [] });
});

test('they are replaced in that order where they start all at once, too', () => {
  expect(application('  replicas: 2\n  podManagementPolicy: Parallel').rollout.replaced).toEqual(['db-1', 'db-0']);
});

test('a partition holds back the pods below it', () => {
  expect(application(PARTITION).rollout).toEqual({ replaced: ['db-3'], replacedOnDelete: [], heldBack: ['db-0', 'db-1', 'db-2'] });
});

test('a partition counts from the first ordinal', () => {
  expect(application(`${PARTITION}\n  ordinals: { start: 5 }`).rollout.replaced).toEqual(['db-8']);
});

test('a partition above the pods holds back all', () => {
  expect(application(PARTITION).withReplicas(2).rollout).toEqual({ replaced: [], replacedOnDelete: [], heldBack: ['db-0', 'db-1'] });
});

test('with OnDelete pods wait for somebody to delete them', () => {
  expect(application('  replicas: 2\n  updateStrategy: { type: OnDelete }').rollout)
    .toEqual({ replaced: [], replacedOnDelete: ['db-0', 'db-1'], heldBack: [] });
});

describe('of an update', () => {
  const before = application('  replicas: 2');
  const updated = (spec: string) => handWritten(statefulSet(spec).replace('postgres:16.4', 'postgres:17')).statefulApp('db').rolloutFrom(before);

  test('a changed template replaces the pods', () => {
    expect(updated('  replicas: 2').replaced).toEqual(['db-1', 'db-0']);
  });

  test('other changes replace none', () => {
    expect(application('  replicas: 3').rolloutFrom(before)).toEqual({ replaced: [], replacedOnDelete: [], heldBack: [] });
  });

  test('a default that is spelled out replaces none', () => {
    const spelledOut = statefulSet().replace('containers:', 'dnsPolicy: ClusterFirst, containers:');
    expect(handWritten(spelledOut).statefulApp('db').rolloutFrom(application()).replaced).toEqual([]);
  });

  test('pods that are new are not replaced', () => {
    expect(updated('  replicas: 3').replaced).toEqual(['db-1', 'db-0']);
  });

  test('pods that are new wait for nobody to delete them', () => {
    expect(updated('  replicas: 3\n  updateStrategy: { type: OnDelete }').replacedOnDelete).toEqual(['db-0', 'db-1']);
  });

  test('pods that are new get the old template below the partition', () => {
    expect(updated(PARTITION).heldBack).toEqual(['db-0', 'db-1', 'db-2']);
  });

  test('fails with another application before', () => {
    const other = handWritten(statefulSet().replace('name: db', 'name: web')).statefulApp('web');
    expect(() => application().rolloutFrom(other)).toThrow('previous "web" is another StatefulSet than "db"');
  });
});
