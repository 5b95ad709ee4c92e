import { Lazy } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { isSaidByJson, labelSelectorOf, labelSelectorToJson, plainVolume, PodRendering, podSpecToJson } from '../../src/private/cdk8s-plus';
import { chart, CONTAINER } from '../support';

const podSpecOf = (workload: kplus.Workload) => podSpecToJson(new PodRendering(workload).rawSpec());

// a release of cdk8s-plus that renames one of its internals fails here

test('the pod spec of a workload is plain JSON', () => {
  const workload = new kplus.Deployment(chart(), 'web', { containers: [{ ...CONTAINER, readiness: kplus.Probe.fromTcpSocket({ port: 5432 }) }] });
  expect(podSpecOf(workload).containers[0].readinessProbe).toEqual({ failureThreshold: 3, tcpSocket: { port: 5432 } });
});

test('the selector of a workload is plain JSON', () => {
  const workload = new kplus.Deployment(chart(), 'web', { containers: [CONTAINER], select: false });
  workload.select(kplus.LabelSelector.of({ labels: { app: 'web' }, expressions: [kplus.LabelExpression.exists('tier')] }));
  expect(labelSelectorOf(workload)).toEqual({ matchLabels: { app: 'web' }, matchExpressions: [{ key: 'tier', operator: 'Exists' }] });
});

test('a label selector is plain JSON', () => {
  const selector = kplus.LabelSelector.of({ expressions: [kplus.LabelExpression.in('disk', ['ssd'])] });
  expect(labelSelectorToJson(selector)).toEqual({ matchExpressions: [{ key: 'disk', operator: 'In', values: ['ssd'] }] });
});

test('a label selector keeps labels that are empty', () => {
  expect(labelSelectorToJson(kplus.LabelSelector.of({ labels: { app: '' } }))).toEqual({ matchLabels: { app: '' } });
});

test('a volume that stands for a claim can be rendered by its owner', () => {
  const workload = new kplus.Deployment(chart(), 'web', { containers: [CONTAINER] });
  const rendering = new PodRendering(workload);
  workload.containers[0].mount('/data', rendering.claimVolume(workload, 'data'));
  expect(podSpecToJson(rendering.rawSpec()).containers[0].volumeMounts).toEqual([{ name: 'data', mountPath: '/data' }]);
});

test('fails for a volume that stands for a claim of another workload', () => {
  const scope = chart();
  const owner = new kplus.Deployment(scope, 'owner', { containers: [CONTAINER] });
  const other = new kplus.Deployment(scope, 'other', { containers: [CONTAINER] });
  other.containers[0].mount('/data', new PodRendering(owner).claimVolume(owner, 'data'));
  expect(() => podSpecOf(other)).toThrow('claim template "data" belongs to the pods of "test/owner" and cannot be mounted by another workload');
});

test('a plain volume renders what it is given', () => {
  const workload = new kplus.Deployment(chart(), 'web', { containers: [CONTAINER] });
  workload.containers[0].mount('/data', plainVolume(workload, 'Volume', 'data', () => ({ image: { reference: 'models:1' } })));
  expect(workload._toPodSpec().volumes).toEqual([{ name: 'data', image: { reference: 'models:1' } }]);
});

test.each<[string, unknown, boolean]>([
  ['texts, numbers and lists', { a: ['x', 1, true, null] }, true],
  ['what is not there', { a: undefined }, true],
  ['the port of a probe', { port: kplus.k8s.IntOrString.fromNumber(80) }, true],
  ['a quantity', { cpu: kplus.k8s.Quantity.fromString('1') }, true],
  ['a token', { a: Lazy.any({ produce: () => 1 }) }, false],
  ['an object that resolves itself', { a: { resolve: () => 1 } }, false],
  ['what is not there in a list', [undefined], false],
  ['a number that JSON does not know', { a: NaN }, false],
])('of %s JSON says all or not', (_, value, isSaid) => {
  expect(isSaidByJson(value)).toBe(isSaid);
});
