import * as fc from 'fast-check';
import { ManifestObject } from '../../../src/manifest/model/object';

const field = (manifest: unknown, ...keys: (string | number)[]) => new ManifestObject(manifest).root.at(...keys);

test('a path is written as in JavaScript', () => {
  expect(field({}, 'spec', 'containers', 0, 'image').path).toBe('spec.containers[0].image');
  expect(field({}, 'metadata', 'labels', 'example.com/tier').path).toBe("metadata.labels['example.com/tier']");
  expect(field({}).path).toBe('');
  expect(field({ env: [] }, 'env', 'name="LEVEL"').path).toBe('env[name="LEVEL"]');
});

test('what is not there has a path, too', () => {
  expect(field({ spec: 1 }, 'spec', 'replicas')).toMatchObject({ path: 'spec.replicas', isSet: false, value: undefined });
});

test.each<[string, unknown]>([
  ['string', 'a'], ['number', 1], ['other', Infinity], ['boolean', false], ['nothing', undefined], ['null', null], ['list', []], ['object', {}],
  ['other', new Date(0)], ['other', 1n],
])('it is %s: %p', (type, value) => {
  expect(field({ a: value }, 'a').type).toBe(type);
});

test('null is nothing', () => {
  expect(field({ replicas: null }, 'replicas').isSet).toBe(false);
  expect(field({ a: null, b: 1 }).keys).toEqual(['b']);
});

test('what every object inherits is not there', () => {
  expect(field({}, 'constructor').isSet).toBe(false);
  expect(field([], 'length').isSet).toBe(true);
});

test('a value of another type is none', () => {
  const other = field({ a: {} }, 'a');
  expect([other.string, other.number, other.boolean, other.intOrString]).toEqual([undefined, undefined, undefined, undefined]);
  expect([other.items, other.strings, field({ a: 'text' }, 'a').keys]).toEqual([[], [], []]);
});

test('a number that is infinite or none is no number', () => {
  for (const value of [Number.NaN, Number.POSITIVE_INFINITY]) {
    expect(field({ a: value }, 'a')).toMatchObject({ number: undefined, type: 'other' });
  }
});

test('a map of strings leaves out the rest', () => {
  expect(field({ a: 'b', c: 1 }).stringMap).toEqual({ a: 'b' });
});

test('nothing is thrown, whatever the manifest is', () => {
  fc.assert(fc.property(fc.anything(), fc.array(fc.oneof(fc.string(), fc.nat(3))), (manifest, keys) => {
    const at = field(manifest, ...keys);
    void [at.isSet, at.string, at.number, at.boolean, at.items, at.strings, at.fields, at.stringMap, at.path, at.object, at.parent];
  }));
});
