import { directoryWith, FAULTLESS, run as runIn } from './support';

const OLD = FAULTLESS.replace('replicas: 3', 'replicas: 4').replace('{ partition: 0 }', '{ partition: 1, maxUnavailable: 2 }');
const directory = directoryWith({
  'old.yaml': OLD,
  'rolled.yaml': OLD.replaceAll('example.com/db:16.4', 'example.com/db:17.0'),
  'scaled.yaml': OLD.replace('replicas: 4', 'replicas: 2'),
  'renamed.yaml': OLD.replace('  name: db\n', '  name: database\n'),
  'others.yaml': `${OLD}---\napiVersion: v1\nkind: Namespace\nmetadata: { name: c }\n---\napiVersion: v1\nkind: Service\nmetadata: { name: extra }\nspec: { selector: { a: b }, ports: [{ port: 1 }] }\n`,
  'labelled.yaml': OLD.replace('kind: Service\nmetadata:\n', 'kind: Service\nmetadata:\n  labels: { a: x }\n'),
  'many.yaml': OLD.replace('kind: Service\nmetadata:\n  name: db\nspec:\n', 'kind: Service\nmetadata:\n  name: db\n  labels: { a: x }\n  annotations: { b: x }\n'
    + 'spec:\n  internalTrafficPolicy: Local\n  externalIPs: [192.0.2.1]\n'),
  'immutable.yaml': OLD.replace('  serviceName: db\n', '  serviceName: other\n'),
});
const diff = async (file: string, ...args: string[]) => (await runIn(['diff', 'old.yaml', file, ...args], { directory, width: 400 })).out;

test('pods that restart are told once for the versions that do the same', async () => {
  const out = await diff('rolled.yaml');
  expect(out).toContain('\nimpact\n  rolls pods  StatefulSet db: U14; db-3 … db-1 restart, one at a time, db-0 is held back (Kubernetes 1.28-1.34, 1.35.4-1.36); '
    + 'db-3 … db-1 restart, 2 at a time, db-0 is held back (Kubernetes 1.35.0-1.35.3, 1.37)\n');
  expect(await diff('rolled.yaml', '--target-version', '1.34')).toContain('U14; db-3 … db-1 restart, one at a time, db-0 is held back\n');
});

test('pods that go are told', async () => {
  expect(await diff('scaled.yaml')).toContain('\n  data kept  StatefulSet db: U20; db-3 and db-2 go\n');
});

test('a rename names the old object', async () => {
  expect(await diff('renamed.yaml')).toMatch(/\n {2}data left behind {2}StatefulSet database, was StatefulSet db: U06; /);
});

test('what is new or the same is counted alone, and what nobody judges is named', async () => {
  expect(await diff('others.yaml')).toMatch(/\nobjects: 2 created, \d unchanged\n/);
  const { out } = await runIn(['diff', 'others.yaml', 'old.yaml'], { directory });
  expect(out).toContain('\n  in place    Service extra: is removed\n  not judged  Namespace c: is removed\n');
});

test('where no rule has anything to say, the places that change are told', async () => {
  expect(await diff('labelled.yaml')).toMatch(/\n {2}in place {2}Service db: metadata.labels changes\n/);
  expect(await diff('many.yaml')).toMatch(/\n {2}in place {2}Service db: metadata.labels, metadata.annotations, spec\.\w+ and 2 more change\n/);
});

test('a worst impact that is accepted is said to be', async () => {
  expect(await diff('immutable.yaml', '--accept', 'U01=it is deleted before')).toContain('\n  refused  StatefulSet db: U01 (accepted)\n');
});

test('the objects of the summary are those of all, the worst first', async () => {
  expect(await diff('immutable.yaml')).toMatch(/\nobjects: 1 refused, \d unchanged\n1 error in 1 file/);
});

test('JSON has every object, and how many there are of each', async () => {
  const { impacts, summary } = JSON.parse(await diff('renamed.yaml', '--format', 'json', '--target-version', '1.37'));
  expect(impacts.find(({ kind }: { kind: string }) => kind === 'StatefulSet')).toMatchObject({
    kind: 'StatefulSet',
    namespace: '',
    objectName: 'database',
    outcome: 'data-left-behind',
    change: 'replaced',
    was: { kind: 'StatefulSet', namespace: '', objectName: 'db' },
    accepted: false,
    paths: [],
    reasons: ['U06'],
    recipe: { name: 'move-with-the-data', commands: expect.arrayContaining(['kubectl apply --filename renamed.yaml']) },
    pods: [{ versions: ['1.37'], restarted: [], atOnce: 0, deleted: [], created: ['database-0', 'database-1', 'database-2', 'database-3'], heldBack: [] }],
  });
  expect(summary).toEqual({ 'data-left-behind': 1, 'unchanged': impacts.length - 1 });
});

test('a check has no impacts', async () => {
  expect(JSON.parse((await runIn(['check', 'old.yaml', '--format', 'json'], { directory })).out)).not.toHaveProperty('impacts');
});
