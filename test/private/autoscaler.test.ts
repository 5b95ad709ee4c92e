import * as kplus from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { autoscalerOf } from '../../src/private/autoscaler';
import { chart, statefulApp } from '../support';

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

test('the autoscaler of another app is none', () => {
  const scope = chart();
  const other = new kplus.Deployment(scope, 'other', { containers: [{ image: 'nginx:1.27' }] });
  new kplus.HorizontalPodAutoscaler(scope, 'autoscaler', { target: other, maxReplicas: 3 });
  expect(autoscalerOf(statefulApp(scope))).toBeUndefined();
});
