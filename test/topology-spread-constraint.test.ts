import * as kplus from 'cdk8s-plus-28';
import { NodeInclusionPolicy, TopologySpreadConstraint, WhenUnsatisfiable } from '../src';
import { chart, manifestOf, podSpecOf, statefulApp } from './support';

const ZONE = kplus.Topology.ZONE;

function rendered(constraint: TopologySpreadConstraint) {
  return podSpecOf({ topologySpreadConstraints: [constraint] }).topologySpreadConstraints;
}

test('there is no constraint by default', () => {
  expect(podSpecOf()).not.toHaveProperty('topologySpreadConstraints');
});

test('a constraint counts the own pods, allows a skew of one and leaves pods unscheduled', () => {
  expect(rendered({ topology: ZONE })).toEqual([{
    maxSkew: 1,
    topologyKey: 'topology.kubernetes.io/zone',
    whenUnsatisfiable: 'DoNotSchedule',
    labelSelector: { matchLabels: { 'cdk8s.io/metadata.addr': 'db' } },
  }]);
});

test('every property of a constraint renders', () => {
  expect(rendered({
    topology: ZONE,
    maxSkew: 2,
    whenUnsatisfiable: WhenUnsatisfiable.DO_NOT_SCHEDULE,
    labelSelector: kplus.LabelSelector.of({ labels: { app: 'db' } }),
    minDomains: 3,
    matchLabelKeys: ['controller-revision-hash'],
    nodeAffinityPolicy: NodeInclusionPolicy.IGNORE,
    nodeTaintsPolicy: NodeInclusionPolicy.HONOR,
  })).toEqual([{
    topologyKey: 'topology.kubernetes.io/zone',
    maxSkew: 2,
    whenUnsatisfiable: 'DoNotSchedule',
    labelSelector: { matchLabels: { app: 'db' } },
    minDomains: 3,
    matchLabelKeys: ['controller-revision-hash'],
    nodeAffinityPolicy: 'Ignore',
    nodeTaintsPolicy: 'Honor',
  }]);
});

test('a constraint can be added later', () => {
  const scope = chart();
  statefulApp(scope).addTopologySpreadConstraint({ topology: kplus.Topology.HOSTNAME });
  expect(manifestOf(scope, 'StatefulSet').spec.template.spec.topologySpreadConstraints[0].topologyKey).toBe('kubernetes.io/hostname');
});

test('the constraints that are read are a copy', () => {
  const app = statefulApp(chart(), { topologySpreadConstraints: [{ topology: ZONE }] });
  app.topologySpreadConstraints.pop();
  expect(app.topologySpreadConstraints).toHaveLength(1);
});

test.each<[string, TopologySpreadConstraint, string]>([
  ['a skew of 0', { topology: ZONE, maxSkew: 0 }, 'topologySpreadConstraints.maxSkew 0 is not a whole number of 1 or more'],
  ['no domain', { topology: ZONE, minDomains: 0 }, 'topologySpreadConstraints.minDomains 0 is not a whole number of 1 or more'],
  [
    'a number of domains that nothing enforces',
    { topology: ZONE, minDomains: 2, whenUnsatisfiable: WhenUnsatisfiable.SCHEDULE_ANYWAY },
    'topologySpreadConstraints.minDomains 2 needs whenUnsatisfiable DO_NOT_SCHEDULE',
  ],
  ['a topology without a name', { topology: kplus.Topology.custom('') }, 'topologySpreadConstraints.topology "" is not a qualified name'],
  ['a label key that is none', { topology: ZONE, matchLabelKeys: ['a b'] }, 'topologySpreadConstraints.matchLabelKeys "a b" is not a qualified name'],
  [
    'a label key that the selector has',
    { topology: ZONE, matchLabelKeys: ['app'], labelSelector: kplus.LabelSelector.of({ labels: { app: 'db' } }) },
    'topologySpreadConstraints.matchLabelKeys "app" is also a key of the label selector',
  ],
  [
    'a label key that the selector of the pods has',
    { topology: ZONE, matchLabelKeys: ['cdk8s.io/metadata.addr'] },
    'topologySpreadConstraints.matchLabelKeys "cdk8s.io/metadata.addr" is also a key of the label selector',
  ],
  [
    'a selector that compares with nothing',
    { topology: ZONE, labelSelector: kplus.LabelSelector.of({ expressions: [kplus.LabelExpression.notIn('a', [])] }) },
    'compares "a" with no value',
  ],
])('fails for %s', (_, constraint, message) => {
  expect(() => rendered(constraint)).toThrow(message);
});

test('fails for two constraints on one topology', () => {
  expect(() => podSpecOf({ topologySpreadConstraints: [{ topology: ZONE }, { topology: ZONE, maxSkew: 2 }] }))
    .toThrow('topologySpreadConstraints.topology "topology.kubernetes.io/zone" is there twice with whenUnsatisfiable DoNotSchedule; keep one');
});
