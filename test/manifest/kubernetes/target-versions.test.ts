import { TargetVersions } from '../../../src/manifest/kubernetes/target-versions';
import { VERSIONS } from '../../../src/manifest/kubernetes/versions';

test('a minor version stands for all of its patches', () => {
  const target = TargetVersions.parse('1.35');
  expect(target.isPartlyBefore('1.35.1')).toBe(true);
  expect(target.isPartlyFrom('1.35.99')).toBe(true);
  expect(target.isPartlyFrom('1.36')).toBe(false);
  expect(target.isPartlyBefore('1.35')).toBe(false);
});

test('a patch stands for itself', () => {
  const target = TargetVersions.parse('1.35.3');
  expect(target.isPartlyWithin('1.35.0', '1.35.4')).toBe(true);
  expect(target.isPartlyWithin('1.35.4', '1.37')).toBe(false);
  expect(target.isPartlyBefore('1.35.3')).toBe(false);
});

test('a range reaches from its first version to its last', () => {
  const target = TargetVersions.parse('1.30-1.33.2');
  expect(target.isPartlyBefore('1.30.1')).toBe(true);
  expect(target.isPartlyBefore('1.30')).toBe(false);
  expect(target.isPartlyFrom('1.33.2')).toBe(true);
  expect(target.isPartlyFrom('1.33.3')).toBe(false);
});

test.each([
  ['1.30-1.33', '1.31', '1.31-1.33', '1.30'],
  ['1.30-1.33', '1.33', '1.33', '1.30-1.32'],
  ['1.30-1.33', '1.30', '1.30-1.33', undefined],
  ['1.30-1.33', '1.34', undefined, '1.30-1.33'],
  ['1.35.2', '1.35', '1.35.2', undefined],
])('%s is parted by %s', (range, version, later, earlier) => {
  const target = TargetVersions.parse(range);
  expect([target.since(version)?.toString(), target.until(version)?.toString()]).toEqual([later, earlier]);
});

test('all versions are those from 1.28 to 1.37, without a gap', () => {
  expect(String(TargetVersions.ALL)).toBe('1.28-1.37');
  expect(VERSIONS.map(version => version.split('.')[1])).toEqual(VERSIONS.map((_, index) => `${28 + index}`));
  expect(TargetVersions.ALL.isPartlyBefore('1.28')).toBe(false);
  expect(TargetVersions.ALL.isPartlyFrom('1.37.9')).toBe(true);
  expect(TargetVersions.ALL.isPartlyFrom('1.38')).toBe(false);
});

test.each([
  ['v1.34', '"v1.34" is not a version of Kubernetes; write it as 1.34, 1.35.2 or 1.30-1.34'],
  ['latest', '"latest" is not a version of Kubernetes'],
  ['1.27', '"1.27" is not within 1.28-1.37, the versions of Kubernetes that the rules know'],
  ['1.36-1.38', '"1.36-1.38" is not within 1.28-1.37, the versions of Kubernetes that the rules know; write 1.37, or use a newer release'],
  ['1.34-1.30', '"1.34-1.30" ends before it begins; write the older version first'],
])('fails for %s', (text, message) => {
  expect(() => TargetVersions.parse(text)).toThrow(message);
});
