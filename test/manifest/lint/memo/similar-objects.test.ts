import { Path } from '../../../../src/manifest/lint/memo/path';
import { differencesBetween, similarObjects } from '../../../../src/manifest/lint/memo/similar-objects';
import { ManifestObject } from '../../../../src/manifest/model/object';

const differences = (one: unknown, other: unknown) => differencesBetween(one, other, new Path())?.steps.map(keys => keys.steps);

test('the places of different texts and numbers are told', () => {
  expect(differences({ a: [{ b: 'x' }], c: 'same', d: 1 }, { a: [{ b: 'y' }], c: 'same', d: 2 })).toEqual([['a', 0, 'b'], ['d']]);
});

test('objects that differ in the same places have the same differences', () => {
  const [root, none] = [new Path<string | number>(), new Path<Path<string | number>>()];
  const toFirst = (other: unknown) => differencesBetween({ a: 1, b: { c: 'x' } }, other, root, none);
  expect(toFirst({ a: 2, b: { c: 'y' } })).toBe(toFirst({ a: 3, b: { c: 'z' } }));
  expect(toFirst({ a: 2, b: { c: 'y' } })).not.toBe(toFirst({ a: 3, b: { c: 'x' } }));
});

test.each<[string, unknown, unknown]>([
  ['what is true', { a: true }, { a: false }],
  ['types', { a: '1' }, { a: 1 }],
  ['keys', { a: 'x' }, { b: 'x' }],
  ['the order of keys', { a: 'x', b: 'x' }, { b: 'x', a: 'x' }],
  ['lengths', ['x'], ['x', 'x']],
  ['lists and objects', [], {}],
  ['whether a text is empty', { a: 'x' }, { a: '' }],
  ['dates, of which the keys say nothing', { a: new Date(1) }, { a: new Date(2) }],
  ['functions', { a: String }, { a: String }],
  ['too many texts', Array.from({ length: 20 }, () => 'x'), Array.from({ length: 20 }, () => 'y')],
])('objects are not similar that differ in %s', (_, one, other) => {
  expect(differences(one, other)).toBeUndefined();
});

test('an object that holds itself is similar to no other', () => {
  const [one, other]: Record<string, unknown>[] = [{}, {}];
  one!.self = one;
  other!.self = other;
  expect(differences(one, other)).toBeUndefined();
});

test('objects are grouped with the first that they are similar to', () => {
  const object = (kind: string, name: string, paused: boolean) => new ManifestObject({ kind, metadata: { name }, spec: { paused } });
  const objects = [object('StatefulSet', 'a', true), object('StatefulSet', 'b', false), object('StatefulSet', 'c', true), object('Deployment', 'd', true)];
  expect(similarObjects(objects, new Path()).map(({ first, others }) => [first.name, [...others.keys()].map(({ name }) => name)])).toEqual([['a', ['c']]]);
});

test('objects that are similar to no other are given up', () => {
  const objects = Array.from({ length: 200 }, (_, index) => new ManifestObject({ kind: 'Service', metadata: { labels: { [`a${index}`]: '' } } }));
  expect(similarObjects([...objects, objects[199]!], new Path())).toEqual([]);
});
