import { alikesIn, differingTexts } from '../../src/manifest/alike';
import { ManifestObject } from '../../src/manifest/model/object';

const keys = (one: unknown, other: unknown) => differingTexts(one, other)?.map(place => place.keys);

test('the places of different texts are told', () => {
  expect(keys({ a: [{ b: 'x' }], c: 'same' }, { a: [{ b: 'y' }], c: 'same' })).toEqual([['a', 0, 'b']]);
});

test.each<[string, unknown, unknown]>([
  ['numbers', { a: 1 }, { a: 2 }],
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
  const object = (kind: string, name: string, replicas: number) => new ManifestObject({ kind, metadata: { name }, spec: { replicas } });
  const [a, b, c, d] = [object('StatefulSet', 'a', 1), object('StatefulSet', 'b', 2), object('StatefulSet', 'c', 1), object('Deployment', 'd', 1)];
  expect(alikesIn([a!, b!, c!, d!]).map(({ first, others }) => [first.name, [...others.keys()].map(({ name }) => name)])).toEqual([['a', ['c']]]);
});
