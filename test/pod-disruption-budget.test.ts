import { ApiObject, JsonPatch } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { PodDisruptionBudgetOptions, UnhealthyPodEvictionPolicy } from '../src';
import { chart, manifestOf, namesOf, statefulApp } from './support';

const { absolute, percent } = kplus.PercentOrAbsolute;

function budget(options: PodDisruptionBudgetOptions = {}, replicas?: number) {
  const scope = chart();
  statefulApp(scope, { replicas }).addPodDisruptionBudget(options);
  return manifestOf(scope, 'PodDisruptionBudget');
}

test('there is none by default', () => {
  const scope = chart();
  statefulApp(scope);
  expect(namesOf(scope, 'PodDisruptionBudget')).toEqual([]);
});

test('it lets one pod go, and unhealthy ones always', () => {
  expect(budget()).toEqual({
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    metadata: { name: 'db' },
    spec: { maxUnavailable: 1, selector: { matchLabels: { 'cdk8s.io/metadata.addr': 'db' } }, unhealthyPodEvictionPolicy: 'AlwaysAllow' },
  });
});

test.each<[PodDisruptionBudgetOptions, string, unknown]>([
  [{ minAvailable: absolute(2) }, 'minAvailable', 2],
  [{ minAvailable: percent(50) }, 'minAvailable', '50%'],
  [{ maxUnavailable: absolute(2) }, 'maxUnavailable', 2],
  [{ maxUnavailable: percent(1) }, 'maxUnavailable', '1%'],
  [{ unhealthyPodEvictionPolicy: UnhealthyPodEvictionPolicy.IF_HEALTHY_BUDGET }, 'unhealthyPodEvictionPolicy', 'IfHealthyBudget'],
])('%j renders', (options, field, value) => {
  expect(budget(options, 3).spec[field]).toBe(value);
});

test('with minAvailable there is no maxUnavailable', () => {
  expect(budget({ minAvailable: absolute(2) }, 3).spec).not.toHaveProperty('maxUnavailable');
});

test('it can have a name', () => {
  expect(budget({ name: 'db-budget' }).metadata.name).toBe('db-budget');
});

test('it takes plain JSON patches', () => {
  const scope = chart();
  ApiObject.of(statefulApp(scope).addPodDisruptionBudget()).addJsonPatch(JsonPatch.replace('/spec/maxUnavailable', '10%'));
  expect(manifestOf(scope, 'PodDisruptionBudget').spec.maxUnavailable).toBe('10%');
});

test('an app that is scaled to zero may have any', () => {
  expect(budget({ minAvailable: absolute(1) }, 0).spec.minAvailable).toBe(1);
});

test.each<[string, PodDisruptionBudgetOptions, number, string]>([
  ['all pods must stay', { minAvailable: absolute(3) }, 3, 'minAvailable 3 needs 3 of 3 pods'],
  ['the only pod must stay', { minAvailable: absolute(1) }, 1, 'minAvailable 1 needs 1 of the one pod'],
  ['a percentage rounds up to all pods', { minAvailable: percent(67) }, 3, 'minAvailable "67%" needs 3 of 3 pods'],
  ['no pod may be gone', { maxUnavailable: absolute(0) }, 3, 'maxUnavailable 0 allows no pod to be evicted'],
  ['no percent may be gone', { maxUnavailable: percent(0) }, 3, 'maxUnavailable "0%" allows no pod to be evicted'],
])('fails where %s', (_, options, replicas, message) => {
  expect(() => budget(options, replicas)).toThrow(`addPodDisruptionBudget.${message}; the pods are never evicted, and the drain of a node hangs`);
});

test('66 % of 4 pods leave one to go', () => {
  expect(budget({ minAvailable: percent(66) }, 4).spec.minAvailable).toBe('66%');
});

test('warns where the minimum of an autoscaler leaves none to go', () => {
  const told = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
  const scope = chart();
  const app = statefulApp(scope);
  app.addPodDisruptionBudget({ minAvailable: absolute(2) });
  new kplus.HorizontalPodAutoscaler(scope, 'autoscaler', { target: app, minReplicas: 2, maxReplicas: 5 });
  manifestOf(scope, 'PodDisruptionBudget');
  expect(told.mock.calls.join()).toContain('addPodDisruptionBudget.minAvailable 2 needs 2 of 2 pods, which an autoscaler may leave; the pods are never evicted');
  told.mockRestore();
});

test('fails for both limits', () => {
  expect(() => budget({ minAvailable: absolute(1), maxUnavailable: absolute(1) }, 3))
    .toThrow('addPodDisruptionBudget.minAvailable 1 goes not together with maxUnavailable; keep one');
});

test('fails for a negative limit', () => {
  expect(() => budget({ maxUnavailable: absolute(-1) })).toThrow('addPodDisruptionBudget.maxUnavailable -1 is not a whole number of 0 or more');
});

test('fails for a name that is none', () => {
  expect(() => budget({ name: 'DB' })).toThrow('addPodDisruptionBudget.name "DB" is not a DNS subdomain');
});

test('fails for a second budget', () => {
  const app = statefulApp(chart());
  app.addPodDisruptionBudget();
  expect(() => app.addPodDisruptionBudget({ name: 'other' })).toThrow('addPodDisruptionBudget was called twice, and the API server evicts no pod that has two budgets');
});
