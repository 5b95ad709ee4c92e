import * as kplus from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { StatefulApp } from '../../src';
import { Autoscalers } from '../../src/private/autoscaler';
import { chart, statefulApp } from '../support';

const autoscalerOf = (app: StatefulApp) => Autoscalers.of(app).autoscalerOf(app);

test('an autoscaler beside the app is found', () => {
  const scope = chart();
  const app = statefulApp(scope);
  const autoscaler = new kplus.HorizontalPodAutoscaler(scope, 'autoscaler', { target: app, maxReplicas: 3 });
  expect(autoscalerOf(app)).toBe(autoscaler);
});

test('an autoscaler elsewhere in the program is found', () => {
  const scope = chart();
  const app = statefulApp(scope);
  const autoscaler = new kplus.HorizontalPodAutoscaler(new Construct(scope, 'elsewhere'), 'autoscaler', { target: app, maxReplicas: 3 });
  expect(autoscalerOf(app)).toBe(autoscaler);
});

test('an autoscaler that is added after a search is found', () => {
  const scope = chart();
  const [one, other] = ['one', 'other'].map(name => new StatefulApp(scope, name, { metadata: { name } }));
  one.markHasAutoscaler();
  expect(autoscalerOf(one)).toBeUndefined();
  const autoscaler = new kplus.HorizontalPodAutoscaler(new Construct(scope, 'elsewhere'), 'autoscaler', { target: other, maxReplicas: 3 });
  expect(autoscalerOf(other)).toBe(autoscaler);
});

test('the autoscaler of another app is none', () => {
  const scope = chart();
  const other = new kplus.Deployment(scope, 'other', { containers: [{ image: 'nginx:1.27' }] });
  new kplus.HorizontalPodAutoscaler(scope, 'autoscaler', { target: other, maxReplicas: 3 });
  expect(autoscalerOf(statefulApp(scope))).toBeUndefined();
});

test('the tree is searched once for all apps that something else scales', () => {
  const scope = chart();
  const apps = ['a', 'b', 'c'].map(name => new StatefulApp(scope, name, { metadata: { name } }));
  apps.forEach(app => app.markHasAutoscaler());
  const searched = jest.spyOn(scope.node.root.node, 'findAll');
  expect(apps.map(autoscalerOf)).toEqual([undefined, undefined, undefined]);
  expect(searched).toHaveBeenCalledTimes(1);
});
