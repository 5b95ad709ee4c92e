import { check, objectsOf } from '../../../src/manifest/check';
import { diff } from '../../../src/manifest/diff';
import { TargetVersions } from '../../../src/manifest/kubernetes/target-versions';
import { ManifestObject } from '../../../src/manifest/model/object';

const ANNOTATION = 'cdk8s-stateful-app.github.io/target-version';

/** A StatefulSet with a field that works from 1.37 on, and on 1.35.0 to 1.35.3 (R73). */
const set = (version: unknown, name = 'db') => ({
  apiVersion: 'apps/v1',
  kind: 'StatefulSet',
  metadata: { name, ...version !== undefined && { annotations: { [ANNOTATION]: version } } },
  spec: { replicas: 3, updateStrategy: { rollingUpdate: { maxUnavailable: 2 } } },
});

const objects = (...manifests: unknown[]) => manifests.flatMap(manifest => objectsOf(manifest));

/** Where a version matters. */
const found = (all: ManifestObject[], target?: string) => check(all, { target: target === undefined ? undefined : TargetVersions.parse(target) })
  .filter(({ id }) => id === 'R73').map(({ object }) => object.name);

test.each<[string, unknown, string[]]>([
  ['no annotation', undefined, ['db']],
  ['an older version', '1.34', ['db']],
  ['a version that knows the field', '1.37', []],
  ['a patch that knows the field', '1.35.2', []],
])('an object with %s is judged for it', (_, version, expected) => {
  expect(found(objects(set(version)))).toEqual(expected);
});

test('each object is judged for its own versions', () => {
  expect(found(objects(set('1.37', 'new'), set('1.34', 'old'), set(undefined, 'any')))).toEqual(['old', 'any']);
});

test('objects that are the same but for their versions are judged for their own', () => {
  const many = Array.from({ length: 60 }, (_, index) => set(index % 2 === 0 ? '1.37' : '1.34', `db-${index}`));
  expect(found(objects(...many))).toEqual(many.map(({ metadata }) => metadata.name).filter((_, index) => index % 2 === 1));
});

test('a version that is asked for counts for all objects', () => {
  expect(found(objects(set('1.34', 'old'), set(undefined, 'any')), '1.37')).toEqual([]);
  expect(found(objects(set('1.37', 'new')), '1.34')).toEqual(['new']);
});

test.each([['latest'], ['1.99'], ['1.37-1.34'], [''], [1.34], [{}]])('fails for the version %j, which does not count', version => {
  const findings = check(objects(set(version)));
  expect(findings.filter(({ id }) => id === 'A03').map(({ path, value, severity }) => ({ path, value, severity })))
    .toEqual([{ path: `metadata.annotations['${ANNOTATION}']`, value: version, severity: 'warning' }]);
  expect(findings.map(({ id }) => id)).toContain('R73');
});

test.each<[string, string | undefined, string]>([
  ['the new manifest', '1.33', "'revisionHistoryLimit'"],
  ['the new manifest, which is of an older version', '1.32', "'updateStrategy', 'persistentVolumeClaimRetentionPolicy'"],
])('an update is judged for the version of %s', (_, version, message) => {
  const before = { ...set('1.37'), spec: { serviceName: 'old' } };
  const after = { ...set(version), spec: { serviceName: 'new' } };
  expect(diff(objects(before), objects(after)).map(({ apiServerMessage }) => apiServerMessage)).toEqual([expect.stringContaining(message)]);
});

test('fails for an update to an unknown version', () => {
  expect(diff(objects(set('1.99')), objects(set('newest'))).map(({ id, object }) => `${id} ${object.annotations[ANNOTATION]}`)).toEqual(['A03 newest']);
});
