import * as kplus from 'cdk8s-plus-28';
import { StatefulApp } from '../src';
import { chart, manifestOf, statefulApp } from './support';

const SERVER = { name: 'server', image: 'server:1.0', portNumber: 80 };

/** Sidecars are from 1.29 on. */
const targetVersion = '1.34';

/** What cdk8s-plus gives unasked. */
const DEFAULT = { failureThreshold: 3, tcpSocket: { port: 80 } };

type Way = (scope: ReturnType<typeof chart>, container: kplus.ContainerProps) => unknown;

const SIDECAR = { restartPolicy: kplus.ContainerRestartPolicy.ALWAYS };
const WAYS: [string, Way][] = [
  ['given to the app', (scope, container) => statefulApp(scope, { targetVersion, containers: [container] })],
  ['added', (scope, container) => statefulApp(scope, { targetVersion }).addContainer(container)],
  ['a sidecar, given to the app', (scope, container) => statefulApp(scope, { targetVersion, initContainers: [{ ...container, ...SIDECAR }] })],
  ['a sidecar, added', (scope, container) => statefulApp(scope, { targetVersion }).addInitContainer({ ...container, ...SIDECAR })],
  ['attached', (scope, container) => statefulApp(scope, { targetVersion }).attachContainer(new kplus.Container(container))],
];

function startupProbeOf(way: Way, container: kplus.ContainerProps): object | undefined {
  const scope = chart();
  way(scope, container);
  const { containers, initContainers = [] } = manifestOf(scope, 'StatefulSet').spec.template.spec;
  return [...containers, ...initContainers].find(({ name }) => name === 'server').startupProbe;
}

describe.each(WAYS)('a container that is %s', (_, way) => {
  test('has no startup probe that nobody asked for', () => {
    expect(startupProbeOf(way, SERVER)).toBeUndefined();
  });

  test('has the startup probe that it is given', () => {
    expect(startupProbeOf(way, { ...SERVER, startup: kplus.Probe.fromTcpSocket({ port: 80, failureThreshold: 3 }) })).toEqual(DEFAULT);
  });
});

test.each(WAYS.slice(0, -1))('a container that is %s has the startup probe of cdk8s-plus where it is given', (_, way) => {
  expect(startupProbeOf(way, { ...SERVER, startup: kplus.Probe.fromTcpSocket({ port: 80 }) })).toEqual(DEFAULT);
});

test('a container that other workloads have as well keeps its probe there', () => {
  const scope = chart();
  const container = new kplus.Container(SERVER);
  new kplus.Deployment(scope, 'web', { metadata: { name: 'web' } }).attachContainer(container);
  new StatefulApp(scope, 'db', { metadata: { name: 'db' } }).attachContainer(container);
  expect(manifestOf(scope, 'Deployment').spec.template.spec.containers[0].startupProbe).toEqual(DEFAULT);
});
