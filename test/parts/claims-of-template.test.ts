import { Size, Testing } from 'cdk8s';
import { ClaimDataSource, ExpandedClaims, PreparedClaims, RestOfClaims, StatefulApp } from '../../src';
import { chart, manifestOf, manifestsOf, statefulApp } from '../support';

const MONDAY = ClaimDataSource.fromVolumeSnapshot('monday');

function app(scope = chart()): StatefulApp {
  return statefulApp(scope, { replicas: 2, volumeClaimTemplates: [{ name: 'data', storage: Size.gibibytes(10), mounts: [{ path: '/data' }] }] });
}

function prepare(db: StatefulApp, storage?: Size): PreparedClaims {
  const ordinals = [{ ordinal: 0, dataSource: MONDAY, storage }];
  return new PreparedClaims(db, 'Restore', { claim: db.volumeClaimTemplate('data'), ordinals, rest: RestOfClaims.fromTemplate() });
}

function expand(db: StatefulApp, id = 'Expanded'): ExpandedClaims {
  return new ExpandedClaims(db, id, { claim: db.volumeClaimTemplate('data'), storage: Size.gibibytes(20) });
}

test.each([
  ['prepared and then expanded', [prepare, expand]],
  ['expanded and then prepared', [expand, prepare]],
] as [string, ((db: StatefulApp) => unknown)[]][])('a claim that is %s is one object', (_, parts) => {
  const scope = chart();
  const db = app(scope);
  parts.forEach(part => part(db));
  expect(manifestsOf(scope, 'PersistentVolumeClaim').map(({ metadata, spec }) => [metadata.name, spec.dataSource?.name, spec.resources.requests.storage]))
    .toEqual([['data-db-0', 'monday', '20Gi'], ['data-db-1', undefined, '20Gi']]);
});

test('of two larger sizes the largest holds', () => {
  const scope = chart();
  const db = app(scope);
  prepare(db, Size.gibibytes(30));
  expand(db);
  expect(manifestOf(scope, 'PersistentVolumeClaim', 'data-db-0').spec.resources.requests.storage).toBe('30Gi');
});

test('fails for a volume without a class that should be expanded', () => {
  const scope = chart();
  const db = app(scope);
  const ordinals = [{ ordinal: 1, volumeName: 'pv', storageClassName: '' }];
  new PreparedClaims(db, 'Restore', { claim: db.volumeClaimTemplate('data'), ordinals, rest: RestOfClaims.fromTemplate() });
  expand(db);
  expect(() => Testing.synth(scope)).toThrow('storage "20Gi" is refused for the ordinals 1, whose storageClassName is empty');
});

test('fails for claims that are prepared twice', () => {
  const db = app();
  prepare(db);
  expect(() => new PreparedClaims(db, 'Again', { claim: db.volumeClaimTemplate('data'), rest: RestOfClaims.fromDataSource(MONDAY) }))
    .toThrow('claim "data" has PreparedClaims already; put both into one');
});

test('fails for claims that are expanded twice', () => {
  const db = app();
  expand(db);
  expect(() => expand(db, 'Again')).toThrow('claim "data" has ExpandedClaims already; put both into one');
});
