import { ApiObject, ApiObjectMetadata, App, Chart, Lazy } from 'cdk8s';
import { metadataOf } from '../../../src/private/render/sorted-metadata';

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
