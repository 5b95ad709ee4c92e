import { ApiObject, ApiObjectMetadata, App, Chart, JsonPatch, Lazy } from 'cdk8s';
import { fieldsOf, fieldsOfMetadata, hasResolvers, patchesOf } from '../../src/private/cdk8s';

// a release of cdk8s that renames one of its internals fails here

function object(fields: object = {}, metadata: ApiObjectMetadata = {}, program = new App()): ApiObject {
  return new ApiObject(new Chart(program, 'test'), 'object', { apiVersion: 'v1', kind: 'ConfigMap', metadata, ...fields });
}

test('the patches of an object are known', () => {
  const patched = object();
  const patch = JsonPatch.add('/data', {});
  patched.addJsonPatch(patch);
  expect(patchesOf(patched)).toEqual([patch]);
});

test('the fields of an object are known, and produced where they are lazy', () => {
  expect(fieldsOf(object({ data: Lazy.any({ produce: () => ({ a: '1' }) }), immutable: true }))).toMatchObject({ data: { a: '1' }, immutable: true });
});

test('what metadata hold is known', () => {
  const owner = { apiVersion: 'v1', kind: 'Node', name: 'n', uid: '1' };
  const known = { name: 'db', namespace: 'prod', labels: { a: '1' }, annotations: { b: '2' }, finalizers: ['x'], ownerReferences: [owner] };
  const { metadata } = object({}, known);
  metadata.add('generateName', 'db-');
  expect(fieldsOfMetadata(metadata)).toMatchObject({ ...known, _additionalAttributes: { generateName: 'db-' } });
});

test('an App has resolvers where it was given some', () => {
  const program = new App({ resolvers: [{ resolve: () => undefined }] });
  expect([hasResolvers(object()), hasResolvers(object({}, {}, program))]).toEqual([false, true]);
});
