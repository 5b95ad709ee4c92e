import { Testing } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { chart, manifestsOf, specOf, statefulApp } from './support';
import { PodServices, StatefulAppProps } from '../src';
import { PodCount } from '../src/pod-count';

/** That of an app with an autoscaler elsewhere in the program. */
function scaled(minReplicas?: number): PodCount {
  const scope = chart();
  const app = statefulApp(scope);
  new kplus.HorizontalPodAutoscaler(new Construct(scope, 'elsewhere'), 'autoscaler', { target: app, minReplicas, maxReplicas: 7 });
  return new PodCount(app, undefined);
}

const counted = ({ fixed, most }: PodCount) => ({ fixed, most });

test('an app that says nothing has one pod', () => {
  expect(counted(new PodCount(statefulApp(chart()), undefined))).toEqual({ fixed: 1, most: 1 });
});

test('an app may have no pod', () => {
  expect(counted(new PodCount(statefulApp(chart()), 0))).toEqual({ fixed: 0, most: 0 });
});

test('an autoscaler sets the most', () => {
  expect(counted(scaled(2))).toEqual({ fixed: undefined, most: 7 });
});

test('an autoscaler that is added later counts', () => {
  const scope = chart();
  const app = statefulApp(scope);
  const count = new PodCount(app, undefined);
  new kplus.HorizontalPodAutoscaler(scope, 'autoscaler', { target: app, maxReplicas: 5 });
  expect(count.most).toBe(5);
});

test('what scales the app and is no construct of the program leaves the most unknown', () => {
  const app = statefulApp(chart());
  app.markHasAutoscaler();
  expect(counted(new PodCount(app, undefined))).toEqual({ fixed: undefined, most: undefined });
});

describe('ordinals', () => {
  const three = (props: Partial<StatefulAppProps> = {}) => statefulApp(chart(), { replicas: 3, ...props });

  test('go from the first one on', () => {
    const { first, count, last } = three({ ordinals: { start: 5 } }).podOrdinals();
    expect({ first, count, last }).toEqual({ first: 5, count: 3, last: 7 });
  });

  test('are all in ascending order', () => {
    expect(three({ ordinals: { start: 5 } }).podOrdinals().all()).toEqual([5, 6, 7]);
  });

  test('go as far as a number that is given', () => {
    expect(three().podOrdinals(1).all()).toEqual([0]);
  });

  test('have no last one where there is none', () => {
    const ordinals = three({ replicas: 0 }).podOrdinals();
    expect([ordinals.all(), ordinals.last]).toEqual([[], undefined]);
  });

  test('grow with an autoscaler that is added later', () => {
    const scope = chart();
    const app = statefulApp(scope);
    const ordinals = app.podOrdinals();
    new kplus.HorizontalPodAutoscaler(scope, 'autoscaler', { target: app, maxReplicas: 2 });
    expect(ordinals.all()).toEqual([0, 1]);
  });

  test('are not known where something else scales the app', () => {
    const app = statefulApp(chart());
    app.markHasAutoscaler();
    expect([app.podOrdinals().count, app.podOrdinals().all()]).toEqual([undefined, []]);
  });

  test('fails for a number of pods that is none', () => {
    expect(() => three().podOrdinals(-1)).toThrow('podOrdinals.count -1 is not a whole number of 0 or more');
  });
});

describe('where something else sets the number of pods', () => {
  test('replicas are left out', () => {
    expect(specOf({ hasAutoscaler: true, podServices: PodServices.none() })).not.toHaveProperty('replicas');
  });

  test('Services of pods go by their count', () => {
    const scope = chart();
    statefulApp(scope, { hasAutoscaler: true, podServices: PodServices.clusterIP({ count: 2 }) });
    expect(manifestsOf(scope, 'Service').map(service => service.metadata.name)).toEqual(expect.arrayContaining(['db-0', 'db-1']));
  });

  test('fails with replicas beside it', () => {
    const scope = chart();
    statefulApp(scope, { hasAutoscaler: true, replicas: 3, podServices: PodServices.none() });
    expect(() => Testing.synth(scope)).toThrow('replicas 3 is fixed, and an autoscaler sets it as well; leave it out');
  });

  test('an autoscaler is known by what it has, and not by its class', () => {
    const scope = chart();
    const app = statefulApp(scope);
    Object.assign(new Construct(scope, 'Autoscaler'), { target: app, minReplicas: 2, maxReplicas: 4 });
    app.markHasAutoscaler();
    expect(app.podOrdinals().count).toBe(4);
  });
});
