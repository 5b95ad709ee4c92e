import { Chart, Lazy, Size, Testing } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { chart, CONTAINER, Manifest, manifestsOf } from './support';
import { StatefulApp, StatefulAppProps } from '../src';

const READY = { ...CONTAINER, readiness: kplus.Probe.fromCommand(['pg_isready']) };

function app(scope: Chart, name: string, props: Partial<StatefulAppProps> = {}): StatefulApp {
  return new StatefulApp(scope, name, { metadata: { name }, containers: [READY], ...props });
}

const podsOf = (scope: Chart): Manifest[] => manifestsOf(scope, 'StatefulSet').map(({ spec }) => spec.template.spec);

test('apps with the same pods have manifests of their own', () => {
  const scope = chart();
  app(scope, 'one');
  app(scope, 'other');
  const [one, other] = podsOf(scope);
  one!.containers[0].image = 'changed';
  expect(other!.containers[0].image).toBe(CONTAINER.image);
  expect(podsOf(scope).map(({ containers }) => containers[0].image)).toEqual([CONTAINER.image, CONTAINER.image]);
});

test.each<[string, Partial<StatefulAppProps>]>([
  ['the mounts of their claims', { volumeClaimTemplates: [{ name: 'data', storage: Size.gibibytes(1), mounts: [{ path: '/b' }] }] }],
  ['block devices', { volumeClaimTemplates: [{ name: 'data', storage: Size.gibibytes(1), mounts: [{ path: '/a' }], volumeMode: kplus.PersistentVolumeMode.BLOCK }] }],
  ['their scheduler', { schedulerName: 'other' }],
  ['a constraint', { topologySpreadConstraints: [{ topology: kplus.Topology.ZONE }] }],
])('apps that differ only in %s have different pods', (_, props) => {
  const scope = chart();
  const data = { name: 'data', storage: Size.gibibytes(1), mounts: [{ path: '/a' }] };
  app(scope, 'one', { volumeClaimTemplates: [data] });
  app(scope, 'other', { volumeClaimTemplates: [data], ...props });
  const [one, other] = podsOf(scope);
  expect(other).not.toEqual(one);
});

test('a token is resolved where another app has the same pods but for it', () => {
  const scope = chart();
  const withValue = (value: string) => ({ containers: [{ ...READY, envVariables: { SIZE: kplus.EnvValue.fromValue(value) } }] });
  app(scope, 'plain', withValue('1'));
  app(scope, 'lazy', withValue(Lazy.any({ produce: () => '2' }) as unknown as string));
  expect(podsOf(scope).map(({ containers }) => containers[0].env)).toEqual([[{ name: 'SIZE', value: '1' }], [{ name: 'SIZE', value: '2' }]]);
});

test.each<[string, (container: kplus.Container) => void]>([
  ['variable', container => container.env.addVariable('NEW', kplus.EnvValue.fromValue('1'))],
  ['port', container => container.addPort({ number: 9000, name: 'new' })],
])('a %s that comes between two syntheses is in the second manifest', (_, add) => {
  const program = Testing.app();
  const scope = new Chart(program, 'test');
  const { containers } = app(scope, 'db');
  program.synth();
  const before = podsOf(scope);
  add(containers[0]!);
  expect(podsOf(scope)).not.toEqual(before);
  expect(JSON.stringify(podsOf(scope))).toMatch(/"new"|"NEW"/);
});
