import { ApiObject, ApiObjectMetadata, App, Chart, Lazy } from 'cdk8s';
import { metadataOf, rendersSpec } from '../../../src/private/render/api-object';

/** An object as cdk8s renders it, and the same as it is rendered by the way that was told. */
function both(spec: object, scope = new Chart(new App(), 'test')): [ApiObject, ApiObject] {
  const make = (id: string) => new ApiObject(scope, id, {
    apiVersion: 'v1', kind: 'Service', metadata: { name: 'db', labels: { b: '1', a: '2' }, annotations: {} }, spec: Lazy.any({ produce: () => spec }),
  });
  const [theirs, ours] = [make('theirs'), make('ours')];
  rendersSpec(ours, () => spec);
  return [theirs, ours];
}

afterEach(() => {
  delete process.env.CDK8S_DISABLE_SORT;
});

test.each<[string, object]>([
  ['keys in any order', { b: { d: 1, c: 2 }, a: [{ z: 1, y: 2 }] }],
  ['values that are not there', { a: undefined, b: null, c: { d: undefined }, e: [undefined] }],
  ['empty lists and objects', { a: [], b: {} }],
  ['tokens', { a: Lazy.any({ produce: () => ({ z: 1, y: 2 }) }) }],
  ['objects that resolve themselves', { a: { resolve: () => 'x' } }],
])('%s are rendered as cdk8s does it', (_, spec) => {
  const [theirs, ours] = both(spec);
  // the order of keys counts
  expect(JSON.stringify(ours.toJson())).toBe(JSON.stringify(theirs.toJson()));
});

test('keys are left as they are where cdk8s is told to', () => {
  process.env.CDK8S_DISABLE_SORT = '1';
  const [theirs, ours] = both({ b: 1, a: 2 });
  expect(JSON.stringify(ours.toJson())).toBe(JSON.stringify(theirs.toJson()));
});

test('resolvers of the program are heard', () => {
  const resolve = (context: { value: unknown; replaceValue(value: unknown): void }) => context.value === 'x' ? context.replaceValue('y') : undefined;
  const [, ours] = both({ a: 'x' }, new Chart(new App({ resolvers: [{ resolve }] }), 'test'));
  expect(ours.toJson().spec).toEqual({ a: 'y' });
});

test('fails with the place of the object, as cdk8s does', () => {
  const [, ours] = both({});
  rendersSpec(ours, () => {
    throw new Error('no port');
  });
  const failing = Lazy.any({
    produce: () => {
      throw new Error('no port');
    },
  });
  Object.assign(ours, { props: { apiVersion: 'v1', kind: 'Service', spec: failing } });
  expect(() => ours.toJson()).toThrow("at path 'test/ours'");
});

function objectWith(metadata: ApiObjectMetadata, scope = new Chart(new App(), 'test')): ApiObject {
  return new ApiObject(scope, 'object', { apiVersion: 'v1', kind: 'Service', metadata });
}

test.each<[string, ApiObjectMetadata]>([
  ['with a name only', { name: 'db' }],
  ['with everything', { name: 'db', namespace: 'prod', labels: { b: '1', a: '2' }, annotations: { z: '', y: '1' }, finalizers: ['b', 'a'] }],
  ['with an owner', { ownerReferences: [{ apiVersion: 'v1', kind: 'Node', name: 'n', uid: '1', controller: true }] }],
  ['with fields that cdk8s does not know', { generateName: 'db-', managedFields: [{ manager: 'x', fieldsV1: {} }] }],
  ['with values that are not there', { labels: { a: undefined as unknown as string }, annotations: {} }],
  ['with tokens', { labels: { a: Lazy.any({ produce: () => 'x' }) as unknown as string } }],
])('metadata %s are rendered as cdk8s does it', (_, metadata) => {
  const object = objectWith(metadata);
  expect(JSON.stringify(metadataOf(object.metadata, object))).toBe(JSON.stringify(object.metadata.toJson()));
});

test('labels that are added later are in the metadata', () => {
  const object = objectWith({ name: 'db' });
  object.metadata.addLabel('a', '1');
  object.metadata.add('generation', 1);
  expect(metadataOf(object.metadata, object)).toEqual({ name: 'db', labels: { a: '1' }, generation: 1 });
});

test('metadata that a release of cdk8s keeps in another way are rendered by it', () => {
  const object = objectWith({ name: 'db', labels: { a: '1' } });
  const metadata = Object.assign(Object.create(object.metadata) as typeof object.metadata, { labels: undefined, toJson: () => ({ name: 'theirs' }) });
  expect(metadataOf(metadata, object)).toEqual({ name: 'theirs' });
});
