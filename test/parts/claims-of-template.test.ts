import { Size, Testing } from 'cdk8s';
import { ClaimDataSource, ExpandedClaims, PreCreatedClaims, RemainingClaims, StatefulApp } from '../../src';
import { chart, manifestOf, manifestsOf, statefulApp } from '../support';

const MONDAY = ClaimDataSource.fromVolumeSnapshot('monday');

function app(scope = chart()): StatefulApp {
  return statefulApp(scope, { replicas: 2, volumeClaimTemplates: [{ name: 'data', storage: Size.gibibytes(10), mounts: [{ path: '/data' }] }] });
}

function preCreate(db: StatefulApp, storage?: Size): PreCreatedClaims {
  const perOrdinal = [{ ordinal: 0, dataSource: MONDAY, storage }];
  return new PreCreatedClaims(db, 'Restore', { volumeClaimTemplate: db.volumeClaimTemplate('data'), perOrdinal, remaining: RemainingClaims.fromTemplate() });
}

function expand(db: StatefulApp, id = 'Expanded'): ExpandedClaims {
  return new ExpandedClaims(db, id, { volumeClaimTemplate: db.volumeClaimTemplate('data'), storage: Size.gibibytes(20) });
}

test.each([
  ['pre-created and then expanded', [preCreate, expand]],
  ['expanded and then pre-created', [expand, preCreate]],
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
  preCreate(db, Size.gibibytes(30));
  expand(db);
  expect(manifestOf(scope, 'PersistentVolumeClaim', 'data-db-0').spec.resources.requests.storage).toBe('30Gi');
});

test('fails for a volume without a class that should be expanded', () => {
  const scope = chart();
  const db = app(scope);
  const perOrdinal = [{ ordinal: 1, volumeName: 'pv', storageClassName: '' }];
  new PreCreatedClaims(db, 'Restore', { volumeClaimTemplate: db.volumeClaimTemplate('data'), perOrdinal, remaining: RemainingClaims.fromTemplate() });
  expand(db);
  expect(() => Testing.synth(scope)).toThrow('storage "20Gi" is refused for the ordinals 1, whose storageClassName is empty');
});

test('fails for claims that are pre-created twice', () => {
  const db = app();
  preCreate(db);
  expect(() => new PreCreatedClaims(db, 'Again', { volumeClaimTemplate: db.volumeClaimTemplate('data'), remaining: RemainingClaims.fromDataSource(MONDAY) }))
    .toThrow('volumeClaimTemplate "data" has PreCreatedClaims already; put both into one');
});

test('fails for claims that are expanded twice', () => {
  const db = app();
  expand(db);
  expect(() => expand(db, 'Again')).toThrow('volumeClaimTemplate "data" has ExpandedClaims already; put both into one');
});
