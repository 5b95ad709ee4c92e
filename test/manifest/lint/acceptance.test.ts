import { check, objectsOf } from '../../../src/manifest/check';
import { diff } from '../../../src/manifest/diff';
import { messageOf } from '../../../src/manifest/lint/finding';
import { RunOptions } from '../../../src/manifest/lint/run';

const LONG = 'a'.repeat(53);

const manifest = (annotations: Record<string, string> = {}, name = LONG) => ({
  apiVersion: 'apps/v1',
  kind: 'StatefulSet',
  metadata: { name, annotations },
});

/** The ids of what is found of names and acceptances; other rules do not matter here. */
const idsOf = (manifests: unknown[], options: RunOptions = {}) =>
  check(manifests.flatMap(each => objectsOf(each, 'db.yaml')), options).map(({ id }) => id).filter(id => ['R01', 'A01', 'A02'].includes(id));

test('a finding is there without an acceptance', () => {
  expect(idsOf([manifest()])).toEqual(['R01']);
});

test.each(['R01', 'stateful-set-name-too-long'])('an annotation with a reason accepts %s', rule => {
  expect(idsOf([manifest({ [`cdk8s-stateful-app.github.io/accept-${rule}`]: 'it is never applied' })])).toEqual([]);
});

test('an annotation accepts nothing in other objects', () => {
  const accepting = manifest({ 'cdk8s-stateful-app.github.io/accept-R01': 'it is never applied' });
  expect(idsOf([accepting, manifest({}, `b${LONG}`)])).toEqual(['R01']);
});

test('a setting accepts in all objects', () => {
  expect(idsOf([manifest(), manifest({}, `b${LONG}`)], { acceptances: [{ rule: 'R01', reason: 'a test', writtenAs: '--accept' }] })).toEqual([]);
});

test('an acceptance without a reason does not count, and is told', () => {
  expect(idsOf([manifest({ 'cdk8s-stateful-app.github.io/accept-R01': ' ' })])).toEqual(['R01', 'A02']);
});

test('an acceptance that accepts nothing is told', () => {
  expect(idsOf([manifest({ 'cdk8s-stateful-app.github.io/accept-R01': 'long' }, 'db')])).toEqual(['A01']);
});

test('a setting that accepts nothing is told as it is written', () => {
  const [finding] = check([], { acceptances: [{ rule: 'R01', reason: 'a test', writtenAs: '--accept R01' }] });
  expect(finding && messageOf(finding)).toBe('--accept R01 "R01" accepts a finding that is not there; it would hide one that comes later for another reason');
});

test('an acceptance of an info is told only where infos are', () => {
  const manifests = [manifest({ 'cdk8s-stateful-app.github.io/accept-R94': 'one pod is enough' }, 'db')];
  expect(idsOf(manifests)).toEqual([]);
  expect(idsOf(manifests, { severity: 'info' })).toEqual(['A01']);
});

test('an acceptance of what only an update shows is not told', () => {
  expect(idsOf([manifest({ 'cdk8s-stateful-app.github.io/accept-U06': 'the data is moved by hand' }, 'db')])).toEqual([]);
});

describe('of an update', () => {
  const set = (annotations: Record<string, string>, policy: string) => ({ ...manifest(annotations, 'db'), spec: { podManagementPolicy: policy } });
  const accepting = (rule: string, reason = 'it is deleted before') => ({ [`cdk8s-stateful-app.github.io/accept-${rule}`]: reason });
  const idsBetween = (before: unknown[], after: unknown[], options: RunOptions = {}) =>
    diff(before.flatMap(each => objectsOf(each)), after.flatMap(each => objectsOf(each)), options).map(({ id }) => id);
  const [old, now] = [set({}, 'OrderedReady'), set({}, 'Parallel')];

  test('a finding is there without an acceptance', () => {
    expect(idsBetween([old], [now])).toEqual(['U03']);
  });

  test('an annotation accepts it', () => {
    expect(idsBetween([old], [set(accepting('U03'), 'Parallel')])).toEqual([]);
  });

  test('a setting accepts it', () => {
    expect(idsBetween([old], [now], { acceptances: [{ rule: 'U03', reason: 'a test', writtenAs: '--accept' }] })).toEqual([]);
  });

  test('an annotation of what is gone accepts that it is gone', () => {
    const gone = { ...manifest(accepting('U15'), 'db'), spec: { persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Delete' }, volumeClaimTemplates: [{}] } };
    expect(idsBetween([gone], [])).toEqual([]);
  });

  test('an annotation that was there before accepts nothing of what changes', () => {
    expect(idsBetween([set(accepting('U03'), 'OrderedReady')], [now])).toEqual(['U03']);
  });

  test('one that accepts nothing is told, unless only the old manifest has it', () => {
    expect(idsBetween([old], [set(accepting('U03'), 'OrderedReady')])).toEqual(['A01']);
    expect(idsBetween([set(accepting('U03'), 'OrderedReady')], [old])).toEqual([]);
  });

  test('one of what only manifests show is not told', () => {
    expect(idsBetween([old], [set(accepting('R50'), 'OrderedReady')])).toEqual([]);
  });

  test('one of no rule is told', () => {
    expect(idsBetween([old], [set(accepting('R00'), 'OrderedReady')])).toEqual(['A01']);
  });

  test('one without a reason does not count, and is told', () => {
    expect(idsBetween([old], [set(accepting('U03', ''), 'Parallel')])).toEqual(['U03', 'A02']);
  });

  test('less is told where less is asked for', () => {
    const scaled = { ...old, spec: { replicas: 3, template: { metadata: { annotations: { a: 'b' } } } } };
    expect(idsBetween([old], [scaled])).toEqual(['U14']);
    expect(idsBetween([old], [scaled], { severity: 'warning' })).toEqual([]);
  });
});
