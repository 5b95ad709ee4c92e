import { ApiObject, JsonPatch, Lazy } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { objectsOfProgram } from '../../../src/private/check/objects';
import { chart } from '../../support';

/** What the rules see of the objects of a chart. */
const seen = (scope: ReturnType<typeof chart>, isWhole = () => false) =>
  [...objectsOfProgram(scope.node.root, isWhole).keys()].map(({ manifest }) => manifest);

test('of a Secret and a ConfigMap the keys are seen, and no value', () => {
  const scope = chart();
  new kplus.Secret(scope, 'secret', { metadata: { name: 'secret' }, stringData: { password: 'hidden' }, type: 'Opaque' });
  new kplus.ConfigMap(scope, 'config', { metadata: { name: 'config' }, data: { port: '5432' } });
  expect(seen(scope)).toEqual([
    { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'secret' }, type: 'Opaque', immutable: false, stringData: { password: '' } },
    { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'config' }, immutable: false, data: { port: '' } },
  ]);
});

test('data that is a token is seen', () => {
  const scope = chart();
  const data = { resolve: () => ({ port: '5432' }) };
  new ApiObject(scope, 'config', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'config' }, ...{ data } });
  expect(seen(scope)).toEqual([expect.objectContaining({ data: { port: '' } })]);
});

test('of a kind that no rule is about the metadata are seen', () => {
  const scope = chart('prod');
  const spec = Lazy.any({ produce: () => { throw new Error('rendered'); } });
  new ApiObject(scope, 'monitor', { apiVersion: 'monitoring.coreos.com/v1', kind: 'ServiceMonitor', metadata: { name: 'db' }, ...{ spec } });
  expect(seen(scope)).toEqual([{ apiVersion: 'monitoring.coreos.com/v1', kind: 'ServiceMonitor', metadata: { name: 'db', namespace: 'prod' } }]);
});

test('an object that is patched, or belongs to an app, is seen as a whole', () => {
  const scope = chart();
  const config = new ApiObject(scope, 'config', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'config' }, ...{ data: { port: '5432' } } });
  expect(seen(scope, () => true)).toEqual([expect.objectContaining({ data: { port: '5432' } })]);
  config.addJsonPatch(JsonPatch.add('/metadata/name', 'patched'));
  expect(seen(scope)).toEqual([expect.objectContaining({ metadata: { name: 'patched' } })]);
});

test('the items of a list are seen', () => {
  const scope = chart();
  new ApiObject(scope, 'list', { apiVersion: 'v1', kind: 'List', ...{ items: [{ apiVersion: 'v1', kind: 'Secret', metadata: { name: 'secret' } }] } });
  expect(seen(scope)).toEqual([{ apiVersion: 'v1', kind: 'Secret', metadata: { name: 'secret' } }]);
});

test('what cannot be rendered is left out', () => {
  const scope = chart();
  const spec = Lazy.any({ produce: () => { throw new Error('no'); } });
  new ApiObject(scope, 'service', { apiVersion: 'v1', kind: 'Service', metadata: { name: 'db' }, ...{ spec } });
  expect(seen(scope)).toEqual([]);
});
