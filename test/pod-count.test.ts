import * as kplus from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { chart, statefulApp } from './support';
import { PodCount, PodOrdinals } from '../src/pod-count';

/** That of an app with an autoscaler elsewhere in the program. */
function scaled(minReplicas?: number): PodCount {
  const scope = chart();
  const app = statefulApp(scope);
  new kplus.HorizontalPodAutoscaler(new Construct(scope, 'elsewhere'), 'autoscaler', { target: app, minReplicas, maxReplicas: 7 });
  return new PodCount(app, undefined);
}

const counted = ({ fixed, most, least }: PodCount) => ({ fixed, most, least });

test('an app that says nothing has one pod', () => {
  expect(counted(new PodCount(statefulApp(chart()), undefined))).toEqual({ fixed: 1, most: 1, least: 1 });
});

test('an app may have no pod', () => {
  expect(counted(new PodCount(statefulApp(chart()), 0))).toEqual({ fixed: 0, most: 0, least: 0 });
});

test('an autoscaler sets the most and the least', () => {
  expect(counted(scaled(2))).toEqual({ fixed: undefined, most: 7, least: 2 });
});

test('an autoscaler that is added later counts', () => {
  const scope = chart();
  const app = statefulApp(scope);
  const count = new PodCount(app, undefined);
  new kplus.HorizontalPodAutoscaler(scope, 'autoscaler', { target: app, maxReplicas: 5 });
  expect(count.most).toBe(5);
});

test('what scales the app and is no construct of the program leaves the most unknown, and one pod at least', () => {
  const app = statefulApp(chart());
  app.markHasAutoscaler();
  expect(counted(new PodCount(app, undefined))).toEqual({ fixed: undefined, most: undefined, least: 1 });
});

describe('ordinals', () => {
  const three = () => new PodCount(statefulApp(chart()), 3);

  test('go from the first one on', () => {
    const ordinals = new PodOrdinals(5, three());
    expect([ordinals.all(), ordinals.last]).toEqual([[5, 6, 7], 7]);
  });

  test('go as far as a number that is given', () => {
    expect(new PodOrdinals(0, three(), 1).all()).toEqual([0]);
  });

  test('have no last one where there is none', () => {
    const ordinals = new PodOrdinals(0, three(), 0);
    expect([ordinals.all(), ordinals.last]).toEqual([[], undefined]);
  });
});
