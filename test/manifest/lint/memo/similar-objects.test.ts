import { alikesIn, differingValues } from '../../../../src/manifest/lint/memo/similar-objects';
import { ManifestObject } from '../../../../src/manifest/model/object';

const keys = (one: unknown, other: unknown) => differingValues(one, other)?.map(place => place.keys);

test('the places of different texts and numbers are told', () => {
  expect(keys({ a: [{ b: 'x' }], c: 'same', d: 1 }, { a: [{ b: 'y' }], c: 'same', d: 2 })).toEqual([['a', 0, 'b'], ['d']]);
});

test.each<[string, unknown, unknown]>([
  ['what is true', { a: true }, { a: false }],
  ['types', { a: '1' }, { a: 1 }],
  ['keys', { a: 'x' }, { b: 'x' }],
  ['the order of keys', { a: 'x', b: 'x' }, { b: 'x', a: 'x' }],
  ['lengths', ['x'], ['x', 'x']],
  ['lists and objects', [], {}],
  ['dates, of which the keys say nothing', { a: new Date(1) }, { a: new Date(2) }],
  ['functions', { a: String }, { a: String }],
  ['too many texts', Array.from({ length: 20 }, () => 'x'), Array.from({ length: 20 }, () => 'y')],
])('objects are not alike that differ in %s', (_, one, other) => {
  expect(keys(one, other)).toBeUndefined();
});

test('an object that holds itself is like no other', () => {
  const [one, other]: Record<string, unknown>[] = [{}, {}];
  one!.self = one;
  other!.self = other;
  expect(keys(one, other)).toBeUndefined();
});

test('objects are grouped with the first that they are like', () => {
  const object = (kind: string, name: string, paused: boolean) => new ManifestObject({ kind, metadata: { name }, spec: { paused } });
  const [a, b, c, d] = [object('StatefulSet', 'a', true), object('StatefulSet', 'b', false), object('StatefulSet', 'c', true), object('Deployment', 'd', true)];
  expect(alikesIn([a!, b!, c!, d!]).map(({ first, others }) => [first.name, [...others.keys()].map(({ name }) => name)])).toEqual([['a', ['c']]]);
});

test('objects that are like no other are given up', () => {
  const objects = Array.from({ length: 200 }, (_, index) => new ManifestObject({ kind: 'Service', metadata: { labels: { [`a${index}`]: '' } } }));
  expect(alikesIn([...objects, objects[199]!])).toEqual([]);
});
