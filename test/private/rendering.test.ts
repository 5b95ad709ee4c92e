import { ApiObject, App, Chart, Lazy } from 'cdk8s';
import { rendersSpec } from '../../src/private/rendering';

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
