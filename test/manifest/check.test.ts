import * as fc from 'fast-check';
import { baseManifests } from './rules/cases';
import { check, objectsOf } from '../../src/manifest/check';
import { ContextOptions } from '../../src/manifest/lint/contexts';
import { messageOf } from '../../src/manifest/lint/finding';
import { RULES } from '../../src/manifest/rules';

test('the items of a List are objects of their own', () => {
  const list = { apiVersion: 'v1', kind: 'List', items: [{ kind: 'Service' }, { kind: 'StatefulSet' }] };
  expect(objectsOf(list, 'all.yaml').map(({ kind, source }) => [kind, source])).toEqual([['Service', 'all.yaml'], ['StatefulSet', 'all.yaml']]);
});

test('findings come in the order of the manifests', () => {
  const set = (name: string) => ({ apiVersion: 'apps/v1', kind: 'StatefulSet', metadata: { name } });
  const names = check([set('b'.repeat(60)), set('a'.repeat(60))].flatMap(each => objectsOf(each))).map(({ object }) => object.name.charAt(0));
  expect(names.join('')).toMatch(/^b+a+$/);
});

test('a message says the place, the value, what is wrong and what comes of it', () => {
  const [finding] = check(objectsOf({ apiVersion: 'apps/v1', kind: 'StatefulSet', metadata: { name: 'a'.repeat(60) } })).filter(({ id }) => id === 'R01');
  expect(finding && messageOf(finding)).toMatch(/^metadata\.name "a{60}" has 60 characters, and 52 is the most; the StatefulSet is accepted and never gets a pod/);
});

describe('an object that exists beside the manifests', () => {
  const WITHOUT_SERVICE = baseManifests().filter(manifest => (manifest as { readonly kind: string }).kind !== 'Service');
  const ids = (existing: ContextOptions['existing'], manifests = WITHOUT_SERVICE) =>
    check(manifests.flatMap(manifest => objectsOf(manifest)), { complete: true, existing }).map(({ id }) => id);

  test('is not missing', () => {
    expect(ids([])).toContain('R11');
    expect(ids([{ kind: '/Service', name: 'db' }])).not.toContain('R11');
  });

  test('is missing where it has another name, another kind or another namespace', () => {
    expect(ids([{ kind: '/Service', name: 'other' }, { kind: '/ConfigMap', name: 'db' }])).toContain('R11');
    const inProd = WITHOUT_SERVICE.map(manifest => ({ ...manifest as object, metadata: { name: 'db', namespace: 'prod' } }));
    expect(ids([{ kind: '/Service', name: 'db', namespace: 'other' }], inProd)).toContain('R11');
  });
});

/** A manifest of the base in which one value, anywhere, is another one, or one key another. */
const broken = fc.tuple(fc.constantFrom(...baseManifests()), fc.nat(), fc.anything()).map(([manifest, at, value]) => {
  const copy = structuredClone(manifest) as object;
  const places: [Record<string, unknown>, string][] = [];
  const collect = (node: unknown) => {
    if (typeof node === 'object' && node !== null) {
      for (const key of Object.keys(node)) {
        places.push([node as Record<string, unknown>, key]);
        collect((node as Record<string, unknown>)[key]);
      }
    }
  };
  collect(copy);
  const [node, key] = places[at % places.length]!;
  node[key] = value;
  return copy;
});

test('no manifest makes it throw', () => {
  fc.assert(fc.property(fc.array(fc.oneof(broken, fc.anything()), { maxLength: 5 }), manifests => {
    check(manifests.flatMap(manifest => objectsOf(manifest)), { severity: 'info' }).forEach(finding => messageOf(finding));
  }), { numRuns: 1000 });
});

test('what every JavaScript object inherits is no entry of a table', () => {
  const secret = { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'keys' }, type: 'toString', data: { a: '' } };
  const pod = { containers: [{ name: 'db', image: 'db:1', env: [{ name: 'A', valueFrom: { secretKeyRef: { name: 'keys', key: 'a' } } }] }] };
  expect(check([secret, { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'db' }, spec: pod }].flatMap(manifest => objectsOf(manifest)))).toEqual([]);
});

test('it changes nothing in the manifests', () => {
  const manifests = structuredClone(baseManifests());
  check(manifests.flatMap(manifest => objectsOf(manifest)), { severity: 'info' });
  expect(manifests).toEqual(baseManifests());
});

test('there are rules of every severity', () => {
  expect(new Set(RULES.map(({ severity }) => severity))).toEqual(new Set(['error', 'warning', 'info']));
});
