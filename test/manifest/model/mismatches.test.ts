import { mismatches } from '../../../src/manifest/model/mismatches';
import { ManifestObject } from '../../../src/manifest/model/object';

const found = (manifest: object, expected: object) => mismatches(new ManifestObject(manifest).root, expected);

test.each([
  ['the same value', { spec: { replicas: 3 } }, { spec: { replicas: 3 } }],
  ['one field of several', { spec: { replicas: 3, paused: true } }, { spec: { replicas: 3 } }],
  ['one field of an item', { ports: [{ name: 'sql', port: 1 }] }, { ports: [{ port: 1 }] }],
  ['an empty object for any', { spec: { replicas: 3 } }, { spec: {} }],
  ['nothing for what is missing', {}, { spec: undefined }],
])('is content with %s', (_, manifest, expected) => {
  expect(found(manifest, expected)).toEqual([]);
});

test.each([
  ['another value', { spec: { replicas: 3 } }, { spec: { replicas: 5 } }, 'spec.replicas is 3, and not 5'],
  ['another type', { spec: { replicas: '3' } }, { spec: { replicas: 3 } }, 'spec.replicas is "3", and not 3'],
  ['a missing field', {}, { spec: { replicas: 3 } }, 'spec is missing, and not {"replicas":3}'],
  ['a field that must not be there', { spec: { paused: true } }, { spec: { paused: undefined } }, 'spec.paused is true, and not missing'],
  ['a list for an object', { spec: [] }, { spec: {} }, 'spec is [], and not {}'],
  ['another item', { ports: [{ port: 1 }, { port: 2 }] }, { ports: [{}, { port: 3 }] }, 'ports[1].port is 2, and not 3'],
  ['more items', { args: ['a', 'b'] }, { args: ['a'] }, 'args is ["a","b"], and not ["a"]'],
  ['an object for a list', { args: {} }, { args: [] }, 'args is {}, and not []'],
])('fails with %s', (_, manifest, expected, message) => {
  expect(found(manifest, expected)).toEqual([message]);
});

test('fails at each place', () => {
  expect(found({ a: 1, b: 1 }, { a: 2, b: 2 })).toHaveLength(2);
});
