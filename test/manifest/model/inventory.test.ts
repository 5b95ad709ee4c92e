import * as fc from 'fast-check';
import { selectorMatches } from '../../../src/manifest/kubernetes/selectors';
import { Inventory } from '../../../src/manifest/model/inventory';
import { ManifestObject } from '../../../src/manifest/model/object';

const service = (name: string, namespace?: string, app = 'db') => new ManifestObject({
  apiVersion: 'v1', kind: 'Service', metadata: { name, namespace }, spec: { selector: { app } },
});
const set = (name: string, namespace?: string, app = 'db') => new ManifestObject({
  apiVersion: 'apps/v1', kind: 'StatefulSet', metadata: { name, namespace }, spec: { serviceName: name, template: { metadata: { labels: { app } } } },
});

const titles = (objects: readonly ManifestObject[]) => objects.map(({ name, namespace = '' }) => `${namespace}/${name}`);

test('beside an object are those of its namespace, and those without one', () => {
  const inventory = new Inventory([service('a', 'one'), service('a', 'two'), service('a')]);
  expect(titles(inventory.find('/Service', 'a', set('db', 'one')))).toEqual(['one/a', '/a']);
  expect(titles(inventory.find('/Service', 'a', set('db', 'three')))).toEqual(['/a']);
});

test('beside an object without a namespace are those of all', () => {
  const inventory = new Inventory([service('a', 'one'), service('a', 'two'), service('a')]);
  expect(titles(inventory.find('/Service', 'a', set('db')))).toEqual(['/a', 'one/a', 'two/a']);
});

test('of two manifests of one object one is found by its name, whichever comes first', () => {
  const [x, y] = [service('a', 'one', 'x'), service('a', 'one', 'y')];
  expect(new Inventory([x, y]).find('/Service', 'a', set('db', 'one'))).toEqual([y]);
  expect(new Inventory([y, x]).find('/Service', 'a', set('db', 'one'))).toEqual([y]);
});

test('objects without a name are all found', () => {
  expect(new Inventory([service(''), service('')]).find('/Service', '', set('db'))).toHaveLength(2);
});

test('lookups that find the same find the same list', () => {
  const inventory = new Inventory([service('a', 'one'), service('b'), set('x', 'one'), set('y', 'one'), set('z')]);
  const [x, y] = inventory.pods;
  const [a] = inventory.services;
  expect(titles(inventory.servicesSelecting(x!).map(({ object }) => object))).toEqual(['one/a', '/b']);
  expect(inventory.servicesSelecting(x!)).toBe(inventory.servicesSelecting(y!));
  expect(inventory.podsBehind(a!)).toBe(inventory.podsSelectedBy({ matchLabels: { app: 'db' } }, x!.owner));
});

test('lookups by labels find what a comparison with each would find', () => {
  const place = fc.tuple(fc.constantFrom('a', 'b', 'c'), fc.constantFrom('one', 'two', undefined), fc.constantFrom('db', 'web'));
  fc.assert(fc.property(fc.array(place), fc.array(place), (sets, services) => {
    const inventory = new Inventory([...sets.map(each => set(...each)), ...services.map(each => service(...each))]);
    for (const pod of inventory.pods) {
      const expected = inventory.services.filter(({ object, selector }) => object.mayShareNamespace(pod.owner)
        && selectorMatches({ matchLabels: selector }, pod.labels));
      expect(new Set(inventory.servicesSelecting(pod))).toEqual(new Set(expected));
    }
    for (const each of inventory.services) {
      const expected = inventory.pods.filter(({ owner, labels }) => owner.mayShareNamespace(each.object)
        && selectorMatches({ matchLabels: each.selector }, labels));
      expect(new Set(inventory.podsBehind(each))).toEqual(new Set(expected));
    }
  }));
});
