import { ApiObject, App, Chart, JsonPatch, Lazy } from 'cdk8s';
import { jsonObject } from '../../../src/private/render/json-object';

/** An object as cdk8s renders it, and the same as it is rendered here. */
function both(spec: object, scope = new Chart(new App(), 'test')): [ApiObject, ApiObject] {
  const props = { apiVersion: 'v1', kind: 'Service', metadata: { name: 'db', labels: { b: '1', a: '2' }, annotations: {} } };
  return [
    new ApiObject(scope, 'theirs', { ...props, spec: Lazy.any({ produce: () => spec }) }),
    jsonObject(scope, 'ours', { ...props, spec: () => spec }),
  ];
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

test('a JSON patch is applied to what the spec is at the synthesis', () => {
  const spec = { a: 1 };
  const [, ours] = both(spec);
  ours.addJsonPatch(JsonPatch.add('/spec/b', { quantity: '1Gi' }));
  spec.a = 2;
  expect(ours.toJson().spec).toEqual({ a: 2, b: { quantity: '1Gi' } });
});

test('fails with the place of the object, as cdk8s does', () => {
  const failing = jsonObject(new Chart(new App(), 'test'), 'object', {
    apiVersion: 'v1',
    kind: 'Service',
    spec: () => {
      throw new Error('no port');
    },
  });
  expect(() => failing.toJson()).toThrow("at path 'test/object' with name 'test-object-");
});

// cdk8s says that it cannot render an object that is not simple
test('a key of a user that every object has is a key', () => {
  const selector = { constructor: 'a', toString: 'b' };
  expect(both({ selector })[1].toJson().spec).toEqual({ selector });
});
