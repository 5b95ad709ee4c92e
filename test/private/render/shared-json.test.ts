import { ApiObject, App, Chart, Lazy } from 'cdk8s';
import { sharedJson } from '../../../src/private/render/shared-json';
import { SharedJson } from '../../../src/private/render/sorted-json';

afterEach(() => {
  delete process.env.CDK8S_DISABLE_SORT;
});

const render = () => jest.fn(() => ({ image: 'postgres' }));

test('a part is rendered once for the same input', () => {
  const [program, once, again] = [new App(), render(), render()];
  expect(sharedJson(program, { a: 1 }, again)).toBe(sharedJson(program, { a: 1 }, once));
  expect(once).not.toHaveBeenCalled();
  expect(again).toHaveBeenCalledTimes(1);
});

test('another input has another part', () => {
  const program = new App();
  expect(sharedJson(program, { a: 1 }, render())).not.toBe(sharedJson(program, { a: 2 }, render()));
});

test('another program has other parts', () => {
  expect(sharedJson(new App(), { a: 1 }, render())).not.toBe(sharedJson(new App(), { a: 1 }, render()));
});

test('in programs of very many templates some are rendered each time', () => {
  const program = new App();
  const part = (index: number) => sharedJson(program, { index }, () => ({ image: `postgres:${index}` }));
  Array.from({ length: 3000 }, (_, index) => part(index));
  expect(part(2999)).toEqual({ image: 'postgres:2999' });
});

test('a copy belongs to whoever gets it', () => {
  const part = new SharedJson({ ports: [80] });
  Object.assign(part.copy(), { ports: [] });
  expect(part.copy()).toEqual({ ports: [80] });
});

test('what has tokens in it is rendered each time', () => {
  const program = new App();
  const input = { image: Lazy.any({ produce: () => 'postgres' }) };
  expect(sharedJson(program, input, () => input)).toBe(input);
});

test('in a manifest keys are in order', () => {
  expect(Object.keys(new SharedJson({ b: 1, a: 2 }).copy())).toEqual(['a', 'b']);
});

test('in the manifest of an object that cdk8s renders, a part is a copy, with keys in its order', () => {
  const scope = new Chart(new App(), 'test');
  const object = new ApiObject(scope, 'object', { apiVersion: 'v1', kind: 'Service', spec: { pods: new SharedJson({ b: 1, a: 2 }) } });
  const keys = () => Object.keys((object.toJson() as { spec: { pods: object } }).spec.pods);
  expect(keys()).toEqual(['a', 'b']);
  process.env.CDK8S_DISABLE_SORT = '1';
  expect(keys()).toEqual(['b', 'a']);
});
