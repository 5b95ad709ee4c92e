import { directoryWith, FAULTLESS, run as runIn } from './support';

const rolled = FAULTLESS.replace('image: example.com/db:1', 'image: example.com/db:2');
const withSettings = (cache: string) => `${FAULTLESS.replace('          image:', '          envFrom: [{ configMapRef: { name: settings } }]\n          image:')}
---
apiVersion: v1
kind: ConfigMap
metadata: { name: settings }
data: { CACHE: ${cache} }
`;
const directory = directoryWith({
  'settings-old.yaml': withSettings('1Gi'),
  'settings-new.yaml': withSettings('2Gi'),
  'old.yaml': FAULTLESS,
  'new.yaml': rolled,
  'old-200.yaml': FAULTLESS.replace('replicas: 3', 'replicas: 200'),
  'new-200.yaml': rolled.replace('replicas: 3', 'replicas: 200'),
  'refused.yaml': FAULTLESS.replace('podManagementPolicy: OrderedReady', 'podManagementPolicy: Parallel'),
  'recreate.yaml': FAULTLESS.replace('type: RollingUpdate', 'type: Recreate'),
  'two-at-once.yaml': rolled.replace('{ partition: 0 }', '{ partition: 0, maxUnavailable: 2 }'),
  'bare.yaml': rolled.replace(/\n *rollingUpdate: .*/, ''),
  'one.yaml': FAULTLESS.replace('replicas: 3', 'replicas: 1'),
  'four.yaml': FAULTLESS.replace('replicas: 3', 'replicas: 4'),
  'nine.yaml': FAULTLESS.replace('replicas: 3', 'replicas: 9'),
  'deleting-4.yaml': FAULTLESS.replace('replicas: 3', 'replicas: 4').replace('whenScaled: Retain', 'whenScaled: Delete'),
  'deleting-3.yaml': FAULTLESS.replace('whenScaled: Retain', 'whenScaled: Delete'),
  'broken.yaml': 'a: [',
  'nothing.yaml': '# nothing\n',
});
const run = (...args: string[]) => runIn(['plan', ...args], { directory });

test('tells an update step by step', async () => {
  const { code, out } = await run('--from', 'old.yaml', 'new.yaml');
  expect({ code, steps: out.split('\n').slice(1, 8) }).toEqual({
    code: 0,
    steps: [
      '  1  delete db-2                               2 ready',
      '  2  db-2 is gone: create db-2 (new template)  2 ready',
      '  3  db-2 is ready: delete db-1                2 ready',
      '  4  db-1 is gone: create db-1 (new template)  2 ready',
      '  5  db-1 is ready: delete db-0                2 ready',
      '  6  db-0 is gone: create db-0 (new template)  2 ready',
      '  7  db-0 is ready                             3 ready',
    ],
  });
});

test('tells what has no effect on pods that stay, and ends with 1', async () => {
  const { code, out } = await run('--from', 'settings-old.yaml', 'settings-new.yaml');
  expect({ code, out: out.replace(/\s+/g, ' ') }).toEqual({
    code: 1,
    out: expect.stringContaining('ConfigMap "settings" has no effect: differs in CACHE, which the pods of StatefulSet "db" read at their start alone (U28) '
      + 'way out: run kubectl rollout restart statefulset/db'),
  });
});

test('tells programs what has no effect', async () => {
  const { out } = await run('--from', 'settings-old.yaml', 'settings-new.yaml', '--format', 'json');
  expect(JSON.parse(out).withoutEffect).toEqual([expect.objectContaining({ id: 'U28', kind: 'ConfigMap', objectName: 'settings' })]);
});

test('writes once what comes again for 200 pods', async () => {
  const { out } = await run('--from', 'old-200.yaml', 'new-200.yaml');
  expect(out).toContain('4-399  the same for db-198 … db-1\n');
  expect(out.split('\n').length).toBeLessThan(20);
});

test('ends with 1 where the roll-out is stuck, and tells the way out', async () => {
  const { code, out } = await run('--from', 'old.yaml', 'new.yaml', '--fails', 'db-1', '--target-version', '1.36');
  expect({ code, out: out.replace(/\s+/g, ' ') }).toEqual({
    code: 1,
    out: expect.stringContaining('stuck at db-1, because db-1 does not get ready, and the controller waits for it, until it gets ready way out: apply a template'),
  });
});

test.each([
  ['db-0', ['new.yaml'], 'primary: db-0 goes once, in step 5'],
  ['2', ['new.yaml'], 'primary: db-2 goes once, in step 1'],
  ['db-0', ['four.yaml'], 'primary: db-0 stays'],
  ['db-2', ['new.yaml', '--lost', 'db-2', '--fails', 'db-2'], 'primary: db-2 goes once, in step 1'],
  ['db-0', ['new.yaml', '--lost', 'db-0'], 'primary: db-0 goes once, in step 2'],
  // without its block the strategy makes a lost pod of the old template again
  ['db-0', ['bare.yaml', '--lost', 'db-0'], 'primary: db-0 goes twice, in steps 2 and 6'],
  ['db-2', ['one.yaml'], 'primary: db-2 goes once, in step 1'],
])('the primary %s of %j: %s', async (primary, args, line) => {
  expect((await run('--from', 'old.yaml', ...args, '--primary', primary, '--target-version', '1.34')).out).toContain(`\n  ${line}\n`);
});

test('JSON has the steps in which the primary goes', async () => {
  const { out } = await run('--from', 'old.yaml', 'new.yaml', '--primary', '0', '--format', 'json');
  expect(JSON.parse(out).plans[0].primaries).toEqual([{ pod: 'db-0', goesIn: [5] }]);
});

test('ends with 1 where the quorum is lost', async () => {
  const { code, out } = await run('--from', 'old.yaml', 'new.yaml', '--quorum', '3');
  expect({ code, out }).toEqual({ code: 1, out: expect.stringContaining('quorum: lost: 2 ready at the least, 3 needed') });
});

test.each([
  ['new.yaml', 0, 'quorum: kept: 2 ready at the least, 2 needed (PodDisruptionBudget db)'],
  ['two-at-once.yaml', 1, 'quorum: lost: 1 ready at the least, 2 needed (PodDisruptionBudget db)'],
])('tells the quorum of a budget, and who says it: %s', async (file, code, line) => {
  const done = await run('--from', 'old.yaml', file, '--target-version', '1.37');
  expect({ code: done.code, out: done.out }).toEqual({ code, out: expect.stringContaining(line) });
});

test('says nothing of a quorum that was not there to begin with', async () => {
  expect((await run('--from', 'old.yaml', 'new.yaml', '--broken', 'db-2', '--broken', 'db-1')).out).not.toContain('quorum');
});

test('JSON has the quorum, and who says it', async () => {
  expect(JSON.parse((await run('--from', 'old.yaml', 'new.yaml', '--format', 'json')).out).plans[0].quorum).toEqual({ needed: 2, from: 'PodDisruptionBudget db' });
});

test.each([['MaxUnavailableStatefulSet=false', 2], [' MaxUnavailableStatefulSet=true , StatefulSetRecreateStrategy=true', 1]])('takes the feature gates %s', async (gates, least) => {
  expect((await run('--from', 'old.yaml', 'two-at-once.yaml', '--feature-gates', gates, '--target-version', '1.36')).out).toContain(`${least} ready at the least`);
});

test('ends with 1 where the API server refuses the update', async () => {
  const { code, out } = await run('--from', 'old.yaml', 'refused.yaml');
  expect({ code, out }).toEqual({ code: 1, out: expect.stringContaining('StatefulSet db is refused') });
});

test.each([
  ['four.yaml', 'one.yaml', 'done: 1 pod, '],
  ['old.yaml', 'four.yaml', 'DNS: db-3.db comes'],
  ['four.yaml', 'old.yaml', 'DNS: db-3.db goes'],
  ['one.yaml', 'old.yaml', 'db-1.db, db-2.db come'],
  ['old.yaml', 'nine.yaml', ' … db-8.db (6) come'],
])('tells from %s to %s: %s', async (from, to, text) => {
  expect((await run('--from', from, to)).out).toContain(text);
});

test('writes what becomes of claims as JSON', async () => {
  const { out } = await run('--from', 'deleting-4.yaml', 'deleting-3.yaml', '--format', 'json', '--target-version', '1.36');
  const { plans: [{ steps }] } = JSON.parse(out) as { plans: [{ steps: { after: object[]; actions: object[] }[] }] };
  expect(steps.flatMap(({ actions }) => actions)).toContainEqual({ action: 'update claim', claim: 'data-db-3', owners: ['pod'] });
  expect(steps.flatMap(({ after }) => after)).toContainEqual({ event: 'claim deleted', claim: 'data-db-3' });
});

test('plans a deletion without NEW', async () => {
  const { code, out } = await run('--from', 'old.yaml');
  expect({ code, out }).toEqual({ code: 0, out: expect.stringContaining('StatefulSet db is deleted') });
});

test('takes OLD from standard input', async () => {
  const { out } = await runIn(['plan', '--from', '-', 'new.yaml'], { directory, input: FAULTLESS });
  expect(out).toContain('StatefulSet db is updated');
});

test('writes JSON with a version of its format', async () => {
  const { out } = await run('--from', 'old.yaml', 'new.yaml', '--format', 'json', '--fails', 'db-2', '--target-version', '1.36');
  expect(JSON.parse(out)).toMatchObject({
    formatVersion: 1,
    plans: [{
      objectName: 'db',
      change: 'update',
      versions: ['1.36'],
      steps: [
        { after: [], actions: [{ action: 'delete pod', pod: 'db-2' }], ready: 2 },
        { after: [{ event: 'gone', pod: 'db-2' }], actions: [{ action: 'create pod', pod: 'db-2', template: 'new' }], ready: 2 },
        { after: [{ event: 'running', pod: 'db-2' }], actions: [], ready: 2 },
      ],
      ending: { outcome: 'stuck', pod: 'db-2', wayOut: expect.stringContaining('kubectl delete pod db-2 --wait=false') },
    }],
  });
});

test.each<[string, string[], string]>([
  ['neither NEW nor --from', [], 'neither NEW nor --from is given'],
  ['standard input twice', ['--from', '-', '-'], 'only one of OLD and NEW can be standard input'],
  ['a pod that no set has', ['old.yaml', '--fails', 'db-7'], '--fails db-7: no StatefulSet among the manifests has this pod'],
  ['what is no name of a pod', ['old.yaml', '--broken', 'db'], 'Write the name of a pod'],
  ['a primary that no set has', ['--from', 'old.yaml', 'new.yaml', '--primary', '7'], '--primary 7: no StatefulSet among the manifests has this pod'],
  ['a primary that is no pod', ['old.yaml', '--primary', 'db'], 'Write the name of a pod'],
  ['a feature gate of somebody else', ['old.yaml', '--feature-gates', 'Other=true'], 'Write MaxUnavailableStatefulSet=true or StatefulSetRecreateStrategy=true'],
  ['a feature gate that is neither on nor off', ['old.yaml', '--feature-gates', 'MaxUnavailableStatefulSet'], 'Write MaxUnavailableStatefulSet=true'],
  ['a quorum that is no number', ['old.yaml', '--quorum', 'most'], 'Write a whole number'],
  ['a file that is not there', ['missing.yaml'], 'no such file'],
])('fails with 2 for %s', async (_, args, message) => {
  const { code, err } = await run(...args);
  expect({ code, err }).toEqual({ code: 2, err: expect.stringContaining(message) });
});

test.each<[string, string[], string]>([
  ['a file that is not YAML', ['broken.yaml'], 'not read: broken.yaml:2: syntax error'],
  ['a file without an object', ['nothing.yaml'], 'nothing was planned, as there is no object in NEW'],
  ['two files without an object', ['--from', 'nothing.yaml', 'nothing.yaml'], 'nothing was planned, as there is no object in OLD and in NEW'],
  ['a set that no cluster takes', ['recreate.yaml'], 'not planned: StatefulSet db: spec.updateStrategy.type "Recreate"'],
])('ends with 2 for %s', async (_, args, message) => {
  const { code, out } = await run(...args);
  expect({ code, out }).toEqual({ code: 2, out: expect.stringContaining(message) });
});
