import { Chart, Testing } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { OrdinalRange, OrdinalSlice, StatefulApp, StatefulAppProps } from '../../src';
import { CONTAINER, manifestOf } from '../support';

/** A range of five ordinals, and a namespace for each app that is added. */
function ranged(props: { replicas?: number; start?: number; name?: string } = {}) {
  const root = Testing.app();
  const range = new OrdinalRange(root, 'Ordinals', { name: 'db', replicas: 5, ...props });
  const app = (namespace: string, slice: Partial<StatefulAppProps>): StatefulApp =>
    new StatefulApp(new Chart(root, namespace, { namespace }), 'Db', { metadata: { name: 'db' }, containers: [CONTAINER], ...slice });
  return { root, range, app };
}

let told: jest.SpyInstance;

beforeEach(() => {
  told = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
});

afterEach(() => told.mockRestore());

function gapsTold(): string[] {
  return told.mock.calls.map(([line]) => `${line}`).filter(line => line.includes('no slice'));
}

test('a slice is the number of pods, and the number of the first', () => {
  expect(ranged().range.slice(3, 4)).toEqual({ replicas: 2, ordinals: { start: 3 } });
});

test('an empty slice has no pods', () => {
  expect(ranged({ start: 2 }).range.emptySlice()).toEqual({ replicas: 0, ordinals: { start: 2 } });
});

test('two apps share a range', () => {
  const { root, range, app } = ranged();
  const charts = [app('old', range.slice(0, 2)), app('new', range.slice(3, 4))].map(db => Chart.of(db));
  root.synthYaml();
  expect(charts.map(chart => manifestOf(chart, 'StatefulSet').spec).map(({ replicas, ordinals }) => [replicas, ordinals.start])).toEqual([[3, 0], [2, 3]]);
});

test('an app may have no pods yet', () => {
  const { root, range, app } = ranged();
  app('old', range.slice(0, 4));
  app('new', range.emptySlice());
  expect(() => root.synthYaml()).not.toThrow();
});

test('an app of another program may have a slice', () => {
  const { root, range, app } = ranged();
  app('old', range.slice(0, 2));
  range.slice(3, 4);
  expect(() => root.synthYaml()).not.toThrow();
});

test('an autoscaler may set the number of pods within a slice', () => {
  const { root, range, app } = ranged();
  const db = app('old', { ordinals: range.slice(0, 4).ordinals });
  new kplus.HorizontalPodAutoscaler(Chart.of(db), 'Autoscaler', {
    target: db, maxReplicas: 4, metrics: [kplus.Metric.resourceCpu(kplus.MetricTarget.averageUtilization(50))],
  });
  expect(() => root.synthYaml()).not.toThrow();
});

test('an app of another name is none of its business', () => {
  const { root, range, app } = ranged();
  app('old', range.slice(0, 4));
  app('web', { metadata: { name: 'web' } });
  expect(() => root.synthYaml()).not.toThrow();
});

test('ordinals in no slice are told, once', () => {
  const { root, range, app } = ranged();
  app('old', range.slice(0, 1));
  app('new', range.slice(4, 4));
  root.synthYaml();
  expect([range.gaps, gapsTold()]).toEqual([[2, 3], ['warning: [Ordinals] ordinals 2, 3 of "db" are in no slice, so that their pods do not run\n']]);
});

test('nothing is told where every ordinal is in a slice', () => {
  const { root, range, app } = ranged({ start: 1 });
  app('old', range.slice(1, 5));
  root.synthYaml();
  expect([range.gaps, gapsTold()]).toEqual([[], []]);
});

test('fails for slices that overlap', () => {
  const { range } = ranged();
  range.slice(0, 2);
  expect(() => range.slice(2, 4)).toThrow('slice "2 to 4" overlaps the slice 0 to 2, and pods would run twice; make one of them smaller');
});

test.each<[string, number, number, string]>([
  ['a slice that begins before the range', 1, 3, 'first 1 '],
  ['a slice that ends after the range', 2, 7, 'last 7 '],
  ['a slice that ends before it begins', 4, 3, 'last 3 '],
])('fails for %s', (_, first, last, message) => {
  expect(() => ranged({ start: 2 }).range.slice(first, last)).toThrow(message);
});

test.each<[string, { replicas?: number; start?: number; name?: string }, string]>([
  ['a range without pods', { replicas: 0 }, 'replicas 0 '],
  ['a negative start', { start: -1 }, 'start -1 '],
  ['a name that is none', { name: 'D B' }, 'name "D B" '],
])('fails for %s', (_, props, message) => {
  expect(() => ranged(props)).toThrow(message);
});

test('fails for two apps with the same slice', () => {
  const { root, range, app } = ranged();
  const slice: OrdinalSlice = range.slice(0, 4);
  app('old', slice);
  app('new', slice);
  expect(() => root.synthYaml()).toThrow('ordinals "0 to 4" of "new/Db" are in the slice of "old/Db", and its pods would run twice; give each app a slice of its own');
});

test('fails for an app that is larger than its slice', () => {
  const { root, range, app } = ranged();
  app('old', { ...range.slice(0, 2), replicas: 4 });
  app('new', range.slice(3, 4));
  expect(() => root.synthYaml()).toThrow('ordinals "0 to 3" of "old/Db" are in no slice of the range; take replicas and ordinals from slice()');
});

test('fails for an app that was made without a slice', () => {
  const { root, range, app } = ranged();
  app('old', { replicas: 2 });
  app('new', range.slice(0, 4));
  expect(() => root.synthYaml()).toThrow('ordinals "0 to 4" of "new/Db" are in the slice of "old/Db"');
});

test('fails for a range of no app', () => {
  const { root, range, app } = ranged();
  range.slice(0, 4);
  app('web', { metadata: { name: 'web' } });
  expect(() => root.synthYaml()).toThrow('name "db" is the name of no StatefulApp below the scope of the range; give it a scope above those that share it');
});

test('fails where nobody knows how many pods there may be', () => {
  const { root, range, app } = ranged();
  app('old', { ordinals: range.slice(0, 4).ordinals, containers: [{ image: 'postgres:16.4' }] }).markHasAutoscaler();
  expect(() => root.synthYaml()).toThrow('replicas of "old/Db" are not known');
});
