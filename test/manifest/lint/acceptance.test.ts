import { check, CheckOptions, objectsOf } from '../../../src/manifest/check';
import { messageOf } from '../../../src/manifest/lint/finding';

const LONG = 'a'.repeat(53);

const manifest = (annotations: Record<string, string> = {}, name = LONG) => ({
  apiVersion: 'apps/v1',
  kind: 'StatefulSet',
  metadata: { name, annotations },
});

/** The ids of what is found of names and acceptances; other rules do not matter here. */
const idsOf = (manifests: unknown[], options: CheckOptions = {}) =>
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
  const [finding] = check(objectsOf({}), { acceptances: [{ rule: 'R01', reason: 'a test', writtenAs: '--accept R01' }] });
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
