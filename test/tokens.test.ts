import { Lazy, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { HeadlessService, PodServices, StatefulApp, StatefulAppProps, UpdateStrategy } from '../src';
import { chart, CONTAINER, statefulApp } from './support';

/** Both kinds of values that cdk8s resolves at the synthesis, where TypeScript expects a plain one. */
const TOKENS: [string, <T>(value: T) => T][] = [
  ['a Lazy', value => Lazy.any({ produce: () => value }) as typeof value],
  ['an object that resolves', value => ({ resolve: () => value }) as typeof value],
];

const CLAIM = { name: 'data', storage: Size.gibibytes(1) };
const READY = { ...CONTAINER, readiness: kplus.Probe.fromCommand(['true']) };

type Token = (typeof TOKENS)[number][1];
type Way = [property: string, props: (token: Token) => Partial<StatefulAppProps>];

/** What a workload of cdk8s-plus takes as well. */
const AS_IN_CDK8S_PLUS: Way[] = [
  ['metadata.labels', token => ({ metadata: { name: 'db', labels: { a: token('late') } } })],
  ['metadata.annotations', token => ({ metadata: { name: 'db', annotations: { a: token('late') } } })],
  ['metadata.namespace', token => ({ metadata: { name: 'db', namespace: token('late') } })],
  ['podMetadata.labels', token => ({ podMetadata: { labels: { a: token('late') } } })],
  ['podMetadata.annotations', token => ({ podMetadata: { annotations: { a: token('late') } } })],
  ['image', token => ({ containers: [{ ...READY, image: token('late:1.0') }] })],
  ['envVariables', token => ({ containers: [{ ...READY, envVariables: { A: kplus.EnvValue.fromValue(token('late')) } }] })],
  ['args', token => ({ containers: [{ ...READY, args: [token('late')] }] })],
  ['workingDir', token => ({ containers: [{ ...READY, workingDir: token('/late') }] })],
  ['hostAliases', token => ({ hostAliases: [{ ip: '192.0.2.1', hostnames: [token('late')] }] })],
];

/** What only this library has. */
const BESIDES: Way[] = [
  ['service.labels', token => ({ service: HeadlessService.create({ labels: { a: token('late') } }) })],
  ['service.annotations', token => ({ service: HeadlessService.create({ annotations: { a: token('late') } }) })],
  ['podServices.annotations', token => ({ podServices: PodServices.clusterIP({ annotations: { a: token('late') } }) })],
  ['podServices.loadBalancerIP', token => ({ podServices: PodServices.loadBalancer({ loadBalancerIP: token('late') }) })],
  ['volumeClaimTemplates.labels', token => ({ volumeClaimTemplates: [{ ...CLAIM, labels: { a: token('late') } }] })],
  ['volumeClaimTemplates.annotations', token => ({ volumeClaimTemplates: [{ ...CLAIM, annotations: { a: token('late') } }] })],
];

describe.each(TOKENS)('%s', (_, token) => {
  /** The objects of a program with the least StatefulApp, as text. */
  function manifests(props: Partial<StatefulAppProps>): string {
    const scope = chart();
    statefulApp(scope, { containers: [READY], ...props });
    return JSON.stringify(scope.toJson());
  }

  test.each([...AS_IN_CDK8S_PLUS, ...BESIDES])('stands in the manifest where it is a value of %s', (__, propsOf) => {
    expect(manifests(propsOf(token))).toEqual(manifests(propsOf(value => value)));
  });

  test.each<Way>([
    ['metadata.name', () => ({ metadata: { name: token('late') } })],
    ['replicas', () => ({ replicas: token(3) })],
    ['ordinals.start', () => ({ ordinals: { start: token(3) } })],
    ['revisionHistoryLimit', () => ({ revisionHistoryLimit: token(3) })],
    ['matchLabels.a', () => ({ matchLabels: { a: token('late') } })],
    ['podMetadata.labels', () => ({ podMetadata: { labels: token({ a: 'late' }) } })],
    ['podMetadata.annotations', () => ({ podMetadata: { annotations: token({ a: 'late' }) } })],
    ['priorityClassName', () => ({ priorityClassName: token('late') })],
    ['clusterDomain', () => ({ clusterDomain: token('late') })],
    ['targetVersion', () => ({ targetVersion: token('1.30') })],
    ['acceptedFindings.R50', () => ({ acceptedFindings: { R50: token('late') } })],
    ['service.name', () => ({ service: HeadlessService.create({ name: token('late') }) })],
    ['service', () => ({ service: HeadlessService.fromServiceName(token('late')) })],
    ['podServices.loadBalancerClass', () => ({ podServices: PodServices.loadBalancer({ loadBalancerClass: token('late') }) })],
    ['podServices.loadBalancerSourceRanges', () => ({ podServices: PodServices.loadBalancer({ loadBalancerSourceRanges: [token('late')] }) })],
    ['volumeClaimTemplates.name', () => ({ volumeClaimTemplates: [{ ...CLAIM, name: token('late') }] })],
    ['volumeClaimTemplates.storageClassName', () => ({ volumeClaimTemplates: [{ ...CLAIM, storageClassName: token('late') }] })],
    ['volumeClaimTemplates.mounts.subPath', () => ({ volumeClaimTemplates: [{ ...CLAIM, mounts: [{ path: '/data', subPath: token('late') }] }] })],
    ['partition', () => ({ updateStrategy: UpdateStrategy.rollingUpdate({ partition: token(1) }) })],
  ])('fails, in words, where it is %s, which must be known before', (property, propsOf) => {
    expect(() => statefulApp(chart(), propsOf(token))).toThrow(`${property} is a token, and its value is known only at the synthesis; give`);
  });

  test('fails, in words, where it is a label by which a Service for clients selects pods', () => {
    const app: StatefulApp = statefulApp(chart());
    expect(() => app.addClientService({ podLabels: { role: token('primary') } })).toThrow('Service "db-client" podLabels.role is a token');
  });
});
